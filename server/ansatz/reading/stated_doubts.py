"""What may be meant in another scale than the stated one, where an equation converts nothing."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ..core.quantity import Unit, dimension
from ..core.spec import Reading
from .doubtful_units import (
    has_factor,
    is_in_logarithms,
    offset_doubt,
    share_without_its_hundred,
)
from .planning import Ordered, is_used
from .unit_kinds import is_coherent, is_share


def doubt_as_stated(reading: Reading, ordered: Ordered) -> str | None:
    """What may be meant in another scale than the stated one, where nothing is to be converted."""
    formulas = [step.formula for step in ordered.steps]
    sides = [side for s in reading.statements for side in (s.equation.left, s.equation.right)]
    units = dict(reading.units)
    stated = {b.symbol: units[b.parameter] for b in reading.bindings if b.parameter in units}
    results = {
        symbol: unit
        for symbol, unit in zip(reading.outputs, reading.output_units, strict=True)
        if unit is not None
    }
    if doubt := offset_doubt(sides, {**stated, **results}):
        return doubt
    if doubt := _of_another_concentration(stated, reading.outputs):
        return doubt
    if doubt := _foreign_to_constants(reading, ordered, {**stated, **results}):
        return doubt
    for name, unit in stated.items():
        if is_share(unit) and share_without_its_hundred(formulas, name, unit):
            return f"`{name}` is in {unit.text}, and the equation seems to want the fraction itself"
        percent = replace(unit, factor=0.01)
        if _PERCENT_PER.search(unit.text) and share_without_its_hundred(formulas, name, percent):
            return f"`{name}` is in {unit.text}, and the equation seems to want the fraction itself"
    for step in ordered.steps:
        unit = results.get(step.symbol)
        if unit is not None and is_share(unit) and not has_factor(step.formula, 1.0 / unit.factor):
            return f"the result is to be in {unit.text}, and the equation may give the fraction itself"
    return None


def _of_another_concentration(stated: Mapping[str, Unit], outputs: Iterable[str]) -> str | None:
    """A concentration that is not in mol/L where pH, pOH or pK is wanted, which are of mol/L."""
    if not any(re.fullmatch(r"p_?(?:H|OH|K\w*|Ca|Mg|Cl|Na)", symbol) for symbol in outputs):
        return None
    for name, unit in stated.items():
        if unit.dimension == _CONCENTRATION and not math.isclose(unit.factor, 1e3):
            return f"`{name}` is in {unit.text}, and the logarithm is customarily of mol/L"
    return None


def _foreign_to_constants(reading: Reading, ordered: Ordered, units: Mapping[str, Unit]) -> str | None:
    """A quantity in units that do not go with a constant of physics, where nothing is to be converted.

    What stands in logarithms alone is customarily a number in its own unit.
    """
    constants = [
        g.symbol
        for g in reading.givens
        if g.source == "scipy.constants" and g.unit is not None and not g.unit.dimension.is_one
    ]
    used = [symbol for symbol in constants if is_used(ordered, symbol)]
    if not used:
        return None
    sides = [side for s in reading.statements for side in (s.equation.left, s.equation.right)]
    for name, unit in units.items():
        if not is_coherent(unit) and not unit.is_angle and not is_in_logarithms(sides, name):
            return (
                f"the units do not balance, and `{name}` is in {unit.text} beside the constant `{used[0]}`, "
                "which is in SI"
            )
    return None


_PERCENT_PER: Final = re.compile(
    r"(?:%|\bper ?cent\b)\s*(?:/|per\b|\w+\s*(?:\^|\*\*)?\s*[-−⁻])", re.IGNORECASE
)
"""A rate in percent, such as percent per year."""
_CONCENTRATION: Final = dimension(substance=1, length=-3)
