"""What integrates, sums or has poles is tried on the inputs that ask most of it, before it is `verified`.

Numerical integration returns something also where it did not converge, a series may run over before it
settles, and a quotient of gamma functions has no value at poles that cancel. None of it shows on ordinary
positive numbers. So the code is called on all that the text admits: near the ends of stated ranges, with
both signs and whole numbers where it states none; and it has to give what an independent method is sure of.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ansatz_sandbox import Job, Limits, Sandbox

from ..claims.comparing import as_source
from ..claims.domains import Sample, domain_of
from ..claims.observing import Observation, call_of, observed
from ..core.candidate import Candidate
from ..core.claim import ParameterDomain
from ..core.evidence import Judgement
from ..core.formula import Call, FunctionName, Integral, Series
from ..core.plan import Plan
from ..core.spec import Bounds, Parameter, Spec
from ..formulas.evaluate import Argument, NotEvaluable, run_plan
from ..formulas.quadrature import Unsettled, Vanishes
from ..formulas.tree import walk

_POINTS: Final = 40
_LEAST: Final = 12
"""Points at which a value has to be known, of 40."""
_RTOL: Final = 2e-7
_JITTER: Final = 1e-9
_CONDITION: Final = 20.0
"""How many times the change under `_JITTER` a difference may be."""
_BESIDE: Final = 1e-4
_NEAR: Final = 1e-6
_DELICATE: Final[frozenset[FunctionName]] = frozenset(
    (
        "gamma", "lgamma", "digamma", "polygamma", "factorial", "factorial2", "binomial", "pochhammer",
        "beta", "lbeta", "zeta", "hurwitz_zeta", "hyp0f1", "hyp1f1", "hyp2f1",
    )
)  # fmt: skip
"""Functions with poles, or hard to compute."""
_COUNTS: Final = re.compile(r"\b(?:int(?:eger)?s?|whole)\b", re.IGNORECASE)
_IS_MASS: Final = re.compile(r"probability mass function", re.IGNORECASE)
_UNKNOWN: Final = "it calls numerical integration, of which nothing is known here"


@dataclass(frozen=True, slots=True)
class _Known:
    """What the equation gives: `slack` is the deviation that the inputs' last digits explain."""

    values: list[NDArray[np.float64]]
    slack: list[NDArray[np.float64]]


async def on_demanding_inputs(
    judgement: Judgement, candidate: Candidate, spec: Spec, sandbox: Sandbox, limits: Limits, seed: int
) -> Judgement:
    """The judgement, at most `plausible` where the code fails one of those inputs or nothing is sure of it.

    Raises SandboxUnavailable.
    """
    if judgement.level != "verified":
        return judgement
    if candidate.plan is None:
        return _doubted(judgement, _UNKNOWN) if "integrate.quad" in candidate.body else judgement
    if not is_delicate(candidate.plan):
        return judgement
    samples = demanding(spec, candidate.plan, seed)
    calls = tuple(call_of(sample, spec) for sample in samples)
    outcome = await sandbox.run(Job(candidate.module, candidate.entry, calls, limits))
    seen = [
        observed(sample, call, result, spec, len(candidate.plan.outputs))
        for sample, call, result in zip(samples, calls, outcome.results, strict=True)
    ]
    doubt = doubt_about(candidate.plan, seen)
    return judgement if doubt is None else _doubted(judgement, doubt)


def _doubted(judgement: Judgement, doubt: str) -> Judgement:
    return replace(judgement, level="plausible", reasons=(*judgement.reasons, doubt))


def is_delicate(plan: Plan) -> bool:
    """Whether ordinary inputs say too little of a plan."""
    return any(
        isinstance(node, Integral | Series) or (isinstance(node, Call) and node.function in _DELICATE)
        for step in plan.steps
        for node in walk(step.formula)
    )


def doubt_about(plan: Plan, seen: Sequence[Observation]) -> str | None:
    """Why what was seen is not enough; None where the code gave all that the equation gives."""
    known = 0
    for one in seen:
        if not one.was_reached:
            continue
        where = ", ".join(f"{name}={as_source(value)}" for name, value in one.sample.arguments.items())[:120]
        try:
            expected = _known(plan, one.sample.arguments)
        except Vanishes:
            continue
        except Unsettled:
            return f"for {where} the equation's value could not be confirmed by an independent method"
        except NotEvaluable:
            continue
        if one.values is None:
            return f"for {where} it gives no value: {one.problem}"
        for want, slack, got in zip(expected.values, expected.slack, one.values, strict=False):
            if got.size != want.size:
                return f"for {where} it gives {got.size} values for {want.size}"
            have = got.reshape(want.shape)
            differs = ~(
                (np.abs(have - want) <= slack) | (have == want) | (~np.isfinite(have) & np.isnan(want))
            )
            if differs.any():
                place = tuple(int(i[0]) for i in np.nonzero(differs)) if differs.ndim else ()
                return f"for {where} it gives {have[place]:.10g}, and the equation {want[place]:.10g}"
            if np.isnan(want).any() and _has_value_beside(plan, one.sample.arguments):
                return f"for {where} the equation has no value, though it has one right beside"
            known += bool(np.isfinite(want).any())
    return None if known >= _LEAST else "its values are known on too few inputs"


def _known(plan: Plan, arguments: Mapping[str, Argument]) -> _Known:
    try:
        values = run_plan(plan, arguments, strictly=True)
        moved = run_plan(plan, _moved(arguments, _JITTER), strictly=True)
    except (ValueError, OverflowError, KeyError) as error:
        raise NotEvaluable(str(error)) from error
    with np.errstate(all="ignore"):
        change = [np.abs(m - v) for v, m in zip(values, moved, strict=True)]
        slack = [
            _RTOL * np.abs(v) + _CONDITION * np.where(np.isfinite(c), c, 0.0) + 1e-300
            for v, c in zip(values, change, strict=True)
        ]
    return _Known(values, slack)


def _has_value_beside(plan: Plan, arguments: Mapping[str, Argument]) -> bool:
    """Whether the values on both sides do not grow towards where there is none: no pole, but a gap."""
    try:
        here = run_plan(plan, arguments)[0]
        far, near, other = (run_plan(plan, _moved(arguments, by))[0] for by in (_BESIDE, _NEAR, -_NEAR))
    except (NotEvaluable, ValueError, OverflowError, KeyError):
        return False
    with np.errstate(all="ignore"):
        most = 1.01 * np.abs(far) + 1e-12
        return bool((np.isnan(here) & (np.abs(near) <= most) & (np.abs(other) <= most)).any())


def _moved(arguments: Mapping[str, Argument], by: float) -> dict[str, Argument]:
    """Numbers a little off, one up and the next down."""
    return {
        name: np.asarray(value, dtype=np.float64) * (1.0 + (by if number % 2 else -by))
        for number, (name, value) in enumerate(arguments.items())
    }


def demanding(spec: Spec, plan: Plan, seed: int) -> list[Sample]:
    """Numbers that the text admits, then the same as arrays where the arguments take them."""
    rng = np.random.default_rng(seed)
    bound = {parameter for _, parameter in plan.bindings}
    domains = {p.name: p for p in domain_of(spec).parameters}
    used = [p for p in spec.parameters if p.name in bound or p.default is None]
    if _IS_MASS.search(spec.text):
        # What a probability mass function is given counts things, where nothing else is said.
        used = [replace(p, is_integer=True) if p.bounds is None else p for p in used]
    drawn = [{p.name: _drawn(p, domains[p.name], plan, rng) for p in used} for _ in range(_POINTS)]
    samples = [Sample("numbers", each) for each in drawn]
    spread = [p.name for p in used if p.extent == "elementwise" and p.name not in plan.vectors]
    if spread:
        for first in (0, 5, 10):
            rows = drawn[first : first + 5]
            together: dict[str, Argument] = {
                name: np.asarray([row[name] for row in rows], dtype=np.float64) if name in spread else value
                for name, value in rows[0].items()
            }
            samples.append(Sample("arrays", together))
    return samples


def _drawn(p: Parameter, domain: ParameterDomain, plan: Plan, rng: np.random.Generator) -> Argument:
    if p.name in plan.vectors:
        values = np.asarray([_number(p, domain, rng) for _ in range(4)], dtype=np.float64)
        return np.abs(values) / np.sum(np.abs(values)) if p.is_simplex else values
    return _number(p, domain, rng)


def _number(p: Parameter, domain: ParameterDomain, rng: np.random.Generator) -> float | int:
    if p.unit is not None and not p.unit.dimension.is_one:
        return _between(domain.bounds, domain.typical, rng)
    if p.bounds is None and domain.bounds.low is not None and domain.bounds.high is not None:
        # A probability, an angle: what is drawn at random is inside, too.
        return _between(domain.bounds, 1.0, rng)
    low, high = (None, None) if p.bounds is None else (p.bounds.low, p.bounds.high)
    if p.is_integer or _COUNTS.search(p.description):
        first = 0 if low is None else int(np.floor(low)) + 1
        last = first + 12 if high is None else min(first + 12, int(high))
        return int(rng.integers(first, max(first, last) + 1))
    if p.bounds is not None and (low is not None or high is not None):
        return _between(p.bounds, 1.0, rng)
    kind = rng.uniform()
    sign = float(rng.choice((-1.0, 1.0)))
    if kind < 0.4:
        return float(sign * 10.0 ** rng.uniform(-2.0, 1.0))
    if kind < 0.6:
        return float(rng.integers(-6, 16))
    if kind < 0.8:
        return sign * float(rng.choice((0.5, 0.9, 0.99, 0.999)))
    return float(rng.uniform(0.05, 3.0))


def _between(bounds: Bounds, scale: float, rng: np.random.Generator) -> float:
    """A number in a range, now and then near one of its ends."""
    low, high = bounds.low, bounds.high
    is_near = rng.uniform() < 0.2
    if low is not None and high is not None:
        share = float(rng.choice((0.003, 0.997))) if is_near else float(rng.uniform(0.02, 0.98))
        return low + share * (high - low)
    away = scale * float(10.0 ** (rng.uniform(-1.0, -0.7) if is_near else rng.uniform(-1.0, 1.0)))
    if high is not None:
        return high - away
    start = 0.0 if low is None else low
    return start + (float(np.ceil(away)) if rng.uniform() < 0.2 else away)
