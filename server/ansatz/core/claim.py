"""The one language of evidence: a relation that every right implementation satisfies, as data.

A claim is never code. It says what must hold (`relation`), on which inputs (`domain`), which part
of the spec says so (`spans`), and on whose understanding it rests (`rests_on`), so that whether it
is independent of a candidate is computed from the two sets and never asserted.
"""

from dataclasses import dataclass
from typing import Literal

from .formula import Equation
from .plan import Plan
from .quantity import Unit
from .spec import Bounds, Extent
from .term import Definition, Term
from .text import Span

Aspect = Literal[
    "parse",
    "binding",
    "units",
    "solve",
    "author",
    "example",
    "routine",
    "option",
    "adaptor",
    "result",
    "proposal",
]


@dataclass(frozen=True, slots=True, order=True)
class Basis:
    """One thing that somebody could have got wrong.

    `by` names who did it (a reader, a source, the author of existing code), `of` the thing itself
    (an equation's place, a symbol, a parameter). Two claims or candidates share a thing exactly
    when they hold equal `Basis` values.
    """

    aspect: Aspect
    by: str
    of: str


@dataclass(frozen=True, slots=True)
class ParameterDomain:
    """What a claim's inputs look like for one parameter; bounds are in the parameter's own unit."""

    name: str
    extent: Extent
    bounds: Bounds
    typical: float
    is_integer: bool = False
    is_simplex: bool = False
    default: str | None = None
    special: tuple[float, ...] = ()
    """Values at which a case of the equation begins or ends."""
    accepts_lists: bool = False


@dataclass(frozen=True, slots=True)
class Domain:
    """The inputs on which a claim must hold. Parameters in `tied` share one length."""

    parameters: tuple[ParameterDomain, ...]
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parses:
    """The candidate is Python that defines the function with the stated signature."""

    name: str
    parameters: tuple[str, ...]
    kind: Literal["syntax"] = "syntax"


@dataclass(frozen=True, slots=True)
class UsesInstalledApi:
    """Every imported name and attribute the candidate uses exists in the user's environment."""

    kind: Literal["installed_api"] = "installed_api"


@dataclass(frozen=True, slots=True)
class Runs:
    """The candidate returns a value, without an exception, on inputs of the domain."""

    kind: Literal["runs"] = "runs"


@dataclass(frozen=True, slots=True)
class EqualsExpression:
    """The returned values equal those of a compiled chain of equations, within `rtol`."""

    plan: Plan
    rtol: float = 1e-8
    kind: Literal["equation"] = "equation"


@dataclass(frozen=True, slots=True)
class SatisfiesEquation:
    """The returned values, put into the equation as it stands, leave no residual.

    `plan` computes every other symbol of the equation; its `outputs` say which symbols the returned
    values stand for, in order, and in which units.
    """

    equation: Equation
    plan: Plan
    rtol: float = 1e-8
    kind: Literal["residual"] = "residual"


@dataclass(frozen=True, slots=True)
class HasDimension:
    """From the stated units of the inputs, the candidate's arithmetic gives the stated unit's dimension.

    `inputs` are by parameter, `givens` by symbol; a quantity without a unit is a pure number.
    """

    inputs: tuple[tuple[str, Unit | None], ...]
    givens: tuple[tuple[str, Unit | None], ...]
    outputs: tuple[Unit | None, ...]
    kind: Literal["units"] = "units"


@dataclass(frozen=True, slots=True)
class HasShape:
    """`count` values come back: numbers for numbers, arrays of the broadcast shape for arrays.

    `vectors` are parameters that are used up by sums and take no part in broadcasting.
    """

    count: int
    vectors: tuple[str, ...]
    kind: Literal["shape"] = "shape"


@dataclass(frozen=True, slots=True)
class LeavesInputs:
    """Arguments are the same after the call as before it."""

    kind: Literal["inputs_unchanged"] = "inputs_unchanged"


@dataclass(frozen=True, slots=True)
class StaysWithin:
    """A returned value lies in a stated range."""

    output: int
    bounds: Bounds
    kind: Literal["bound"] = "bound"


@dataclass(frozen=True, slots=True)
class MatchesExample:
    """The value that the spec shows for a call is what comes back, to the digits shown."""

    source: str
    arguments: tuple[float | list[float], ...]
    keywords: tuple[tuple[str, float | list[float]], ...]
    shown: tuple[float, ...]
    atol: float
    kind: Literal["example"] = "example"


@dataclass(frozen=True, slots=True)
class ShowsSession:
    """A line of a `>>>` session, run after the lines in `setup`, has the value that the text shows."""

    setup: tuple[str, ...]
    expression: str
    shown: str
    kind: Literal["session"] = "session"


@dataclass(frozen=True, slots=True)
class KeepsInstruction:
    """The code keeps to what the text says of how it is written: `no loops`, `do not use X`.

    `name` is the dotted or plain name that must not be used, empty for other instructions.
    """

    instruction: Literal["no loops", "not used", "no scipy", "no recursion", "standard library"]
    name: str = ""
    kind: Literal["instruction"] = "instruction"


@dataclass(frozen=True, slots=True)
class HasProperty:
    """A law of behaviour holds, by its name in the register of laws.

    `parameters` are the arguments that it speaks of, `output` the returned value (None: all of them),
    `numbers` and `words` what else the law needs (a value, a degree, an axis).
    """

    law: str
    parameters: tuple[str, ...] = ()
    output: int | None = None
    numbers: tuple[float, ...] = ()
    words: tuple[str, ...] = ()
    kind: Literal["property"] = "property"


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call of the function: its arguments as terms over what is given and over earlier results.

    With `repeats` above 1 the call is made so often, `k` counting from 0, and `result` is the list.
    """

    result: str
    arguments: tuple[tuple[str, Term], ...]
    repeats: int = 1


@dataclass(frozen=True, slots=True)
class Holds:
    """Something that must hold of results, everywhere in arrays. `~`: equal within the tolerance.

    `raises`: the call of that result has no value but the exception that `right` names.
    """

    left: Term
    sign: Literal["~", "==", "!=", "<", "<=", ">", ">=", "raises"]
    right: Term


@dataclass(frozen=True, slots=True)
class RelatesCalls:
    """Results of calls keep to relations: values, limits, symmetries, sums, bounds, errors raised."""

    given: tuple[tuple[str, Term], ...]
    calls: tuple[PlannedCall, ...]
    holds: tuple[Holds, ...]
    rtol: float = 1e-6
    atol: float = 0.0
    kind: Literal["relation"] = "relation"


@dataclass(frozen=True, slots=True)
class MeetsDefinition:
    """On the calls of other claims, the function returns what a definition in terms gives."""

    definition: Definition
    defaults: tuple[tuple[str, Term], ...]
    on: tuple[RelatesCalls, ...]
    rtol: float = 1e-5
    atol: float = 0.0
    kind: Literal["definition"] = "definition"


Relation = (
    HasProperty
    | RelatesCalls
    | MeetsDefinition
    | ShowsSession
    | KeepsInstruction
    | Parses
    | UsesInstalledApi
    | Runs
    | EqualsExpression
    | SatisfiesEquation
    | HasDimension
    | HasShape
    | LeavesInputs
    | StaysWithin
    | MatchesExample
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation with its origin. `text` says it to the user in one line."""

    id: str
    relation: Relation
    text: str
    spans: tuple[Span, ...]
    domain: Domain
    rests_on: frozenset[Basis]
    refutes: bool = True
    """False: the text does not say it plainly, so that it moves the score and refutes nothing."""
    proposed_by: str = ""
    """The model that proposed it; empty for what was derived from the text."""

    @property
    def kind(self) -> str:
        """The relation's kind, which names the file that judges it."""
        return self.relation.kind

    def independent_of(self, thing: Basis) -> bool:
        """Whether the claim would still stand if `thing` were wrong."""
        return thing not in self.rests_on
