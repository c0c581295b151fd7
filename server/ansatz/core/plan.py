"""An implementation as an ordered list of steps, before it is text."""

from dataclasses import dataclass

from .formula import Formula, IndexRange
from .text import Span


@dataclass(frozen=True, slots=True)
class Conversion:
    """A quantity brought into the units that the equations work in: `value * factor + offset`."""

    parameter: str
    factor: float
    offset: float
    from_unit: str
    to_unit: str


@dataclass(frozen=True, slots=True)
class Step:
    """`symbol = formula`. `equation` is the source text that it comes from, at `span`.

    `is_solved`: the equation was rearranged for the symbol rather than read off. `has_branches`: it
    has other solutions too, and this is the principal one. With `over` the value is an array over
    that range.
    """

    symbol: str
    formula: Formula
    equation: str
    span: Span
    is_solved: bool = False
    has_branches: bool = False
    over: IndexRange | None = None


@dataclass(frozen=True, slots=True)
class OutputConversion:
    """What turns the last steps' value into the stated unit: `value * factor + offset`."""

    symbol: str
    factor: float
    offset: float
    from_unit: str
    to_unit: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in an order in which each uses only what is known before it.

    `bindings` maps symbols to parameter names, `givens` symbols to values in the working units.
    """

    bindings: tuple[tuple[str, str], ...]
    givens: tuple[tuple[str, float], ...]
    conversions: tuple[Conversion, ...]
    steps: tuple[Step, ...]
    outputs: tuple[OutputConversion, ...]
    vectors: tuple[str, ...]
    """Parameters that sums and products run over."""
