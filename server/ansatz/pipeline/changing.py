"""Changes code as its author says in words, and lets nothing go that was found to hold of it before."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final

from ansatz_sandbox import SandboxUnavailable

from .. import editing
from ..claims.derive import for_judging
from ..core.candidate import Candidate
from ..core.evidence import Evidence, Judgement, Refuted, Supported
from ..core.outcome import Accepted, NoneAccepted, NoSandbox, Outcome
from ..core.progress import Progress, Report
from ..core.target import FunctionTarget
from ..core.text import DocumentSnapshot, Span
from ..reading.read import read_spec
from ..sources.existing import existing_code
from ..sources.model import NoCode, Task, consolidated, task_of, whole
from ..sources.model.changing import changed
from .debugging import told
from .judged import OFFERED
from .recording import Session, recorded
from .run import Tools, judged_by, obstacle_to
from .teaching import Log, Teaching, gathered

NO_MODEL: Final = (
    "a change in words needs a language model, and none is set: name one in `models.all`; without one, "
    "write what shall hold into the docstring, and generate"
)


async def change(
    snapshot: DocumentSnapshot, target: FunctionTarget, instruction: str, tools: Tools, report: Report
) -> Outcome:
    """The function changed as `instruction` says, where all claims that held of it hold of the new code.

    What is asked for beyond the docstring is checked by nobody, so the level is `plausible` at most.
    """
    if tools.teaching is None or not tools.teaching.models.has("student"):
        return NoneAccepted(NO_MODEL)
    if not instruction.strip():
        return NoneAccepted("the instruction is empty: say what shall change")
    if target.is_stub:
        return NoneAccepted("there is no code to change yet: the body is a stub")
    spec = for_judging(read_spec(snapshot.text, target))
    obstacle = obstacle_to(target, spec)
    if obstacle is not None:
        return obstacle
    session = Session("changed", time.monotonic(), tools.versions)
    try:
        before = await judged_by(existing_code(snapshot, target), spec, tools, report)
        held = [each for each in before.evidence if isinstance(each.verdict, Supported)]
        log = Log(tools.teaching.models, before=tools.teaching.models.spent)
        context = consolidated(snapshot.text, target)
        task = task_of(snapshot, target, spec, (), context)

        async def judge(candidate: Candidate) -> Judgement:
            return await judged_by(candidate, spec, tools, report)

        tried = _Trying(tools.teaching, task, instruction, held, log)
        found = await tried.best(judge, report)
    except SandboxUnavailable as error:
        return NoSandbox(error.reason, error.advice)
    if found is None:
        return NoneAccepted(tried.why)
    candidate, judgement = found
    said = f"whether it does what was asked for beyond the docstring was not checked: {instruction.strip()}"
    level = "plausible" if judgement.level in OFFERED else judgement.level
    judgement = replace(judgement, level=level, reasons=(*judgement.reasons, said))
    edit = editing.propose(snapshot, target, candidate)
    session = replace(session, making=log.making())
    record = recorded(session, snapshot, target, spec, candidate, judgement, edit)
    if judgement.level not in OFFERED:
        return NoneAccepted(
            f"the changed code is {judgement.level}: {'; '.join(judgement.reasons[:3])}", record
        )
    return Accepted(edit, candidate.body, record)


class _Trying:
    """Asks until an answer breaks nothing, or the rounds are over. `why` says what the last one broke."""

    def __init__(
        self, teaching: Teaching, task: Task, instruction: str, held: Sequence[Evidence], log: Log
    ) -> None:
        self._teaching = teaching
        self._task = task
        self._instruction = instruction
        self._held = {each.claim.id for each in held}
        self._log = log
        self.why = "the model gave no code"

    async def best(
        self, judge: Callable[[Candidate], Awaitable[Judgement]], report: Report
    ) -> tuple[Candidate, Judgement] | None:
        """The first answer that keeps all that held. Raises SandboxUnavailable."""
        task, found = self._task, ""
        code = Span(task.target.signature.start, task.target.statements.end).of(task.snapshot.text)
        for number in range(1 + self._teaching.repairs):
            report(Progress("draft", "asking for the change", task.target.qualified_name))
            asked = changed(self._teaching.models, task, code, self._instruction, found, sample=number)
            drafts = await gathered([asked], self._log)
            if not drafts:
                break
            try:
                candidate = whole(task, drafts[0])
            except NoCode as error:
                self.why = f"the model's answer can't be used: {error}"
                found = str(error)
                continue
            judgement = await judge(candidate)
            lost = self._lost(judgement)
            if lost:
                first = await judge(_first_value(candidate))
                if not self._lost(first):
                    only = "it returns several values, and the docstring describes the first alone"
                    return candidate, replace(first, reasons=(*first.reasons, only))
                broken = "; ".join(each.claim.text for each in lost[:3])
                self.why = f"the change would break what the docstring says: {broken}"
                found = "\n".join(told(each) for each in lost[:3])
                continue
            return candidate, judgement
        if self._log.fault is not None:
            self.why = f"{self._log.fault.message} {self._log.fault.advice}"
        return None

    def _lost(self, judgement: Judgement) -> list[Evidence]:
        """What held before and does not now, and what is refuted."""
        return [
            each
            for each in judgement.evidence
            if isinstance(each.verdict, Refuted)
            or (each.claim.id in self._held and not isinstance(each.verdict, Supported))
        ]


def _first_value(candidate: Candidate) -> Candidate:
    """The candidate as a function that returns the first member of its tuple, and nothing else will do."""
    entry = f"{candidate.entry}_first"
    wrapper = (
        f"\n\ndef {entry}(*args, **kwargs):\n"
        f"    value = {candidate.entry}(*args, **kwargs)\n"
        "    if not isinstance(value, tuple):\n"
        "        raise TypeError('one value came back')\n"
        "    return value[0]\n"
    )
    return replace(candidate, module=candidate.module.rstrip("\n") + wrapper, entry=entry)
