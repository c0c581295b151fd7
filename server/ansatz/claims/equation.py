"""Equation claims: the returned values equal a compiled chain, or leave no residual in an equation."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..core.claim import EqualsExpression, SatisfiesEquation
from ..core.evidence import Inconclusive, Refuted, Supported, Verdict
from ..formulas.evaluate import NotEvaluable, Value, evaluate, run_plan, run_steps
from .cases import has_cases
from .comparing import allowed, shaken, witness
from .domains import Sample
from .observing import Observation

MIN_DECISIVE = 5
_FAR: Final = 1e200
_SERIES: Final = 1e-5
"""How exact an approximation is that code changes to by a condition of its own (series for small x)."""


def check_equals(relation: EqualsExpression, observations: list[Observation]) -> Verdict:
    """Compare every sample on which the equation has a finite value."""
    decisive = 0
    beside = None
    for observation in observations:
        if observation.values is None:
            continue
        expected = expected_values(relation, observation.sample)
        if expected is None:
            continue
        for number, ((want, slack), got) in enumerate(zip(expected, observation.values, strict=True)):
            usable = np.isfinite(want)
            if not usable.any():
                continue
            decisive += 1
            if got.shape != want.shape and got.size != want.size:
                # A wrong shape is the shape claim's business, once numbers agree.
                continue
            have = got.reshape(want.shape)
            is_own = observation.sample.form == "code edge"
            if is_own:
                # Close to the end of the numbers code may well keep its distance.
                usable &= (np.abs(want) < _FAR) & ((np.abs(want) > 1 / _FAR) | (want == 0))
            room = slack + _SERIES * np.abs(want) if is_own else slack
            wrong = usable & ~(np.abs(have - want) <= room)
            if wrong.any():
                found = _refuted(observation, number, wrong, want, have, len(observation.values))
                if not is_own or has_cases(relation.plan):
                    return found
                beside = beside or found
    if beside is not None:
        # A regime that the code adds may be known from elsewhere: no accusation, and no support.
        given = ", ".join(f"{name}={value}" for name, value in beside.witness.arguments)
        return Inconclusive(
            f"beyond a limit that only the code sets it differs: for {given} the equation gives "
            f"{beside.witness.expected}, the code {beside.witness.got}"
        )
    if decisive < MIN_DECISIVE:
        return Inconclusive("the equation has a finite value on too few inputs")
    return Supported(decisive)


def expected_values(
    relation: EqualsExpression, sample: Sample
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]] | None:
    """For each output the expected values and the allowed deviation; None where they cannot be had."""
    try:
        want = run_plan(relation.plan, sample.arguments)
        moved = run_plan(relation.plan, shaken(sample.arguments))
    except (NotEvaluable, ValueError, KeyError):
        return None
    return [(w, allowed(w, m, relation.rtol)) for w, m in zip(want, moved, strict=True)]


def _refuted(
    observation: Observation,
    number: int,
    wrong: NDArray[np.bool_],
    want: NDArray[np.float64],
    have: NDArray[np.float64],
    count: int,
) -> Refuted:
    place = tuple(int(i[0]) for i in np.nonzero(wrong)) if wrong.ndim else ()
    where = f" at element {list(place)}" if place else ""
    which = f"value {number + 1}{where}: " if count > 1 else f"{where.strip()}: " if where else ""
    return Refuted(
        witness(
            observation.sample.arguments,
            f"{which}{float(want[place]):.10g}",
            f"{which}{float(have[place]):.10g}",
        )
    )


def check_residual(relation: SatisfiesEquation, observations: list[Observation]) -> Verdict:
    """Put returned numbers into both sides; only calls with plain numbers are used."""
    decisive = 0
    for observation in observations:
        if observation.values is None or not all(observation.is_scalar):
            continue
        sides = _sides(relation, observation)
        if sides is None:
            continue
        left, right, scale = sides
        if not (np.isfinite(left) and np.isfinite(right)):
            continue
        decisive += 1
        if abs(left - right) > relation.rtol * max(scale, abs(left), abs(right)):
            got = ", ".join(f"{float(v):.10g}" for v in observation.values)
            return Refuted(
                witness(
                    observation.sample.arguments,
                    f"both sides equal (the right side is {right:.10g})",
                    f"{got}, which makes the left side {left:.10g}",
                )
            )
    if decisive < MIN_DECISIVE:
        return Inconclusive("the equation's sides are finite on too few inputs")
    return Supported(decisive)


def _sides(relation: SatisfiesEquation, observation: Observation) -> tuple[float, float, float] | None:
    plan = relation.plan
    converted = {c.parameter: (c.factor, c.offset) for c in plan.conversions}
    values: dict[str, Value] = dict(plan.givens)
    for symbol, parameter in plan.bindings:
        factor, offset = converted.get(parameter, (1.0, 0.0))
        argument = observation.sample.arguments.get(parameter)
        if argument is None:
            return None
        if parameter in plan.vectors:
            values[symbol] = [float(v) * factor + offset for v in np.asarray(argument)]
        elif np.ndim(argument):
            return None
        else:
            values[symbol] = float(np.asarray(argument)) * factor + offset
    for output, value in zip(plan.outputs, observation.values or (), strict=True):
        values[output.symbol] = (float(value) - output.offset) / output.factor
    try:
        run_steps(plan, values)
        left, right = evaluate(relation.equation.left, values), evaluate(relation.equation.right, values)
    except NotEvaluable:
        return None
    return left, right, 0.0
