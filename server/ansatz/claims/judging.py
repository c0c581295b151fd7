"""Evidence and level of one candidate: every claim tried, and what that exposed.

Levels follow by rule. `refuted`: some claim has a witness against the candidate. `verified`: nothing
refutes it, and for every thing that its origin could have got wrong, four in five of the variants
that are wrong in just that thing are failed by supporting claims that do not rest on it. `plausible`:
it ran, nothing refutes it, and something was not exposed. `unchecked`: nothing was found out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from ansatz_sandbox import Job, Limits, Sandbox

from ..core.candidate import Candidate
from ..core.claim import (
    Claim,
    EqualsExpression,
    HasProperty,
    HasShape,
    MatchesExample,
    Parses,
    Runs,
    SatisfiesEquation,
    StaysWithin,
    UsesInstalledApi,
)
from ..core.evidence import (
    Evidence,
    Exposure,
    Judgement,
    Refuted,
    Supported,
    Verdict,
)
from ..core.progress import Progress, Report
from ..core.spec import Spec
from . import behaviour, equation, installed_api, mutants
from .assessing import assess, free_claims
from .bound import judge_bound
from .calls import (
    checked,
    differs,
    exposure,
    shown,
    shown_by_plan,
    static_verdict,
    trials_of,
    unless_failed,
    with_kills,
)
from .domains import Sample
from .levels import level_of
from .observing import Observation, call_of
from .refusals import refusals_of
from .trying import Inputs, Trial, inputs_for


async def judge(
    candidate: Candidate,
    spec: Spec,
    claims: Sequence[Claim],
    sandbox: Sandbox,
    limits: Limits,
    seed: int,
    report: Report,
) -> Judgement:
    """All evidence on `candidate`. Raises SandboxUnavailable; a failed run is Inconclusive, never Refuted."""
    report(Progress("check", "static claims", spec.qualified_name))
    static = {c.id: v for c in claims if (v := static_verdict(c, candidate)) is not None}
    if any(isinstance(v, Refuted) for v in static.values()):
        return _judgement(candidate, claims, static, (), ())
    if candidate.trials:
        found = await judge_bound(candidate, spec, claims, sandbox, limits)
        verdicts = {**found.verdicts, **static}
        evidence = tuple(Evidence(claim, verdicts[claim.id]) for claim in claims)
        level, reasons = level_of(evidence, found.exposures, found.did_run)
        bound = Judgement(level, evidence, found.exposures, reasons)
        return await _with_laws(bound, candidate, spec, sandbox, limits, seed)
    if candidate.plan is None and not _is_settled(claims):
        return await _judge_freely(candidate, spec, claims, sandbox, limits, seed, static)
    trial = trials_of(candidate, spec, claims, seed)
    count = next((c.relation.count for c in claims if isinstance(c.relation, HasShape)), 1)
    calls = tuple(call_of(sample, spec) for sample in trial.all)
    names = installed_api.used_names(candidate.module)
    faulty = mutants.code_mutants(candidate.module, spec.name)
    jobs = [
        Job(candidate.module, candidate.entry, calls, limits),
        installed_api.probe_job(names, limits),
        *(Job(module, candidate.entry, calls, limits) for module in faulty),
    ]
    report(Progress("check", f"{len(calls)} calls in the sandbox", spec.qualified_name))
    outcomes = await sandbox.run_all(jobs)
    report(Progress("expose", "faulty variants", spec.qualified_name))
    seen = shown(trial, calls, outcomes[0], spec, count, candidate.plan)
    refused = refusals_of(seen.regular, candidate.module, spec)
    trial = replace(trial, undefined=trial.undefined | refused)
    verdicts: dict[str, Verdict] = {}
    for claim in claims:
        if isinstance(claim.relation, UsesInstalledApi):
            verdicts[claim.id] = installed_api.check_installed(names, outcomes[1])
        elif claim.id in static:
            verdicts[claim.id] = static[claim.id]
        else:
            verdicts[claim.id] = unless_failed(outcomes[0], checked(claim, trial, seen))
    if candidate.plan is None:
        verdicts = behaviour.unless_ranges_are_guessed(verdicts, claims, spec)
    supporting = [c for c in claims if isinstance(verdicts[c.id], Supported)]
    rivals = {
        thing: [shown_by_plan(trial, plan, spec) for plan in mutants.plan_mutants(candidate.plan, thing)]
        for thing in candidate.rests_on
        if candidate.plan is not None and thing.aspect != "author"
    }
    authored = [shown(trial, calls, outcome, spec, count, None) for outcome in outcomes[2:]]
    rivals |= {thing: authored for thing in candidate.rests_on if thing.aspect == "author"}
    exposures = tuple(
        exposure(thing, [r for r in rivals.get(thing, []) if differs(r, seen)], supporting, trial)
        for thing in sorted(candidate.rests_on)
    )
    killed = with_kills(verdicts, supporting, trial, authored, seen)
    judgement = _judgement(candidate, claims, killed, exposures, seen.regular)
    if candidate.plan is None:
        judgement = await _with_laws(judgement, candidate, spec, sandbox, limits, seed)
    open_ = _left_open(judgement.evidence, bool(trial.disputed))
    if open_ is not None and judgement.level == "verified":
        return replace(judgement, level="plausible", reasons=(open_,))
    return judgement


def _left_open(evidence: Sequence[Evidence], is_disputed: bool) -> str | None:
    """What the text does not settle about its equation, whatever code does."""
    if is_disputed:
        return "its two readings differ in where the equation holds"
    has_roots = any(
        isinstance(e.claim.relation, EqualsExpression)
        and any(step.is_solved and step.has_branches for step in e.claim.relation.plan.steps)
        for e in evidence
    )
    tells = any(
        isinstance(e.claim.relation, StaysWithin | MatchesExample) and isinstance(e.verdict, Supported)
        for e in evidence
    )
    if has_roots and not tells:
        return "the equation has several solutions, and no range or example says which is meant"
    return None


async def _with_laws(
    judgement: Judgement, candidate: Candidate, spec: Spec, sandbox: Sandbox, limits: Limits, seed: int
) -> Judgement:
    """Adds what the text says beside its equation: laws, sessions, instructions."""
    inputs = inputs_for(spec, seed)
    kinds = {e.claim.kind for e in judgement.evidence}
    more = [
        c
        for c in free_claims(spec, inputs)
        if not (isinstance(c.relation, HasProperty) and c.relation.law == "unchanged")
        or "inputs_unchanged" not in kinds
    ]
    (found,) = await assess([candidate], spec, more, inputs, sandbox, limits, with_mutants=False)
    added = tuple(Evidence(c, found.verdicts[c.id]) for c in more if c.id in found.verdicts)
    evidence = (*judgement.evidence, *added)
    level, reasons = level_of(evidence, judgement.exposures, judgement.level != "unchecked")
    return Judgement(level, evidence, judgement.exposures, reasons)


def _is_settled(claims: Sequence[Claim]) -> bool:
    """Whether an equation says all that there is to the result, so that its symbols tell the inputs."""
    return any(isinstance(c.relation, EqualsExpression | SatisfiesEquation) and c.refutes for c in claims)


async def _judge_freely(
    candidate: Candidate,
    spec: Spec,
    claims: Sequence[Claim],
    sandbox: Sandbox,
    limits: Limits,
    seed: int,
    static: Mapping[str, Verdict],
) -> Judgement:
    """Evidence without an equation for the whole: on inputs drawn from what the text says of them."""
    inputs = inputs_for(spec, seed)
    kept = [c for c in claims if isinstance(c.relation, Parses | UsesInstalledApi | Runs)]
    partial = [c for c in claims if isinstance(c.relation, EqualsExpression)]
    everything = (*kept, *partial, *free_claims(spec, inputs, with_examples=True))
    (found,) = await assess([candidate], spec, everything, inputs, sandbox, limits)
    seen = _observed_freely(inputs, found.trial)
    compared = {
        c.id: equation.check_equals(c.relation, seen)
        for c in partial
        if isinstance(c.relation, EqualsExpression)
    }
    verdicts = {**found.verdicts, **compared, **static}
    evidence = tuple(Evidence(c, verdicts[c.id]) for c in everything if c.id in verdicts)
    supporting = tuple(e.claim.id for e in evidence if isinstance(e.verdict, Supported) and e.verdict.killed)
    exposures = tuple(
        Exposure(thing, found.mutants, found.killed, supporting) for thing in sorted(candidate.rests_on)
    )
    level, reasons = level_of(evidence, exposures, any(s.parts is not None for s in found.trial.seen))
    return Judgement(level, evidence, exposures, reasons)


def _observed_freely(inputs: Inputs, trial: Trial) -> list[Observation]:
    """The plain calls as an equation is compared with them: numbers in, one number or array out."""
    out: list[Observation] = []
    for drawn, one in zip(inputs.drawn, trial.seen, strict=True):
        arguments = {
            n: v
            for n, v in drawn.arguments.items()
            if isinstance(v, int | float | np.ndarray) and v is not True
        }
        usable = one.parts is not None and len(one.parts) == 1 and one.parts[0].dtype.kind in "iuf"
        if not usable or one.parts is None or len(arguments) != len(drawn.arguments):
            continue
        if drawn.style not in {"plain", "small", "wide", "narrow", "whole"}:
            continue
        value = one.parts[0].astype(np.float64)
        out.append(Observation(Sample("numbers", arguments), (value,), (value.ndim == 0,)))
    return out


def _judgement(
    candidate: Candidate,
    claims: Sequence[Claim],
    verdicts: Mapping[str, Verdict],
    exposures: tuple[Exposure, ...],
    observations: Sequence[Observation],
) -> Judgement:
    evidence = tuple(Evidence(claim, verdicts[claim.id]) for claim in claims if claim.id in verdicts)
    level, reasons = level_of(evidence, exposures, any(o.values is not None for o in observations))
    return Judgement(level, evidence, exposures, reasons)
