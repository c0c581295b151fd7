"""Plans that take values in the units stated for them, as an empirical equation wants."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ..core.formula import Call
from ..core.plan import Conversion, OutputConversion, Plan
from ..core.quantity import ONE, Dimension, Unit
from ..core.spec import Reading
from ..formulas.dimensions import Inhomogeneous, dimension_of
from ..formulas.tree import symbols, walk
from .homogeneity import Ambiguous
from .intermediate_units import conversions_on_the_way
from .planning import Ordered, is_bound, is_used
from .same_results import agree
from .scales import on_own_scale
from .stated_doubts import doubt_as_stated
from .unit_kinds import si_name

_TRIGONOMETRIC: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
INVERSE_TRIGONOMETRIC: Final = frozenset({"arcsin", "arccos", "arctan", "arctan2"})


def as_stated(
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
    if doubt := doubt_as_stated(reading, ordered):
        raise Ambiguous(doubt)
    converted = angles_only(plan, reading, ordered)
    converted = replace(
        converted, conversions=(*converted.conversions, *conversions_on_the_way(reading, ordered))
    )
    outputs: list[OutputConversion] = []
    for output, unit in zip(converted.outputs, reading.output_units, strict=True):
        inner = _unit_of_result(reading, ordered, output.symbol)
        if unit is None or inner is None or inner.dimension != unit.dimension or inner == unit:
            outputs.append(output)
            continue
        outputs.append(_between(output.symbol, inner, unit, relations))
    return replace(converted, outputs=tuple(outputs))


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
    alike = {name: unit for name, unit in reading.units if unit.dimension == kind and is_bound(reading, name)}
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
                Conversion(name, by * unit.factor, 0.0, unit.text, si_name(unit))
                for name, unit in alike.items()
            ),
        )

    return scaled(1.0) if agree(scaled(1.0), scaled(3.7)) else None


def _mixed_scales(reading: Reading, ordered: Ordered) -> tuple[Dimension, str] | None:
    """Two stated units of one dimension but different size, where nothing may be converted."""
    seen: dict[Dimension, Unit] = {}
    for given in reading.givens:
        if given.unit is not None and not given.unit.dimension.is_one and is_used(ordered, given.symbol):
            own = given.unit
            seen[own.dimension] = own if own.offset else Unit(si_name(own), 1.0, 0.0, own.dimension)
    for name, unit in reading.units:
        if unit.dimension.is_one:
            continue
        other = seen.setdefault(unit.dimension, unit)
        if (other.factor, other.offset) != (unit.factor, unit.offset):
            return unit.dimension, f"`{name}` is in {unit.text} where another quantity is in {other.text}"
    return None


def angles_only(plan: Plan, reading: Reading, ordered: Ordered) -> Plan:
    """Degrees to radians for what goes through trigonometric functions, and back for what comes out."""
    functions = {n.function for s in ordered.steps for n in walk(s.formula) if isinstance(n, Call)}
    conversions = tuple(
        Conversion(parameter, unit.factor, 0.0, unit.text, "rad")
        for parameter, unit in reading.units
        if unit.is_angle
        and unit.factor != 1.0
        and functions & _TRIGONOMETRIC
        and is_bound(reading, parameter)
    )
    outputs = tuple(
        OutputConversion(o.symbol, 1.0 / unit.factor, 0.0, "rad", unit.text)
        if unit is not None and unit.is_angle and unit.factor != 1.0 and functions & INVERSE_TRIGONOMETRIC
        else o
        for o, unit in zip(plan.outputs, reading.output_units, strict=True)
    )
    return replace(plan, conversions=conversions, outputs=outputs)
