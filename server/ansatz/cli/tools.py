"""What the commands work with, and how they get it. The real ones are picked in `app`."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from ansatz.core.protocols import Around
from ansatz.core.record import Record
from ansatz.core.spec import Spec
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.engine.settings import Settings
from ansatz.engine.wire import EngineService
from ansatz_sandbox import Sandbox

T = TypeVar("T")


class Service(EngineService, Protocol):
    """The engine's service as the command line uses it, in its own process."""

    async def warm(self) -> None:
        """Waits for what is opened in the background: the search over what is installed."""
        ...

    async def read(self, snapshot: DocumentSnapshot, selection: Span) -> tuple[Spec, ...]:
        """How the specs of the functions that `selection` covers are understood."""
        ...


class Records(Protocol):
    """What was found out before, read only."""

    def get(self, qualified_name: str, spec_digest: str, slice_digest: str) -> Record | None:
        """The record of exactly this code for exactly this spec."""
        ...

    def latest(self, qualified_name: str, spec_digest: str) -> Record | None:
        """The newest record for this spec, whatever its code was."""
        ...

    def close(self) -> None:
        """Lets go of the file."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """How a command comes by what it needs."""

    open_service: Callable[[Settings], Service]
    open_sandbox: Callable[[Settings], Awaitable[Sandbox]]
    """Raises `SandboxUnavailable`."""
    open_records: Callable[[Settings], Records]
    open_barred: Callable[[Settings, Around], Service] | None = None
    """A service with something around its sources and its search; None where these are made up."""

    @asynccontextmanager
    async def service(self, settings: Settings) -> AsyncGenerator[Service]:
        """A service that is closed behind the block."""
        service = self.open_service(settings)
        try:
            yield service
        finally:
            await to_its_end(service.close())


async def to_its_end(closing: Coroutine[Any, Any, None]) -> None:
    """Awaits `closing`. A cancel that comes meanwhile goes on behind it: nothing is left half closed."""
    task = asyncio.ensure_future(closing)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise


def run_to_end(work: Coroutine[Any, Any, T]) -> T:
    """Runs `work` in a loop of its own; Ctrl-C and SIGTERM cancel it, so that it can end what it started.

    Raises KeyboardInterrupt after either.
    """

    async def guarded() -> T:
        task, loop = asyncio.current_task(), asyncio.get_running_loop()
        assert task is not None
        before = signal.getsignal(signal.SIGTERM)
        was_terminated = False

        def terminate(_number: int, _frame: object) -> None:
            nonlocal was_terminated
            was_terminated = True
            # Whoever asks twice is not kept waiting.
            signal.signal(signal.SIGTERM, before)
            loop.call_soon_threadsafe(task.cancel)

        # asyncio itself turns Ctrl-C into a cancellation; a polite kill deserves the same.
        signal.signal(signal.SIGTERM, terminate)
        try:
            return await work
        except asyncio.CancelledError:
            if was_terminated:
                raise KeyboardInterrupt from None
            raise
        finally:
            signal.signal(signal.SIGTERM, before)

    return asyncio.run(guarded())
