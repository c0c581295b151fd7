"""The started sandboxes: kept warm while fit, chosen by what they have imported, ended for certain."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from ..wire.frames import Frame, pack
from .process import SandboxEnded, SandboxProcess

JOBS_MAX = 2000
_IDLE_S = 600.0
_IMPORT_S = 60.0
_CANCEL_S = 1.0


class Worker:
    """One started sandbox and what it has done so far. It is good for `jobs_max` jobs; `single`: for one."""

    def __init__(
        self, process: SandboxProcess, modules: Iterable[str], single: bool, jobs_max: int = JOBS_MAX
    ) -> None:
        self.process = process
        self.modules = set(modules)
        self.single = single
        self._jobs_max = jobs_max
        self.jobs = 0
        self.idle_since = 0.0
        self.loop = asyncio.get_running_loop()

    @property
    def is_fit(self) -> bool:
        """Whether another job can be given to it."""
        return not self.process.has_ended and self.jobs < (1 if self.single else self._jobs_max)

    async def import_modules(self, names: list[str]) -> bool:
        """Import packages once for all jobs to come; False when one of them starts threads.

        Raises `SandboxEnded`, `TimeoutError`.
        """
        async with asyncio.timeout(_IMPORT_S):
            frame = await self.process.exchange(pack({"do": "import", "names": names}), 1 << 16)
        self.modules.update(names)
        answer = frame.header.get("imported")
        return answer == {"threads": 1}

    async def run(self, message: bytes, timeout_s: float, max_bytes: int) -> Frame:
        """One job; when cancelled, all its processes are gone before this returns.

        Raises `SandboxEnded`, or `TimeoutError` with the sandbox ended.
        """
        self.jobs += 1
        try:
            async with asyncio.timeout(timeout_s):
                return await self.process.exchange(message, max_bytes)
        except TimeoutError:
            await self.process.end()
            raise
        except asyncio.CancelledError:
            await to_the_end(self.process.end() if self.single else self.process.cancel(_CANCEL_S))
            raise


class Pool:
    """Workers made by `start`, which is given the modules to import first."""

    def __init__(self, start: Callable[[list[str]], Awaitable[Worker]]) -> None:
        self._start = start
        self._idle: list[Worker] = []
        self._spare: asyncio.Task[Worker] | None = None
        self._unshareable: set[str] = set()
        self._ending: asyncio.Future[None] | None = None

    async def take(self, modules: Iterable[str]) -> Worker:
        """A worker that has imported `modules`; whoever takes it gives it back or ends it."""
        wanted = [name for name in modules if name not in self._unshareable]
        worker = self._choose(wanted) or await self._fresh(wanted)
        missing = [name for name in wanted if name not in worker.modules]
        if missing and not worker.single:
            try:
                shareable = await worker.import_modules(missing)
            except (SandboxEnded, TimeoutError):
                await worker.process.end()
                return await self._start([])
            except asyncio.CancelledError:
                await to_the_end(worker.process.end())
                raise
            if not shareable:
                # Threads are not carried over by forking: each job has to import these by itself.
                self._unshareable.update(missing)
                await worker.process.end()
                return await self._start([name for name in wanted if name not in missing])
        return worker

    async def give_back(self, worker: Worker) -> None:
        """Keep it for the next job, or end it when it is no longer fit."""
        if not worker.is_fit:
            await to_the_end(worker.process.end())
            return
        worker.idle_since = worker.loop.time()
        self._idle.append(worker)
        worker.loop.call_later(_IDLE_S, self._end_idle, worker)

    async def close(self) -> None:
        """End all that wait for jobs."""
        if self._spare is not None:
            spare, self._spare = self._spare, None
            spare.cancel()
            await asyncio.wait([spare])
            if not spare.cancelled() and spare.exception() is None:
                self._idle.append(spare.result())
        workers, self._idle = self._idle, []
        for worker in workers:
            if worker.loop is asyncio.get_running_loop():
                await worker.process.end()
            else:
                worker.process.abandon()

    def _choose(self, wanted: list[str]) -> Worker | None:
        """The idle worker that has most of what is wanted."""
        loop = asyncio.get_running_loop()
        for worker in [worker for worker in self._idle if worker.loop is not loop or not worker.is_fit]:
            self._idle.remove(worker)
            if worker.loop is loop:
                self._ending = asyncio.ensure_future(worker.process.end())
            else:
                worker.process.abandon()
        if not self._idle:
            return None
        best = max(self._idle, key=lambda worker: len(worker.modules.intersection(wanted)))
        self._idle.remove(best)
        return best

    async def _fresh(self, wanted: list[str]) -> Worker:
        spare, self._spare = self._spare, None
        if spare is not None and spare.get_loop() is asyncio.get_running_loop():
            try:
                worker = await asyncio.shield(spare)
            except asyncio.CancelledError:
                self._spare = spare
                raise
        else:
            worker = await self._start(wanted)
        if worker.single and self._spare is None:
            # The next job will need another, and starting is the slow part.
            self._spare = asyncio.ensure_future(self._start(wanted))
        return worker

    def _end_idle(self, worker: Worker) -> None:
        if worker in self._idle and worker.loop.time() - worker.idle_since >= _IDLE_S - 1.0:
            self._idle.remove(worker)
            self._ending = asyncio.ensure_future(worker.process.end())


async def to_the_end(work: Awaitable[None]) -> None:
    """See `work` to its end, however often we are cancelled meanwhile; the last cancel is passed on."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    task.result()
    if cancelled is not None:
        raise cancelled
