"""Distance as one over a parallax: in parsecs and arcseconds by the definition of the parsec.

IAU 2015 Resolution B2, note 4: a parsec is exactly 648000/pi astronomical units, the distance at which one
astronomical unit is seen under an arcsecond. Taken in radians, the reciprocal would be a number of
astronomical units, which nobody means.
"""

import re
from dataclasses import replace
from typing import Final

from ..core.formula import Divide, Number, Power, Symbol
from ..core.plan import Conversion, OutputConversion, Plan
from ..core.quantity import Unit, dimension
from ..core.spec import Reading
from ..formulas.units import parse_unit

_LENGTH: Final = dimension(length=1)
_ASTRONOMICAL: Final = re.compile(r"(?:[kMG]?pc|(?:kilo|mega)?parsecs?|ly|light[- ]years?)")


def parallax_plan(plan: Plan, reading: Reading) -> Plan | None:
    """The plan of `d = 1 / p` or `p = 1 / d` with an angle and an astronomical distance; None for others."""
    if len(plan.steps) != 1 or len(plan.outputs) != 1 or len(plan.bindings) != 1 or plan.givens:
        return None
    ((symbol, parameter),) = plan.bindings
    (step,) = plan.steps
    is_reciprocal = step.formula in (
        Divide(Number("1"), Symbol(symbol)),
        Power(Symbol(symbol), Number("-1")),
    )
    own = dict(reading.units).get(parameter)
    result = reading.output_units[0]
    if not is_reciprocal or own is None or result is None:
        return None
    angle, distance = (own, result) if own.is_angle else (result, own)
    if not angle.is_angle or not _is_distance(distance):
        return None
    arcsecond, parsec = parse_unit("arcsec"), parse_unit("pc")
    taken, given = (arcsecond, parsec) if own.is_angle else (parsec, arcsecond)
    return replace(
        plan,
        conversions=()
        if own.factor == taken.factor
        else (Conversion(parameter, own.factor / taken.factor, 0.0, own.text, taken.text),),
        outputs=(
            OutputConversion(plan.outputs[0].symbol, 1.0, 0.0, "", "")
            if result.factor == given.factor
            else OutputConversion(
                plan.outputs[0].symbol, given.factor / result.factor, 0.0, given.text, result.text
            ),
        ),
    )


def _is_distance(unit: Unit) -> bool:
    return unit.dimension == _LENGTH and _ASTRONOMICAL.fullmatch(unit.text.strip()) is not None
