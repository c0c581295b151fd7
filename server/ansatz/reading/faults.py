"""Why a spec cannot be met: units against equation, equations against each other, an example against both."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..core.formula import Indexed, Symbol
from ..core.plan import Plan
from ..core.spec import Example, Fault, Reading, Statement
from ..formulas.evaluate import Argument, NotEvaluable, run_plan
from ..formulas.tree import occurrences
from .planning import NotPlannable
from .working_units import Ambiguous, UnitsDisagree, plan_for

_POINTS: Final = 24


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


def contradiction(reading: Reading) -> Fault | None:
    """Two equations for one quantity that give different numbers on the same arguments."""
    groups: dict[str, list[Statement]] = {}
    for statement in reading.statements:
        name = _left(statement)
        if name and not occurrences(statement.equation.right, name):
            groups.setdefault(name, []).append(statement)
    for name, rivals in groups.items():
        for rival in rivals[1:]:
            if _differ(reading, name, rivals[0], rival):
                return Fault(
                    "contradiction",
                    f"two statements about `{name}` disagree: their values differ for the same arguments",
                    rival.span,
                    f"correct one of them, or give the second another name than `{name}`",
                )
    return None


def _left(statement: Statement) -> str:
    match statement.equation.left:
        case Symbol(name=name) | Indexed(base=name):
            return name
        case _:
            return ""


def _differ(reading: Reading, name: str, first: Statement, second: Statement) -> bool:
    plans: list[Plan] = []
    for kept in (first, second):
        statements = tuple(s for s in reading.statements if s is kept or _left(s) != name)
        try:
            plans.append(plan_for(replace(reading, statements=statements, is_empirical=True), "minimal"))
        except (NotPlannable, Ambiguous, UnitsDisagree):
            return False
    rng = np.random.default_rng(7)
    different = compared = 0
    for _ in range(_POINTS):
        arguments = _point(plans[0], rng) | _point(plans[1], rng)
        try:
            values = [run_plan(plan, arguments) for plan in plans]
        except NotEvaluable:
            return False
        for a, b in zip(*values, strict=True):
            if math.isfinite(float(a)) and math.isfinite(float(b)):
                compared += 1
                different += not math.isclose(float(a), float(b), rel_tol=1e-6, abs_tol=1e-12)
    return compared > 0 and different > compared // 2


def _point(plan: Plan, rng: np.random.Generator) -> dict[str, Argument]:
    return {
        parameter: rng.uniform(0.1, 2.0, 4) if parameter in plan.vectors else float(rng.uniform(0.1, 2.0))
        for _, parameter in plan.bindings
    }


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
    for example in examples:
        arguments = example_arguments(example, parameters, defaults)
        if arguments is None:
            continue
        try:
            got = run_plan(plan, arguments)
        except (NotEvaluable, ValueError, KeyError):
            continue
        numbers = [float(v) for array in got for v in np.atleast_1d(array)]
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
