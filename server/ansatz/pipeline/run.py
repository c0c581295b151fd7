"""The product's story: read, plan and draft, check, propose."""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ansatz_sandbox import Call, Job, Limits, Sandbox, SandboxUnavailable

from .. import editing
from ..claims.derive import claims_of, for_judging
from ..claims.judging import judge
from ..claims.sweeping import with_sweeps
from ..core import outcome as outcomes
from ..core.candidate import Candidate
from ..core.dismissal import judgement_without
from ..core.evidence import Judgement
from ..core.model import ModelFault
from ..core.outcome import (
    Accepted,
    Declined,
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
from ..sources.model import task_of
from .caution import cautious, doubt_about_units
from .debugging import debugged
from .demanding import on_demanding_inputs
from .differing import differing
from .disagreement import question_between_readings
from .judged import Judged, by_level, is_offered, rank
from .proposing import Proposed, judged_with, proposed_claims, signature_of
from .recording import Session, recorded
from .stages import Arena
from .teaching import Log, Teaching, taught
from .unisolated import Watched


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
    teaching: Teaching | None = None
    """How language models are asked; None asks none."""

    @property
    def arena(self) -> Arena:
        """Where drafts are tried."""
        return Arena(self.sandbox, self.limits, self.seed)


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
    obstacle = obstacle_to(target, spec)
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
    judged, unavailable = await _judged(candidates, spec, tools, report)
    log: Log | None = None
    proposals = Proposed()
    if obstacle is None and tools.teaching is not None and _is_worth_asking(judged, tools.teaching):
        try:
            written, log, proposals = await _written(tools.teaching, snapshot, target, spec, tools, report)
            judged = [await _with(proposals, each, spec, tools) for each in judged]
        except SandboxUnavailable as error:
            unavailable = unavailable or error
        else:
            judged = await differing([*judged, *written], spec, tools.arena)
    fault = log.fault if log is not None else None
    if not judged and unavailable is not None:
        return NoSandbox(unavailable.reason, unavailable.advice)
    if not judged:
        return _nothing(spec, why_not, fault)
    best, *others = by_level(judged)
    if (question := _between_rivals(best, others)) is not None:
        return question
    report(Progress("propose", best.judgement.level, target.qualified_name))
    session = replace(session, making=log.making() if log is not None else None, told=proposals.told)

    def proposed(one: Judged) -> Rival:
        edit = editing.propose(snapshot, target, one.candidate)
        judgement = _with_fault(one.judgement, fault)
        return Rival(edit, recorded(session, snapshot, target, spec, one.candidate, judgement, edit))

    offered = proposed(best)
    if not is_offered(best):
        return NoneAccepted(_none_survived(best.judgement, len(judged), fault), offered.record)
    rivals = tuple(proposed(each) for each in others if is_offered(each))
    return Accepted(offered.edit, best.candidate.body, offered.record, rivals)


async def _judged(
    candidates: Sequence[Candidate], spec: Spec, tools: Tools, report: Report
) -> tuple[list[Judged], SandboxUnavailable | None]:
    """What could be judged, and what kept the rest from it."""
    judged: list[Judged] = []
    unavailable: SandboxUnavailable | None = None
    for candidate in candidates:
        try:
            judged.append(Judged(candidate, await judged_by(candidate, spec, tools, report)))
        except SandboxUnavailable as error:
            unavailable = error
    return judged, unavailable


def _is_worth_asking(judged: Sequence[Judged], teaching: Teaching) -> bool:
    """What is verified without a model needs none."""
    return teaching.always or not any(each.judgement.level == "verified" for each in judged)


async def _written(
    teaching: Teaching,
    snapshot: DocumentSnapshot,
    target: FunctionTarget,
    spec: Spec,
    tools: Tools,
    report: Report,
) -> tuple[list[Judged], Log, Proposed]:
    """What models wrote, judged, and where nothing of it stands, repaired. Raises SandboxUnavailable."""
    proposals = Proposed()

    async def judge_one(candidate: Candidate) -> Judgement:
        judgement = await judged_by(candidate, spec, tools, report)
        return (await _with(proposals, Judged(candidate, judgement), spec, tools)).judgement

    # Nobody is asked for code that could not be run.
    await tools.sandbox.run(Job("def ready():\n    return 1\n", "ready", (Call(()),), tools.limits))
    asking = asyncio.create_task(_proposed(teaching, snapshot, target, spec))
    try:
        lesson = await taught(teaching, snapshot, target, spec, tools.arena, report)
        proposals = await asking
    finally:
        asking.cancel()
    judged = [Judged(each, await judge_one(each)) for each in lesson.candidates]
    first = min(judged, key=rank, default=None)
    best = await debugged(teaching, lesson, first, judge_one, report)
    others = [each for each in judged if each is not best]
    return ([best, *others] if best is not None else others), lesson.log, proposals


async def _proposed(
    teaching: Teaching, snapshot: DocumentSnapshot, target: FunctionTarget, spec: Spec
) -> Proposed:
    """Claims of the critic, who sees neither sources nor drafts; none where nobody asked for them."""
    if not teaching.proposes:
        return Proposed()
    files = task_of(snapshot, target, spec).files
    return await proposed_claims(spec, teaching.models, signature_of(spec), files)


async def _with(proposed: Proposed, one: Judged, spec: Spec, tools: Tools) -> Judged:
    judgement = await judged_with(one.judgement, one.candidate, spec, proposed, tools.sandbox, tools.limits)
    return replace(one, judgement=judgement_without(judgement, tools.dismissed))


async def validate(
    snapshot: DocumentSnapshot, target: FunctionTarget, tools: Tools, report: Report
) -> Outcome:
    """What the docstring says of the code that is already there."""
    session = Session("validated", time.monotonic(), tools.versions)
    report(Progress("read", "reading the docstring", target.qualified_name))
    if target.is_stub:
        return NoneAccepted("there is no code to validate yet: the body is a stub")
    spec = for_judging(read_spec(snapshot.text, target))
    obstacle = obstacle_to(target, spec)
    if obstacle is not None:
        return obstacle
    if target.is_method and re.search(r"\bself\s*\.", target.statements.of(snapshot.text)):
        return NoneAccepted("the method uses its object's state, which the docstring says nothing about")
    candidate = existing_code(snapshot, target)
    try:
        judgement = await judged_by(candidate, spec, tools, report)
        judgement = await with_sweeps(judgement, candidate, spec, tools.sandbox, tools.limits)
    except SandboxUnavailable as error:
        return NoSandbox(error.reason, error.advice)
    report(Progress("propose", judgement.level, target.qualified_name))
    return outcomes.Judged(recorded(session, snapshot, target, spec, candidate, judgement, None))


def obstacle_to(target: FunctionTarget, spec: Spec) -> Outcome | None:
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


async def judged_by(candidate: Candidate, spec: Spec, tools: Tools, report: Report) -> Judgement:
    """All that the docstring says, held against one candidate. Raises SandboxUnavailable."""
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


def _nothing(spec: Spec, why_not: list[str], fault: ModelFault | None) -> Outcome:
    """No source has anything: for want of means, or of something to go by."""
    if fault is None:
        return NoneAccepted(_no_candidate(spec, why_not))
    if fault.kind == "budget":
        return OutOfBudget(f"{fault.message} {fault.advice}")
    return NoneAccepted(f"the model gave nothing: {fault.message} {fault.advice}")


def _with_fault(judgement: Judgement, fault: ModelFault | None) -> Judgement:
    """A model that could have done better was not heard to the end."""
    if fault is None or judgement.level == "verified":
        return judgement
    said = f"the model was not heard to the end: {fault.message} {fault.advice}"
    return replace(judgement, reasons=(*judgement.reasons, said))


def _between_rivals(best: Judged, others: Sequence[Judged]) -> NeedsAnswer | None:
    """A question where routines that fit the text equally well differ, and nothing in the text decides."""
    if best.candidate.source != "library" or best.judgement.level == "verified":
        return None
    differ = any(e.thing.aspect == "routine" and e.killed < e.mutants for e in best.judgement.exposures)
    rivals = [j for j in others if j.candidate.source == "library" and is_offered(j)]
    if not differ or not rivals:
        return None
    titles = tuple(j.candidate.title for j in (best, *rivals))
    told = " or ".join(titles)
    return NeedsAnswer(
        f"The text fits more than one routine, and they give different values: {told}?", titles
    )


def _none_survived(judgement: Judgement, count: int, fault: ModelFault | None) -> str:
    which = "the only candidate" if count == 1 else f"the best of {count} candidates"
    said = f"; {fault.message} {fault.advice}" if fault is not None else ""
    return f"{which} is {judgement.level}: {'; '.join(judgement.reasons[:3])}{said}"


def out_of_time(seconds: float) -> Outcome:
    """The outcome when the time limit ended the work."""
    return OutOfBudget(f"the time limit of {seconds:g} s")
