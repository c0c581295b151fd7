"""Mode `ansatz`: the whole pipeline, and what of it can be left out."""

import ast
import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from ansatz import editing
from ansatz.cli.bench.modes.assignment import Assignment
from ansatz.cli.bench.modes.author import Ablation, Desk, Nothing, Written
from ansatz.cli.bench.modes.direct import drafted
from ansatz.cli.bench.modes.replying import code_of, documented
from ansatz.cli.bench.result import why_of
from ansatz.core.exemplar import Shelf
from ansatz.core.model import Models, Prompt, Reply, Role, Typed, Usage
from ansatz.core.outcome import Accepted, Outcome
from ansatz.core.protocols import Source
from ansatz.core.target import FunctionTarget
from ansatz.pipeline.run import Tools, generate, out_of_time
from ansatz.pipeline.teaching import Teaching
from ansatz.reading.read import read_spec
from ansatz.sources.model.context import code_above, consolidated
from ansatz.sources.model.student import draft_whole
from ansatz.sources.model.task import task_of
from ansatz_sandbox import Limits

Value = TypeVar("Value")

_PLANS_FROM: Final = 12
"""With fewer calls, a plan whose steps are each drafted would use them up before anything is whole."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the pipeline works with beside models and a sandbox."""

    sources: Sequence[Source]
    shelf: Shelf | None
    limits: Limits
    seed: int
    versions: tuple[tuple[str, str], ...]
    time_limit_s: float


class Pipeline:
    """Generates as the editor's command does. Where nothing is accepted, the student's last word counts.

    A benchmark wants an answer even where Ansatz would rather offer none; then it has no level.
    """

    def __init__(self, parts: Parts, without: frozenset[Ablation] = frozenset()) -> None:
        self._parts = parts
        self._without = without

    async def prepare(self, open_desk: Callable[[], Desk]) -> Usage:
        """Nothing: the exemplars that are shipped were explained before."""
        return Usage()

    async def write(self, assignment: Assignment, desk: Desk) -> Written:
        """The accepted code, else the best that a model wrote. Raises `ModelFault` and `Nothing`."""
        target = assignment.target
        if target is None:
            return Written(await drafted(assignment, desk), None, ("no function: asked for directly",))
        heard = _Heard(desk.models)
        teaching = self._teaching(heard, desk.calls)
        if "validation" in self._without:
            return await self._unvalidated(assignment, target, teaching, desk)
        sources = () if "symbolic" in self._without else self._parts.sources
        parts = self._parts
        tools = Tools(
            sources, desk.sandbox, parts.limits, parts.seed, parts.versions, teaching=teaching
        )  # fmt: skip
        outcome: Outcome = out_of_time(parts.time_limit_s)
        try:
            async with asyncio.timeout(parts.time_limit_s):
                outcome = await generate(assignment.snapshot, target, tools, desk.report)
        except TimeoutError:
            pass
        if isinstance(outcome, Accepted):
            text = editing.apply(assignment.snapshot.text, outcome.edit.changes)
            notes = (f"by {outcome.record.source}", *outcome.record.reasons)
            code = added_code(assignment.snapshot.text, text)
            return Written(documented(code, assignment.header, assignment.entry), outcome.record.level, notes)
        notes = (f"{outcome.kind}: {why_of(outcome)}",)
        return Written(await self._last_word(assignment, desk, heard), None, notes)

    def _teaching(self, models: Models, calls: int) -> Teaching:
        out = self._without
        shelf = None if "exemplars" in out else self._parts.shelf
        few = calls < _PLANS_FROM
        return Teaching(
            models,
            shelf,
            context="code" if "ccw" in out else "ccw",
            plans=not few,
            rationales="teacher" not in out,
            drafts=(1, 2, 2) if few else (1, 2, 4),
        )

    async def _unvalidated(
        self, assignment: Assignment, target: FunctionTarget, teaching: Teaching, desk: Desk
    ) -> Written:
        """The student's first draft, as it is."""
        snapshot = assignment.snapshot
        spec = read_spec(snapshot.text, target)
        shown = ()
        if teaching.shelf is not None:
            shown = teaching.shelf.find(spec.text, teaching.shelf.bucket(spec.text), teaching.examples)
        context = (code_above if teaching.context == "code" else consolidated)(snapshot.text, target)
        task = task_of(snapshot, target, spec, shown, context, with_rationales=teaching.rationales)
        draft = await draft_whole(desk.models, task)
        return Written(code_of(draft.reply.text, assignment.entry), None, tuple(draft.exemplars))

    async def _last_word(self, assignment: Assignment, desk: Desk, heard: "_Heard") -> str:
        """The last reply with the whole function that loads, else the last at all, else a direct one."""
        codes: list[str] = []
        for text in heard.texts:
            try:
                codes.append(code_of(text, assignment.entry))
            except Nothing:
                continue
        for code in reversed(codes):
            if not await desk.load_problem(assignment, code):
                return code
        return codes[-1] if codes else await drafted(assignment, desk)


@dataclass
class _Heard:
    """Models that keep what the student said."""

    models: Models
    texts: list[str] = field(default_factory=list[str])

    def has(self, role: Role) -> bool:
        return self.models.has(role)

    async def ask(
        self, role: Role, prompt: Prompt, *, sample: int = 0, heard: Callable[[str], None] | None = None
    ) -> Reply:
        reply = await self.models.ask(role, prompt, sample=sample, heard=heard)
        if role == "student":
            self.texts.append(reply.text)
        return reply

    async def ask_typed(
        self, role: Role, prompt: Prompt, kind: type[Value], *, sample: int = 0
    ) -> Typed[Value]:
        return await self.models.ask_typed(role, prompt, kind, sample=sample)

    async def embed(self, texts: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
        return await self.models.embed(texts)

    @property
    def spent(self) -> Usage:
        return self.models.spent


def added_code(before: str, after: str) -> str:
    """The top-level statements that an edit has brought: imports, helpers, the function."""
    old = {_key(node) for node in ast.parse(before).body}
    lines = after.split("\n")
    parts: list[str] = []
    for node in ast.parse(after).body:
        if _key(node) in old:
            continue
        decorators = node.decorator_list if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
        first = min([node.lineno, *(each.lineno for each in decorators)])
        parts.append("\n".join(lines[first - 1 : node.end_lineno]))
    return "\n\n\n".join(parts) + "\n"


def _key(node: ast.stmt) -> str:
    return ast.dump(node)
