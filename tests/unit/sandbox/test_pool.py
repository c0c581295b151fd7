"""The started sandboxes: replaced when they break down or have done enough, shared fairly among requests."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from ansatz_sandbox import Bubblewrap, Call, Job, Limits, NotReached, Outcome, Returned, SandboxBusy

from .conftest import Box
from .test_ending import of_jobs

SLOW = Job("import time\ndef f():\n    time.sleep(0.6)\n    return 1\n", "f", (Call(),), Limits(wall_s=20))
QUICK = Job("def f(): return 1", "f", (Call(),))


def in_one(box: Box, use: Callable[[Bubblewrap], Awaitable[Any]], **options: Any) -> Any:
    """What `use` returns of a sandbox of its own."""

    async def run() -> Any:
        sandbox = Bubblewrap(Path(sys.executable), bwrap=box.sandbox.bwrap, **options)
        try:
            return await use(sandbox)
        finally:
            await sandbox.close()

    return box.runner.run(run())


def guests() -> set[int]:
    """The first processes inside of sandboxes that this process has started, by bubblewrap's own child."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        for pid in task.read_text().split():
            if Path(f"/proc/{pid}/comm").read_text().strip() == "bwrap":
                children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
                found |= {int(child) for child in children}
    return found


async def started(count: int = 1) -> None:
    while len(of_jobs(os.getpid())) < count:
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(("kills", "status"), [(1, "completed"), (2, "crashed")])
def test_a_sandbox_that_dies_is_replaced_and_its_job_tried_once_more(
    box: Box, kills: int, status: str
) -> None:
    async def use(sandbox: Bubblewrap) -> tuple[Outcome, Outcome]:
        before = guests()
        task = asyncio.create_task(sandbox.run(SLOW))
        for _ in range(kills):
            await started()
            for guest in guests() - before:
                os.kill(guest, signal.SIGKILL)
            while of_jobs(os.getpid()):
                await asyncio.sleep(0.01)
        return await task, await sandbox.run(QUICK)

    broken, after = in_one(box, use)
    assert broken.status == status
    assert broken.results == ((Returned(1, (), {}),) if status == "completed" else (NotReached(),))
    assert ("twice" in broken.detail) == (status == "crashed")
    assert after.results == (Returned(1, (), {}),)


def test_an_interpreter_is_recycled_after_so_many_jobs(box: Box) -> None:
    async def use(sandbox: Bubblewrap) -> list[set[int]]:
        before = guests()
        seen: list[set[int]] = []
        for _ in range(7):
            assert (await sandbox.run(QUICK)).status == "completed"
            seen.append(guests() - before)
        return seen

    seen = in_one(box, use, recycled_after=3, parallel=1)
    # After its last job an interpreter is gone; the next job starts another.
    assert [len(found) for found in seen] == [1, 1, 0, 1, 1, 0, 1]
    assert seen[0] == seen[1]
    assert seen[0] != seen[3]


def test_the_next_job_finds_an_interpreter_that_is_already_there(box: Box) -> None:
    async def use(sandbox: Bubblewrap) -> list[set[int]]:
        before = guests()
        seen: list[set[int]] = []
        for _ in range(3):
            await sandbox.run(QUICK)
            seen.append(guests() - before)
        return seen

    first, second, third = in_one(box, use)
    assert first == second == third
    assert len(first) == 1


def test_a_request_with_many_jobs_does_not_hold_up_another(box: Box) -> None:
    async def use(sandbox: Bubblewrap) -> bool:
        many = asyncio.create_task(sandbox.run_all([QUICK] * 200, "many"))
        await started(0)
        await asyncio.sleep(0.05)
        one = await sandbox.run(QUICK, "one")
        assert one.status == "completed"
        before_the_others = not many.done()
        assert all(outcome.status == "completed" for outcome in await many)
        return before_the_others

    assert in_one(box, use, parallel=1)


def test_when_too_many_wait_the_next_is_refused(box: Box) -> None:
    async def use(sandbox: Bubblewrap) -> None:
        running = [asyncio.create_task(sandbox.run(SLOW, number)) for number in range(3)]
        await started()
        with pytest.raises(SandboxBusy):
            await sandbox.run(QUICK)
        assert [outcome.status for outcome in await asyncio.gather(*running)] == ["completed"] * 3

    in_one(box, use, parallel=1, waiting=2)


def test_a_cancelled_job_frees_its_slot(box: Box) -> None:
    async def use(sandbox: Bubblewrap) -> Outcome:
        task = asyncio.create_task(sandbox.run(SLOW))
        await started()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with asyncio.timeout(20):
            return await sandbox.run(QUICK)

    assert in_one(box, use, parallel=1).status == "completed"
