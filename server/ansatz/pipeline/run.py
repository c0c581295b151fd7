"""The product's story: read, plan and draft, check, propose."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from ansatz_sandbox import Limits, Sandbox, SandboxUnavailable

from .. import editing
from ..claims.derive import claims_of, for_judging
from ..claims.judging import judge
from ..core.candidate import Candidate
from ..core.dismissal import judgement_without
from ..core.evidence import Judgement, Level
from ..core.outcome import (
    Accepted,
    Declined,
    Judged,
    NeedsAnswer,
    NoneAccepted,
    NoSandbox,
    Outcome,
    OutOfBudget,
    Rival,
)
from ..core.progress import Progress, Report
from ..core.protocols import Source
from ..core.spec import Spec
from ..core.target import FunctionTarget
from ..core.text import DocumentSnapshot
from ..reading.read import read_spec
from ..sources.asking import OpenQuestion
from ..sources.equation import OutOfReach
from ..sources.existing import existing_code
from .caution import cautious, doubt_about_units
from .demanding import on_demanding_inputs
from .disagreement import question_between_readings
from .recording import Session, recorded
from .unisolated import Watched

_LEVELS: Sequence[Level] = ("verified", "plausible", "unchecked", "refuted")
_OFFERED = frozenset[Level](("verified", "plausible"))


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run works with. `open_sandbox` raises SandboxUnavailable."""

    sources: Sequence[Source]
    sandbox: Sandbox
    limits: Limits
    seed: int
    versions: tuple[tuple[str, str], ...]
    dismissed: frozenset[str] = frozenset()
    """Ids of claims that the user knows to be wrong of this spec."""


@dataclass(frozen=True, slots=True)
class _Judged:
    candidate: Candidate
    judgement: Judgement


async def generate(
    snapshot: DocumentSnapshot, target: FunctionTarget, tools: Tools, report: Report
) -> Outcome:
    """An implementation of one function from its docstring, or why there is none."""
    report(Progress("read", "reading the docstring", target.qualified_name))
    return await implement(snapshot, target, read_spec(snapshot.text, target), tools, report)


async def implement(
    snapshot: DocumentSnapshot, target: FunctionTarget, spec: Spec, tools: Tools, report: Report
) -> Outcome:
    """The rest of `generate`, once the spec is read."""
    session = Session("generated", time.monotonic(), tools.versions)
    obstacle = _obstacle(target, spec)
    if obstacle is not None and not isinstance(obstacle, NeedsAnswer):
        return obstacle
    report(Progress("draft", "compiling the equations", target.qualified_name))
    candidates: list[Candidate] = []
    why_not: list[str] = []
    questions: list[str] = []
    for source in tools.sources:
        try:
            candidates.extend(await source.draft(snapshot, target, spec))
        except OutOfReach as error:
            why_not.append(str(error))
        except OpenQuestion as error:
            questions.append(str(error))
    if obstacle is not None:
        # What the equations leave open, a routine that the text names by its name may still do.
        candidates = [c for c in candidates if c.source == "library"]
        if not candidates:
            return obstacle
    doubt = doubt_about_units(spec)
    if doubt is not None and any(c.source == "equation" for c in candidates):
        candidates = [c for c in candidates if c.source != "equation"]
        questions.append(f"{doubt[:1].upper()}{doubt[1:]}: which quantity is it of?")
    if not candidates and questions:
        return NeedsAnswer(questions[0], ())
    if not candidates:
        return NoneAccepted(_no_candidate(spec, why_not))
    judged: list[_Judged] = []
    unavailable: SandboxUnavailable | None = None
    for candidate in candidates:
        try:
            judged.append(_Judged(candidate, await _judge(candidate, spec, tools, report)))
        except SandboxUnavailable as error:
            unavailable = error
    if unavailable is not None and not judged:
        return NoSandbox(unavailable.reason, unavailable.advice)
    best, *others = sorted(judged, key=lambda j: _LEVELS.index(j.judgement.level))
    if (question := _between_rivals(best, others)) is not None:
        return question
    report(Progress("propose", best.judgement.level, target.qualified_name))

    def proposed(one: _Judged) -> Rival:
        edit = editing.propose(snapshot, target, one.candidate)
        return Rival(edit, recorded(session, snapshot, target, spec, one.candidate, one.judgement, edit))

    offered = proposed(best)
    if best.judgement.level not in _OFFERED:
        return NoneAccepted(_none_survived(best.judgement), offered.record)
    rivals = tuple(proposed(each) for each in others if each.judgement.level in _OFFERED)
    return Accepted(offered.edit, best.candidate.body, offered.record, rivals)


async def validate(
    snapshot: DocumentSnapshot, target: FunctionTarget, tools: Tools, report: Report
) -> Outcome:
    """What the docstring says of the code that is already there."""
    session = Session("validated", time.monotonic(), tools.versions)
    report(Progress("read", "reading the docstring", target.qualified_name))
    if target.is_stub:
        return NoneAccepted("there is no code to validate yet: the body is a stub")
    spec = for_judging(read_spec(snapshot.text, target))
    obstacle = _obstacle(target, spec)
    if obstacle is not None:
        return obstacle
    if target.is_method and re.search(r"\bself\s*\.", target.statements.of(snapshot.text)):
        return NoneAccepted("the method uses its object's state, which the docstring says nothing about")
    candidate = existing_code(snapshot, target)
    try:
        judgement = await _judge(candidate, spec, tools, report)
    except SandboxUnavailable as error:
        return NoSandbox(error.reason, error.advice)
    report(Progress("propose", judgement.level, target.qualified_name))
    return Judged(recorded(session, snapshot, target, spec, candidate, judgement, None))


def _obstacle(target: FunctionTarget, spec: Spec) -> Outcome | None:
    """What must be settled before any code is looked at."""
    if target.is_async:
        return NoneAccepted("asynchronous functions are not covered: put the computation in a plain function")
    if not spec.text.strip():
        return NoneAccepted(
            "there is no docstring: write what the function must do, with its equation and units"
        )
    if spec.faults:
        return Declined(spec.faults)
    question = question_between_readings(spec)
    return NeedsAnswer(question.text, question.choices) if question else None


async def _judge(candidate: Candidate, spec: Spec, tools: Tools, report: Report) -> Judgement:
    sandbox = Watched(tools.sandbox, candidate)
    judgement = await judge(candidate, spec, claims_of(spec), sandbox, tools.limits, tools.seed, report)
    judgement = cautious(await sandbox.said(judgement), spec)
    judgement = await on_demanding_inputs(judgement, candidate, spec, tools.sandbox, tools.limits, tools.seed)
    return judgement_without(judgement, tools.dismissed)


def _no_candidate(spec: Spec, why_not: list[str]) -> str:
    if why_not:
        return f"no implementation was found: {why_not[0] if spec.readings else why_not[-1]}"
    if spec.notes:
        return f"no equation could be read; {spec.notes[0]}"
    return (
        "the docstring states no equation that can be compiled; write one (`y = a * x**2`, `.. math::`), "
        "with what each symbol means"
    )


def _between_rivals(best: _Judged, others: Sequence[_Judged]) -> NeedsAnswer | None:
    """A question where routines that fit the text equally well differ, and nothing in the text decides."""
    if best.candidate.source != "library" or best.judgement.level == "verified":
        return None
    differ = any(e.thing.aspect == "routine" and e.killed < e.mutants for e in best.judgement.exposures)
    rivals = [j for j in others if j.candidate.source == "library" and j.judgement.level in _OFFERED]
    if not differ or not rivals:
        return None
    titles = tuple(j.candidate.title for j in (best, *rivals))
    told = " or ".join(titles)
    return NeedsAnswer(
        f"The text fits more than one routine, and they give different values: {told}?", titles
    )


def _none_survived(judgement: Judgement) -> str:
    return f"the only candidate is {judgement.level}: {'; '.join(judgement.reasons[:3])}"


def out_of_time(seconds: float) -> Outcome:
    """The outcome when the time limit ended the work."""
    return OutOfBudget(f"the time limit of {seconds:g} s")
