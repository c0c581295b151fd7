"""Inputs on which each part of an equation shows: a term that is lost in the others has not been tested.

On ordinary numbers `exp(h f / (k T)) - 1` is `h f / (k T)`, and `arcsin(x)` of a small quotient is `x`: code
without that part would pass. For every such part one argument is moved, by powers of ten and within what the
text admits, until the equation without the part gives another value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from ..core.claim import Domain, ParameterDomain
from ..core.formula import Add, Call, Formula, Integral, Number, Series
from ..core.plan import Plan
from ..formulas.evaluate import Argument, NotEvaluable, run_plan
from ..formulas.tree import children, rebuilt, walk
from .domains import Sample

_SHOWS: Final = 1e-4
"""Relative difference by which a part counts as seen: far above what comparisons allow."""
_CLEARLY: Final = 1e-2
_SCALES: Final = tuple(sign * step / 2 for step in range(1, 61) for sign in (1, -1))
"""Powers of ten by which an argument is moved, nearest first."""
_LARGEST: Final = 1e150
_BASES: Final = 2
_MOST_PARTS: Final = 16
_EVALUATIONS: Final = 6000
_NEAR_IDENTITY: Final = frozenset(
    ("sin", "tan", "arcsin", "arctan", "sinh", "tanh", "arcsinh", "arctanh", "expm1", "log1p")
)  # fmt: skip
"""Functions that are their argument where it is small."""


def at_parts(plans: Sequence[Plan], domain: Domain, drawn: Sequence[Sample]) -> list[Sample]:
    """Samples that tell each equation from itself without one part, where `drawn` do not."""
    movable = [p for p in domain.parameters if p.extent != "matrix" and not (p.is_integer or p.is_simplex)]
    bases = [s for s in drawn if s.form == "numbers"]
    out: list[Sample] = []
    for plan in {_key(plan): plan for plan in plans}.values():
        if any(isinstance(node, Integral | Series) for step in plan.steps for node in walk(step.formula)):
            continue  # what sums and integrates is tried on demanding inputs, and takes too long to search in
        left = _EVALUATIONS
        for variant in list(_without_a_part(plan))[:_MOST_PARTS]:
            if any(_difference(plan, variant, s.arguments) > _SHOWS for s in (*bases, *out)):
                continue
            found, left = _moved(plan, variant, bases[:_BASES], movable, left)
            if found is not None:
                out.append(found)
    return out


def _key(plan: Plan) -> object:
    return plan.bindings, plan.conversions, tuple((s.symbol, s.formula) for s in plan.steps)


def _without_a_part(plan: Plan) -> Iterator[Plan]:
    for place, step in enumerate(plan.steps):
        for formula in _lacking(step.formula):
            changed = replace(step, formula=formula)
            yield replace(plan, steps=(*plan.steps[:place], changed, *plan.steps[place + 1 :]))


def _lacking(formula: Formula) -> Iterator[Formula]:
    """The formula without one term, or with one function as it is for small arguments."""
    match formula:
        case Add(terms=terms):
            for number in range(len(terms)):
                rest = (*terms[:number], *terms[number + 1 :])
                yield rest[0] if len(rest) == 1 else Add(rest)
        case Call(function=function, arguments=(argument,)) if function in _NEAR_IDENTITY:
            yield argument
        case Call(function="exp", arguments=(argument,)):
            yield Add((Number("1"), argument))
        case Call(function="cos" | "cosh"):
            yield Number("1")
        case _:
            pass
    parts = children(formula)
    for number, part in enumerate(parts):
        for variant in _lacking(part):
            yield rebuilt(formula, (*parts[:number], variant, *parts[number + 1 :]))


def _moved(
    plan: Plan, variant: Plan, bases: Sequence[Sample], movable: Sequence[ParameterDomain], left: int
) -> tuple[Sample | None, int]:
    """The sample nearest to ordinary ones on which the two differ, and how many evaluations are left."""
    for scale in _SCALES:
        for base in bases:
            for p in movable:
                value = base.arguments.get(p.name)
                if value is None:
                    continue
                if left <= 0:
                    return None, 0
                left -= 1
                moved = np.asarray(value, dtype=np.float64) * 10.0**scale
                if not _lies_in(moved, p):
                    continue
                arguments: dict[str, Argument] = {
                    **base.arguments,
                    p.name: moved if moved.ndim else float(moved),
                }
                if _difference(plan, variant, arguments) > _CLEARLY:
                    return Sample("numbers", arguments), left
    return None, left


def _lies_in(value: np.ndarray[tuple[int, ...], np.dtype[np.float64]], p: ParameterDomain) -> bool:
    low, high = p.bounds.low, p.bounds.high
    return bool((low is None or np.all(value > low)) and (high is None or np.all(value < high)))


def _difference(plan: Plan, variant: Plan, arguments: Mapping[str, Argument]) -> float:
    """How far apart the two are, relative to the larger; nought where the equation has no ordinary value."""
    try:
        have = run_plan(plan, arguments)
    except (NotEvaluable, ValueError, OverflowError, KeyError):
        return 0.0
    if any(not np.all(np.isfinite(v)) or np.any(np.abs(v) > _LARGEST) for v in have):
        return 0.0
    try:
        other = run_plan(variant, arguments)
    except (NotEvaluable, ValueError, OverflowError, KeyError):
        return 1.0
    most = 0.0
    for one, two in zip(have, other, strict=True):
        if one.shape != two.shape:
            return 1.0
        size = np.maximum(np.abs(one), np.abs(two))
        with np.errstate(all="ignore"):
            apart = np.where(size > 1.0 / _LARGEST, np.abs(one - two) / size, 0.0)
        # Where the rest has no value the part is what gives it one.
        most = max(most, float(np.max(np.nan_to_num(apart, nan=1.0), initial=0.0)))
    return most
