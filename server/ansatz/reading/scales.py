"""What does not change when quantities are counted in other units, and what only makes sense on one scale."""

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Final

import numpy as np

from ..core.formula import Add, Call, Formula, Indexed, Integral, Series, Symbol
from ..core.plan import Plan, Step
from ..core.quantity import BASES, Dimension, Unit
from ..core.spec import Reading
from ..formulas.dimensions import Inhomogeneous, dimension_of, say
from ..formulas.evaluate import Argument, NotEvaluable, run_plan
from ..formulas.tree import symbols, walk

_EXPONENTIAL: Final = frozenset({"exp", "expm1", "sinh", "cosh", "tanh"})
_TIMES: Final = (0.37, 5.3)
_POINTS: Final = 6


def adds_temperatures(reading: Reading, steps: Iterable[Step]) -> bool:
    """Whether two temperatures on a scale such as degrees Celsius are added up, as in `T + 243.12 °C`.

    The sum has no meaning from absolute zero, so the equation is one for numbers on the stated scale.
    """
    units = dict(reading.units)
    shifted = {b.symbol for b in reading.bindings if (u := units.get(b.parameter)) is not None and u.offset}
    shifted |= {g.symbol for g in reading.givens if g.unit is not None and g.unit.offset}

    def is_one(formula: Formula) -> bool:
        return isinstance(formula, Symbol | Indexed) and next(iter(symbols(formula))) in shifted

    return len(shifted) > 1 and any(
        isinstance(node, Add) and sum(map(is_one, node.terms)) > 1
        for step in steps
        for node in walk(step.formula)
    )


def on_own_scale(reading: Reading, symbol: str, value: float) -> float:
    """A given value in a plan that converts nothing: a temperature keeps its own scale."""
    given = next((g for g in reading.givens if g.symbol == symbol), None)
    return given.value if given is not None and given.unit is not None and given.unit.offset else value


def takes_no_power_of(
    formula: Formula, stated: Mapping[str, Dimension], may_hide: Callable[[Formula], bool]
) -> str | None:
    """Why an exponential can't be taken: all quantities in it have units, and together they have one.

    A single quantity may be a number of something, and a number beside them may hide a unit.
    """
    for node in walk(formula):
        if not isinstance(node, Call) or node.function not in _EXPONENTIAL:
            continue
        inside = node.arguments[0]
        names = symbols(inside)
        if len(names) < 2 or not names <= stated.keys() or may_hide(inside):
            continue
        try:
            found = dimension_of(inside, stated)
        except Inhomogeneous:
            continue
        if found is not None and not found.is_one:
            return f"the argument of {node.function} has dimension {say(found)}"
    return None


def stays_on_any_scale(reading: Reading, plan: Plan) -> bool:
    """Whether no choice of units changes the results, or it only shifts a logarithm.

    Each base unit in turn is taken smaller and larger; what has no unit stays. The results then are pure
    numbers, or of the kind of an argument that has no unit either, so that no scale of theirs is a guess.
    """
    units = {name: unit for name, unit in reading.units if any(p == name for _, p in plan.bindings)}
    given = {g.symbol: g.unit for g in reading.givens if g.unit is not None}
    used = [*units.values(), *(unit for symbol, unit in given.items() if symbol in dict(plan.givens))]
    if any(unit.offset for unit in used) or not used:
        return False
    if any(isinstance(node, Integral | Series) for step in plan.steps for node in walk(step.formula)):
        return False
    last = {step.symbol: step.formula for step in plan.steps}
    is_log = all(_is_logarithm(last[o.symbol]) for o in plan.outputs if o.symbol in last)
    for number in range(len(BASES)):
        powers = {name: unit.dimension.exponents[number] for name, unit in units.items()}
        if not any(unit.dimension.exponents[number] for unit in used):
            continue
        for times in _TIMES:
            shifts = _shifts(plan, powers, given, number, times, is_log)
            if not shifts or not all(math.isclose(s, shifts[0], abs_tol=1e-9) for s in shifts):
                return False
            if not is_log and not math.isclose(shifts[0], 0.0, abs_tol=1e-9):
                return False
    return True


def _shifts(
    plan: Plan,
    powers: Mapping[str, Fraction],
    given: Mapping[str, Unit],
    number: int,
    times: float,
    is_log: bool,
) -> list[float]:
    """By how much the results differ at some points when one base unit is counted `times` as often.

    In parts of their size, but as they are for a logarithm.
    """
    rng = np.random.default_rng(5)
    scaled = tuple(
        (s, value * times ** float(given[s].dimension.exponents[number]) if s in given else value)
        for s, value in plan.givens
    )
    other = Plan(plan.bindings, scaled, plan.conversions, plan.steps, plan.outputs, plan.vectors)
    out: list[float] = []
    for _ in range(_POINTS):
        arguments: dict[str, Argument] = {
            name: rng.uniform(0.3, 2.0, 3) if name in plan.vectors else float(rng.uniform(0.3, 2.0))
            for _, name in plan.bindings
        }
        others = {name: value * times ** float(powers.get(name, 0)) for name, value in arguments.items()}
        try:
            pairs = zip(run_plan(plan, arguments), run_plan(other, others), strict=True)
            for one, two in pairs:
                size = 1.0 if is_log else float(np.max(np.abs(one)))
                out += [float(d) / size if size else math.nan for d in np.ravel(two - one)]
        except (NotEvaluable, ValueError, KeyError, OverflowError):
            return []
    return out if all(map(math.isfinite, out)) else []


def _is_logarithm(formula: Formula) -> bool:
    """Whether a logarithm of everything with a unit is what results: `2/3 log10(M0) - 6.07`."""
    return any(
        isinstance(node, Call) and node.function in {"ln", "log", "log10", "log2"} for node in walk(formula)
    )
