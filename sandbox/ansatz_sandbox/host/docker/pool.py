"""Containers that are ready before anybody asks for them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from .container import Container, ContainerEnded
from .engine import EngineError


class Pool:
    """Keeps `spare` containers waiting; whoever takes one has to end it."""

    def __init__(self, start: Callable[[], Awaitable[Container]], spare: int) -> None:
        self._start = start
        self._spare = spare
        self._ready: deque[Container] = deque()
        self._waiting: deque[asyncio.Future[Container]] = deque()
        self._starting: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    async def take(self) -> Container:
        """The next container, in the order of asking; raises what starting one raised."""
        if self._ready:
            container = self._ready.popleft()
            self._refill()
            return container
        mine: asyncio.Future[Container] = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        self._refill()
        try:
            return await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled() and mine.exception() is None:
                # It came in the same instant: let the next one have it.
                self._give(mine.result())
            raise
        finally:
            if mine in self._waiting:
                self._waiting.remove(mine)

    def flush(self) -> None:
        """Give up all that wait: their engine was away, and nobody knows what became of them."""
        gone = list(self._ready)
        self._ready.clear()
        for container in gone:
            self.retire(container)

    async def close(self) -> None:
        """End all that wait; those that are being started are seen through first."""
        self._closed = True
        if self._starting:
            await asyncio.wait(self._starting)
        self.flush()
        if self._ending:
            await asyncio.wait(self._ending)

    def _refill(self) -> None:
        wanted = self._spare + len(self._waiting) - len(self._ready) - len(self._starting)
        for _ in range(0 if self._closed else wanted):
            task = asyncio.create_task(self._bring())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _bring(self) -> None:
        try:
            container = await self._start()
        except (EngineError, ContainerEnded) as error:
            # Tried again when somebody asks, so that an engine that is away is not knocked at for ever.
            if self._waiting:
                self._waiting.popleft().set_exception(error)
            return
        self._give(container)

    def _give(self, container: Container) -> None:
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(container)
                return
        if self._closed:
            self.retire(container)
        else:
            self._ready.append(container)

    def retire(self, container: Container) -> None:
        """Remove a container without keeping anybody waiting; `close` waits."""
        task = container.ended()
        self._ending.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._ending.discard(task)
        if not task.cancelled():
            task.exception()  # what an engine that was away has left is removed by the next `open`
