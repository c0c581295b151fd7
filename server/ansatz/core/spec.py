"""What a scientist asked for, as it was understood, with the place in the text of every part."""

from dataclasses import dataclass
from typing import Literal

from .formula import Equation, IndexRange
from .quantity import Unit
from .target import ParameterKind
from .text import Span

Extent = Literal["scalar", "elementwise", "vector", "matrix", "unknown"]
"""scalar: one number. elementwise: a number or an array of any shape, treated element by element.
vector: a one-dimensional sequence that sums and products run over. matrix: two dimensions."""

FaultKind = Literal["units", "contradiction", "example", "missing-input", "undefined-symbol", "impossible"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason why no right implementation can exist, at the place that says so."""

    kind: FaultKind
    message: str
    span: Span
    advice: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range stated for a value. None: unbounded on that side."""

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of the function as signature and docstring describe it.

    `extent_stated` is False where the docstring is silent and the extent is a guess.
    """

    name: str
    kind: ParameterKind
    default: str | None
    annotation: str | None
    description: str
    span: Span
    unit: Unit | None
    extent: Extent
    extent_stated: bool
    bounds: Bounds | None
    is_integer: bool = False
    is_simplex: bool = False
    """Elements are fractions of a whole: not negative, adding up to one."""


@dataclass(frozen=True, slots=True)
class Result:
    """A returned value. `symbol` is the name that the equations use for it, where one is given."""

    name: str | None
    symbol: str | None
    description: str
    span: Span
    unit: Unit | None
    bounds: Bounds | None
    is_scalar: bool = False


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A symbol whose value the text or the physics fixes: `m_H = 1.6735e-27 kg`, `k_B`.

    `expression` is how code names it (`constants.k`), or None for a literal. `source` says where
    the value comes from.
    """

    symbol: str
    value: float
    literal: str
    unit: Unit | None
    expression: str | None
    source: Literal["docstring", "scipy.constants", "module"]


@dataclass(frozen=True, slots=True)
class Binding:
    """A symbol of the equations that stands for a parameter, and what says so."""

    symbol: str
    parameter: str
    reason: Literal["spelled", "stated", "spelling-variant", "described", "index"]


@dataclass(frozen=True, slots=True)
class Statement:
    """An equation of a reading, where it stands, and a unit that the text gives for its left side.

    The left side of a definition `f(x, a) = …` or `J_v(z) = …` is `Symbol("f")`, `Symbol("J")`. With
    `over`, the right side is an array over that range: `w(n) = …, 0 ≤ n < M`.
    """

    equation: Equation
    span: Span
    text: str
    unit: Unit | None = None
    over: IndexRange | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One complete understanding of the mathematics: what was parsed, and what its symbols mean.

    `reader` names who read it; two readers share neither grammar nor binding rules nor unit table.
    `units` maps parameters, results and given symbols to units as this reader understood them.
    `is_empirical`: the equation's numbers carry hidden units, so it holds in the stated units only.
    """

    reader: str
    statements: tuple[Statement, ...]
    bindings: tuple[Binding, ...]
    givens: tuple[GivenValue, ...]
    outputs: tuple[str, ...]
    units: tuple[tuple[str, Unit], ...]
    output_units: tuple[Unit | None, ...]
    is_empirical: bool = False
    ambiguities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A `>>>` example: the call as source, its arguments as literals, and the value shown.

    `decimals` is how far the shown value was rounded, None where it was not.
    """

    source: str
    arguments: tuple[float | list[float], ...]
    keywords: tuple[tuple[str, float | list[float]], ...]
    shown: tuple[float, ...]
    decimals: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Spec:
    """The whole of what is asked. `readings[0]` is the one that sources compile."""

    name: str
    qualified_name: str
    summary: str
    text: str
    span: Span
    parameters: tuple[Parameter, ...]
    results: tuple[Result, ...]
    readings: tuple[Reading, ...]
    examples: tuple[Example, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    """What was read but could not be used, in the user's words."""
    digest: str = ""
    """Hash of signature and docstring: the record's key."""
