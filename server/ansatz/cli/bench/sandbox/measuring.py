"""The measurements: one job at a time, many at once, many inputs, and the end of a cancelled job."""

import asyncio
import contextlib
import os
import random
import select
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from ansatz.cli.bench.result import Row
from ansatz.cli.bench.sandbox.peers import ARGUMENT
from ansatz.cli.bench.sandbox.ways import JOB, NotMeasured, SandboxWay, Way
from ansatz.core.progress import Progress, Report
from ansatz_sandbox import Call, Job, Limits

_PAUSE_S = 0.02
"""Before each job: nobody asks for the next one in the instant in which the last has ended."""
_SLOW_EVERY = 10
_INPUTS = 20
_FORKS = 5
_BUSY = (
    "import os, time\n"
    f"def f():\n    for _ in range({_FORKS}):\n"
    "        if os.fork() == 0:\n            os.setsid()\n            while True: time.sleep(60)\n"
    "    while True: pass\n"
)
_APPEAR_S = 20.0

Opening = Callable[[], AbstractAsyncContextManager[Way]]


@dataclass(frozen=True, slots=True)
class Size:
    """How often each thing is done. Ways that take long are asked one time in ten."""

    jobs: int
    seconds: float
    cancels: int


async def latencies(
    openings: dict[str, Opening], size: Size, seed: int, report: Report
) -> tuple[list[Row], dict[str, str]]:
    """Seconds of single jobs, all ways in the same rounds; and why some could not be measured."""
    rows: list[Row] = []
    why: dict[str, str] = {}
    async with AsyncExitStack() as stack:
        ways: dict[str, Way] = {}
        for name, opening in openings.items():
            report(Progress("check", "starting", name))
            try:
                ways[name] = await stack.enter_async_context(opening())
            except NotMeasured as error:
                why[name] = str(error)
        times: dict[str, list[float]] = {name: [] for name in ways}
        resident: dict[str, list[int]] = {name: [] for name in ways}
        shuffled = random.Random(seed)
        for number in range(size.jobs):
            if number % 10 == 0:
                report(Progress("check", f"job {number + 1} of {size.jobs}", "each way in turn"))
            # In another order each time, so that a busy moment of the machine falls on all of them.
            for name in shuffled.sample(sorted(ways), len(ways)):
                way = ways[name]
                if way.is_slow and number % _SLOW_EVERY:
                    continue
                await asyncio.sleep(_PAUSE_S)
                times[name].append(await way.once())
                if number % 20 == 0 and (kept := way.resident_bytes()) is not None:
                    resident[name].append(kept)
        for name in ways:
            kept = max(resident[name], default=None)
            rows.append(row(name, "latency", times[name], resident_bytes=kept))
    return rows, why


async def throughput(name: str, opening: Opening, size: Size, at_once: int) -> Row:
    """Jobs a second with `at_once` of them at any time: each peer's program so many times over."""
    async with AsyncExitStack() as stack:
        ways = [await stack.enter_async_context(opening()) for _ in range(at_once)]
        ways = ways[:1] * at_once if isinstance(ways[0], SandboxWay) else ways
        await asyncio.gather(*[way.once() for way in ways])
        started = time.perf_counter()

        async def work(way: Way) -> list[float]:
            times: list[float] = []
            while time.perf_counter() - started < size.seconds:
                times.append(await way.once())
            return times

        times = [seconds for found in await asyncio.gather(*map(work, ways)) for seconds in found]
        elapsed_s = time.perf_counter() - started
    return row(name, "throughput", times, elapsed_s=elapsed_s)


async def inputs(way: SandboxWay, size: Size) -> list[Row]:
    """Seconds of a job with one input and of one with twenty, in turn."""
    many = replace(JOB, calls=(Call((ARGUMENT,)),) * _INPUTS)
    one_s: list[float] = []
    many_s: list[float] = []
    for _ in range(max(size.jobs // (_SLOW_EVERY**2 if way.is_slow else 1), 1)):
        await asyncio.sleep(_PAUSE_S)
        one_s.append(await way.timed(JOB))
        await asyncio.sleep(_PAUSE_S)
        many_s.append(await way.timed(many))
    return [row(way.name, "one input", one_s), row(way.name, f"{_INPUTS} inputs", many_s)]


async def candidates(way: SandboxWay, size: Size) -> Row:
    """Seconds a job of batches in which twenty different candidates get the same twenty inputs."""
    calls = (Call((ARGUMENT,)),) * _INPUTS
    jobs = [replace(JOB, code=f"{JOB.code}# {number}\n", calls=calls) for number in range(_INPUTS)]
    times: list[float] = []
    for _ in range(1 if way.is_slow else max(size.jobs // 10, 2)):
        started = time.perf_counter()
        await way.sandbox.run_all(jobs)
        times.append((time.perf_counter() - started) / len(jobs))
    return row(way.name, "candidate of a batch", times)


async def cancels(way: SandboxWay, size: Size) -> Row:
    """Seconds from the cancel of a job with descendants until the kernel has ended all of them."""
    times: list[float] = []
    for _ in range(size.cancels):
        task = asyncio.ensure_future(way.sandbox.run(Job(_BUSY, "f", (Call(),), Limits(wall_s=60))))
        watched = await _descendants()
        started = time.perf_counter()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await asyncio.to_thread(_all_ended, watched)
        times.append(time.perf_counter() - started)
    return row(way.name, "cancel", times, processes=_FORKS + 1)


def row(name: str, kind: str, times_s: Sequence[float], **more: object) -> Row:
    """One way in one measurement."""
    fields: dict[str, object] = {
        "id": f"{name}/{kind}", "way": name, "kind": kind,
        "times_s": [round(seconds, 6) for seconds in times_s], "why": "",
    }  # fmt: skip
    return {**fields, **more}


async def _descendants() -> list[int]:
    """Descriptors of a busy job's processes, once all of them are there."""
    end = time.monotonic() + _APPEAR_S
    while time.monotonic() < end:
        found = [pid for pid in _below(os.getpid()) if _is_of_the_job(pid)]
        if len(found) > _FORKS:
            return [os.pidfd_open(pid) for pid in found]
        await asyncio.sleep(0.005)
    raise NotMeasured("the job to be cancelled never had all its processes")


def _below(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                found += [int(child), *_below(int(child))]
    return found


def _is_of_the_job(pid: int) -> bool:
    """Whether it runs candidate code: it is not the first of its namespace, and has pipes of its own."""
    with contextlib.suppress(OSError, StopIteration):
        status = Path(f"/proc/{pid}/status").read_text()
        numbers = next(line for line in status.splitlines() if line.startswith("NSpid:")).split()[1:]
        outputs = [Path(f"/proc/{pid}/fd/{number}").readlink() for number in (1, 2)]
        return len(numbers) > 1 and numbers[-1] != "1" and outputs[0] != outputs[1]
    return False


def _all_ended(watched: Sequence[int]) -> None:
    poll = select.poll()
    for descriptor in watched:
        poll.register(descriptor, select.POLLIN)
    left = set(watched)
    while left:
        for descriptor, _ in poll.poll():
            poll.unregister(descriptor)
            left.discard(descriptor)
    for descriptor in watched:
        os.close(descriptor)
