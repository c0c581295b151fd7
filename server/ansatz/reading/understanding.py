"""A Spec in the words of the person who wrote it, with wording that would close its gaps.

Units are proposed where the equations leave exactly one dimension for a quantity without one, ranges
where an equation has no real value for arguments of some sign, a base where a logarithm has none.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from ..core.plan import Plan
from ..core.quantity import ONE, Dimension, Unit
from ..core.spec import Bounds, Parameter, Reading, Spec
from ..core.text import Span
from ..core.understanding import Gap, Proposal, Understanding, UnderstoodEquation, UnderstoodValue
from ..formulas.dimensions import Inhomogeneous, dimension_of
from ..formulas.evaluate import Argument, NotEvaluable, run_plan
from ..formulas.readable import readable, readable_symbol
from ..formulas.units import UnknownUnit, parse_unit
from .homogeneity import Ambiguous, UnitsDisagree, balances
from .planning import NotPlannable, Ordered, ordered_steps
from .working_units import plan_for

_COMMON_UNITS: Final = (
    "m", "s", "kg", "K", "A", "mol", "cd", "m^2", "m^3", "1/s", "1/m", "m/s", "m/s^2", "kg/m^3", "N", "N/m",
    "Pa", "Pa s", "J", "W", "W/m^2", "W/(m K)", "J/K", "J/kg", "J/(kg K)", "J/mol", "J/(mol K)",
    "kg/mol", "mol/m^3", "mol/(m^3 s)", "m^2/s", "m^3/s", "kg/s", "V", "C", "ohm", "F", "T", "V/m", "Wb", "H",
    "K/m", "kg m/s", "kg m^2", "1/m^3", "1/K", "1/mol", "C/m^2", "C/m^3", "m^3/mol", "W/m^3", "s^2", "1/s^2",
)  # fmt: skip
"""Units that a person would write for a dimension, the plainest first."""
_DECADES: Final = tuple(10.0**n for n in range(-3, 4))


def understanding_of(spec: Spec, text: str) -> Understanding:
    """What `spec` was understood to say; `text` is the whole text that its spans are places in."""
    first = spec.readings[0] if spec.readings else None
    return Understanding(
        equations=tuple(_equations(spec)),
        values=tuple(_values(spec, first)),
        gaps=tuple(_gaps(spec, first, text)),
    )


def _equations(spec: Spec) -> Iterator[UnderstoodEquation]:
    if not spec.readings:
        return
    first, *others = spec.readings
    for statement in first.statements:
        equation = statement.equation
        rendered = f"{readable(equation.left)} = {readable(equation.right)}"
        readers = (first.reader, *(other.reader for other in others))
        yield UnderstoodEquation(statement.span, rendered, readers)


def _values(spec: Spec, first: Reading | None) -> Iterator[UnderstoodValue]:
    for parameter in spec.parameters:
        bound = tuple(b.symbol for b in first.bindings if b.parameter == parameter.name) if first else ()
        shown = tuple(readable_symbol(symbol) for symbol in bound if symbol != parameter.name)
        yield UnderstoodValue(
            parameter.name,
            "argument",
            shown,
            parameter.unit.text if parameter.unit else "",
            extent_words(parameter),
            range_words(parameter.bounds),
        )
    for result in spec.results:
        yield UnderstoodValue(
            readable_symbol(result.symbol) if result.symbol else result.name or "the result",
            "result",
            (),
            result.unit.text if result.unit else "",
            "",
            range_words(result.bounds),
        )
    for given in first.givens if first else ():
        name = f"{readable_symbol(given.symbol)} = {given.literal}"
        unit = given.unit.text if given.unit else ""
        yield UnderstoodValue(name, "constant", (), unit, f"from {given.source}", "")


def extent_words(parameter: Parameter) -> str:
    """`elementwise, whole numbers (a guess)`."""
    guess = "" if parameter.extent_stated else " (a guess)"
    return f"{parameter.extent}{', whole numbers' if parameter.is_integer else ''}{guess}"


def range_words(bounds: Bounds | None) -> str:
    """`> 0, <= 1`, and nothing where no range is stated."""
    if bounds is None:
        return ""
    low = "" if bounds.low is None else f"{'>' if bounds.low_open else '>='} {bounds.low:g}"
    high = "" if bounds.high is None else f"{'<' if bounds.high_open else '<='} {bounds.high:g}"
    return ", ".join(side for side in (low, high) if side)


def _gaps(spec: Spec, first: Reading | None, text: str) -> Iterator[Gap]:
    for note in spec.notes:
        yield Gap("not-read", note, spec.span)
    if first is None:
        return
    yield from _logarithms(first, text)
    if spec.faults or first.ambiguities:
        return
    if len(spec.readings) == 1:
        where = first.statements[-1].span
        yield Gap(
            "second-reading",
            "only one of two independent readers could read this, so that a misreading would not show: "
            "what is generated is plausible at most, unless an example supports it",
            where,
        )
    try:
        ordered = ordered_steps(first)
    except NotPlannable:
        return
    yield from _units(spec, first, ordered, text)
    yield from _ranges(spec, first, text)


def _logarithms(reading: Reading, text: str) -> Iterator[Gap]:
    for statement in reading.statements:
        for found in re.finditer(r"(\\?)\blog\b(?!\s*[_\d])", statement.span.of(text)):
            if not any("`log`" in ambiguity for ambiguity in reading.ambiguities):
                return
            start = statement.span.start + found.start()
            place = Span(start, start + len(found.group()))
            slash = found.group(1)
            ten = r"\log_{10}" if slash else "log10"
            proposals = (
                Proposal(f"Write `{slash}ln`: the natural logarithm", place, f"{slash}ln"),
                Proposal(f"Write `{ten}`: the decimal logarithm", place, ten),
            )
            yield Gap("logarithm", "`log` has no base: it may be natural or decimal", place, proposals)


def _units(spec: Spec, reading: Reading, ordered: Ordered, text: str) -> Iterator[Gap]:
    """A quantity without a unit, where its neighbours have some and the equations settle which it must be."""
    stated = dict(reading.units)
    silent = [p for p in spec.parameters if p.name not in stated and _is_bound(reading, p.name)]
    has_units = any(not unit.dimension.is_one for unit in stated.values())
    outputs = list(zip(spec.results, reading.output_units, strict=False))
    if not has_units and not any(u is not None and not u.dimension.is_one for _, u in outputs):
        return
    if not silent:
        for number, (result, unit) in enumerate(outputs):
            if unit is None and (found := _dimension_of_output(reading, ordered, number)) is not None:
                yield _unit_gap("the result", result.span, _unit_for(found), text)
    elif len(silent) == 1:
        (parameter,) = silent
        fitting = _fitting_unit(reading, parameter.name)
        if fitting != "":
            yield _unit_gap(f"`{parameter.name}`", parameter.span, fitting, text)
    else:
        for parameter in silent:
            if not balances(reading):
                yield _unit_gap(f"`{parameter.name}`", parameter.span, None, text)


def _unit_gap(who: str, place: Span, unit: str | None, text: str) -> Gap:
    why = f"no unit is stated for {who}, so its units can't be checked"
    end = Span(_end_of_line(place, text), _end_of_line(place, text))
    if unit is None or place.start >= place.end:
        return Gap("unit", why, place)
    return Gap("unit", why, place, (Proposal(f"State the unit of {who}: [{unit}]", end, f" [{unit}]"),))


def _end_of_line(place: Span, text: str) -> int:
    """Where the last line of an entry ends, before a full stop."""
    said = place.of(text).rstrip()
    return place.start + len(said.removesuffix("."))


def _is_bound(reading: Reading, parameter: str) -> bool:
    return any(b.parameter == parameter for b in reading.bindings)


def _dimension_of_output(reading: Reading, ordered: Ordered, number: int) -> Dimension | None:
    units = dict(reading.units)
    known: dict[str, Dimension | None] = {
        b.symbol: units[b.parameter].dimension if b.parameter in units else ONE for b in reading.bindings
    }
    known |= {g.symbol: g.unit.dimension if g.unit else ONE for g in reading.givens}
    try:
        for step in ordered.steps:
            known[step.symbol] = dimension_of(step.formula, known)
    except Inhomogeneous:
        return None
    found = known.get(reading.outputs[number]) if number < len(reading.outputs) else None
    return found if found is not None and not found.is_one else None


def _unit_for(dimension: Dimension) -> str | None:
    """How a person would write a unit of this dimension, None where none of the common ones has it."""
    for shown in _COMMON_UNITS:
        try:
            unit = parse_unit(shown)
        except UnknownUnit:
            continue
        if unit.dimension == dimension and unit.factor == 1.0:
            return shown
    return None


def _fitting_unit(reading: Reading, parameter: str) -> str | None:
    """The one common unit with which the equations balance; "" where a pure number does, None if unclear."""
    if _balanced_with(reading, parameter, Unit("1", 1.0, 0.0, ONE)):
        return ""
    fitting = [shown for shown in _COMMON_UNITS if _balanced_with(reading, parameter, parse_unit(shown))]
    dimensions = {parse_unit(shown).dimension for shown in fitting}
    return fitting[0] if len(dimensions) == 1 else None


def _balanced_with(reading: Reading, parameter: str, unit: Unit) -> bool:
    return balances(replace(reading, units=(*reading.units, (parameter, unit))))


def _ranges(spec: Spec, reading: Reading, text: str) -> Iterator[Gap]:
    """Arguments without a stated range that leave an equation without a real value when negative or zero."""
    try:
        plan = plan_for(reading, "minimal")
    except (NotPlannable, Ambiguous, UnitsDisagree):
        return
    bounds = {p.name: p.bounds for p in spec.parameters}
    names = [name for _, name in plan.bindings]
    positive: Mapping[str, Argument] = {
        n: np.asarray([0.5, 0.7]) if n in plan.vectors else _inside(bounds.get(n)) for n in names
    }
    if not _is_real(_plan_values(plan, positive)):
        return
    for parameter in spec.parameters:
        if parameter.name not in names or parameter.bounds is not None or parameter.name in plan.vectors:
            continue
        negative = all(not _is_real(_plan_values(plan, {**positive, parameter.name: -d})) for d in _DECADES)
        if not negative or parameter.span.start >= parameter.span.end:
            continue
        at_zero = _plan_values(plan, {**positive, parameter.name: 0.0})
        zero = bool(at_zero) and all(math.isfinite(value) for value in at_zero)
        said = ">= 0" if zero else "> 0"
        end = _end_of_line(parameter.span, text)
        proposal = Proposal(f"State the range of `{parameter.name}`: {said}", Span(end, end), f", {said}")
        why = (
            f"the equation has no real value for `{parameter.name}` {'< 0' if zero else '<= 0'}, "
            "and no range is stated: what must happen there can't be checked"
        )
        yield Gap("range", why, parameter.span, (proposal,))


def _inside(bounds: Bounds | None) -> float:
    if bounds is None or bounds.low is None:
        return 0.6 if bounds is None or bounds.high is None else bounds.high - 0.4
    return bounds.low + 0.6 if bounds.high is None else 0.4 * bounds.low + 0.6 * bounds.high


def _plan_values(plan: Plan, arguments: Mapping[str, Argument]) -> list[float]:
    """The results of a plan as plain numbers; none where it can't be evaluated."""
    try:
        return [float(v) for array in run_plan(plan, arguments) for v in np.ravel(array)]
    except (NotEvaluable, ValueError, KeyError, OverflowError):
        return []


def _is_real(values: list[float]) -> bool:
    return bool(values) and all(not math.isnan(value) for value in values)
