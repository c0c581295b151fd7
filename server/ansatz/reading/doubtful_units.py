"""Where stated units and an equation's own numbers can be taken together in more than one way.

Each function says in words what is open, or None. They look at how a quantity stands in the tree: an
absolute temperature can be a divisor, a reading in degrees Celsius can't without a number beside it.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from ..core.formula import (
    Add,
    Call,
    Constant,
    Divide,
    Formula,
    Indexed,
    Multiply,
    Negate,
    Number,
    Power,
    Symbol,
)
from ..core.quantity import Unit
from ..core.spec import Reading
from ..formulas.tree import children, occurrences, symbols, walk
from .docstring import Entry

_TRIGONOMETRIC: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
_LOGARITHMS: Final = frozenset({"ln", "log", "log10", "log2"})
_DEGREES: Final = frozenset({360.0, 180.0, 90.0, 15.0})
"""Numbers inside a sine that mean degrees where no pi is beside them."""
_TURNS: Final = re.compile(r"\b(?:rpm|rps|revs?|revolutions?|turns?|cycles?)\b")

_DIFFERENCE: Final = re.compile(
    r"\btemperature[- ](?:difference|change|rise|drop|increase|decrease|increment|step|interval|excess)"
    r"|\btemperature[- ](?:anomaly|lift)"
    r"|\b(?:difference|change|rise|drop|increase|decrease|excess)s? (?:of|in) (?:the )?(?:\w+ )?temperatures?"
    r"|\b(?:heated|cooled|warmed) by\b",
    re.IGNORECASE,
)
"""Words for a temperature that is counted from another one."""

_COUNTED_IN: Final = re.compile(
    r"\bin (?P<what>(?:(?!the\b|all\b|both\b|each\b|these\b|many\b|its\b)[a-z]+ )?[a-z]{3,}(?:s|ii))"
    r"\s*(?:[.,;)]|$)"
)

Path = tuple[Formula, ...]


def paths_to(formula: Formula, name: str, above: Path = ()) -> Iterator[Path]:
    """For each place where a quantity stands, the nodes from the root down to it."""
    match formula:
        case Symbol(name=own) | Indexed(base=own):
            if own == name:
                yield (*above, formula)
        case _:
            for part in children(formula):
                yield from paths_to(part, name, (*above, formula))


def needs_a_true_zero(sides: Iterable[Formula], name: str) -> bool:
    """Whether a quantity stands where only an absolute scale makes sense.

    That is as a divisor, in a logarithm or under a fractional power with nothing added to it, or where it
    occurs in higher powers alone.
    """
    powers: list[float] = []
    for side in sides:
        for path in paths_to(side, name):
            exponent = 1.0
            for node, below in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
                if isinstance(node, Add):
                    break
                if isinstance(node, Divide) and below is node.denominator:
                    return True
                if isinstance(node, Call) and node.function in _LOGARITHMS | {"sqrt"}:
                    return True
                if isinstance(node, Power) and below is node.base:
                    if not isinstance(node.exponent, Number) or float(node.exponent.text) % 1:
                        return True
                    exponent *= float(node.exponent.text)
            powers.append(exponent)
    return bool(powers) and min(powers) >= 2.0


def is_in_logarithms(sides: Iterable[Formula], name: str) -> bool:
    """Whether a quantity stands in logarithms and nowhere else."""
    paths = [path for side in sides for path in paths_to(side, name)]
    return bool(paths) and all(
        any(isinstance(node, Call) and node.function in _LOGARITHMS for node in path) for path in paths
    )


def share_without_its_hundred(formulas: Iterable[Formula], name: str, unit: Unit) -> bool:
    """Whether a quantity in percent or ppm enters as the fraction itself: a factor, or taken from one."""
    whole = 1.0 / unit.factor
    formulas = [f for f in formulas if name in symbols(f)]
    if any(_is_number(node, whole) for f in formulas for node in walk(f)):
        return False
    for formula in formulas:
        for path in paths_to(formula, name):
            sums = [node for node in path if isinstance(node, Add)]
            if not sums and not any(isinstance(node, Call) for node in path):
                return True
            if any(_is_number(term, 1.0) for node in sums[-1:] for term in node.terms):
                return True
    return False


def has_factor(formula: Formula, number: float) -> bool:
    """Whether a number multiplies the whole: `100 * (a - b) / b`."""
    match formula:
        case Multiply(factors=factors):
            return any(has_factor(factor, number) for factor in factors)
        case Divide(numerator=top):
            return has_factor(top, number)
        case Negate(operand=operand):
            return has_factor(operand, number)
        case _:
            return _is_number(formula, number)


def is_divided_by(formulas: Iterable[Formula], name: str, number: float) -> bool:
    """Whether a quantity stands nowhere but over the number: `RH / 100`."""
    counted = divided = 0
    for formula in formulas:
        counted += occurrences(formula, name)
        divided += sum(
            isinstance(node, Divide)
            and isinstance(node.numerator, Symbol)
            and node.numerator.name == name
            and _is_number(node.denominator, number)
            for node in walk(formula)
        )
    return counted == divided > 0


def angle_beside_numbers(
    formulas: Iterable[Formula], angles: Iterable[str], may_hide: Callable[[Formula], bool]
) -> str | None:
    """An angle in degrees next to numbers that may mean degrees, in a sine (`sin(h + 4.4)`) or outside."""
    formulas = list(formulas)
    for name in angles:
        for formula in formulas:
            for path in paths_to(formula, name):
                sines = [n for n in path if isinstance(n, Call) and n.function in _TRIGONOMETRIC]
                inside = path[path.index(sines[-1]) :] if sines else path
                beside = [node for node in inside if isinstance(node, Add | Power)]
                if any(may_hide(node) for node in beside):
                    return f"`{name}` is an angle beside numbers that may mean degrees"
    return None


def degrees_in_a_sine(formulas: Iterable[Formula]) -> str | None:
    """`sin(360 * n / 365)`: a number that means degrees where nothing else does."""
    for formula in formulas:
        for node in walk(formula):
            if not isinstance(node, Call) or node.function not in _TRIGONOMETRIC:
                continue
            inside = list(walk(node.arguments[0]))
            if Constant("pi") in inside:
                continue
            for part in inside:
                if isinstance(part, Number) and float(part.text) in _DEGREES:
                    return f"the {part.text} inside {node.function}(…) may mean degrees"
    return None


def turns_or_radians(reading: Reading, formulas: Iterable[Formula]) -> str | None:
    """A speed of rotation in turns, where one turn may count as one or as 2 pi."""
    symbol_of = {b.parameter: b.symbol for b in reading.bindings}
    has_pi = any(node == Constant("pi") for formula in formulas for node in walk(formula))
    for name, unit in reading.units:
        symbol = symbol_of.get(name, "")
        if symbol and _TURNS.search(unit.text) and not has_pi and not symbol.lower().startswith("omega"):
            return f"`{symbol}` is in {unit.text}, where a turn may count as 1 or as 2 pi"
    return None


def in_turns(unit: Unit, symbol: str, formulas: Iterable[Formula]) -> Unit:
    """`n` in rpm where the equation has its own `2 pi n`: a turn counts as one."""
    has_pi = any(node == Constant("pi") for formula in formulas for node in walk(formula))
    if _TURNS.search(unit.text) is None or not has_pi or symbol.lower().startswith("omega"):
        return unit
    return Unit(unit.text, unit.factor / (2.0 * math.pi), unit.offset, unit.dimension, unit.is_angle)


def as_difference(unit: Unit, symbol: str, said: str) -> Unit:
    """Degrees of a difference of temperatures, whose scale begins nowhere: `ΔT`, `temperature rise`."""
    if unit.offset and (symbol.startswith("Delta") or _DIFFERENCE.search(said)):
        return Unit(unit.text, unit.factor, 0.0, unit.dimension, unit.is_angle)
    return unit


def unknown_unit(
    entered: Iterable[tuple[Entry | None, Unit | None]], others: Iterable[Unit | None]
) -> str | None:
    """An entry that counts in something (`in furlongs`) that is no unit here, where others have units."""
    if not any(unit is not None and not unit.dimension.is_one for unit in others):
        return None
    for entry, unit in entered:
        found = _COUNTED_IN.search(entry.text) if entry is not None and unit is None else None
        if found is not None:
            return f"`{found['what']}` is no unit that is known here"
    return None


def offset_doubt(sides: Iterable[Formula], units: Mapping[str, Unit]) -> str | None:
    """A temperature counted from another zero than the absolute one, where that matters; units by symbol."""
    sides = list(sides)
    for name, unit in units.items():
        if unit.offset and needs_a_true_zero(sides, name):
            return f"`{name}` is in {unit.text}, and the equation seems to want it from absolute zero"
    return None


def _is_number(formula: Formula, value: float) -> bool:
    return isinstance(formula, Number) and math.isclose(float(formula.text), value)
