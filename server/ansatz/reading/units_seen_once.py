"""Units that one reader found in a text and the other did not, where they change what is computed.

Each reader alone would take the quantity as a plain number, and both would agree on a wrong conversion.
"""

from dataclasses import replace

from ..core.plan import Plan
from ..core.quantity import Unit
from ..core.spec import Reading
from .homogeneity import Ambiguous, UnitsDisagree
from .planning import NotPlannable
from .same_results import agree
from .working_units import plan_for


def asking_of_units_seen_once(first: Reading, second: Reading) -> Reading:
    """`first` with a question where units that only `second` knows would give other values."""
    if first.ambiguities:
        return first
    own, others = dict(first.units), dict(second.units)
    passed = {b.parameter for b in first.bindings}
    missing = {name: unit for name, unit in others.items() if name in passed and name not in own}
    if not missing:
        return first
    whole = replace(first, units=(*first.units, *missing.items()))
    plans = [_plan(reading) for reading in (first, whole)]
    if plans[0] is None or (plans[1] is not None and agree(plans[0], plans[1])):
        return first
    return replace(first, ambiguities=(_doubt(missing),))


def _plan(reading: Reading) -> Plan | None:
    try:
        return plan_for(reading, "minimal")
    except (NotPlannable, Ambiguous, UnitsDisagree):
        return None


def _doubt(missing: dict[str, Unit]) -> str:
    name, unit = next(iter(missing.items()))
    return f"`{name}` is in {unit.text}, or a plain number"
