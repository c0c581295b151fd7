"""Inputs on both sides of every case: where a condition of an equation or of code changes its answer.

A condition need not speak of an argument itself (`Re < 2300` with Re from four arguments). The place is
found by moving one argument at a time until both sides of the condition are equal, then halving.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..core.claim import Domain, ParameterDomain
from ..core.formula import Call, Compare, Formula, Integral, Number, Piecewise, Series
from ..core.plan import Plan
from ..formulas.evaluate import Argument, NotEvaluable, Value, evaluate, run_steps
from ..formulas.tree import walk
from .code_cases import comparisons_in
from .domains import Form, Sample

_CLOSE: Final = (1e-3, -1e-3, 0.2, -0.2)
"""How far from the place, relative to the argument: a boundary two thousandths off is noticed."""
_SCAN: Final = 49
_HALVINGS: Final = 60
_MOST: Final = 36
_PER_PLACE: Final = 2

Gap = Callable[[Mapping[str, Argument]], float]


@dataclass(frozen=True, slots=True)
class _Boundary:
    """`gap` is zero on it and of different sign on either side; NaN where it has no value."""

    gap: Gap
    form: Form


def at_cases(
    plans: Sequence[Plan], domain: Domain, drawn: Sequence[Sample], module: str = "", name: str = ""
) -> list[Sample]:
    """Samples on both sides of each condition of the plans, and of the code that is judged."""
    known: set[object] = set()
    boundaries = [_Boundary(gap, "edge") for plan in plans for gap in _of_plan(plan, known)]
    if module:
        boundaries += [_Boundary(_of_code(c), "code edge") for c in comparisons_in(module, name)]
    bases = [s for s in drawn if s.form == "numbers"][:6]
    movable = [p for p in domain.parameters if p.extent != "vector" and not p.is_integer]
    out: list[Sample] = []
    for boundary in boundaries:
        out.extend(_beside(boundary, bases, movable))
    unique = [s for n, s in enumerate(out) if not any(_same(s, t) for t in out[:n])]
    return unique[:_MOST]


def has_cases(plan: Plan) -> bool:
    """Whether the text itself tells cases apart."""
    return any(isinstance(node, Piecewise) for step in plan.steps for node in walk(step.formula))


def _of_plan(plan: Plan, known: set[object]) -> Iterator[Gap]:
    for place, step in enumerate(plan.steps):
        before = tuple((s.symbol, s.formula) for s in plan.steps[:place])
        for left, right in dict.fromkeys(_meeting(step.formula)):
            # Two readers mostly find the same; what needs integrals would take too long to search for.
            key = (plan.bindings, before, left, right)
            if key in known or any(map(_is_costly, (left, right, *(f for _, f in before)))):
                continue
            known.add(key)
            yield _gap_of(plan, place, left, right)


def _is_costly(formula: Formula) -> bool:
    return any(isinstance(node, Integral | Series) for node in walk(formula))


def _meeting(formula: Formula) -> Iterator[tuple[Formula, Formula]]:
    """Pairs of formulas of which it matters which is the greater."""
    for node in walk(formula):
        match node:
            case Piecewise(branches=branches):
                for condition in (c for b in branches for c in b.conditions):
                    if condition.sign not in {"==", "!="}:
                        yield condition.left, condition.right
            case Call(function="min" | "max", arguments=(one, other)):
                yield one, other
            case Call(function="abs" | "sign" | "heaviside", arguments=(one, *_)):
                yield one, Number("0")
            case _:
                continue


def _gap_of(plan: Plan, place: int, left: Formula, right: Formula) -> Gap:
    converted = {c.parameter: (c.factor, c.offset) for c in plan.conversions}
    # Only what the condition is computed from: later steps may be costly.
    needed = Plan(plan.bindings, plan.givens, plan.conversions, plan.steps[:place], (), plan.vectors)

    def gap(arguments: Mapping[str, Argument]) -> float:
        values: dict[str, Value] = dict(plan.givens)
        for symbol, parameter in plan.bindings:
            if parameter not in arguments:
                return np.nan
            factor, offset = converted.get(parameter, (1.0, 0.0))
            array = np.asarray(arguments[parameter], dtype=np.float64) * factor + offset
            values[symbol] = array.tolist()
        try:
            run_steps(needed, values)
            return evaluate(left, values) - evaluate(right, values)
        except (NotEvaluable, ValueError, OverflowError, ZeroDivisionError):
            return np.nan

    return gap


def _of_code(compare: Compare) -> Gap:
    def gap(arguments: Mapping[str, Argument]) -> float:
        values: dict[str, Value] = {
            name: float(value)
            for name, value in arguments.items()
            if isinstance(value, int | float) and not isinstance(value, bool)
        }
        try:
            return evaluate(compare.left, values) - evaluate(compare.right, values)
        except (NotEvaluable, ValueError, OverflowError, ZeroDivisionError):
            return np.nan

    return gap


def _beside(
    boundary: _Boundary, bases: Sequence[Sample], movable: Sequence[ParameterDomain]
) -> Iterator[Sample]:
    """Samples close to the boundary, reached from different samples by moving different arguments."""
    found = 0
    for number, base in enumerate(bases):
        for shift in range(len(movable)):
            # Another argument first for each base, so that all are moved in the end.
            p = movable[(number + shift) % len(movable)]
            meets = list(_places(boundary.gap, base, p))[:_PER_PLACE]
            for place in meets:
                for off in _CLOSE:
                    value = place * (1 + off) if place else off * p.typical
                    if _lies_in(value, p):
                        yield Sample(boundary.form, {**base.arguments, p.name: float(value)})
            if meets:
                found += 1
                break
        if found == _PER_PLACE:
            return


def _places(gap: Gap, base: Sample, p: ParameterDomain) -> Iterator[float]:
    """Values of one argument at which the gap changes its sign."""

    def at(value: float) -> float:
        return gap({**base.arguments, p.name: value})

    grid = _grid(p)
    gaps = [at(v) for v in grid]
    for low, high, one, other in zip(grid, grid[1:], gaps, gaps[1:], strict=False):
        if not (np.isfinite(one) and np.isfinite(other)) or one == 0.0 or one * other > 0:
            continue
        if other == 0.0:
            yield high
            continue
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            if at(middle) * one > 0:
                low = middle
            else:
                high = middle
        yield 0.0 if abs(high) < 1e-9 * p.typical else high


def _grid(p: ParameterDomain) -> list[float]:
    """Values over the range, or over eight powers of ten around the usual ones."""
    low, high = p.bounds.low, p.bounds.high
    if low is not None and high is not None:
        inset = 1e-6 * (high - low)
        even = np.linspace(low + inset, high - inset, _SCAN)
        if low > 0 and high > 100 * low:
            even = np.union1d(even, np.geomspace(low * (1 + 1e-6), high - inset, _SCAN))
        return [float(v) for v in even]
    sizes = p.typical * np.geomspace(1e-6, 1e6, _SCAN)
    if low is not None:
        return [float(low + v) for v in sizes]
    if high is not None:
        return [float(high - v) for v in sizes[::-1]]
    return [*(float(-v) for v in sizes[::-1]), *(float(v) for v in sizes)]


def _lies_in(value: float, p: ParameterDomain) -> bool:
    low, high = p.bounds.low, p.bounds.high
    above = low is None or value > low or (value == low and not p.bounds.low_open)
    below = high is None or value < high or (value == high and not p.bounds.high_open)
    return above and below


def _same(one: Sample, other: Sample) -> bool:
    return one.arguments.keys() == other.arguments.keys() and all(
        np.array_equal(np.asarray(value), np.asarray(other.arguments[name]))
        for name, value in one.arguments.items()
    )
