"""Has the steps of problems written by one mode, and scores each; rows are kept as they come."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ansatz.cli.bench.corpus.keeping import Kept
from ansatz.cli.bench.modes.assignment import Assignment
from ansatz.cli.bench.modes.author import Author, Desk, Nothing, Written, since
from ansatz.cli.bench.modes.mosaic import Solved
from ansatz.cli.bench.modes.replying import documented
from ansatz.cli.bench.result import Row
from ansatz.cli.bench.scicode.problems import GIVEN, Problem, Step, chosen_steps, counted
from ansatz.cli.bench.scicode.scoring import StepScore, Targets, exam_of, score
from ansatz.cli.bench.scicode.targets import TargetStore
from ansatz.cli.unusable import Unusable
from ansatz.core.model import ModelFault, Models, Usage
from ansatz.core.progress import Progress, Report
from ansatz_sandbox import Sandbox

_LEAST_S: Final = 60.0
_TIMES_GOLD: Final = 20.0
SLOW_S: Final = 10.0
"""Steps whose reference code takes longer are flagged."""
PREPARATION: Final = "preparation"
"""The row of what a mode did before any step."""


@dataclass(frozen=True, slots=True)
class Run:
    """What every step of a run shares."""

    author: Author
    sandbox: Sandbox
    store: TargetStore
    open_models: Callable[[], Models]
    """The models of one step, with a budget of their own."""
    calls: int
    step_s: float
    with_background: bool
    only: tuple[str, ...]
    given: Mapping[str, str]
    """Code of steps that is handed out."""
    kept: Kept
    report: Report


def solved_problems(problems: Sequence[Problem], most: int, ids: Sequence[str] = ()) -> list[Solved]:
    """Problems with their reference code, for a teacher: those of `ids`, else at most so many, evenly spread.

    Raises `Unusable` where one that is named has no such code.
    """
    whole = [one for one in problems if all(step.gold for step in one.steps)]
    if ids:
        there = {one.id: one for one in whole}
        if missing := [name for name in ids if name not in there]:
            raise Unusable(f"--learn-from {missing[0]}: there is no such problem with all reference code.")
        return [_solved(there[name]) for name in ids]
    if len(whole) > most:
        whole = [whole[number * len(whole) // most] for number in range(most)]
    return [_solved(one) for one in whole]


async def answer_all(run: Run, problems: Sequence[Problem]) -> list[Row]:
    """The rows of all chosen steps, after that of the preparation. Raises `ModelFault` from that alone."""
    known = run.kept.begin()
    rows: list[Row] = []
    took = await run.author.prepare(lambda: _desk(run))
    if PREPARATION not in known:
        run.kept.add({"id": PREPARATION, **_spent(took)})
    rows.append(run.kept.rows()[PREPARATION])
    chosen = {one.id: chosen_steps(one, run.only) for one in problems}
    count = sum(map(len, chosen.values()))
    for problem in problems:
        codes: list[str] = []
        for step in problem.steps:
            if step.id not in chosen[problem.id]:
                codes.append(_handed_out(run, step) if chosen[problem.id] else "")
                continue
            row = known.get(step.id)
            if row is None:
                run.report(Progress("check", f"step {len(rows)} of {count}", f"{step.id} {step.entry}"))
                row = await _row(run, problem, step, codes)
                run.kept.add(row)
            rows.append(row)
            codes.append(documented(counted(str(row["code"])), step.header, step.entry))
    return rows


async def _row(run: Run, problem: Problem, step: Step, codes: Sequence[str]) -> Row:
    targets = await run.store.targets(problem, step)
    desk = _desk(run)
    before, began = desk.models.spent, time.monotonic()
    written: Written | None = None
    status, why = "written", ""
    try:
        written = await run.author.write(assignment_of(run, problem, step, codes), desk)
    except ModelFault as fault:
        status, why = f"fault: {fault.kind}", fault.message
    except Nothing as nothing:
        status, why = nothing.kind, str(nothing)
    seconds = time.monotonic() - began
    found: StepScore | None = None
    if written is not None and not targets.why:
        # Code that is slower than the reference by this much does not end in any time worth waiting for.
        limit_s = run.step_s
        if targets.seconds is not None:
            limit_s = min(limit_s, max(_LEAST_S, _TIMES_GOLD * targets.seconds))
        scored = [*codes, counted(written.code)]
        found = await score(run.sandbox, problem, scored, exam_of(problem, step), targets, limit_s)
    return {
        "id": step.id,
        "problem": problem.id,
        "entry": step.entry,
        "status": status,
        "right": None if targets.why else found is not None and found.right,
        "tests_passed": 0 if found is None else sum(found.passed),
        "tests": len(step.tests),
        "executable": found is not None and found.executable,
        "error": None if found is None else found.error,
        "why": why or ("" if found is None else found.why),
        "unscored": targets.why,
        "flags": _flags(targets),
        "gold_s": None if targets.seconds is None else round(targets.seconds, 3),
        "level": None if written is None else written.level,
        "notes": [] if written is None else list(written.notes),
        **_spent(since(before, desk.models.spent)),
        "seconds": round(seconds, 3),
        "code": "" if written is None else written.code,
    }


def assignment_of(run: Run, problem: Problem, step: Step, codes: Sequence[str]) -> Assignment:
    """A step as an author gets it: never with anything of the reference code for it."""
    wanted = step.text
    if run.with_background and step.background:
        wanted = f"{wanted}\n\n{step.background}"
    return Assignment(
        id=step.id,
        group=problem.id,
        wanted=wanted,
        header=step.header,
        entry=step.entry,
        dependencies=problem.dependencies,
        above="\n\n".join(code.strip() for code in codes if code.strip()),
        overall=problem.text,
        returns=step.returns,
    )


def _desk(run: Run) -> Desk:
    return Desk(run.open_models(), run.sandbox, run.calls, run.report)


def _handed_out(run: Run, step: Step) -> str:
    """The code of a step that is not asked for, as later ones need it."""
    return counted(run.given.get(step.id) or step.gold or "")


def _flags(targets: Targets) -> list[str]:
    flags = ["a stub that returns 0.0 passes"] if targets.is_trivial else []
    if targets.seconds is not None and targets.seconds > SLOW_S:
        flags.append("the reference code is slow")
    return flags


def _spent(usage: Usage) -> dict[str, object]:
    return {
        "calls": usage.calls,
        "tokens_in": usage.tokens_in,
        "tokens_out": usage.tokens_out,
        "usd": usage.usd,
        "model_s": round(usage.seconds, 3),
    }


def _solved(problem: Problem) -> Solved:
    asked = "\n\n".join(f"{step.text}\n{step.header}" for step in problem.steps)
    code = "\n\n".join((problem.dependencies, *(step.gold or "" for step in problem.steps)))
    return Solved(problem.id, f"{problem.text}\n\n{asked}", code)


def given_code(folder: Path) -> dict[str, str]:
    """Code of the steps that SciCode hands out, where its files STEP.txt lie in a folder."""
    files = {name: folder / f"{name}.txt" for name in GIVEN}
    return {name: file.read_text("utf-8") for name, file in files.items() if file.is_file()}
