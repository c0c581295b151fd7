"""A rival implementation and all that its origin could have got wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .claim import Basis
from .plan import Plan
from .text import Span

SourceName = Literal["equation", "library", "model", "existing"]


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step and the lines of the candidate's body (1-based, inclusive) that carry it out.

    `equation` is the source text it comes from, `rendered` what was made of it, for people to read.
    """

    symbol: str
    equation: str
    equation_span: Span
    rendered: str
    first_line: int
    last_line: int
    exemplars: tuple[str, ...] = ()
    """Names of the verified examples that a model had before it when it wrote the step."""
    evidence: tuple[str, ...] = ()
    """What was found out about this step by itself, a line each."""


@dataclass(frozen=True, slots=True)
class Making:
    """How a model made code: which models, which prompts (name, version, digest), and at what cost.

    `usd` is None where a price is not known.
    """

    models: tuple[str, ...]
    prompts: tuple[tuple[str, int, str], ...]
    exemplars: tuple[str, ...] = ()
    domain: str = ""
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    usd: float | None = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Variant:
    """The candidate's module as it would be if `thing` alone were wrong. `says` tells the difference."""

    thing: Basis
    module: str
    says: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A function body with the imports it needs.

    `body` is unindented statements; `module` is a complete module that defines the function, as the
    sandbox runs it. `rests_on` lists every thing the origin could have got wrong. `plan` is None for
    code that was not compiled from one.
    """

    source: SourceName
    title: str
    body: str
    imports: tuple[str, ...]
    module: str
    entry: str
    rests_on: frozenset[Basis]
    plan: Plan | None = None
    steps: tuple[PlacedStep, ...] = ()
    trials: tuple[Mapping[str, object], ...] = ()
    """Arguments by parameter that the function takes, from a source that knows more of them than the
    docstring's equations do: arrays, tables, graphs as stand-ins. Where there are none, the judge draws."""
    variants: tuple[Variant, ...] = ()
    """Faulty variants from the source itself; without a plan, nobody else can make them."""
    line_offset: int = 0
    """Lines of `module` before the function's first line in the user's file, for messages."""
    making: Making | None = None
    """Set where a model wrote it."""
