"""One engine process as the server sees it: requests go out, progress and answers come back."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable
from typing import NamedTuple, assert_never

from ansatz.core.progress import Progress
from ansatz.engine import wire

log = logging.getLogger(__name__)

CLOSE_GRACE_S = 1.0
"""How long an engine may take to end its sandboxes before it is killed."""


class EngineGone(Exception):
    """The process ended before it answered; says how, in words for the user.

    `is_crash` is False where we ended it for another reason than what it did.
    """

    def __init__(self, how: str, *, is_crash: bool) -> None:
        super().__init__(how)
        self.is_crash = is_crash


class _Waiting(NamedTuple):
    answer: "asyncio.Future[wire.Answer]"
    report: Callable[[Progress], None]


class EngineProcess:
    """A running child. Everything but `start` is called from the event loop's thread."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._waiting: dict[int, _Waiting] = {}
        self._why_killed: str | None = None
        self._is_retiring = False
        self._is_wanted_end = False
        self.ended = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls, first: wire.Start, service: str | None) -> "EngineProcess":
        """A new child, told its folder. Its errors go where the server's go."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            # A workspace's own modules must never be imported in place of ours.
            "-P",
            "-m",
            "ansatz.engine",
            "--parent",
            str(os.getpid()),
            *(() if service is None else ("--service", service)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # Its own group, so that killing it takes what it started along.
            start_new_session=True,
        )
        engine = cls(process)
        engine._send(first)
        return engine

    @property
    def end(self) -> EngineGone:
        """How it ended, or is ending."""
        return EngineGone(self._obituary(), is_crash=not self._is_wanted_end)

    @property
    def is_alive(self) -> bool:
        """Whether it can still answer."""
        return not self.ended.done() and not self._is_wanted_end and self._why_killed is None

    async def ask(self, request: wire.Request, report: Callable[[Progress], None]) -> wire.Answer:
        """The answer to `request`. Raises `EngineGone`.

        Cancelling the wait asks the engine to stop; whether it does is for `has_answered` to say.
        """
        if self.ended.done() or self._why_killed is not None:
            raise self.end
        waiting = _Waiting(asyncio.get_running_loop().create_future(), report)
        self._waiting[request.id] = waiting
        try:
            self._send(request)
            # Shielded: after a cancel the entry still waits for the engine's own word.
            return await asyncio.shield(waiting.answer)
        except asyncio.CancelledError:
            self._send(wire.Cancel(request.id))
            raise

    def has_answered(self, request_id: int) -> bool:
        """Whether nothing is running for the request any more."""
        return request_id not in self._waiting

    def kill(self, why: str, *, is_crash: bool = False) -> None:
        """Ends the process and all that it started, at once; what waits for it gets `EngineGone`."""
        self._is_wanted_end = self._is_wanted_end or not is_crash
        self._why_killed = self._why_killed or why
        log.warning("engine %d is killed: %s", self._process.pid, why)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def retire(self) -> None:
        """Ends the process as soon as nothing waits for it; it takes no new work."""
        self._is_retiring = self._is_wanted_end = True
        if not self._waiting:
            self._send(wire.Shutdown())

    async def close(self) -> None:
        """Ends the process, in good order if that is quick."""
        self._is_wanted_end = True
        self._send(wire.Shutdown())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self.ended), CLOSE_GRACE_S)
        if not self.ended.done():
            self.kill("the server ended")
            await self.ended

    def _send(self, message: wire.ToEngine) -> None:
        stdin = self._process.stdin
        if stdin is not None and not stdin.is_closing():
            stdin.write(wire.encode(message))

    async def _listen(self) -> None:
        """Takes messages until the process ends, then says so to whoever waits."""
        stream = self._process.stdout
        assert stream is not None
        try:
            while True:
                length = wire.body_length(await stream.readexactly(wire.LENGTH.size))
                self._take(wire.decode_from_engine(await stream.readexactly(length)))
        except asyncio.IncompleteReadError:
            pass
        except wire.WireError as error:
            self.kill(f"it spoke nonsense: {error}", is_crash=True)
        finally:
            await self._process.wait()
            # What it started may still hold the machine.
            if sys.platform != "win32":
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            for waiting in self._waiting.values():
                if not waiting.answer.done():
                    waiting.answer.set_exception(self.end)
                    # Whoever was cancelled doesn't look any more.
                    waiting.answer.exception()
            self._waiting.clear()

    def _take(self, message: wire.FromEngine) -> None:
        match message:
            case wire.ProgressNote(id=number, progress=progress):
                if (waiting := self._waiting.get(number)) is not None:
                    waiting.report(progress)
            case wire.Failed(id=None):
                # What keeps the service from being built may be put right; the next process will see.
                self.retire()
            case (
                wire.Done(id=number)
                | wire.WouldSend(id=number)
                | wire.SpecsRead(id=number)
                | wire.Checked(id=number)
                | wire.Proposed(id=number)
                | wire.Found(id=number)
                | wire.TestsKept(id=number)
                | wire.Cancelled(id=number)
            ):
                self._answer(number, message)
            case wire.Failed(id=number):
                self._answer(number, message)
            case wire.Pong():
                pass
            case _:
                assert_never(message)

    def _answer(self, number: int | None, answer: wire.Answer) -> None:
        waiting = None if number is None else self._waiting.pop(number, None)
        if waiting is not None and not waiting.answer.done():
            waiting.answer.set_result(answer)
        if self._is_retiring and not self._waiting:
            self._send(wire.Shutdown())

    def _obituary(self) -> str:
        if self._why_killed is not None:
            return self._why_killed
        code = self._process.returncode
        if code is None:
            return "it stopped answering"
        if code < 0:
            return f"it was killed by {_signal_name(-code)}"
        return f"it ended with exit code {code}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
