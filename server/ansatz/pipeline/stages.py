"""A plan's steps tried one after the other as they come: each in the program so far, on drawn inputs.

The gate of a step is by rule: its code parses, uses what is installed, and runs after the steps before
it. Among drafts that do, what most of them return decides, as in self-consistency; a draft of another
party becomes a rival program. What holds of a single step is noted as its evidence.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ansatz_sandbox import Limits, Sandbox

from ..claims.installed_api import check_installed, probe_job, used_names
from ..claims.rivals import compare
from ..claims.trying import Inputs, Trial, inputs_for, try_claims
from ..core.candidate import Candidate
from ..core.evidence import Refuted
from ..core.progress import Progress, Report
from ..core.spec import Spec
from ..core.steps import PlannedStep, StepPlan
from ..sources.model import Bug, Draft, NoCode, Task, assembled

_RIVALS: Final = 3
"""Programs that are offered beside the first, where drafts of a step differ."""


@dataclass(frozen=True, slots=True)
class Arena:
    """Where code is tried."""

    sandbox: Sandbox
    limits: Limits
    seed: int

    def inputs(self, spec: Spec) -> Inputs:
        """Draws from what the docstring says of the arguments."""
        return inputs_for(spec, self.seed)


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft of a step, and what became of it: a bug with words for who repairs it, or none."""

    draft: Draft
    module: str = ""
    trial: Trial | None = None
    bug: Bug | None = None
    found: str = ""

    @property
    def ran(self) -> int:
        """On how many inputs it returned something."""
        return (
            0 if self.trial is None else sum(not each.kind and each.was_reached for each in self.trial.seen)
        )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The draft that a step goes on with, one that returns something else, and the step's evidence."""

    draft: Draft
    other: Draft | None
    evidence: tuple[str, ...]


Repair = Callable[[PlannedStep, Tried, Bug, str], Awaitable[list[Draft]]]


async def built(
    task: Task,
    plan: StepPlan,
    waiting: Sequence["asyncio.Task[list[Draft]]"],
    repair: Repair,
    arena: Arena,
    report: Report,
) -> tuple[Candidate, ...]:
    """The whole program, and rivals in which one step is another draft's; empty where a step has none."""
    inputs = arena.inputs(task.spec)
    chosen: list[_Chosen] = []
    for number, (step, coming) in enumerate(zip(plan.steps, waiting, strict=True), 1):
        drafts = await coming
        told = f"step {number} of {len(plan.steps)}: {step.name}"
        report(Progress("check", told, task.target.qualified_name))
        before = [each.draft for each in chosen]
        tried = await _tried(task, plan, before, drafts, inputs, arena)
        if tried and not any(each.bug is None for each in tried):
            worst = next((each for each in tried if each.bug not in ("outside",)), tried[0])
            more = await repair(step, worst, worst.bug or "runtime", worst.found)
            tried += await _tried(task, plan, before, more, inputs, arena)
        picked = _picked(step, tried, inputs)
        if picked is None:
            return ()
        chosen.append(picked)
    return _programs(task, plan, chosen)


async def _tried(
    task: Task,
    plan: StepPlan,
    before: Sequence[Draft],
    drafts: Sequence[Draft],
    inputs: Inputs,
    arena: Arena,
) -> list[Tried]:
    """Each draft as the last step of the program so far. Raises SandboxUnavailable."""
    step = plan.steps[len(before)]
    returns = [each.name for each in step.outputs]
    out: list[Tried] = []
    for draft in drafts:
        try:
            candidate = assembled(task, plan, (*before, draft), returns=returns)
        except NoCode as error:
            bug: Bug = "outside" if "reaches outside" in str(error) else "syntax"
            out.append(Tried(draft, bug=bug, found=str(error)))
        else:
            out.append(Tried(draft, candidate.module))
    sound = [n for n, each in enumerate(out) if each.bug is None]
    if not sound:
        return out
    used = [used_names(out[n].module) for n in sound]
    probed = await arena.sandbox.run_all([probe_job(each, arena.limits) for each in used])
    entry = assembled(task, plan, (*before, out[sound[0]].draft), returns=returns).entry
    trials = await try_claims(
        [out[n].module for n in sound], entry, inputs, (), arena.sandbox, [arena.limits] * len(sound)
    )
    for n, names, outcome, trial in zip(sound, used, probed, trials, strict=True):
        out[n] = _found(replace(out[n], trial=trial), check_installed(names, outcome))
    return out


def _found(one: Tried, installed: object) -> Tried:
    """The bug that a trial shows. What a function raises on some inputs only may be the inputs' fault."""
    trial = one.trial
    if trial is None:
        return one
    if isinstance(installed, Refuted):
        witness = installed.witness
        is_import = "No module" in witness.got or "import" in witness.expected
        return replace(one, bug="import" if is_import else "api", found=f"{witness.expected}: {witness.got}")
    if trial.load_error:
        return replace(one, bug="import", found=trial.load_error)
    if trial.seen and not one.ran:
        if trial.status not in ("completed",) and not any(each.was_reached for each in trial.seen):
            return replace(one, bug="time", found=f"the run ended early: {trial.status.replace('_', ' ')}")
        problem = next((each.problem for each in trial.seen if each.problem), "it returned nothing")
        return replace(one, bug="runtime", found=f"On every input that was tried: {problem}")
    return one


def _picked(step: PlannedStep, tried: Sequence[Tried], inputs: Inputs) -> _Chosen | None:
    """The draft whose results most drafts share; one that runs nowhere only where there is no other."""
    usable = [each for each in tried if each.trial is not None and each.bug in (None, "runtime")]
    running = [each for each in usable if each.bug is None] or usable[:1]
    if not running:
        return None
    first, other, alike = running[0], None, 1
    if len(running) > 1:
        trials = [each.trial for each in running if each.trial is not None]
        parties = compare(trials, [each.module for each in running], inputs).clusters
        first, alike = running[parties[0][0]], len(parties[0])
        other = running[parties[1][0]].draft if len(parties) > 1 else None
    return _Chosen(first.draft, other, _evidence(step, first, len(running), alike, len(inputs.drawn)))


def _evidence(step: PlannedStep, one: Tried, drafts: int, alike: int, tried: int) -> tuple[str, ...]:
    lines = [
        f"ran on {one.ran} of {tried} inputs drawn from the docstring"
        if one.ran
        else f"could not be run by itself: {one.found or 'no inputs could be drawn'}"
    ]
    if drafts > 1:
        lines.append(f"{alike} of {drafts} drafts return the same")
    else:
        lines.append("the only draft: nothing to compare it with")
    if any(each.unit for each in (*step.inputs, *step.outputs)):
        lines.append("its planned units fit those of the arguments and of the steps around it")
    return tuple(lines)


def _programs(task: Task, plan: StepPlan, chosen: Sequence[_Chosen]) -> tuple[Candidate, ...]:
    own = [each.draft for each in chosen]
    programs = [own]
    for number, each in enumerate(chosen):
        if each.other is not None and len(programs) <= _RIVALS:
            programs.append([*own[:number], each.other, *own[number + 1 :]])
    evidence = {step.name: each.evidence for step, each in zip(plan.steps, chosen, strict=True)}
    out: dict[str, Candidate] = {}
    for drafts in programs:
        candidate = assembled(task, plan, drafts)
        shown = [
            replace(placed, evidence=evidence.get(name, ()))
            for placed, name in zip(candidate.steps, _names(candidate, plan), strict=True)
        ]
        out.setdefault(candidate.body, replace(candidate, steps=tuple(shown)))
    return tuple(out.values())


def _names(candidate: Candidate, plan: StepPlan) -> list[str]:
    """The steps that were placed, by name: each is known by what it gives."""
    by_outputs = {", ".join(value.name for value in step.outputs): step.name for step in plan.steps}
    return [by_outputs[placed.symbol] for placed in candidate.steps]
