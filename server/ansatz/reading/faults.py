"""Why a spec cannot be met: units, equations, examples and ranges that leave no right implementation."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..core.formula import Formula, Integral, Piecewise, Series
from ..core.spec import Bounds, Example, Fault, Parameter, Reading, Result
from ..formulas.evaluate import Argument, NotEvaluable, run_plan
from ..formulas.stable import stable
from ..formulas.tree import walk
from .homogeneity import Ambiguous, UnitsDisagree
from .planning import NotPlannable
from .working_units import plan_for

_TRIES: Final = 200
"""Points of the stated ranges at which an equation must be defined somewhere."""


def units_fault(reading: Reading) -> Fault | None:
    """The stated units contradict the equation."""
    try:
        plan_for(reading, "minimal")
    except UnitsDisagree as error:
        last = reading.statements[-1]
        return Fault(
            "units",
            f"units disagree: {error}",
            last.span,
            "correct the equation or the stated units, so that both sides have the same dimension",
        )
    except (NotPlannable, Ambiguous):
        return None
    return None


def example_fault(
    reading: Reading,
    examples: tuple[Example, ...],
    parameters: tuple[str, ...],
    defaults: Mapping[str, str | None],
) -> Fault | None:
    """A shown value that the equation does not give."""
    try:
        plan = plan_for(reading, "minimal")
    except (NotPlannable, Ambiguous, UnitsDisagree):
        return None
    plan = replace(plan, steps=tuple(replace(step, formula=stable(step.formula)) for step in plan.steps))
    for example in examples:
        arguments = example_arguments(example, parameters, defaults)
        if arguments is None:
            continue
        try:
            got = run_plan(plan, arguments)
        except (NotEvaluable, ValueError, KeyError):
            continue
        numbers = [float(v) for array in got for v in np.ravel(array)]
        if len(numbers) != len(example.shown):
            continue
        for number, shown in zip(numbers, example.shown, strict=True):
            if math.isfinite(number) and abs(number - shown) > example_tolerance(example, shown):
                return Fault(
                    "example",
                    f"the example shows {shown:g}, but the equation gives {number:.6g} for it",
                    example.span,
                    "correct the example or the equation: they cannot both hold",
                )
    return None


def empty_range(parameters: tuple[Parameter, ...], results: tuple[Result, ...]) -> Fault | None:
    """A stated range that no number lies in."""
    named = [(f"`{p.name}`", p.bounds, p.span) for p in parameters]
    named += [("the result", r.bounds, r.span) for r in results]
    for who, bounds, span in named:
        if bounds is not None and _is_empty(bounds):
            return Fault(
                "impossible",
                f"no number lies in the range stated for {who}: it is to be above {bounds.low:g} "
                f"and below {bounds.high:g}",
                span,
                "correct one end of the range",
            )
    return None


def _is_empty(bounds: Bounds) -> bool:
    if bounds.low is None or bounds.high is None:
        return False
    return bounds.low > bounds.high or (bounds.low == bounds.high and (bounds.low_open or bounds.high_open))


def nowhere_met(
    reading: Reading, parameters: tuple[Parameter, ...], results: tuple[Result, ...]
) -> Fault | None:
    """Stated ranges in which the equation has no real value, or in which its value is never one asked for.

    Tried at 200 fixed points of the ranges; a parameter without one counts as positive, and where
    any has none, only an equation that is undefined throughout is a fault.
    """
    try:
        plan = plan_for(reading, "minimal")
    except (NotPlannable, Ambiguous, UnitsDisagree):
        return None
    if any(step.is_solved for step in plan.steps):
        return None  # another branch of the solution may be the one that is meant
    if any(is_costly(step.formula) or _has_single_points(step.formula) for step in plan.steps):
        return None
    bounds = {p.name: p.bounds for p in parameters}
    if not any(b is not None for b in bounds.values()):
        return None
    rng = np.random.default_rng(11)
    values: list[list[float]] = []
    for _ in range(_TRIES):
        arguments: dict[str, Argument] = {}
        for _, name in plan.bindings:
            points = _within(bounds.get(name), rng, 4)
            arguments[name] = points if name in plan.vectors else float(points[0])
        try:
            values.append([float(v) for array in run_plan(plan, arguments) for v in np.ravel(array)])
        except (NotEvaluable, ValueError, KeyError, OverflowError):
            return None
    if not any(math.isfinite(v) or math.isinf(v) for row in values for v in row):
        return Fault(
            "impossible",
            "the equation has no real value anywhere in the stated ranges",
            reading.statements[-1].span,
            "correct the ranges or the equation (a root or logarithm of a negative number, for one)",
        )
    if any(bounds.get(name) is None for _, name in plan.bindings):
        return None
    for number, result in enumerate(results[: len(values[0])]):
        asked = result.bounds
        if asked is None:
            continue
        got = [row[number] for row in values if number < len(row) and math.isfinite(row[number])]
        if got and not any(_lies_in(v, asked) for v in got):
            return Fault(
                "impossible",
                f"in the stated ranges the equation gives {min(got):.3g} to {max(got):.3g}, "
                "and the result is to lie elsewhere",
                result.span,
                "correct the range of the result, those of the arguments, or the equation",
            )
    return None


def is_costly(formula: Formula) -> bool:
    """Whether one value takes an integral or a series."""
    return any(isinstance(node, Integral | Series) for node in walk(formula))


def _has_single_points(formula: Formula) -> bool:
    """Whether cases hold at single values, which random points never meet."""
    return any(
        c.sign == "=="
        for node in walk(formula)
        if isinstance(node, Piecewise)
        for b in node.branches
        for c in b.conditions
    )


def _lies_in(value: float, bounds: Bounds) -> bool:
    slack = 1e-9 * max(1.0, abs(value))
    return (bounds.low is None or value >= bounds.low - slack) and (
        bounds.high is None or value <= bounds.high + slack
    )


def _within(bounds: Bounds | None, rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Points of a range, also far out where it is open; a hair away from its ends."""
    low = None if bounds is None else bounds.low
    high = None if bounds is None else bounds.high
    if bounds is None or (low is None and high is None):
        return 10.0 ** rng.uniform(-2.0, 2.0, count)
    if low is not None and high is not None:
        return low + (high - low) * rng.uniform(1e-6, 1.0 - 1e-6, count)
    far = 10.0 ** rng.uniform(-3.0, 3.0, count)
    return low + far if low is not None else (high or 0.0) - far


def example_tolerance(example: Example, shown: float) -> float:
    """Half a unit in the last place shown, and what floating point adds."""
    rounding = 0.0 if example.decimals is None else 0.501 * 10.0**-example.decimals
    return (
        rounding + 1e-9 * max(1.0, abs(shown))
        if example.decimals is not None
        else 1e-6 * max(1e-12, abs(shown))
    )


def example_arguments(
    example: Example, parameters: tuple[str, ...], defaults: Mapping[str, str | None]
) -> dict[str, Argument] | None:
    """Values by parameter, defaults filled in; None where one is missing or not a plain number."""
    arguments: dict[str, Argument] = {
        name: _array(value) for name, value in zip(parameters, example.arguments, strict=False)
    }
    arguments |= {name: _array(value) for name, value in example.keywords}
    for name in parameters:
        if name not in arguments:
            try:
                arguments[name] = float(defaults.get(name) or "")
            except ValueError:
                return None
    return arguments


def _array(value: float | list[float]) -> float | NDArray[np.float64]:
    return np.asarray(value, dtype=np.float64) if isinstance(value, list) else value
