"""Where code and equation part: one argument taken through the input that refuted the code."""

import ast
import math
from dataclasses import replace
from typing import Final

import numpy as np

from ansatz_sandbox import Job, Limits, Sandbox

from ..core.candidate import Candidate
from ..core.claim import Claim, EqualsExpression, ParameterDomain
from ..core.evidence import Evidence, Judgement, Refuted, Sweep, Witness
from ..core.spec import Spec
from ..formulas.evaluate import Argument
from .domains import Sample
from .equation import expected_values
from .observing import Observation, call_of, observed

POINTS: Final = 81
_MOST_PARAMETERS: Final = 4
_WIDE: Final = 8.0


async def with_sweeps(
    judgement: Judgement, candidate: Candidate, spec: Spec, sandbox: Sandbox, limits: Limits
) -> Judgement:
    """The judgement with a sweep for the first equation that the code breaks, where one can be had.

    Raises SandboxUnavailable. A run that fails gives no sweep.
    """
    broken = next(
        (
            e
            for e in judgement.evidence
            if isinstance(e.verdict, Refuted) and isinstance(e.claim.relation, EqualsExpression)
        ),
        None,
    )
    if broken is None or not isinstance(broken.verdict, Refuted):
        return judgement
    sweep = await _sweep(broken.claim, broken.verdict.witness, candidate, spec, sandbox, limits)
    if sweep is None:
        return judgement
    shown = Evidence(broken.claim, replace(broken.verdict, sweep=sweep))
    return replace(judgement, evidence=tuple(shown if e is broken else e for e in judgement.evidence))


async def _sweep(
    claim: Claim, witness: Witness, candidate: Candidate, spec: Spec, sandbox: Sandbox, limits: Limits
) -> Sweep | None:
    arguments = _values(witness)
    if arguments is None or not isinstance(claim.relation, EqualsExpression):
        return None
    if len(claim.relation.plan.outputs) != 1:
        return None
    movable = [
        p
        for p in claim.domain.parameters
        if isinstance(arguments.get(p.name), float) and p.extent != "vector" and not p.is_integer
    ][:_MOST_PARAMETERS]
    paths = [(p, around(float(np.asarray(arguments[p.name])), p)) for p in movable]
    samples = [Sample("numbers", {**arguments, p.name: v}) for p, values in paths for v in values]
    if not samples:
        return None
    calls = tuple(call_of(s, spec) for s in samples)
    outcome = await sandbox.run(Job(candidate.module, candidate.entry, calls, limits))
    if outcome.load_error is not None or len(outcome.results) != len(samples):
        return None
    seen = [observed(s, c, r, spec, 1) for s, c, r in zip(samples, calls, outcome.results, strict=True)]
    found: list[Sweep] = []
    for number, (p, values) in enumerate(paths):
        part = seen[number * POINTS : (number + 1) * POINTS]
        at = float(np.asarray(arguments[p.name]))
        expected = tuple(_expected(claim.relation, o.sample) for o in part)
        found.append(Sweep(p.name, at, tuple(values), expected, tuple(_got(o) for o in part)))
    return max(found, key=_tells, default=None)


def _values(witness: Witness) -> dict[str, Argument] | None:
    """The witness's arguments as numbers and lists of numbers; None where one is anything else."""
    out: dict[str, Argument] = {}
    for name, source in witness.arguments:
        text = (
            source.removeprefix("np.array(").removesuffix(")") if source.startswith("np.array(") else source
        )
        try:
            value: object = ast.literal_eval(text)
            array = np.asarray(value, dtype=np.float64)
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            return None
        if isinstance(value, bool) or array.ndim > 1:
            return None
        if array.ndim:
            out[name] = array
        else:
            out[name] = value if isinstance(value, int) else float(array)
    return out


def around(at: float, p: ParameterDomain) -> list[float]:
    """Values of one argument about the witness, inside of its range, the witness among them."""
    low, high = p.bounds.low, p.bounds.high
    if at > 0 and (low is None or low >= 0):
        first, last = at / _WIDE, at * _WIDE
    else:
        reach = _WIDE * (abs(at) or p.typical)
        first, last = at - reach, at + reach
    first = first if low is None else max(first, low + 1e-9 * (abs(low) + 1e-3))
    last = last if high is None else min(last, high - 1e-9 * (abs(high) + 1e-3))
    if first >= last:
        first, last = min(first, at), max(last, at)
    if first > 0 and last > 30 * first:
        values = np.geomspace(first, last, POINTS)
    else:
        values = np.linspace(first, last, POINTS)
    values[int(np.argmin(np.abs(values - at)))] = at
    return [float(v) for v in values]


def _expected(relation: EqualsExpression, sample: Sample) -> float | None:
    found = expected_values(relation, sample)
    return None if found is None or found[0][0].size != 1 else _finite(float(found[0][0].ravel()[0]))


def _got(observation: Observation) -> float | None:
    if observation.values is None or observation.values[0].size != 1:
        return None
    return _finite(float(observation.values[0].ravel()[0]))


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def parted(expected: float | None, got: float | None) -> bool:
    """Whether the two differ by more than a picture could hide."""
    if expected is None:
        return False
    return got is None or abs(got - expected) > 1e-6 * max(abs(expected), abs(got))


def _tells(sweep: Sweep) -> tuple[bool, int]:
    """A region with an end says most: the code is right on one side of it."""
    apart = sum(parted(e, g) for e, g in zip(sweep.expected, sweep.got, strict=True))
    known = sum(e is not None for e in sweep.expected)
    return 0 < apart < known, known
