"""Teacher and student at work on one function: bucket, examples, plan, drafts of each step, one program.

After MOSAIC (arXiv 2510.08804): the student sees how verified examples of the same field came about,
reasons before it codes, and sees of the other steps only what the consolidated context window holds. As
signatures and summaries come from the plan, which is checked by rule before, all steps are drafted at
the same time.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..core.candidate import Candidate, Making
from ..core.exemplar import Domain, Exemplar, Shelf
from ..core.model import ModelFault, Models, Prompt, Reply, Usage
from ..core.progress import Progress, Report
from ..core.spec import Spec
from ..core.steps import PlannedStep, StepPlan
from ..core.target import FunctionTarget
from ..core.text import DocumentSnapshot
from ..sources.model import (
    Bug,
    Draft,
    NoCode,
    Task,
    consolidated,
    consolidated_steps,
    draft_step,
    draft_whole,
    repaired,
    task_of,
    whole,
)
from ..sources.model.context import Context, code_above
from ..sources.model.planner import planned
from .effort import difficulty_of
from .stages import Arena, Tried, built

_OF_ONE_DRAFT: Final = frozenset(("reply", "refused", "context"))
"""Faults that say nothing of the next call. After any other, no further call is made."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """How a run works with models. Each field but the first can be left out to see what it is worth."""

    models: Models
    shelf: Shelf | None = None
    context: Context = "ccw"
    plans: bool = True
    rationales: bool = True
    examples: int = 2
    drafts: tuple[int, int, int] = (1, 2, 4)
    """Drafts of a step by its difficulty."""
    repairs: int = 2
    refutations: bool = True
    """Whether the debugger sees what refuted the code, or only that it does not run."""
    domain: Domain | None = None
    proposes: bool = False
    """Whether the critic is asked for claims."""
    always: bool = False
    """Ask although something is verified already without a model."""


@dataclass(slots=True)
class Log:
    """What was asked for one function and what that took, for its record."""

    models: Models
    exemplars: tuple[Exemplar, ...] = ()
    domain: Domain | None = None
    asked: list[tuple[Prompt, Reply]] = field(default_factory=list[tuple[Prompt, Reply]])
    fault: ModelFault | None = None
    before: Usage = field(default_factory=Usage)
    open: set[asyncio.Task[Draft]] = field(default_factory=set[asyncio.Task[Draft]])
    """Calls in progress, of all steps."""

    @property
    def is_over(self) -> bool:
        """Whether another call would only meet the same fault."""
        return self.fault is not None and self.fault.kind not in _OF_ONE_DRAFT

    def heard(self, call: asyncio.Task[Draft]) -> None:
        """A call has ended. After a fault that others would meet too, no other is left to try."""
        if call.cancelled():
            return
        match call.exception():
            case None:
                draft = call.result()
                self.asked.append((draft.prompt, draft.reply))
            case ModelFault() as fault:
                self.fault = self.fault if self.is_over else fault
                if self.is_over:
                    self.stop()
            case defect:
                raise defect

    def stop(self) -> None:
        """Closes every call that is open."""
        for each in self.open:
            each.cancel()

    def making(self) -> Making:
        """All of it, as a record keeps it."""
        spent, before = self.models.spent, self.before
        usd = None if spent.usd is None or before.usd is None else spent.usd - before.usd
        return Making(
            models=tuple(dict.fromkeys(reply.model for _, reply in self.asked)),
            prompts=tuple(dict.fromkeys((p.name, p.version, p.digest[:16]) for p, _ in self.asked)),
            exemplars=tuple(each.name for each in self.exemplars),
            domain=self.domain or "",
            calls=spent.calls - before.calls,
            tokens_in=spent.tokens_in - before.tokens_in,
            tokens_out=spent.tokens_out - before.tokens_out,
            usd=usd,
            seconds=round(spent.seconds - before.seconds, 3),
        )


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of it: candidates, the best first, and drafts that are none yet."""

    task: Task
    plan: StepPlan | None
    candidates: tuple[Candidate, ...]
    broken: tuple[Draft, ...]
    log: Log


async def taught(
    teaching: Teaching,
    snapshot: DocumentSnapshot,
    target: FunctionTarget,
    spec: Spec,
    arena: Arena,
    report: Report,
) -> Taught:
    """Candidates from models. A fault of theirs is in the log; raises SandboxUnavailable."""
    log = Log(teaching.models, before=teaching.models.spent)
    task = _task(teaching, snapshot, target, spec, log)
    plan: StepPlan | None = None
    difficulty = difficulty_of(spec)
    try:
        if teaching.plans and difficulty > 1 and teaching.models.has("planner"):
            report(Progress("plan", "asking the planner", target.qualified_name))
            answer = await planned(teaching.models, task)
            log.asked += answer.asked
            plan = answer.plan
        if plan is not None and len(plan.steps) > 1:
            found = await _in_steps(teaching, task, plan, arena, log, report)
            if found or log.fault is not None:
                return Taught(task, plan, found, (), log)
        if plan is not None and len(plan.steps) == 1:
            difficulty = plan.steps[0].difficulty
        count = teaching.drafts[difficulty - 1]
        report(Progress("draft", f"{count} draft{'s' if count > 1 else ''}", target.qualified_name))
        drafts = await gathered([draft_whole(teaching.models, task, sample=n) for n in range(count)], log)
    except ModelFault as fault:
        log.fault = fault
        return Taught(task, plan, (), (), log)
    candidates, broken = _wholes(task, drafts, plan)
    return Taught(task, plan, candidates, broken, log)


async def gathered(questions: Sequence[Coroutine[None, None, Draft]], log: Log) -> list[Draft]:
    """All answers that come, in order. After a fault that others would meet too, no more is asked."""
    tasks = [asyncio.create_task(each) for each in questions]
    log.open |= set(tasks)
    if log.is_over:
        log.stop()
    try:
        waiting = set(tasks)
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                log.heard(each)
        return [each.result() for each in tasks if not each.cancelled() and each.exception() is None]
    finally:
        # Calls still open are closed before anything else happens.
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        log.open -= set(tasks)


def _task(
    teaching: Teaching, snapshot: DocumentSnapshot, target: FunctionTarget, spec: Spec, log: Log
) -> Task:
    """Bucket and retrieval: the field by its nearest examples, unless the user names it."""
    wanted = f"{target.name.replace('_', ' ')}\n{spec.text}"
    if teaching.shelf is not None:
        log.domain = teaching.domain or teaching.shelf.bucket(wanted)
        if teaching.examples:
            log.exemplars = teaching.shelf.find(wanted, log.domain, teaching.examples)
    context = ""
    if teaching.context == "ccw":
        context = consolidated(snapshot.text, target)
    elif teaching.context == "code":
        context = code_above(snapshot.text, target)
    return task_of(snapshot, target, spec, log.exemplars, context, with_rationales=teaching.rationales)


async def _in_steps(
    teaching: Teaching, task: Task, plan: StepPlan, arena: Arena, log: Log, report: Report
) -> tuple[Candidate, ...]:
    """Every step drafted at once, then tried in order while later ones are still being written."""
    counts = [teaching.drafts[step.difficulty - 1] for step in plan.steps]
    told = f"{len(plan.steps)} steps, {sum(counts)} drafts"
    report(Progress("draft", told, task.target.qualified_name))
    async with asyncio.TaskGroup() as group:
        waiting: list[asyncio.Task[list[Draft]]] = []
        for step, count in zip(plan.steps, counts, strict=True):
            seen = _seen_by(teaching, task, plan, step.name)
            asked = [draft_step(teaching.models, task, step, seen, sample=n) for n in range(count)]
            waiting.append(group.create_task(gathered(asked, log)))

        async def repair(step: PlannedStep, one: Tried, bug: Bug, found: str) -> list[Draft]:
            names = tuple(each.name for each in step.inputs)
            seen = _seen_by(teaching, task, plan, step.name)
            put_right = repaired(
                teaching.models, task, step.name, names, one.draft.text, bug, found, context=seen
            )
            return await gathered([put_right], log) if teaching.repairs else []

        return await built(task, plan, waiting, repair, arena, report)


def _seen_by(teaching: Teaching, task: Task, plan: StepPlan, name: str) -> str:
    step = next(each for each in plan.steps if each.name == name)
    own = consolidated_steps(plan, step) if teaching.context != "none" else ""
    return "\n\n".join(part for part in (own, task.context) if part)


def _wholes(
    task: Task, drafts: Sequence[Draft], plan: StepPlan | None
) -> tuple[tuple[Candidate, ...], tuple[Draft, ...]]:
    """Drafts of the whole function as candidates, the same body once."""
    candidates: dict[str, Candidate] = {}
    broken: list[Draft] = []
    for draft in drafts:
        try:
            candidate = whole(task, draft, None, plan)
        except NoCode:
            broken.append(draft)
        else:
            candidates.setdefault(candidate.body, candidate)
    return tuple(candidates.values()), tuple(broken)
