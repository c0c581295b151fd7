"""Repairs what is refuted or does not run, by kind of bug and with the witness, and keeps the best.

Syntax, imports and installed names come first, as in MOSAIC's debugger; then, beyond it, the input on
which a claim is refuted. A repair that is judged worse than what it came from is dropped, so that the
rounds never end below where they began.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from ..core.candidate import Candidate
from ..core.evidence import Evidence, Inconclusive, Judgement, Refuted
from ..core.progress import Progress, Report
from ..sources.model import Bug, Draft, NoCode, repaired, whole
from .judged import Judged, is_better, is_offered
from .teaching import Taught, Teaching, gathered

_BUGS: Final[Mapping[str, Bug]] = {
    "syntax": "syntax",
    "installed_api": "api",
    "runs": "runtime",
    "equation": "value",
    "residual": "value",
    "units": "units",
    "shape": "shape",
    "inputs_unchanged": "side effect",
    "bound": "range",
    "example": "value",
    "session": "value",
    "instruction": "instruction",
    "property": "value",
}
_FIRST: Final = ("syntax", "import", "api", "runtime", "time")
"""Bugs that are seen without knowing what the function is for."""


async def debugged(
    teaching: Teaching,
    lesson: Taught,
    best: Judged | None,
    judge: Callable[[Candidate], Awaitable[Judgement]],
    report: Report,
) -> Judged | None:
    """The best of what there was and its repairs. Raises SandboxUnavailable.

    `best` is the best candidate that a model wrote, None where only broken drafts came.
    """
    task, log = lesson.task, lesson.log
    draft = lesson.broken[0] if lesson.broken and best is None else None
    for number in range(1, teaching.repairs + 1):
        if log.is_over or (best is not None and is_offered(best)):
            break
        found = _bug_of_draft(draft) if draft is not None else _bug_of(best)
        if found is None or (not teaching.refutations and found[0] not in _FIRST):
            break
        report(Progress("draft", f"repair {number}: {found[0]}", task.target.qualified_name))
        code = draft.text if draft is not None else _as_function(lesson, best)
        answers = await gathered(
            [
                repaired(
                    teaching.models,
                    task,
                    task.name,
                    task.arguments,
                    code,
                    *found,
                    context=task.context,
                    sample=number - 1,
                )
            ],
            log,
        )
        for answer in answers:
            try:
                candidate = whole(task, answer, None, lesson.plan)
            except NoCode:
                draft = answer if best is None else None
                continue
            draft = None
            again = Judged(_with_steps(candidate, best), await judge(candidate))
            best = again if best is None or is_better(again, best) else best
    return best


def _bug_of_draft(draft: Draft) -> tuple[Bug, str]:
    return ("outside" if "reaches outside" in draft.problem else "syntax"), draft.problem


def _bug_of(best: Judged | None) -> tuple[Bug, str] | None:
    """What is wrong by the evidence; the bug that hides others first."""
    if best is None:
        return None
    refuted = [each for each in best.judgement.evidence if isinstance(each.verdict, Refuted)]
    ordered = sorted(refuted, key=lambda each: _BUGS.get(each.claim.kind, "value") not in _FIRST)
    if ordered:
        return _BUGS.get(ordered[0].claim.kind, "value"), "\n".join(told(each) for each in ordered[:3])
    for each in best.judgement.evidence:
        if each.claim.kind == "runs" and isinstance(each.verdict, Inconclusive):
            return "runtime", each.verdict.why
    return None


def told(evidence: Evidence) -> str:
    verdict = evidence.verdict
    if not isinstance(verdict, Refuted):
        return evidence.claim.text
    witness = verdict.witness
    given = ", ".join(f"{name}={value}" for name, value in witness.arguments)
    at = f" For {given}:" if given else ""
    return f"It must hold that {evidence.claim.text}.{at} expected {witness.expected}, got {witness.got}."


def _as_function(lesson: Taught, best: Judged | None) -> str:
    """The candidate as a function with its imports, as a repair wants to see and to return it."""
    if best is None:
        return ""
    body = "\n".join(f"    {row}" if row.strip() else row for row in best.candidate.body.split("\n"))
    imports = "\n".join(best.candidate.imports)
    header = lesson.task.target.signature.of(lesson.task.snapshot.text)
    return f"{imports}\n\n\n{header}\n{body}".strip()


def _with_steps(candidate: Candidate, before: Judged | None) -> Candidate:
    """Steps keep the examples that they were written from; evidence on their earlier code is gone."""
    if before is None:
        return candidate
    seen = {step.symbol: step.exemplars for step in before.candidate.steps}
    steps = tuple(
        replace(
            step,
            exemplars=seen.get(step.symbol, step.exemplars),
            evidence=("repaired after the program was judged",),
        )
        for step in candidate.steps
    )
    return replace(candidate, steps=steps)
