"""In which units an equation is meant to be evaluated, and what must be converted for that.

An equation that is dimensionally homogeneous holds in any coherent system, so quantities are brought
into SI unless the stated units already fit together. One whose numbers carry hidden units
(`theta**(temp - 20)`) holds in the stated units only. Where numbers in the text may themselves be
conversions (`* 1000 / 60`) and the two ways differ, the reader asks.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

import numpy as np

from ..core.formula import Call, Formula, Integral, Number, Power, Series
from ..core.plan import Conversion, OutputConversion, Plan, Step
from ..core.quantity import ONE, Dimension, Unit, dimension
from ..core.spec import Reading
from ..formulas.dimensions import Inhomogeneous, dimension_of, say
from ..formulas.evaluate import NotEvaluable, run_plan
from ..formulas.tree import free_indices, symbols, vector_symbols, walk
from .doubtful_units import (
    angle_beside_numbers,
    degrees_in_a_sine,
    has_factor,
    is_divided_by,
    is_in_logarithms,
    offset_doubt,
    share_without_its_hundred,
    turns_or_radians,
)
from .parallax import parallax_plan
from .planning import NotPlannable, Ordered, ordered_steps
from .scales import adds_temperatures, on_own_scale, stays_on_any_scale, takes_no_power_of

_TRIGONOMETRIC: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
_INVERSE_TRIGONOMETRIC: Final = frozenset({"arcsin", "arccos", "arctan", "arctan2"})
_CONVERSIONS: Final = frozenset(
    {24.0, 60.0, 100.0, 180.0, 273.15, 273.16, 1440.0, 3600.0, 86400.0, 4.184, 4.186, 760.0, 101.325, 96485.0}
    | {10.0**n for n in range(-15, 16) if n not in {0, 1}}
)
_ZEROS: Final = frozenset({273.15, 273.16})
_MOST_SIZES: Final = 4
"""With more units than these some product of them comes near any number."""
_COHERENT_NUMBERS: Final = frozenset(n / d for n in range(1, 33) for d in (1, 2, 3, 4, 6, 8))


class UnitsDisagree(ValueError):
    """The equation contradicts the stated units."""


class Ambiguous(ValueError):
    """The units leave more than one way to compute the result."""


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """Whether the equations balance. `why_not` is None where they do."""

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
    has_numbers = any(_may_hide_a_unit(step.formula) for step in ordered.steps)
    known: dict[str, Dimension | None] = {name: stated.get(name, ONE) for name in {*reading_units, *given}}
    try:
        for step in ordered.steps:
            known[step.symbol] = dimension_of(step.formula, known)
    except Inhomogeneous as error:
        for step in ordered.steps:
            if (what := takes_no_power_of(step.formula, stated, _may_hide_a_unit)) is not None:
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
            if all(_is_coherent(own) for own in others if own is not None):
                return Homogeneity(False, known, is_complete=False)
            # As pure numbers they cannot be meant, and their size decides the result.
            raise Ambiguous(
                f"the unit of `{silent[0]}` is not stated, and the result is to be in {unit.text}"
            )
        return Homogeneity(True, known)
    return Homogeneity(False, known)


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


def _is_coherent(unit: Unit) -> bool:
    """Whether a unit is one of SI, or a pure number, which goes with any system."""
    return unit.dimension.is_one or (unit.factor, unit.offset) == (1.0, 0.0)


def _may_hide_a_unit(formula: Formula) -> bool:
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
    given = {g.symbol: g.unit for g in reading.givens if _is_used(ordered, g.symbol)}
    outputs = list(zip(reading.outputs, reading.output_units, strict=True))
    balance = homogeneity(ordered, by_symbol, given, outputs)
    _refuse_doubtful_angles(reading, ordered, by_symbol)
    if balance.is_empirical or reading.is_empirical or adds_temperatures(reading, ordered.steps):
        return _as_stated(plan, reading, ordered, relations or {})
    turning = turns_or_radians(reading, [step.formula for step in ordered.steps])
    if turning is not None:
        raise Ambiguous(turning)
    coherent = _coherent(plan, reading, balance)
    if coherent is None:
        return _angles_only(plan, reading, ordered)
    if strategy == "coherent":
        _refuse_hidden_conversion(plan, coherent, ordered, reading)
        return coherent
    simplest = _simplest(plan, coherent, reading, ordered)
    if simplest is not coherent and _agree(simplest, plan):
        return simplest
    _refuse_hidden_conversion(plan, coherent, ordered, reading)
    return simplest


def _refuse_doubtful_angles(reading: Reading, ordered: Ordered, by_symbol: Mapping[str, Unit | None]) -> None:
    """Degrees that the equation may want as such. Raises Ambiguous."""
    formulas = [step.formula for step in ordered.steps]
    angles = [s for s, u in by_symbol.items() if u is not None and u.is_angle and u.factor != 1.0]
    doubt = angle_beside_numbers(formulas, angles, _may_hide_a_unit) or degrees_in_a_sine(formulas)
    if doubt is not None:
        raise Ambiguous(doubt)
    for step in ordered.steps:
        for symbol, unit in zip(reading.outputs, reading.output_units, strict=True):
            if symbol != step.symbol or unit is None or not unit.is_angle or unit.factor == 1.0:
                continue
            inside = {node.function for node in walk(step.formula) if isinstance(node, Call)}
            if _may_hide_a_unit(step.formula) and not inside & _INVERSE_TRIGONOMETRIC:
                raise Ambiguous(f"the numbers in the equation may give {unit.text} by themselves")


def balances(reading: Reading) -> bool:
    """Whether the equations are dimensionally homogeneous in the stated units."""
    try:
        ordered = ordered_steps(reading)
        units = dict(reading.units)
        symbols_units = {b.symbol: units.get(b.parameter) for b in reading.bindings}
        given = {g.symbol: g.unit for g in reading.givens if _is_used(ordered, g.symbol)}
        outputs = list(zip(reading.outputs, reading.output_units, strict=True))
        balance = homogeneity(ordered, symbols_units, given, outputs)
        return not (reading.is_empirical or balance.is_empirical) and balance.is_complete
    except (NotPlannable, UnitsDisagree, Ambiguous):
        return False


def units_disagree(reading: Reading) -> bool:
    """Whether the stated units contradict the equations."""
    try:
        plan_for(reading, "minimal")
    except UnitsDisagree:
        return True
    except (NotPlannable, Ambiguous):
        return False
    return False


def _is_used(ordered: Ordered, symbol: str) -> bool:
    return any(symbol in symbols(step.formula) for step in ordered.steps)


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


def _as_stated(
    plan: Plan, reading: Reading, ordered: Ordered, relations: Mapping[str, tuple[float, str]]
) -> Plan:
    """Values in the stated units; angles still go to radians, and a stated unit of a step is converted."""
    plan = replace(plan, givens=tuple((s, on_own_scale(reading, s, value)) for s, value in plan.givens))
    mixed = _mixed_scales(reading, ordered)
    if mixed is not None:
        scaled = _to_one_scale(plan, reading, mixed[0])
        if scaled is None:
            raise Ambiguous(f"the equation holds in particular units, and {mixed[1]}")
        return scaled
    if doubt := _doubt_as_stated(reading, ordered):
        raise Ambiguous(doubt)
    converted = _angles_only(plan, reading, ordered)
    outputs: list[OutputConversion] = []
    for output, unit in zip(converted.outputs, reading.output_units, strict=True):
        inner = _unit_of_result(reading, ordered, output.symbol)
        if unit is None or inner is None or inner.dimension != unit.dimension or inner == unit:
            outputs.append(output)
            continue
        outputs.append(_between(output.symbol, inner, unit, relations))
    return replace(converted, outputs=tuple(outputs))


def _doubt_as_stated(reading: Reading, ordered: Ordered) -> str | None:
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
        if _is_share(unit) and share_without_its_hundred(formulas, name, unit):
            return f"`{name}` is in {unit.text}, and the equation seems to want the fraction itself"
        percent = replace(unit, factor=0.01)
        if _PERCENT_PER.search(unit.text) and share_without_its_hundred(formulas, name, percent):
            return f"`{name}` is in {unit.text}, and the equation seems to want the fraction itself"
    for step in ordered.steps:
        unit = results.get(step.symbol)
        if unit is not None and _is_share(unit) and not has_factor(step.formula, 1.0 / unit.factor):
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
    used = [symbol for symbol in constants if _is_used(ordered, symbol)]
    if not used:
        return None
    sides = [side for s in reading.statements for side in (s.equation.left, s.equation.right)]
    for name, unit in units.items():
        if not _is_coherent(unit) and not unit.is_angle and not is_in_logarithms(sides, name):
            return (
                f"the units do not balance, and `{name}` is in {unit.text} beside the constant `{used[0]}`, "
                "which is in SI"
            )
    return None


_PERCENT_PER: Final = re.compile(
    r"(?:%|\bper ?cent\b)\s*(?:/|per\b|\w+\s*(?:\^|\*\*)?\s*[-−⁻])", re.IGNORECASE
)
"""A rate in percent, such as percent per year."""


def _is_share(unit: Unit) -> bool:
    """Percent, permille, ppm."""
    return unit.dimension.is_one and not unit.is_angle and unit.factor != 1.0


def _unit_of_result(reading: Reading, ordered: Ordered, symbol: str) -> Unit | None:
    """A unit that the text states for a step and that reaches the result unchanged in a linear way.

    `P = sum_i x_i * P_sat_i` with `P_sat in mmHg`: the result is in mmHg as long as every other
    factor is a pure number.
    """
    stated = {name: s.unit for s in reading.statements if s.unit for name in symbols(s.equation.left)}
    if symbol in stated:
        return stated[symbol]
    step = next((s for s in ordered.steps if s.symbol == symbol), None)
    if step is None:
        return None
    units = dict(reading.units)
    parameters = {b.symbol: units.get(b.parameter) for b in reading.bindings}
    named = {**{n: u for n, u in parameters.items() if u is not None}, **stated}
    known: dict[str, Dimension | None] = {
        name: named[name].dimension if name in named else ONE for name in symbols(step.formula)
    }
    carried = [stated[name] for name in symbols(step.formula) if name in stated]
    try:
        found = dimension_of(step.formula, known)
    except Inhomogeneous:
        return None
    matching = [unit for unit in carried if unit.dimension == found]
    return matching[0] if len(matching) == 1 else None


def _between(
    symbol: str, inner: Unit, unit: Unit, relations: Mapping[str, tuple[float, str]]
) -> OutputConversion:
    prescribed = relations.get(inner.text)
    if prescribed and prescribed[1] == unit.text:
        return OutputConversion(symbol, prescribed[0], 0.0, inner.text, unit.text)
    factor = inner.factor / unit.factor
    return OutputConversion(symbol, factor, (inner.offset - unit.offset) / unit.factor, inner.text, unit.text)


def _to_one_scale(plan: Plan, reading: Reading, kind: Dimension) -> Plan | None:
    """All quantities of one kind in SI, where only their ratios matter: `x**n / (x**n + k**n)`.

    None where the result depends on the scale that they share, or where another scale is open too.
    """
    alike = {name: unit for name, unit in reading.units if unit.dimension == kind and _bound(reading, name)}
    others = replace(reading, units=tuple(each for each in reading.units if each[0] not in alike))
    own = [unit for unit in reading.output_units if unit is not None and not unit.dimension.is_one]
    if any(unit.offset for unit in alike.values()) or own or any(g.unit for g in reading.givens):
        return None
    if _mixed_scales(others, Ordered(())) is not None:
        return None

    def scaled(by: float) -> Plan:
        return replace(
            plan,
            conversions=tuple(
                Conversion(name, by * unit.factor, 0.0, unit.text, _si_name(unit))
                for name, unit in alike.items()
            ),
        )

    return scaled(1.0) if _agree(scaled(1.0), scaled(3.7)) else None


def _mixed_scales(reading: Reading, ordered: Ordered) -> tuple[Dimension, str] | None:
    """Two stated units of one dimension but different size, where nothing may be converted."""
    seen: dict[Dimension, Unit] = {}
    for given in reading.givens:
        if given.unit is not None and not given.unit.dimension.is_one and _is_used(ordered, given.symbol):
            own = given.unit
            seen[own.dimension] = own if own.offset else Unit(_si_name(own), 1.0, 0.0, own.dimension)
    for name, unit in reading.units:
        if unit.dimension.is_one:
            continue
        other = seen.setdefault(unit.dimension, unit)
        if (other.factor, other.offset) != (unit.factor, unit.offset):
            return unit.dimension, f"`{name}` is in {unit.text} where another quantity is in {other.text}"
    return None


def _angles_only(plan: Plan, reading: Reading, ordered: Ordered) -> Plan:
    """Degrees to radians for what goes through trigonometric functions, and back for what comes out."""
    functions = {n.function for s in ordered.steps for n in walk(s.formula) if isinstance(n, Call)}
    conversions = tuple(
        Conversion(parameter, unit.factor, 0.0, unit.text, "rad")
        for parameter, unit in reading.units
        if unit.is_angle and unit.factor != 1.0 and functions & _TRIGONOMETRIC and _bound(reading, parameter)
    )
    outputs = tuple(
        OutputConversion(o.symbol, 1.0 / unit.factor, 0.0, "rad", unit.text)
        if unit is not None and unit.is_angle and unit.factor != 1.0 and functions & _INVERSE_TRIGONOMETRIC
        else o
        for o, unit in zip(plan.outputs, reading.output_units, strict=True)
    )
    return replace(plan, conversions=conversions, outputs=outputs)


def _bound(reading: Reading, parameter: str) -> bool:
    return any(b.parameter == parameter for b in reading.bindings)


def _coherent(plan: Plan, reading: Reading, balance: Homogeneity) -> Plan | None:
    """Everything in SI and back.

    A result whose unit is not stated is in SI where all else is, and else in the unit of the one argument
    of its kind. None where the stated units fit together as they are. Raises Ambiguous where nothing says
    in which unit the result is to be.
    """
    formulas = [step.formula for step in plan.steps]
    defining = {step.symbol: step.formula for step in plan.steps}
    symbol_of = {b.parameter: b.symbol for b in reading.bindings}
    conversions = tuple(
        Conversion(parameter, _stated_size(unit, reading, plan), unit.offset, unit.text, _si_name(unit))
        for parameter, unit in reading.units
        if (unit.factor, unit.offset) != (1.0, 0.0)
        and _bound(reading, parameter)
        and not (_is_share(unit) and is_divided_by(formulas, symbol_of[parameter], 1.0 / unit.factor))
    )
    outputs: list[OutputConversion] = []
    for symbol, stated in zip(reading.outputs, reading.output_units, strict=True):
        unit = stated or _implied_unit(symbol, reading, balance)
        if unit is None:
            if _fit_together(reading, balance.dimensions.get(symbol)):
                return None
            raise Ambiguous(
                "the unit of the result is not stated, and the arguments are in units of different systems"
            )
        if _is_share(unit) and has_factor(defining.get(symbol, Number("1")), 1.0 / unit.factor):
            outputs.append(OutputConversion(symbol, 1.0, 0.0, unit.text, unit.text))
            continue
        factor = _stated_size(unit, reading, plan)
        offset = 0.0 if unit.offset and _is_difference(plan, reading) else unit.offset
        outputs.append(OutputConversion(symbol, 1.0 / factor, -offset / factor, _si_name(unit), unit.text))
    return replace(plan, conversions=conversions, outputs=tuple(outputs))


def _is_difference(plan: Plan, reading: Reading) -> bool:
    """Whether a temperature that results is one between others: a common shift of them leaves it as it is."""
    units = dict(reading.units)
    shifts = tuple(
        Conversion(name, 1.0, 5.0, unit.text, unit.text)
        for name, unit in units.items()
        if unit.dimension == _TEMPERATURE and _bound(reading, name)
    )
    return bool(shifts) and _agree(plan, replace(plan, conversions=shifts))


_TEMPERATURE: Final = dimension(temperature=1)
_CONCENTRATION: Final = dimension(substance=1, length=-3)
_PURE: Final = Unit("", 1.0, 0.0, ONE)


def _implied_unit(symbol: str, reading: Reading, balance: Homogeneity) -> Unit | None:
    """The unit of a result that has none stated, where what the arguments have says it."""
    bound = {b.parameter for b in reading.bindings}
    units = [unit for name, unit in reading.units if name in bound]
    found = balance.dimensions.get(symbol)
    if found is not None and found.is_one:
        return _PURE
    if all(_is_coherent(unit) for unit in units):
        return _PURE
    if found is None:
        return None
    alike = {(unit.factor, unit.offset): unit for unit in units if unit.dimension == found}
    return next(iter(alike.values())) if len(alike) == 1 else None


def result_is_implied(reading: Reading) -> bool:
    """Whether the results' units follow from the others, so that none of their sizes is a guess."""
    try:
        ordered = ordered_steps(reading)
        units = dict(reading.units)
        by_symbol = {b.symbol: units.get(b.parameter) for b in reading.bindings}
        given = {g.symbol: g.unit for g in reading.givens if _is_used(ordered, g.symbol)}
        outputs = list(zip(reading.outputs, reading.output_units, strict=True))
        balance = homogeneity(ordered, by_symbol, given, outputs)
        if stays_on_any_scale(reading, plan_for(reading, "minimal")):
            return True
    except (NotPlannable, UnitsDisagree, Ambiguous):
        return False
    if balance.is_empirical or any(unit is None for unit in by_symbol.values()):
        return False
    return all(
        unit is not None or _implied_unit(symbol, reading, balance) is not None for symbol, unit in outputs
    )


def _fit_together(reading: Reading, result: Dimension | None) -> bool:
    """Whether some choice of base units makes all stated units coherent, constants of the text included.

    The logarithms of their sizes then are a linear function of their dimensions. Beside a constant in SI
    the result must come out in SI too: nobody takes watts per mm^2 times mm^2 for microwatts.
    """
    bound = {b.parameter for b in reading.bindings}
    units = [unit for name, unit in reading.units if name in bound and not unit.dimension.is_one]
    constants = [g.unit.dimension for g in reading.givens if g.unit is not None]
    units += [Unit("", 1.0, 0.0, each) for each in constants]
    if any(unit.offset or _is_share(unit) for unit in units):
        return False
    if any(g.unit is not None and g.unit.offset for g in reading.givens):
        return False
    if not units:
        return True
    powers = np.array([[float(power) for power in unit.dimension.exponents] for unit in units])
    sizes = np.log([unit.factor for unit in units])
    scales, *_ = np.linalg.lstsq(powers, sizes, rcond=None)
    if not np.allclose(powers @ scales, sizes, atol=1e-9):
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


def _si_name(unit: Unit) -> str:
    return "rad" if unit.is_angle else say(unit.dimension) if not unit.dimension.is_one else "1"


def _simplest(plan: Plan, coherent: Plan, reading: Reading, ordered: Ordered) -> Plan:
    """The least conversion that computes the same as the coherent plan."""
    if _agree(plan, coherent):
        return plan
    angles = _angles_only(plan, reading, ordered)
    if _agree(angles, coherent):
        return angles
    return coherent


def _refuse_hidden_conversion(plan: Plan, coherent: Plan, ordered: Ordered, reading: Reading) -> None:
    """Numbers such as 60 or 1000 may already be the conversion that stated units ask for."""
    if _conversion_numbers(ordered.steps, reading) and not _agree(plan, coherent):
        raise Ambiguous("a number in the equation may be the conversion between the stated units, or not")


_MAGNITUDES: Final = (1e-20, 1e-12, 1e-8, 1e-4, 1e2, 1e3, 1e4, 1e6, 1e8, 1e12, 1e20)
_NUDGE: Final = 1 + 1e-12


def _agree(one: Plan, other: Plan) -> bool:
    """Whether two plans compute the same on a handful of fixed points, and wherever magnitudes matter.

    Beside the speed of light an ordinary speed does nothing, whichever unit it is taken in, so that
    each argument is tried large and small too, alone and with the others. Values that hang on
    rounding there tell nothing.
    """
    rng = np.random.default_rng(20)
    names = [parameter for _, parameter in one.bindings]

    def drawn(enlarged: Iterable[str] = (), magnitude: float = 1.0) -> dict[str, np.ndarray | float]:
        return {
            name: (rng.uniform(0.2, 3.0, 3) if name in one.vectors else float(rng.uniform(0.2, 3.0)))
            * (magnitude if name in enlarged else 1.0)
            for name in names
        }

    decisive = 0
    for _ in range(12):
        arguments = drawn()
        try:
            first, second = _flat(run_plan(one, arguments)), _flat(run_plan(other, arguments))
        except NotEvaluable:
            return False
        for x, y in zip(first, second, strict=True):
            if not (math.isfinite(x) and math.isfinite(y)):
                continue
            decisive += 1
            if not math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-300):
                return False
    if not decisive or not one.givens or _is_slow(one):
        return decisive > 0
    for enlarged in (names, *([name] for name in names)):
        for magnitude in _MAGNITUDES:
            arguments = drawn(enlarged, magnitude)
            nudged = {name: value * _NUDGE for name, value in arguments.items()}
            try:
                first, second, near = (
                    _flat(run_plan(*each)) for each in ((one, arguments), (other, arguments), (other, nudged))
                )
            except NotEvaluable:
                continue
            for x, y, beside in zip(first, second, near, strict=True):
                is_steady = math.isfinite(x) and math.isclose(y, beside, rel_tol=1e-8)
                if is_steady and not math.isclose(x, y, rel_tol=1e-7, abs_tol=1e-300):
                    return False
    return True


def _flat(values: Sequence[np.ndarray | float]) -> list[float]:
    return [float(x) for value in values for x in np.ravel(value)]


def _is_slow(plan: Plan) -> bool:
    return any(isinstance(part, Integral | Series) for step in plan.steps for part in walk(step.formula))


def has_vector_result(plan: Plan) -> bool:
    """Whether an output still carries an index, as no plain result does."""
    last = {step.symbol: step.formula for step in plan.steps}
    return any(free_indices(last[o.symbol]) for o in plan.outputs if o.symbol in last)
