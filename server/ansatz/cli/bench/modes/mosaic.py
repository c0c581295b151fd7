"""Mode `mosaic`: bucket, teacher, student and debugger as published (MOSAIC, arXiv 2510.08804).

A teacher explains solved problems once. For an assignment, a student that sees explanations of the same
field and signatures with summaries of the earlier functions plans, then writes; a debugger repairs code that
does not load. Nothing checks what the code computes. What the paper leaves open is chosen here: one turn of
reflection for the teacher, two explanations for the student, two rounds for the debugger.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ansatz.cli.bench.modes.assignment import Assignment
from ansatz.cli.bench.modes.author import Ablation, Desk, Nothing, Written, since
from ansatz.cli.bench.modes.replying import code_of
from ansatz.core.exemplar import Domain
from ansatz.core.model import ModelFault, Usage
from ansatz.prompts import filled

_ROUNDS: Final = 2
_SHOWN: Final = 2
_WORD: Final = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Solved:
    """A problem with code that is known to be right. `group` is the problem that it belongs to."""

    group: str
    task: str
    code: str


@dataclass(frozen=True, slots=True)
class Bucket:
    """The planner's reply on a problem's field."""

    domain: Domain


@dataclass(frozen=True, slots=True)
class Explanation:
    """The teacher's reply on a solved problem."""

    domain: Domain
    rationale: str
    pseudocode: str


@dataclass(frozen=True, slots=True)
class _Lesson:
    solved: Solved
    explanation: Explanation | None
    """None where the teacher was left out: then the code itself is shown."""


class Mosaic:
    """Learns from solved problems, never from those of the assignment's own group."""

    def __init__(self, solved: Sequence[Solved], without: frozenset[Ablation] = frozenset()) -> None:
        self._solved = () if "exemplars" in without else tuple(solved)
        self._without = without
        self._lessons: list[_Lesson] = []
        self._domains: dict[str, Domain] = {}

    async def prepare(self, open_desk: Callable[[], Desk]) -> Usage:
        """Has every solved problem explained. Raises `ModelFault` only where nothing can be asked."""
        usage = Usage()
        self._lessons = []
        for one in self._solved:
            if "teacher" in self._without:
                self._lessons.append(_Lesson(one, None))
                continue
            desk = open_desk()
            before = desk.models.spent
            try:
                self._lessons.append(_Lesson(one, await _explained(one, desk)))
            except ModelFault as fault:
                if fault.kind in ("none-configured", "key", "private"):
                    raise
            finally:
                usage += since(before, desk.models.spent)
        return usage

    async def write(self, assignment: Assignment, desk: Desk) -> Written:
        """The student's code once it loads, or after the last repair. Raises `ModelFault`, `Nothing`."""
        left = desk.calls
        notes: list[str] = []
        lessons = [one for one in self._lessons if one.solved.group != assignment.group]
        domain: Domain | None = None
        if any(one.explanation for one in lessons):
            if assignment.group not in self._domains and left > 2:
                left -= 1
                prompt = filled("mosaic-bucket", files=(), task=assignment.overall or assignment.task)
                bucket = await desk.models.ask_typed("planner", prompt, Bucket)
                self._domains[assignment.group] = bucket.value.domain
            domain = self._domains.get(assignment.group)
            notes.append(f"bucket: {domain}")
        shown = _nearest(lessons, domain, assignment)
        notes += [f"example: {one.solved.group}" for one in shown]
        is_short = "ccw" not in self._without
        parts = {
            "task": assignment.task,
            "context": assignment.summary_above if is_short else assignment.code_above,
            "dependencies": assignment.dependencies,
            "name": assignment.entry,
        }
        rationale = "Write it as the task says."
        if left > 1:
            left -= 1
            examples = "\n\n".join(map(_shown, shown))
            asked = filled("mosaic-rationale", files=(), examples=examples, **parts)
            rationale = (await desk.models.ask("student", asked)).text
        left -= 1
        written = await desk.models.ask(
            "student", filled("mosaic-code", files=(), rationale=rationale, **parts)
        )
        code = code_of(written.text, assignment.entry)
        for turn in range(min(_ROUNDS, left)):
            problem = await desk.load_problem(assignment, code)
            if not problem:
                break
            notes.append(f"repaired: {problem}")
            asked = filled(
                "mosaic-debug",
                files=(),
                code=code,
                problem=problem,
                dependencies=assignment.dependencies,
                name=assignment.entry,
            )
            try:
                repaired = await desk.models.ask("student", asked, sample=turn)
                code = code_of(repaired.text, assignment.entry)
            except (ModelFault, Nothing) as error:
                notes.append(str(error))
                break
        return Written(code, None, tuple(notes))


async def _explained(one: Solved, desk: Desk) -> Explanation:
    """The teacher's explanation after a turn of reflection."""
    asked = filled("mosaic-explain", files=(), task=one.task, code=one.code)
    first = (await desk.models.ask_typed("teacher", asked, Explanation)).value
    again = filled(
        "mosaic-reflect",
        files=(),
        task=one.task,
        code=one.code,
        rationale=first.rationale,
        pseudocode=first.pseudocode,
    )
    return (await desk.models.ask_typed("teacher", again, Explanation)).value


def _nearest(lessons: Sequence[_Lesson], domain: Domain | None, assignment: Assignment) -> list[_Lesson]:
    """Lessons of the field, those that share most words with the task first."""
    words = _words(f"{assignment.overall} {assignment.wanted}")

    def likeness(one: _Lesson) -> float:
        others = _words(one.solved.task)
        return len(words & others) / max(1, len(words | others))

    same = [one for one in lessons if one.explanation is None or one.explanation.domain == domain]
    return sorted(same, key=likeness, reverse=True)[:_SHOWN]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _shown(one: _Lesson) -> str:
    if one.explanation is None:
        learned = f"```python\n{one.solved.code}\n```"
    else:
        learned = f"{one.explanation.rationale}\n\n{one.explanation.pseudocode}"
    return f"<example>\n{one.solved.task}\n\n{learned}\n</example>"
