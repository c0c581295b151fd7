"""One sandbox for each project: a job sees its own project's code, and never another's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import cast

from ..job import Job, Outcome, Sandbox

Readable = tuple[Path, ...]
_OPEN_MAX = 4


class Projects:
    """A sandbox for jobs of several projects, made of one for each set of folders that they may read.

    `open_one` opens a tested sandbox that shows these folders; it raises `SandboxUnavailable`, and
    `UnsafePath` for folders that must not be shown.
    """

    def __init__(self, open_one: Callable[[Readable], Awaitable[Sandbox]]) -> None:
        self._open_one = open_one
        self._opening: dict[Readable, asyncio.Task[Sandbox]] = {}
        self._using: dict[Readable, int] = {}

    @classmethod
    async def open(cls, open_one: Callable[[Readable], Awaitable[Sandbox]]) -> Projects:
        """Opens at once what jobs without a project need; raises `SandboxUnavailable`."""
        projects = cls(open_one)
        await projects._opened(())
        return projects

    @property
    def weaker(self) -> tuple[str, ...]:
        """What holds less than on other systems, in the words of the sandboxes that are open."""
        done = [task for task in self._opening.values() if task.done() and not task.cancelled()]
        said = [getattr(task.result(), "weaker", ()) for task in done if task.exception() is None]
        return tuple(dict.fromkeys(text for texts in said for text in cast("tuple[str, ...]", texts)))

    async def run(self, job: Job) -> Outcome:
        """One job; raises `SandboxUnavailable`, `SandboxBusy`, `ValueNotCarried`, `UnsafePath`."""
        return (await self.run_all([job]))[0]

    async def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Outcomes in the order of the jobs."""
        outcomes: dict[int, Outcome] = {}
        of: dict[Readable, list[int]] = {}
        for index, job in enumerate(jobs):
            of.setdefault(job.project.readable if job.project else (), []).append(index)
        for readable, indices in of.items():
            self._using[readable] = self._using.get(readable, 0) + 1
            try:
                sandbox = await self._opened(readable)
                found = await sandbox.run_all([jobs[index] for index in indices])
            finally:
                self._using[readable] -= 1
            outcomes.update(zip(indices, found, strict=True))
        return [outcomes[index] for index in range(len(jobs))]

    async def close(self) -> None:
        """End them all."""
        opening, self._opening = self._opening, {}
        for task in opening.values():
            await _closed(task)

    async def _opened(self, readable: Readable) -> Sandbox:
        task = self._opening.get(readable)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = self._opening[readable] = asyncio.create_task(self._open(readable))
        # A cancel of one who waits is no reason to stop: others may wait too, and the next job will.
        return await asyncio.shield(task)

    async def _open(self, readable: Readable) -> Sandbox:
        await self._make_room()
        return await self._open_one(readable)

    async def _make_room(self) -> None:
        unused = [readable for readable in self._opening if readable and not self._using.get(readable)]
        for readable in unused[: max(len(self._opening) - 1 - _OPEN_MAX, 0)]:
            await _closed(self._opening.pop(readable))


async def _closed(task: asyncio.Task[Sandbox]) -> None:
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled() and task.exception() is None:
        await task.result().close()
