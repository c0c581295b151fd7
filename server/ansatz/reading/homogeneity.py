"""Whether equations balance in the stated units, and what it means that they don't."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from ..core.formula import Formula, Number, Power, Symbol
from ..core.quantity import ONE, Dimension, Unit, dimension
from ..core.spec import Reading
from ..formulas.dimensions import Inhomogeneous, dimension_of, say
from ..formulas.tree import rewritten, walk
from .planning import NotPlannable, Ordered, is_used, ordered_steps
from .scales import takes_no_power_of
from .unit_kinds import is_coherent

_KELVINS: Final = "kelvins"
_TEMPERATURE: Final = dimension(temperature=1)
_COHERENT_NUMBERS: Final = frozenset(n / d for n in range(1, 33) for d in (1, 2, 3, 4, 6, 8))


class UnitsDisagree(ValueError):
    """The equation contradicts the stated units."""


class Ambiguous(ValueError):
    """The units leave more than one way to compute the result."""


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """Whether the equations balance, and what dimension each quantity then has."""

    is_empirical: bool
    dimensions: Mapping[str, Dimension | None]
    is_complete: bool = True
    """Whether all units that decide are stated."""


def homogeneity(
    ordered: Ordered,
    reading_units: Mapping[str, Unit | None],
    given: Mapping[str, Unit | None],
    outputs: Sequence[tuple[str, Unit | None]],
) -> Homogeneity:
    """Follow dimensions through the steps; `reading_units` by symbol. Raises UnitsDisagree.

    Quantities without a stated unit count as pure numbers where that balances and otherwise make
    the equations empirical. Bare numbers next to dimensioned quantities do the same. Where only
    the result's unit does not fit and some quantity has none stated, that one is in SI as long as all
    the others are; else raises Ambiguous. Only when every quantity has a stated unit and no number
    could hide one is an imbalance a fault.
    """
    stated = {name: unit.dimension for name, unit in {**given, **reading_units}.items() if unit is not None}
    all_stated = all(unit is not None for unit in (*reading_units.values(), *given.values()))
    has_numbers = any(may_hide_a_unit(step.formula) for step in ordered.steps)
    known: dict[str, Dimension | None] = {name: stated.get(name, ONE) for name in {*reading_units, *given}}
    if all_stated and (counted := _with_kelvins(ordered, {**given, **reading_units}, outputs)) is not None:
        return counted
    try:
        for step in ordered.steps:
            known[step.symbol] = dimension_of(step.formula, known)
    except Inhomogeneous as error:
        for step in ordered.steps:
            if (what := takes_no_power_of(step.formula, stated, may_hide_a_unit)) is not None:
                raise UnitsDisagree(what) from None
        if all_stated and not error.has_bare_number and not has_numbers:
            raise UnitsDisagree(str(error)) from None
        if not has_numbers and _balances_but_for_the_mole(ordered, {**given, **reading_units}, outputs):
            # A quantity per mole beside one per molecule: no system of units makes them fit.
            raise Ambiguous(
                f"{error}, and they fit but for the mole: what is per mole, what per molecule?"
            ) from None
        return Homogeneity(True, known)
    for symbol, unit in outputs:
        found = known.get(symbol)
        if unit is None or found is None or found == unit.dimension:
            continue
        if all_stated and not has_numbers:
            raise UnitsDisagree(f"the equation gives {say(found)}, but the result is stated in {unit.text}")
        silent = [name for name, own in {**reading_units, **given}.items() if own is None]
        if silent and not has_numbers:
            others = [*reading_units.values(), *(own for _, own in outputs)]
            if all(is_coherent(own) for own in others if own is not None):
                return Homogeneity(False, known, is_complete=False)
            # As pure numbers they cannot be meant, and their size decides the result.
            raise Ambiguous(
                f"the unit of `{silent[0]}` is not stated, and the result is to be in {unit.text}"
            )
        return Homogeneity(True, known)
    return Homogeneity(False, known)


def _with_kelvins(
    ordered: Ordered, units: Mapping[str, Unit | None], outputs: Sequence[tuple[str, Unit | None]]
) -> Homogeneity | None:
    """The equations with numbers such as 298.15 in kelvins, where everything then balances.

    `exp(Ea/R (1/298.15 - 1/T))` is about absolute temperatures. Beside degrees Celsius a number that is the
    zero of their scale converts them.
    """
    temperatures = [u for u in units.values() if u is not None and u.dimension == _TEMPERATURE]
    numbers = [n for s in ordered.steps for n in walk(s.formula) if isinstance(n, Number) and _is_kelvin(n)]
    if not temperatures or not numbers:
        return None
    if any(unit.offset for unit in temperatures) and any(n.text.startswith("273.1") for n in numbers):
        return None

    def named(node: Formula) -> Formula:
        return Symbol(_KELVINS) if isinstance(node, Number) and _is_kelvin(node) else node

    known: dict[str, Dimension | None] = {
        name: ONE if unit is None else unit.dimension for name, unit in units.items()
    }
    known[_KELVINS] = _TEMPERATURE
    try:
        for step in ordered.steps:
            known[step.symbol] = dimension_of(rewritten(step.formula, named), known)
    except Inhomogeneous:
        return None
    if any(unit is not None and known.get(symbol) not in (None, unit.dimension) for symbol, unit in outputs):
        return None
    del known[_KELVINS]
    return Homogeneity(False, known)


def _is_kelvin(number: Number) -> bool:
    """`273.15`, `298.15`, `310.15`: whole degrees Celsius in kelvins."""
    return re.fullmatch(r"[23]\d\d\.1[56]", number.text) is not None


def _balances_but_for_the_mole(
    ordered: Ordered, units: Mapping[str, Unit | None], outputs: Sequence[tuple[str, Unit | None]]
) -> bool:
    """Whether the equations are homogeneous once amounts of substance count as plain numbers."""

    def counted(unit: Unit | None) -> Dimension:
        return (
            ONE
            if unit is None
            else Dimension((*unit.dimension.exponents[:5], Fraction(0), *unit.dimension.exponents[6:]))
        )

    known: dict[str, Dimension | None] = {name: counted(unit) for name, unit in units.items()}
    try:
        for step in ordered.steps:
            known[step.symbol] = dimension_of(step.formula, known)
    except Inhomogeneous:
        return False
    return all(unit is None or known.get(symbol) in (None, counted(unit)) for symbol, unit in outputs)


def may_hide_a_unit(formula: Formula) -> bool:
    """A number that is neither a small ratio nor an exponent may carry a unit nobody wrote."""
    powers = [node for node in walk(formula) if isinstance(node, Power)]
    if any(isinstance(p.exponent, Number) and float(p.exponent.text) * 6 % 1 for p in powers):
        return True
    if any(isinstance(p.exponent, Number) and float(p.exponent.text) in {0.75, 0.25} for p in powers):
        return True  # allometric exponents come with coefficients of odd units
    inner = {id(n) for power in powers for n in walk(power.exponent)}
    return any(
        isinstance(node, Number) and id(node) not in inner and float(node.text) not in _COHERENT_NUMBERS
        for node in walk(formula)
    )


def balances(reading: Reading) -> bool:
    """Whether the equations are dimensionally homogeneous in the stated units."""
    try:
        ordered = ordered_steps(reading)
        units = dict(reading.units)
        symbols_units = {b.symbol: units.get(b.parameter) for b in reading.bindings}
        given = {g.symbol: g.unit for g in reading.givens if is_used(ordered, g.symbol)}
        outputs = list(zip(reading.outputs, reading.output_units, strict=True))
        balance = homogeneity(ordered, symbols_units, given, outputs)
        return not (reading.is_empirical or balance.is_empirical) and balance.is_complete
    except (NotPlannable, UnitsDisagree, Ambiguous):
        return False
