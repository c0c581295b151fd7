"""Plans that bring every quantity into SI and the results back."""

import math
from dataclasses import replace
from typing import Final

import numpy as np

from ..core.formula import Number
from ..core.plan import Conversion, OutputConversion, Plan
from ..core.quantity import ONE, Dimension, Unit, dimension
from ..core.spec import Reading
from .doubtful_units import (
    has_factor,
    is_divided_by,
)
from .homogeneity import Ambiguous, Homogeneity
from .planning import is_bound
from .same_results import agree
from .unit_kinds import fitting_scales, is_coherent, is_share, si_name


def in_si(plan: Plan, reading: Reading, balance: Homogeneity) -> Plan | None:
    """Everything in SI and back.

    A result whose unit is not stated is in SI where all else is, and else in the unit of the one argument
    of its kind. None where the stated units fit together as they are. Raises Ambiguous where nothing says
    in which unit the result is to be.
    """
    formulas = [step.formula for step in plan.steps]
    defining = {step.symbol: step.formula for step in plan.steps}
    symbol_of = {b.parameter: b.symbol for b in reading.bindings}
    conversions = tuple(
        Conversion(parameter, _stated_size(unit, reading, plan), unit.offset, unit.text, si_name(unit))
        for parameter, unit in reading.units
        if (unit.factor, unit.offset) != (1.0, 0.0)
        and is_bound(reading, parameter)
        and not (is_share(unit) and is_divided_by(formulas, symbol_of[parameter], 1.0 / unit.factor))
    )
    outputs: list[OutputConversion] = []
    for symbol, stated in zip(reading.outputs, reading.output_units, strict=True):
        unit = stated or implied_unit(symbol, reading, balance)
        if unit is None:
            if _fit_together(reading, balance.dimensions.get(symbol)):
                return None
            raise Ambiguous(
                "the unit of the result is not stated, and the arguments are in units of different systems"
            )
        if is_share(unit) and has_factor(defining.get(symbol, Number("1")), 1.0 / unit.factor):
            outputs.append(OutputConversion(symbol, 1.0, 0.0, unit.text, unit.text))
            continue
        factor = _stated_size(unit, reading, plan)
        offset = 0.0 if unit.offset and _is_difference(plan, reading) else unit.offset
        outputs.append(OutputConversion(symbol, 1.0 / factor, -offset / factor, si_name(unit), unit.text))
    return replace(plan, conversions=conversions, outputs=tuple(outputs))


def _is_difference(plan: Plan, reading: Reading) -> bool:
    """Whether a temperature that results is one between others: a common shift of them leaves it as it is."""
    units = dict(reading.units)
    shifts = tuple(
        Conversion(name, 1.0, 5.0, unit.text, unit.text)
        for name, unit in units.items()
        if unit.dimension == _TEMPERATURE and is_bound(reading, name)
    )
    return bool(shifts) and agree(plan, replace(plan, conversions=shifts))


_TEMPERATURE: Final = dimension(temperature=1)
_PURE: Final = Unit("", 1.0, 0.0, ONE)


def implied_unit(symbol: str, reading: Reading, balance: Homogeneity) -> Unit | None:
    """The unit of a result that has none stated, where what the arguments have says it."""
    bound = {b.parameter for b in reading.bindings}
    units = [unit for name, unit in reading.units if name in bound]
    found = balance.dimensions.get(symbol)
    if found is not None and found.is_one:
        return _PURE
    if all(is_coherent(unit) for unit in units):
        return _PURE
    if found is None:
        return None
    alike = {(unit.factor, unit.offset): unit for unit in units if unit.dimension == found}
    return next(iter(alike.values())) if len(alike) == 1 else None


def _fit_together(reading: Reading, result: Dimension | None) -> bool:
    """Whether some choice of base units makes all stated units coherent, constants of the text included.

    Beside a constant in SI the result must come out in SI too: nobody takes watts per mm^2 times mm^2 for
    microwatts.
    """
    bound = {b.parameter for b in reading.bindings}
    units = [unit for name, unit in reading.units if name in bound and not unit.dimension.is_one]
    constants = [g.unit.dimension for g in reading.givens if g.unit is not None]
    units += [Unit("", 1.0, 0.0, each) for each in constants]
    if any(unit.offset or is_share(unit) for unit in units):
        return False
    if any(g.unit is not None and g.unit.offset for g in reading.givens):
        return False
    if not units:
        return True
    scales = fitting_scales(units)
    if scales is None:
        return False
    if not any(not each.is_one for each in constants):
        return True
    if result is None:
        return False
    size = float(np.array([float(power) for power in result.exponents]) @ scales)
    is_own = any(unit.dimension == result and math.isclose(unit.factor, math.exp(size)) for unit in units)
    return is_own or math.isclose(size, 0.0, abs_tol=1e-9)


def _stated_size(unit: Unit, reading: Reading, plan: Plan) -> float:
    """The unit's size in SI; `M_sun = 1.989e30 kg` in the text outranks the table's solar mass."""
    used = dict(plan.givens)
    for given in reading.givens:
        if (
            given.unit is not None
            and given.symbol not in used
            and given.unit.dimension == unit.dimension
            and not unit.offset
        ):
            size = given.value * given.unit.factor
            if size != unit.factor and math.isclose(size, unit.factor, rel_tol=5e-3):
                return size
    return unit.factor
