"""Whether two statements of one docstring disagree about a quantity."""

import math
from dataclasses import replace
from typing import Final

import numpy as np

from ..core.formula import Equation, Indexed, Symbol
from ..core.plan import Plan
from ..core.spec import Fault, Reading, Statement
from ..formulas.evaluate import Argument, NotEvaluable, run_plan
from ..formulas.solve import isolate
from ..formulas.tree import occurrences
from .faults import is_costly
from .homogeneity import Ambiguous, UnitsDisagree
from .planning import NotPlannable
from .working_units import plan_for

_POINTS: Final = 24
_FEW: Final = 4
"""Points where each costs an integral or a series."""


def contradiction(reading: Reading, besides: tuple[Statement, ...] = ()) -> Fault | None:
    """Two equations for one quantity that give different numbers on the same arguments.

    `besides` are equations that the result does not need: `p = rho R T` beside `rho = p / (R T)`. What they
    say of the result must be the same, as long as they can be solved for it in one way.
    """
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
    if len(reading.outputs) != 1 or len(groups.get(reading.outputs[0], ())) != 1:
        return None
    name = reading.outputs[0]
    for beside in besides:
        solved = isolate(beside.equation, name)
        if solved is None or solved.has_branches:
            continue
        rival = replace(beside, equation=Equation(Symbol(name), solved.formula))
        if _differ(replace(reading, statements=(*reading.statements, rival)), name, groups[name][0], rival):
            return Fault(
                "contradiction",
                f"two statements about `{name}` disagree: solved for it, `{beside.text}` gives other values",
                beside.span,
                "correct one of them: they cannot both hold",
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
    costly = any(is_costly(step.formula) for plan in plans for step in plan.steps)
    for _ in range(_FEW if costly else _POINTS):
        arguments = _point(plans[0], rng) | _point(plans[1], rng)
        try:
            values = [run_plan(plan, arguments) for plan in plans]
        except NotEvaluable:
            return False
        for one, other in zip(*values, strict=True):
            if one.shape != other.shape:
                return False
            for a, b in zip(one.ravel().tolist(), other.ravel().tolist(), strict=True):
                if math.isfinite(a) and math.isfinite(b):
                    compared += 1
                    different += not math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-12)
    return compared > 0 and different > compared // 2


def _point(plan: Plan, rng: np.random.Generator) -> dict[str, Argument]:
    return {
        parameter: rng.uniform(0.1, 2.0, 4) if parameter in plan.vectors else float(rng.uniform(0.1, 2.0))
        for _, parameter in plan.bindings
    }
