"""Whether two plans compute the same."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from ..core.formula import Integral, Series
from ..core.plan import Plan
from ..formulas.evaluate import NotEvaluable, run_plan
from ..formulas.tree import walk

_MAGNITUDES: Final = (1e-20, 1e-12, 1e-8, 1e-4, 1e2, 1e3, 1e4, 1e6, 1e8, 1e12, 1e20)
_NUDGE: Final = 1 + 1e-12


def agree(one: Plan, other: Plan) -> bool:
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
