"""One equation as the parsers make it out, and what looks like one and could not be read."""

from dataclasses import dataclass
from typing import Final

from ..core.formula import Compare, Equation, Indexed, Symbol
from ..core.quantity import Unit
from ..core.text import Span


@dataclass(frozen=True, slots=True)
class Found:
    """One equation as parsed.

    `parameters` are those of a definition `f(x, a) = …`, whose left side is then `f`. `conditions`
    where the line states one case of several. `is_certain`: it is all that stands there, so that each
    of its words is a quantity. An expression without an equals sign has an empty name on the left.
    """

    equation: Equation
    span: Span
    text: str
    notes: tuple[str, ...]
    conditions: tuple[Compare, ...] | None = None
    family: tuple[str, tuple[str, ...]] | None = None
    """`i = 1, 2` beside the equation: the index and its values."""
    unit: Unit | None = None
    parameters: tuple[str, ...] | None = None
    is_certain: bool = True
    is_marked: bool = True
    range: tuple[Compare, ...] = ()
    """Comparisons that stand beside the equation or follow it in the text."""


@dataclass(frozen=True, slots=True)
class Unread:
    """What looks like an equation and could not be read, and why."""

    text: str
    span: Span
    why: str


NOTHING: Final = Equation(Symbol(""), Symbol(""))


def left_name(equation: Equation) -> str:
    """The quantity that an equation defines, empty where its left side is more than one."""
    match equation.left:
        case Symbol(name=name) | Indexed(base=name):
            return name
        case _:
            return ""
