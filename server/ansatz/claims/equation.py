"""Equation claims: the returned values equal a compiled chain, or leave no residual in an equation."""

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..core.claim import EqualsExpression, SatisfiesEquation
from ..core.evidence import Inconclusive, Refuted, Supported, Verdict
from ..formulas.evaluate import NotEvaluable, Value, evaluate, run_plan, run_steps
from .cases import has_cases
from .comparing import allowed, shaken, witness
from .domains import Sample
from .observing import Observation

Expected: TypeAlias = list[tuple[NDArray[np.float64], NDArray[np.float64]]]
"""For each output the expected values, and how far each may be missed."""

MIN_DECISIVE = 5
_ROUNDINGS: Final = 4
_ROOM: Final = 16.0
_LAST_DIGITS: Final = 4e-15
"""Relative to a returned value: what rearranging the equation costs it in digits."""
_OF_THE_LARGEST: Final = 1e-15
"""What may be lost of a value that is tiny beside others of its kind: a tail of a distribution as 1 - p."""
_FAR: Final = 1e200
_SERIES: Final = 1e-5
"""How exact an approximation is that code changes to by a condition of its own (series for small x)."""


def check_equals(relation: EqualsExpression, observations: list[Observation], every: bool = False) -> Verdict:
    """Compare every sample on which the equation has a finite value.

    Where the code gives no number although the equation does, the text may not mean such inputs (a count
    that is not whole, a modulus above one): it counts where there is none on more than half of them, or
    none just where a case begins. With `every`, for variants of code that does give one, it counts at once.
    """
    decisive = 0
    beside = None
    asked, missing, lost_inside = 0, 0, False
    unfound = at_case = None
    all_expected = [expected_values(relation, observation.sample) for observation in observations]
    for observation, expected in zip(observations, all_expected, strict=True):
        if observation.values is None or expected is None:
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
            with np.errstate(invalid="ignore"):
                wrong = usable & ~(np.abs(have - want) <= room)
            if wrong.any():
                more = rounding_error(relation, observation.sample, number)
                more = more + _OF_THE_LARGEST * _largest(all_expected, number)
                wrong &= ~(np.abs(have - want) <= room + more)
            asked += int(usable.sum())
            lost = wrong & ~np.isfinite(have)
            if lost.any() and not every and not is_own:
                missing += int(lost.sum())
                nothing = _refuted(observation, number, lost, want, have, len(observation.values))
                unfound = unfound or nothing
                if observation.sample.form != "edge":
                    lost_inside = True
                elif has_cases(relation.plan) and bool(np.isnan(have[lost]).any()):
                    at_case = at_case or nothing
                wrong &= ~lost
            if wrong.any():
                found = _refuted(observation, number, wrong, want, have, len(observation.values))
                if not is_own or has_cases(relation.plan):
                    return found
                beside = beside or found
    if unfound is not None:
        if 2 * missing > asked:
            return unfound
        if at_case is not None and not lost_inside:
            return at_case
        given = ", ".join(f"{name}={value}" for name, value in unfound.witness.arguments)
        return Inconclusive(f"for {given} it gives {unfound.witness.got}, which the text may leave open")
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


def expected_values(relation: EqualsExpression, sample: Sample) -> Expected | None:
    """None where the expected values cannot be had."""
    try:
        want = run_plan(relation.plan, sample.arguments)
        moved = run_plan(relation.plan, shaken(sample.arguments))
    except (NotEvaluable, ValueError, KeyError):
        return None
    return [(w, allowed(w, m, relation.rtol)) for w, m in zip(want, moved, strict=True)]


def _largest(expected: Sequence[Expected | None], number: int) -> float:
    """The largest magnitude of an output on the inputs that were tried."""
    values = [each[number][0] for each in expected if each is not None]
    finite = [np.abs(each[np.isfinite(each)]) for each in values]
    return max((float(each.max()) for each in finite if each.size), default=0.0)


def rounding_error(relation: EqualsExpression, sample: Sample, number: int) -> NDArray[np.float64]:
    """How far rounding may move output `number` of the equation, with room for another order of terms."""
    try:
        want = run_plan(relation.plan, sample.arguments)[number]
        rounded = [run_plan(relation.plan, sample.arguments, rounding=n)[number] for n in range(_ROUNDINGS)]
    except (NotEvaluable, ValueError, KeyError):
        return np.asarray(0.0)
    with np.errstate(all="ignore"):
        off = np.max([np.abs(r - want) for r in rounded], axis=0)
    return _ROOM * np.where(np.isfinite(off), off, 0.0)


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
        left, right = sides
        if not (np.isfinite(left) and np.isfinite(right)):
            continue
        decisive += 1
        if abs(left - right) > relation.rtol * max(abs(left), abs(right)) + _residual_error(
            relation, observation, left - right
        ):
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


def _residual_error(relation: SatisfiesEquation, observation: Observation, residual: float) -> float:
    """How far rounding of the returned values, and of both sides, may move the residual."""
    off = 0.0
    for number in range(_ROUNDINGS):
        sides = _sides(relation, observation, number)
        if sides is not None and np.isfinite(sides[0] - sides[1]):
            off = max(off, abs(sides[0] - sides[1] - residual))
    return _ROOM * off


def _sides(
    relation: SatisfiesEquation, observation: Observation, rounding: int | None = None
) -> tuple[float, float] | None:
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
        off = 0.0 if rounding is None else _LAST_DIGITS * (1 if rounding % 2 else -1)
        values[output.symbol] = (float(value) * (1 + off) - output.offset) / output.factor
    try:
        run_steps(plan, values, rounding=rounding)
        left = evaluate(relation.equation.left, values, rounding=rounding)
        right = evaluate(relation.equation.right, values, rounding=rounding)
    except NotEvaluable:
        return None
    return left, right
