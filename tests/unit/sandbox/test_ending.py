"""Cancelled, closed or orphaned: no process is left."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from ansatz_sandbox import Bubblewrap, Call, Job, Limits, Returned

from .conftest import Box

BUSY = (
    "import os, time\n"
    "def f():\n"
    "    for _ in range(3):\n"
    "        if os.fork() == 0:\n"
    "            os.setsid()\n"
    "            while True: time.sleep(60)\n"
    "    while True: pass\n"
)
JOB = Job(BUSY, "f", (Call(),), Limits(wall_s=60))
EXPECTED = 4  # the job and three forks


def descendants(root: int) -> dict[int, str]:
    """Every process below `root`, with the time of its start: numbers are used again."""
    parents: dict[int, tuple[int, str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(path.parent.name)] = int(fields[1]), fields[19]
    found: dict[int, str] = {}
    grown = True
    while grown:
        grown = False
        for pid, (parent, start) in parents.items():
            if pid not in found and (parent == root or parent in found):
                found[pid] = start
                grown = True
    return found


def alive(processes: dict[int, str]) -> list[int]:
    left: list[int] = []
    for pid, start in processes.items():
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[19] == start and fields[0] != "Z":
            left.append(pid)
    return left


def of_jobs(root: int) -> dict[int, str]:
    """The processes of started jobs: not the first of their namespaces, and with pipes of their own."""
    found: dict[int, str] = {}
    for pid, start in descendants(root).items():
        try:
            status = Path(f"/proc/{pid}/status").read_text()
            outputs = [Path(f"/proc/{pid}/fd/{number}").readlink() for number in (1, 2)]
        except OSError:
            continue
        numbers = next(line for line in status.splitlines() if line.startswith("NSpid:")).split()[1:]
        if len(numbers) > 1 and numbers[-1] != "1" and outputs[0] != outputs[1]:
            found[pid] = start
    return found


async def busy() -> dict[int, str]:
    """The processes of the job, once all of them are there."""
    while len(found := of_jobs(os.getpid())) < EXPECTED:
        await asyncio.sleep(0.01)
    return found


async def cancelled_when_busy(sandbox: Bubblewrap) -> dict[int, str]:
    task = asyncio.create_task(sandbox.run(JOB))
    found = await busy()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    return found


def test_cancelling_leaves_no_process(box: Box) -> None:
    found = box.runner.run(cancelled_when_busy(box.sandbox))
    assert alive(found) == []
    assert of_jobs(os.getpid()) == {}
    assert box.call("def f(): return 1").results == (Returned(1, (), {}),)


def test_cancelling_at_any_moment_leaves_no_process_and_no_descriptor(box: Box) -> None:
    async def cancel_after(delay_s: float) -> None:
        task = asyncio.create_task(box.sandbox.run(JOB))
        await asyncio.sleep(delay_s)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    box.call("def f(): pass")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for step in range(15):
        box.runner.run(cancel_after(0.004 * step))
        assert of_jobs(os.getpid()) == {}
    # Fewer where a sandbox did not answer in time on a busy machine, and was ended as a whole.
    assert len(list(Path("/proc/self/fd").iterdir())) <= before


def test_a_deadline_leaves_no_process(box: Box) -> None:
    outcome = box.run(Job(BUSY, "f", (Call(),), Limits(wall_s=0.5)))
    assert outcome.status == "deadline"
    assert of_jobs(os.getpid()) == {}


def test_closing_ends_what_runs(box: Box) -> None:
    async def close_when_busy() -> dict[int, str]:
        sandbox = Bubblewrap(Path(sys.executable), bwrap=box.sandbox.bwrap)
        task = asyncio.create_task(sandbox.run(JOB))
        found = await busy()
        await sandbox.close()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(RuntimeError, match="closed"):
            await sandbox.run(JOB)
        return found

    assert alive(box.runner.run(close_when_busy())) == []


def test_when_the_host_is_killed_the_sandbox_dies(box: Box) -> None:
    script = textwrap.dedent(f"""
        import asyncio, sys
        from pathlib import Path
        from ansatz_sandbox import Bubblewrap, Call, Job
        sandbox = Bubblewrap(Path(sys.executable), bwrap=Path({str(box.sandbox.bwrap)!r}))
        asyncio.run(sandbox.run(Job({BUSY!r}, "f", (Call(),))))
    """)
    path = os.pathsep.join(entry for entry in sys.path if entry)
    with subprocess.Popen([sys.executable, "-c", script], env={"PYTHONPATH": path}) as host:
        limit = time.monotonic() + 30
        while len(found := of_jobs(host.pid)) < EXPECTED and time.monotonic() < limit:
            time.sleep(0.02)
        host.send_signal(signal.SIGKILL)
    assert len(found) >= EXPECTED
    while alive(found) and time.monotonic() < limit:
        time.sleep(0.02)
    assert alive(found) == []


def test_jobs_of_several_requests_run_at_a_time(box: Box) -> None:
    async def many() -> list[object]:
        jobs = [Job(f"def f(): return {number}", "f", (Call(),)) for number in range(8)]
        outcomes = await asyncio.gather(*(box.sandbox.run(job) for job in jobs))
        return [outcome.results[0] for outcome in outcomes]

    assert box.runner.run(many()) == [Returned(number, (), {}) for number in range(8)]
