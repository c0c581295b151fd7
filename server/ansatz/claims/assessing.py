"""Evidence on code of any origin: everything that can be tried without knowing how it came about.

Nothing here rests on the candidate's own source of truth: properties that the text states, its
sessions, installed names, what it rules out, and its equations where two readers agree on them. Faulty
variants of the code tell how much a claim that holds is worth: one that no variant breaks says nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ansatz_sandbox import Job, Limits, Sandbox

from ..core.candidate import Candidate
from ..core.claim import (
    Claim,
    HasProperty,
    KeepsInstruction,
    Runs,
    ShowsSession,
    UsesInstalledApi,
)
from ..core.evidence import Inconclusive, Refuted, Supported, Verdict, Witness
from ..core.spec import Spec
from . import installed_api, mutants
from .instruction import check_instruction, instructions_of
from .laws.law import agree
from .properties import properties_of
from .refusals import unless_guessed
from .session import check_session, session_job, sessions_of
from .trying import Inputs, Trial, try_claims, witness_of

MUTANTS: Final = 8
_MISSING: Final = (
    "has no attribute",
    "unexpected keyword argument '",
    "got multiple values for argument '",
    "missing 1 required positional",
    "No module named",
    "cannot import name",
    "is not defined",
    "referenced before assignment",
    "cannot access local variable",
)
_SHAPES: Final = (
    "could not be broadcast",
    "not aligned",
    "shape mismatch",
    "mismatch in its core dimension",
    "incompatible dimensions",
)


@dataclass(frozen=True, slots=True)
class Assessed:
    """What was found out about one candidate, with what it did for comparing it with rivals."""

    verdicts: Mapping[str, Verdict]
    trial: Trial
    mutants: int
    """How many faulty variants behave differently."""
    killed: int
    """How many of them some supporting claim fails."""
    executions: int
    broken: Mapping[str, int]
    """By claim, how many of the variants break it."""


def free_claims(spec: Spec, inputs: Inputs, with_examples: bool = False) -> tuple[Claim, ...]:
    """Claims on code of any origin, beyond those that need a reading.

    `with_examples`: the examples are not among the claims of the spec that are tried.
    """
    sessions = sessions_of(spec, with_examples)
    return (*instructions_of(spec), *sessions, *properties_of(spec, inputs.model))


async def assess(
    candidates: Sequence[Candidate],
    spec: Spec,
    claims: Sequence[Claim],
    inputs: Inputs,
    sandbox: Sandbox,
    limits: Limits,
    with_mutants: bool = True,
) -> list[Assessed]:
    """Verdicts on `claims` (those of `free_claims`, and `Runs` and `UsesInstalledApi` if among them).

    Raises SandboxUnavailable.
    """
    faulty = [mutants.code_mutants(c.module, spec.name, MUTANTS) if with_mutants else [] for c in candidates]
    modules = [m for c, some in zip(candidates, faulty, strict=True) for m in (c.module, *some)]
    sessions = [c for c in claims if isinstance(c.relation, ShowsSession)]
    used = [installed_api.used_names(c.module) for c in candidates]
    probes = [installed_api.probe_job(u, limits) for u in used]
    relations = [c.relation for c in sessions if isinstance(c.relation, ShowsSession)]
    entry = candidates[0].entry
    bounds = [b for some in faulty for b in (limits, *[_hurried(limits)] * len(some))]
    shown: list[Job] = (
        [session_job(m, relations, b) for m, b in zip(modules, bounds, strict=True)] if relations else []
    )
    trials = await try_claims(modules, entry, inputs, claims, sandbox, bounds)
    outcomes = await sandbox.run_all([*probes, *shown])
    probed, displayed = outcomes[: len(probes)], outcomes[len(probes) :]
    out: list[Assessed] = []
    at = 0
    for number, candidate in enumerate(candidates):
        group = range(at, at + 1 + len(faulty[number]))
        at = group.stop
        found: list[dict[str, Verdict]] = []
        for place in group:
            verdicts = dict(trials[place].verdicts)
            if displayed:
                results = displayed[place].results
                for claim, relation, result in zip(sessions, relations, results, strict=False):
                    verdicts[claim.id] = check_session(relation, result, displayed[place])
            found.append(verdicts)
        own, trial = found[0], trials[group[0]]
        for claim in claims:
            match claim.relation:
                case UsesInstalledApi():
                    own[claim.id] = installed_api.check_installed(used[number], probed[number])
                case KeepsInstruction() as relation:
                    own[claim.id] = check_instruction(relation, candidate.module, spec.name)
                case Runs():
                    ran = check_runs(trial, inputs)
                    own[claim.id] = unless_guessed(ran, trial, candidate.module, inputs.model)
                case ShowsSession() if claim.id not in own:
                    own[claim.id] = Inconclusive("the session could not be run")
                case _:
                    pass
        different = [
            (found[n], trials[group[n]]) for n in range(1, len(group)) if differs(trial, trials[group[n]])
        ]
        killed = _with_kills(claims, own, different)
        runs = sum(trials[p].executions for p in group) + len(shown)
        broken = {c.id: sum(isinstance(v.get(c.id), Refuted) for v, _ in different) for c in claims}
        out.append(Assessed(own, trial, len(different), killed, runs, broken))
    return out


def _hurried(limits: Limits) -> Limits:
    """A faulty variant may never end; what it shows, it shows soon."""
    return replace(limits, wall_s=min(limits.wall_s, 3.0), cpu_s=min(limits.cpu_s, 2))


def _with_kills(
    claims: Sequence[Claim], own: dict[str, Verdict], different: Sequence[tuple[Mapping[str, Verdict], Trial]]
) -> int:
    """Notes on each supporting verdict how many variants break the claim; how many break any of them."""
    killed = [False] * len(different)
    for claim in claims:
        verdict = own.get(claim.id)
        if not isinstance(verdict, Supported) or not isinstance(
            claim.relation, HasProperty | ShowsSession | Runs
        ):
            continue
        hits = 0
        for number, (verdicts, trial) in enumerate(different):
            if isinstance(claim.relation, Runs):
                is_hit = not any(s.parts is not None for s in trial.seen)
            else:
                is_hit = isinstance(verdicts.get(claim.id), Refuted)
            hits += is_hit
            killed[number] = killed[number] or (is_hit and claim.refutes)
        own[claim.id] = replace(verdict, killed=hits, mutants=len(different))
    return sum(killed)


def differs(one: Trial, other: Trial) -> bool:
    """Whether two modules behave differently on any draw that the first accepts."""
    for a, b in zip(one.seen, other.seen, strict=True):
        if a.parts is None:
            continue
        if b.parts is None or len(a.parts) != len(b.parts):
            return True
        if not all(agree(x, y, 1e-7) for x, y in zip(a.parts, b.parts, strict=True)):
            return True
    return False


def check_runs(trial: Trial, inputs: Inputs) -> Verdict:
    """It returns something on some draw.

    An exception on one draw is no witness: what a text leaves open of its arguments is a guess. On every
    draw it is one where the exception names what is missing in the code itself, or shapes that the text
    states do not go together.
    """
    if trial.load_error:
        return Refuted(Witness((), "a module that loads", trial.load_error))
    accepted = sum(s.parts is not None for s in trial.seen)
    if accepted:
        return Supported(accepted)
    reached = [(d, s) for d, s in zip(inputs.drawn, trial.seen, strict=True) if s.was_reached]
    if not reached or trial.status != "completed":
        return Inconclusive(f"the run ended early ({trial.status.replace('_', ' ')})")
    names = frozenset(i.name for i in inputs.model.inputs)
    stated = all(i.is_stated for i in inputs.model.inputs if i.kind == "array")
    drawn, first = reached[0]
    is_decided = all(
        any(
            m in s.problem
            for m in _MISSING
            if _is_about_code(s.problem, m, names) and "lambda" not in s.problem
        )
        or (stated and any(m in s.problem for m in _SHAPES))
        for _, s in reached
    )
    if first.kind and is_decided:
        return Refuted(replace(witness_of(drawn.arguments, "a value", first.problem), line=first.line))
    return Inconclusive(f"it returned nothing on inputs that were made up for it: {first.problem}")


def _is_about_code(problem: str, message: str, names: frozenset[str]) -> bool:
    """An attribute that an argument lacks may be the argument's fault; one that a module lacks is not.

    A function that does not take an argument of its own has another signature than its text, which is
    no matter of running it.
    """
    own = re.search(r"unexpected keyword argument '(\w+)'", problem)
    if own and own.group(1) in names:
        return False
    if message == "missing 1 required positional" and not names:
        # Nothing was passed: a function of `*args` has arguments that no signature names.
        return False
    if message == "has no attribute":
        return "module '" in problem and message in problem
    return message in problem
