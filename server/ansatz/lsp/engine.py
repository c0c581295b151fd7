"""The engine of one workspace folder: started on need, restarted after a crash, killed when it won't stop."""

import asyncio
import itertools
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from ansatz.core.outcome import DryRun, FunctionReading, KeptTest, ProposedStubs, StaticFinding, TargetOutcome
from ansatz.core.progress import Progress
from ansatz.core.routine import Match
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.engine import wire

from .engine_process import EngineGone, EngineProcess

if TYPE_CHECKING:
    from collections.abc import Coroutine

log = logging.getLogger(__name__)

CANCEL_GRACE_S = 0.8
"""How long a cancelled request may go on before the engine is killed for it: under a second in all."""
MAX_CRASHES = 4
CRASH_WINDOW_S = 60.0


_Answer = TypeVar("_Answer", bound=wire.Answer)


def _unheard(_: Progress) -> None:
    """For requests whose progress nobody is shown."""


class EngineFailed(Exception):
    """A request could not be done; the words are for the user."""


class Engine:
    """Keeps one process going. `on_crash` hears of each crash, in words for the user."""

    def __init__(self, folder: str, service: str | None, on_crash: Callable[[str], None]) -> None:
        self._folder = folder
        self._service = service
        self._on_crash = on_crash
        self._editor: Mapping[str, object] = {}
        self._process: EngineProcess | None = None
        self._starting = asyncio.Lock()
        self._numbers = itertools.count(1)
        self._crashes: deque[float] = deque(maxlen=MAX_CRASHES)
        self._closing: asyncio.Task[None] | None = None
        self._background: set[asyncio.Task[None]] = set()

    def configure(self, editor: Mapping[str, object]) -> None:
        """Takes the editor's settings; where they differ, the next request gets a new process."""
        if editor == self._editor:
            return
        self._editor = editor
        if self._process is not None:
            self._process.retire()
            self._process = None

    async def generate(
        self,
        snapshot: DocumentSnapshot,
        selection: Span,
        report: Callable[[Progress], None],
        with_models: bool = True,
    ) -> tuple[TargetOutcome, ...]:
        """Implementations for what `selection` covers. Raises `EngineFailed`."""
        answer = await self._answer(
            wire.Done, lambda number: wire.Generate(number, snapshot, selection, with_models), report
        )
        return answer.outcomes

    async def dry_run(
        self, snapshot: DocumentSnapshot, selection: Span, report: Callable[[Progress], None]
    ) -> tuple[DryRun, ...] | None:
        """What would be sent to models for what `selection` covers. Raises `EngineFailed`."""
        answer = await self._answer(
            wire.WouldSend, lambda number: wire.RunDry(number, snapshot, selection), report
        )
        return answer.functions

    async def validate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Callable[[Progress], None]
    ) -> tuple[TargetOutcome, ...]:
        """Judgements of what `selection` covers. Raises `EngineFailed`."""
        answer = await self._answer(
            wire.Done, lambda number: wire.Validate(number, snapshot, selection), report
        )
        return answer.outcomes

    async def change(
        self,
        snapshot: DocumentSnapshot,
        selection: Span,
        instruction: str,
        report: Callable[[Progress], None],
    ) -> tuple[TargetOutcome, ...]:
        """What `selection` covers changed as `instruction` says. Raises `EngineFailed`."""
        answer = await self._answer(
            wire.Done, lambda number: wire.Change(number, snapshot, selection, instruction), report
        )
        return answer.outcomes

    async def read_specs(self, snapshot: DocumentSnapshot) -> tuple[FunctionReading, ...]:
        """The spec faults of a document. Raises `EngineFailed`."""
        answer = await self._answer(
            wire.SpecsRead, lambda number: wire.Read(number, snapshot), may_kill=False
        )
        return answer.functions

    async def check(self, snapshot: DocumentSnapshot) -> tuple[StaticFinding, ...]:
        """What is wrong with a document's code without running it. Raises `EngineFailed`."""
        answer = await self._answer(wire.Checked, lambda number: wire.Check(number, snapshot), may_kill=False)
        return answer.findings

    async def propose(self, snapshot: DocumentSnapshot, selection: Span) -> ProposedStubs | None:
        """Stubs for what the passage under `selection` describes. Raises `EngineFailed`."""
        answer = await self._answer(wire.Proposed, lambda number: wire.Propose(number, snapshot, selection))
        return answer.stubs

    async def keep(self, snapshot: DocumentSnapshot, selection: Span) -> tuple[KeptTest, ...]:
        """The evidence on what `selection` covers, as tests. Raises `EngineFailed`."""
        answer = await self._answer(wire.TestsKept, lambda number: wire.Keep(number, snapshot, selection))
        return answer.tests

    async def search(self, query: str, limit: int, report: Callable[[Progress], None]) -> tuple[Match, ...]:
        """Installed routines that do what `query` asks for. Raises `EngineFailed`."""
        answer = await self._answer(wire.Found, lambda number: wire.Search(number, query, limit), report)
        return answer.matches

    async def close(self) -> None:
        """Ends the process, for good. May be called again, and then waits for the same end."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        async with self._starting:
            process, self._process = self._process, None
        if process is not None:
            await process.close()

    async def _answer(
        self,
        kind: type[_Answer],
        make: Callable[[int], wire.Request],
        report: Callable[[Progress], None] = _unheard,
        *,
        may_kill: bool = True,
    ) -> _Answer:
        answer = await self._ask(make, report, may_kill=may_kill)
        if isinstance(answer, kind):
            return answer
        if isinstance(answer, wire.Failed):
            raise EngineFailed(answer.message)
        raise EngineFailed("The engine answered out of turn.")

    async def _ask(
        self,
        make: Callable[[int], wire.Request],
        report: Callable[[Progress], None],
        *,
        may_kill: bool,
    ) -> wire.Answer:
        while True:
            process = await self._running()
            request = make(next(self._numbers))
            try:
                return await process.ask(request, report)
            except asyncio.CancelledError:
                # Not awaited: the client hears at once that its request is cancelled. What nobody
                # cancelled but the next keystroke is not worth another request's engine.
                if may_kill:
                    self._spawn(self._see_it_stop(process, request.id))
                raise
            except EngineGone as gone:
                if gone.is_crash or self._closing is not None:
                    raise EngineFailed(f"The engine stopped while it worked on this: {gone}.") from gone
                # Killed for another request's sake: this one never failed, so it starts anew.

    async def _running(self) -> EngineProcess:
        async with self._starting:
            if self._process is not None and self._process.is_alive:
                return self._process
            if self._closing is not None:
                raise EngineFailed("The server is ending.")
            self._refuse_crash_loop()
            self._process = await EngineProcess.start(wire.Start(self._folder, self._editor), self._service)
            self._spawn(self._mourn(self._process))
            return self._process

    def _refuse_crash_loop(self) -> None:
        if len(self._crashes) == MAX_CRASHES and time.monotonic() - self._crashes[0] < CRASH_WINDOW_S:
            wait_s = CRASH_WINDOW_S - (time.monotonic() - self._crashes[0])
            raise EngineFailed(
                f"The engine stopped {MAX_CRASHES} times within a minute, so it is not started again for "
                f"{wait_s:.0f} s. Its last words are in the server's log."
            )

    async def _see_it_stop(self, process: EngineProcess, request_id: int) -> None:
        deadline = time.monotonic() + CANCEL_GRACE_S
        while not process.has_answered(request_id):
            if time.monotonic() >= deadline:
                process.kill("a cancelled request would not stop")
                return
            await asyncio.sleep(0.02)

    async def _mourn(self, process: EngineProcess) -> None:
        """Waits for the end of a process, and says so where nobody asked for it."""
        await asyncio.wait([process.ended])
        if self._process is process:
            self._process = None
        if process.end.is_crash:
            self._crashes.append(time.monotonic())
            self._on_crash(
                f"Ansatz's engine stopped unexpectedly: {process.end}. No text was changed; work under way "
                "has failed, and the engine starts again when it is next needed."
            )

    def _spawn(self, work: "Coroutine[None, None, None]") -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
