"""In which units an equation is meant to be evaluated, and what must be converted for that.

An equation that is dimensionally homogeneous holds in any coherent system, so quantities are brought
into SI unless the stated units already fit together. One whose numbers carry hidden units
(`theta**(temp - 20)`) holds in the stated units only. Where numbers in the text may themselves be
conversions (`* 1000 / 60`) and the two ways differ, the reader asks.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from ..core.formula import Call, Number
from ..core.plan import OutputConversion, Plan, Step
from ..core.quantity import Unit
from ..core.spec import Reading
from ..formulas.tree import free_indices, symbols, vector_symbols, walk
from .as_stated import INVERSE_TRIGONOMETRIC, angles_only, as_stated
from .coherent import implied_unit, in_si
from .doubtful_units import angle_beside_numbers, degrees_in_a_sine, turns_or_radians
from .homogeneity import Ambiguous, UnitsDisagree, homogeneity, may_hide_a_unit
from .parallax import parallax_plan
from .planning import NotPlannable, Ordered, is_used, ordered_steps
from .same_results import agree
from .scales import adds_temperatures, stays_on_any_scale

_CONVERSIONS: Final = frozenset(
    {24.0, 60.0, 100.0, 180.0, 273.15, 273.16, 1440.0, 3600.0, 86400.0, 4.184, 4.186, 760.0, 101.325, 96485.0}
    | {10.0**n for n in range(-15, 16) if n not in {0, 1}}
)
_ZEROS: Final = frozenset({273.15, 273.16})
_MOST_SIZES: Final = 4
"""With more units than these some product of them comes near any number."""


def _conversion_numbers(steps: Iterable[Step], reading: Reading) -> bool:
    """Whether a number in the steps could be one of the conversions that the stated units ask for."""
    numbers = {
        abs(float(node.text))
        for step in steps
        for node in walk(step.formula)
        if isinstance(node, Number) and float(node.text) in _CONVERSIONS
    }
    if not numbers:
        return False
    units = [unit for _, unit in reading.units] + [unit for unit in reading.output_units if unit is not None]
    if any(unit.offset for unit in units) and numbers & _ZEROS:
        return True
    sizes = {unit.factor for unit in units} - {1.0}
    if len(sizes) > _MOST_SIZES or any(unit.is_angle and unit.factor != 1.0 for unit in units):
        return True
    ratios = [1.0]
    for size in sizes:
        ratios = [ratio * size**power for ratio in ratios for power in (0, 1, -1, 2, -2, 3, -3)]
    return any(math.isclose(number, ratio, rel_tol=1e-3) for number in numbers - {1.0} for ratio in ratios)


def plan_for(
    reading: Reading,
    strategy: Literal["minimal", "coherent"],
    relations: Mapping[str, tuple[float, str]] | None = None,
) -> Plan:
    """The plan that computes `reading`'s outputs in their stated units.

    `minimal` converts only what it must, `coherent` brings everything to SI and back. `relations`
    are conversions that the text prescribes. Raises NotPlannable, UnitsDisagree, Ambiguous.
    """
    ordered = ordered_steps(reading)
    plan = _bare(reading, ordered)
    if (by_parallax := parallax_plan(plan, reading)) is not None:
        return by_parallax
    units = dict(reading.units)
    by_symbol: dict[str, Unit | None] = {b.symbol: units.get(b.parameter) for b in reading.bindings}
    given = {g.symbol: g.unit for g in reading.givens if is_used(ordered, g.symbol)}
    outputs = list(zip(reading.outputs, reading.output_units, strict=True))
    balance = homogeneity(ordered, by_symbol, given, outputs)
    _refuse_doubtful_angles(reading, ordered, by_symbol)
    if balance.is_empirical or reading.is_empirical or adds_temperatures(reading, ordered.steps):
        return as_stated(plan, reading, ordered, relations or {})
    turning = turns_or_radians(reading, [step.formula for step in ordered.steps])
    if turning is not None:
        raise Ambiguous(turning)
    coherent = in_si(plan, reading, balance)
    if coherent is None:
        return angles_only(plan, reading, ordered)
    if strategy == "coherent":
        _refuse_hidden_conversion(plan, coherent, ordered, reading)
        return coherent
    simplest = _simplest(plan, coherent, reading, ordered)
    if simplest is not coherent and agree(simplest, plan):
        return simplest
    _refuse_hidden_conversion(plan, coherent, ordered, reading)
    return simplest


def _refuse_doubtful_angles(reading: Reading, ordered: Ordered, by_symbol: Mapping[str, Unit | None]) -> None:
    """Degrees that the equation may want as such. Raises Ambiguous."""
    formulas = [step.formula for step in ordered.steps]
    angles = [s for s, u in by_symbol.items() if u is not None and u.is_angle and u.factor != 1.0]
    doubt = angle_beside_numbers(formulas, angles, may_hide_a_unit) or degrees_in_a_sine(formulas)
    if doubt is not None:
        raise Ambiguous(doubt)
    for step in ordered.steps:
        for symbol, unit in zip(reading.outputs, reading.output_units, strict=True):
            if symbol != step.symbol or unit is None or not unit.is_angle or unit.factor == 1.0:
                continue
            inside = {node.function for node in walk(step.formula) if isinstance(node, Call)}
            if may_hide_a_unit(step.formula) and not inside & INVERSE_TRIGONOMETRIC:
                raise Ambiguous(f"the numbers in the equation may give {unit.text} by themselves")


def units_disagree(reading: Reading) -> bool:
    """Whether the stated units contradict the equations."""
    try:
        plan_for(reading, "minimal")
    except UnitsDisagree:
        return True
    except (NotPlannable, Ambiguous):
        return False
    return False


def _bare(reading: Reading, ordered: Ordered) -> Plan:
    """No conversion at all; given values in SI."""
    vectors = _vector_parameters(reading, ordered)
    used = {name for step in ordered.steps for name in symbols(step.formula)} | set(reading.outputs)
    used |= {n for s in ordered.steps if s.over for n in symbols(s.over.lower) | symbols(s.over.upper)}
    return Plan(
        bindings=tuple((b.symbol, b.parameter) for b in reading.bindings if b.symbol in used),
        givens=tuple(
            (g.symbol, g.value * (g.unit.factor if g.unit else 1.0) + (g.unit.offset if g.unit else 0.0))
            for g in reading.givens
            if g.symbol in used
        ),
        conversions=(),
        steps=ordered.steps,
        outputs=tuple(OutputConversion(symbol, 1.0, 0.0, "", "") for symbol in reading.outputs),
        vectors=vectors,
    )


def _vector_parameters(reading: Reading, ordered: Ordered) -> tuple[str, ...]:
    """Parameters that are used element by element under an index, or counted or averaged."""
    indexed = {name for step in ordered.steps for name in vector_symbols(step.formula)}
    return tuple(b.parameter for b in reading.bindings if b.symbol in indexed)


def result_is_implied(reading: Reading) -> bool:
    """Whether the results' units follow from the others, so that none of their sizes is a guess."""
    try:
        ordered = ordered_steps(reading)
        units = dict(reading.units)
        by_symbol = {b.symbol: units.get(b.parameter) for b in reading.bindings}
        given = {g.symbol: g.unit for g in reading.givens if is_used(ordered, g.symbol)}
        outputs = list(zip(reading.outputs, reading.output_units, strict=True))
        balance = homogeneity(ordered, by_symbol, given, outputs)
        if stays_on_any_scale(reading, plan_for(reading, "minimal")):
            return True
    except (NotPlannable, UnitsDisagree, Ambiguous):
        return False
    if balance.is_empirical or any(unit is None for unit in by_symbol.values()):
        return False
    return all(
        unit is not None or implied_unit(symbol, reading, balance) is not None for symbol, unit in outputs
    )


def _simplest(plan: Plan, coherent: Plan, reading: Reading, ordered: Ordered) -> Plan:
    """The least conversion that computes the same as the coherent plan."""
    if agree(plan, coherent):
        return plan
    angles = angles_only(plan, reading, ordered)
    if agree(angles, coherent):
        return angles
    return coherent


def _refuse_hidden_conversion(plan: Plan, coherent: Plan, ordered: Ordered, reading: Reading) -> None:
    """Numbers such as 60 or 1000 may already be the conversion that stated units ask for."""
    if _conversion_numbers(ordered.steps, reading) and not agree(plan, coherent):
        raise Ambiguous("a number in the equation may be the conversion between the stated units, or not")


def has_vector_result(plan: Plan) -> bool:
    """Whether an output still carries an index, as no plain result does."""
    last = {step.symbol: step.formula for step in plan.steps}
    return any(free_indices(last[o.symbol]) for o in plan.outputs if o.symbol in last)
