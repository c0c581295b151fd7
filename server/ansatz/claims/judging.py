"""Evidence and level of one candidate: every claim tried, and what that exposed.

Levels follow by rule. `refuted`: some claim has a witness against the candidate. `verified`: nothing
refutes it, and for every thing that its origin could have got wrong, four in five of the variants
that are wrong in just that thing are failed by supporting claims that do not rest on it. `plausible`:
it ran, nothing refutes it, and something was not exposed. `unchecked`: nothing was found out.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ansatz_sandbox import Job, Limits, Outcome, Sandbox

from ..core.candidate import Candidate
from ..core.claim import (
    Basis,
    Claim,
    EqualsExpression,
    HasDimension,
    HasProperty,
    HasShape,
    KeepsInstruction,
    LeavesInputs,
    MatchesExample,
    MeetsDefinition,
    Parses,
    RelatesCalls,
    Runs,
    SatisfiesEquation,
    ShowsSession,
    StaysWithin,
    UsesInstalledApi,
)
from ..core.evidence import (
    Evidence,
    Exposure,
    Inconclusive,
    Judgement,
    Level,
    Refuted,
    Supported,
    Verdict,
    Witness,
)
from ..core.plan import Plan
from ..core.progress import Progress, Report
from ..core.spec import Spec
from ..formulas.evaluate import Argument
from ..reading.faults import example_arguments
from . import behaviour, equation, example, installed_api, mutants, units
from .assessing import assess, free_claims
from .bound import judge_bound
from .cases import at_cases
from .domains import Sample, samples
from .observing import Observation, call_of, observe_plan, observed
from .trying import Inputs, Trial, inputs_for


@dataclass(frozen=True, slots=True)
class _Trial:
    """All calls that the claims need, made once."""

    samples: tuple[Sample, ...]
    examples: tuple[tuple[str, Sample], ...]
    pairs: tuple[tuple[Sample, Sample, str], ...]
    undefined: frozenset[int]
    """Samples (by `id`) on which the equation itself has no finite value."""

    @property
    def all(self) -> tuple[Sample, ...]:
        """Every sample, in the order of the calls."""
        return (*self.samples, *(s for _, s in self.examples), *(m for _, m, _ in self.pairs))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What came back, by kind of sample. `plan` is set where a plan stands for the code."""

    regular: list[Observation]
    examples: dict[str, Observation]
    by_sample: dict[int, Observation]
    plan: Plan | None


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
    static = {c.id: v for c in claims if (v := _static(c, candidate)) is not None}
    if any(isinstance(v, Refuted) for v in static.values()):
        return _judgement(candidate, claims, static, (), ())
    if candidate.trials:
        found = await judge_bound(candidate, spec, claims, sandbox, limits)
        verdicts = {**found.verdicts, **static}
        evidence = tuple(Evidence(claim, verdicts[claim.id]) for claim in claims)
        level, reasons = _level(evidence, found.exposures, found.did_run)
        bound = Judgement(level, evidence, found.exposures, reasons)
        return await _with_laws(bound, candidate, spec, sandbox, limits, seed)
    if candidate.plan is None and not _is_settled(claims):
        return await _judge_freely(candidate, spec, claims, sandbox, limits, seed, static)
    trial = _trial(candidate, spec, claims, seed)
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
    seen = _seen(trial, calls, outcomes[0], spec, count, candidate.plan)
    verdicts: dict[str, Verdict] = {}
    for claim in claims:
        if isinstance(claim.relation, UsesInstalledApi):
            verdicts[claim.id] = installed_api.check_installed(names, outcomes[1])
        elif claim.id in static:
            verdicts[claim.id] = static[claim.id]
        else:
            verdicts[claim.id] = _unless_failed(outcomes[0], _checked(claim, trial, seen))
    supporting = [c for c in claims if isinstance(verdicts[c.id], Supported)]
    rivals = {
        thing: [_observed_plan(trial, plan, spec) for plan in mutants.plan_mutants(candidate.plan, thing)]
        for thing in candidate.rests_on
        if candidate.plan is not None and thing.aspect != "author"
    }
    authored = [_seen(trial, calls, outcome, spec, count, None) for outcome in outcomes[2:]]
    rivals |= {thing: authored for thing in candidate.rests_on if thing.aspect == "author"}
    exposures = tuple(
        _exposure(thing, [r for r in rivals.get(thing, []) if _differs(r, seen)], supporting, trial)
        for thing in sorted(candidate.rests_on)
    )
    killed = _with_kills(verdicts, supporting, trial, authored, seen)
    judgement = _judgement(candidate, claims, killed, exposures, seen.regular)
    if candidate.plan is not None:
        return judgement
    return await _with_laws(judgement, candidate, spec, sandbox, limits, seed)


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
    level, reasons = _level(evidence, judgement.exposures, judgement.level != "unchecked")
    return Judgement(level, evidence, judgement.exposures, reasons)


def _is_settled(claims: Sequence[Claim]) -> bool:
    """Whether an equation says all that there is to the result, so that its symbols tell the inputs."""
    return any(isinstance(c.relation, EqualsExpression) and c.refutes for c in claims)


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
    everything = (*kept, *partial, *free_claims(spec, inputs))
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
    level, reasons = _level(evidence, exposures, any(s.parts is not None for s in found.trial.seen))
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


def _trial(candidate: Candidate, spec: Spec, claims: Sequence[Claim], seed: int) -> _Trial:
    domain = claims[0].domain
    plans = [c.relation.plan for c in claims if isinstance(c.relation, EqualsExpression)]
    plain = samples(domain, seed)
    drawn = (*plain, *at_cases(plans, domain, plain, candidate.module, spec.name))
    shown: list[tuple[str, Sample]] = []
    names = tuple(p.name for p in spec.parameters)
    defaults = {p.name: p.default for p in spec.parameters}
    for claim, given in zip(
        (c for c in claims if isinstance(c.relation, MatchesExample)), spec.examples, strict=False
    ):
        arguments = example_arguments(given, names, defaults)
        if arguments is not None:
            shown.append((claim.id, Sample("numbers", arguments)))
    relation = next((c.relation for c in claims if isinstance(c.relation, HasDimension)), None)
    pairs = tuple(units.rescaled(relation, drawn)) if relation is not None else ()
    return _Trial(drawn, tuple(shown), pairs, _undefined(claims, drawn))


def _undefined(claims: Sequence[Claim], drawn: Sequence[Sample]) -> frozenset[int]:
    relation = next((c.relation for c in claims if isinstance(c.relation, EqualsExpression)), None)
    if relation is None:
        return frozenset()
    found: set[int] = set()
    for sample in drawn:
        expected = equation.expected_values(relation, sample)
        if expected is not None and not any(np.isfinite(want).any() for want, _ in expected):
            found.add(id(sample))
    return frozenset(found)


def _seen(
    trial: _Trial, calls: Sequence[object], outcome: Outcome, spec: Spec, count: int, plan: Plan | None
) -> _Seen:
    everything = [
        observed(sample, call_of(sample, spec), result, spec, count)
        for sample, result in zip(trial.all, outcome.results, strict=True)
    ]
    return _sorted(trial, everything, plan)


def _observed_plan(trial: _Trial, plan: Plan, spec: Spec) -> _Seen:
    defaults: dict[str, Argument] = {}
    for parameter in spec.parameters:
        try:
            defaults[parameter.name] = float(parameter.default or "")
        except ValueError:
            continue
    return _sorted(trial, observe_plan(plan, trial.all, defaults), plan)


def _sorted(trial: _Trial, everything: list[Observation], plan: Plan | None) -> _Seen:
    regular = everything[: len(trial.samples)]
    shown = everything[len(trial.samples) : len(trial.samples) + len(trial.examples)]
    return _Seen(
        regular,
        {claim_id: observation for (claim_id, _), observation in zip(trial.examples, shown, strict=True)},
        {id(observation.sample): observation for observation in everything},
        plan,
    )


def _static(claim: Claim, candidate: Candidate) -> Verdict | None:
    """Claims that need no run."""
    match claim.relation:
        case Parses(name=name, parameters=parameters):
            return _parses(candidate, name, parameters)
        case HasDimension() if candidate.plan is not None:
            return units.check_plan(claim.relation, candidate.plan)
        case _:
            return None


def _parses(candidate: Candidate, name: str, parameters: tuple[str, ...]) -> Verdict:
    try:
        tree = ast.parse(candidate.module)
    except SyntaxError as error:
        return Refuted(Witness((), "Python", f"{error.msg} at line {error.lineno}", error.lineno))
    except ValueError as error:
        return Refuted(Witness((), "Python", str(error)))
    found = [
        n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name == name
    ]
    has = [a.arg for n in found for a in (*n.args.posonlyargs, *n.args.args, *n.args.kwonlyargs)]
    if not found or not set(parameters) <= {
        *has,
        *(a.arg for n in found for a in (n.args.vararg, n.args.kwarg) if a),
    }:
        return Refuted(Witness((), f"a function `{name}({', '.join(parameters)})`", "no such function"))
    return Supported(1)


def _unless_failed(outcome: Outcome, verdict: Verdict) -> Verdict:
    """A sandbox that failed says nothing about the science."""
    if outcome.load_error is not None:
        message = f"{outcome.load_error.type}: {outcome.load_error.message}"
        return Refuted(Witness((), "a module that loads", message[:300], outcome.load_error.line))
    if outcome.status != "completed" and not isinstance(verdict, Refuted):
        return Inconclusive(f"the run ended early ({outcome.status.replace('_', ' ')})")
    return verdict


def _checked(claim: Claim, trial: _Trial, seen: _Seen, is_variant: bool = False) -> Verdict:
    """One claim against what was seen, of the candidate or of a faulty variant of it."""
    match claim.relation:
        case Runs():
            return behaviour.check_runs(seen.regular, trial.undefined)
        case EqualsExpression() as relation:
            return equation.check_equals(relation, seen.regular, is_variant)
        case SatisfiesEquation() as relation:
            return equation.check_residual(relation, seen.regular)
        case HasShape() as relation:
            return behaviour.check_shape(relation, seen.regular)
        case LeavesInputs():
            return behaviour.check_inputs(seen.regular)
        case StaysWithin() as relation:
            return behaviour.check_bounds(relation, seen.regular)
        case MatchesExample() as relation:
            return example.check_example(relation, seen.examples.get(claim.id))
        case HasDimension() as relation:
            if seen.plan is not None:
                return units.check_plan(relation, seen.plan)
            return units.check_scaling(relation, trial.pairs, seen.by_sample)
        case (
            Parses()
            | UsesInstalledApi()
            | HasProperty()
            | ShowsSession()
            | KeepsInstruction()
            | RelatesCalls()
            | MeetsDefinition()
        ):
            return Inconclusive("judged elsewhere")


def _differs(rival: _Seen, seen: _Seen) -> bool:
    """Whether a faulty variant behaves differently at all; one that does not is equivalent."""
    for mine, theirs in zip(seen.regular, rival.regular, strict=True):
        if mine.values is None:
            continue
        if theirs.values is None:
            return True
        for a, b in zip(mine.values, theirs.values, strict=False):
            if a.shape != b.shape and a.size != b.size:
                return True
            x, y = a, b.reshape(a.shape)
            usable = np.isfinite(x)
            # An approximation for small values of the code's own differs by its error.
            rtol = 2e-5 if mine.sample.form == "code edge" else 1e-7
            with np.errstate(all="ignore"):
                is_near = np.abs(x - y) <= rtol * np.abs(x) + 1e-300
            if np.any(usable & ~is_near):
                return True
    return False


def _exposure(thing: Basis, rivals: list[_Seen], supporting: Sequence[Claim], trial: _Trial) -> Exposure:
    """How many variants wrong in `thing` the claims that do not rest on it tell from the candidate."""
    independent = [c for c in supporting if c.independent_of(thing)]
    killed = 0
    by: dict[str, None] = {}
    for rival in rivals:
        killers = [
            c.id for c in independent if isinstance(_checked(c, trial, rival, is_variant=True), Refuted)
        ]
        killed += bool(killers)
        by.update(dict.fromkeys(killers))
    return Exposure(thing, len(rivals), killed, tuple(by))


def _with_kills(
    verdicts: Mapping[str, Verdict],
    supporting: Sequence[Claim],
    trial: _Trial,
    authored: Sequence[_Seen],
    seen: _Seen,
) -> dict[str, Verdict]:
    """Supporting verdicts with the number of faulty code variants that they fail."""
    different = [rival for rival in authored if _differs(rival, seen)]
    out = dict(verdicts)
    for claim in supporting:
        verdict = verdicts[claim.id]
        if isinstance(verdict, Supported) and not isinstance(claim.relation, Parses | UsesInstalledApi):
            killed = sum(
                isinstance(_checked(claim, trial, rival, is_variant=True), Refuted) for rival in different
            )
            out[claim.id] = replace(verdict, killed=killed, mutants=len(different))
    return out


def _judgement(
    candidate: Candidate,
    claims: Sequence[Claim],
    verdicts: Mapping[str, Verdict],
    exposures: tuple[Exposure, ...],
    observations: Sequence[Observation],
) -> Judgement:
    evidence = tuple(Evidence(claim, verdicts[claim.id]) for claim in claims if claim.id in verdicts)
    level, reasons = _level(evidence, exposures, any(o.values is not None for o in observations))
    return Judgement(level, evidence, exposures, reasons)


def _level(
    evidence: tuple[Evidence, ...], exposures: tuple[Exposure, ...], did_run: bool
) -> tuple[Level, tuple[str, ...]]:
    refuted = [e for e in evidence if isinstance(e.verdict, Refuted) and e.claim.refutes]
    if refuted:
        return "refuted", tuple(f"{e.claim.kind}: {e.claim.text}" for e in refuted)
    if not did_run:
        why = next(
            (e.verdict.why for e in evidence if isinstance(e.verdict, Inconclusive)), "nothing could be run"
        )
        return "unchecked", (why,)
    reasons = [
        f"{e.claim.kind} could not be settled: {e.verdict.why}"
        for e in evidence
        if isinstance(e.verdict, Inconclusive) and e.claim.kind in {"runs", "shape", "example"}
    ]
    reasons += [_unexposed(e) for e in exposures if not e.is_enough and e.mutants]
    reasons += [
        f"{say_thing(e.thing)}: no faulty variant could be made"
        for e in exposures
        if not e.mutants and _matters(e)
    ]
    return ("plausible", tuple(dict.fromkeys(reasons))) if reasons else ("verified", ())


def _matters(exposure: Exposure) -> bool:
    """A thing in which every conceivable fault changes nothing cannot have been got wrong.

    Swapping the only argument with another is such a case. Where the author's code has no place to
    be wrong in, nothing was tested.
    """
    return exposure.thing.aspect in {"author", "routine"}


def _unexposed(exposure: Exposure) -> str:
    return (
        f"{say_thing(exposure.thing)}: {exposure.killed} of {exposure.mutants} faulty variants "
        "were told apart by something independent of it"
    )


def say_thing(thing: Basis) -> str:
    """A thing that could be wrong, in the user's words."""
    match thing.aspect:
        case "parse":
            return f"how the equation for `{thing.of}` was read"
        case "binding":
            return f"which argument `{thing.of}` is"
        case "units":
            return f"the unit of `{thing.of}`"
        case "solve":
            return f"how the equation was rearranged for `{thing.of}`"
        case "author":
            return "the code itself"
        case "example":
            return f"example {thing.of}"
        case "routine":
            return f"whether `{thing.of}` is the routine that is meant"
        case "option":
            return f"the setting of `{thing.of}`"
        case "adaptor":
            return f"what was put around the call ({thing.of})"
        case "result":
            return f"whether `{thing.of}` is the value that is meant"
        case "proposal":
            return f"how {thing.by} understood the text"
