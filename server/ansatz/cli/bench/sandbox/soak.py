"""Many jobs, a tenth of them hostile: whether every status is right, and whether anything is left behind."""

import asyncio
import contextlib
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, cast

from rich import box
from rich.table import Table

from ansatz.cli.bench.result import Row
from ansatz.cli.bench.sandbox.resident import sandboxes, tree_bytes
from ansatz.core.progress import Progress, Report
from ansatz_sandbox import Bubblewrap, Call, Job
from ansatz_sandbox.host.bubblewrap import JOB_UIDS
from ansatz_sandbox.host.conformance import PROGRAMS, Program
from ansatz_sandbox.host.conformance import host as hosts

MUST_BE_ZERO: Final = (
    "wrong", "harm", "leaked_processes", "leaked_descriptors", "leaked_files", "leaked_mounts",
    "leaked_shared_memory", "memory_beyond_bound",
)  # fmt: skip
_HOSTILE_SHARE = 10
_OPEN_TO_ALL = ("/tmp", "/var/tmp", "/dev/shm")
_LOOKS = 20
_GROWTH_MAX_BYTES: Final = 64 << 20
"""What a pool may have grown by, once it has had each kind of job; ten kilobytes a job are more."""
_PATIENCE = 10
"""Programs that end by themselves get more time: the machine is busy, and another wall holds them."""


@dataclass(slots=True)
class _Tally:
    """What became of one program's runs."""

    program: Program
    runs: int = 0
    wrong: list[str] = field(default_factory=list[str])
    statuses: dict[str, int] = field(default_factory=dict[str, int])
    spent_s: float = 0.0


async def soak(jobs: int, seed: int, report: Report) -> list[Row]:
    """Run so many jobs, as many at a time as there are processors. Raises SandboxUnavailable."""
    began = time.time()
    host = hosts.Host()
    try:
        sandbox = await Bubblewrap.open(Path(sys.executable))
        try:
            tallies, looks = await _run(sandbox, host, _drawn(sandbox, jobs, seed), jobs, report)
        finally:
            await sandbox.close()
        problems = [*host.harm(), *_survivors(host)]
    finally:
        host.close()
    left = {**_look(jobs), "files": _files(began)}
    rows: list[Row] = [_program_row(tally) for tally in tallies]
    rows += [{"id": f"after {look['jobs']} jobs", "kind": "look", **look} for look in looks]
    return [*rows, {"id": "after closing", "kind": "closed", **left, "why": "; ".join(problems)}]


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """All metrics, from the rows alone. Growth is from the first look, at a warm sandbox, to the last."""
    programs = [row for row in rows if row["kind"] == "program"]
    looks = [row for row in rows if row["kind"] == "look"]
    (closed,) = (row for row in rows if row["kind"] == "closed")

    def grown(name: str) -> int:
        return cast("int", looks[-1][name]) - cast("int", looks[0][name])

    jobs = sum(cast("int", row["runs"]) for row in programs)
    growth = grown("own_bytes") + grown("sandbox_bytes")
    return {
        "jobs": jobs,
        "hostile": sum(cast("int", row["runs"]) for row in programs if row["is_hostile"]),
        "programs": len(programs),
        "wrong": sum(cast("int", row["wrong"]) for row in programs),
        "harm": len([part for part in str(closed["why"]).split("; ") if part]),
        "leaked_processes": cast("int", closed["processes"]),
        "leaked_descriptors": max(grown("descriptors") - _spread(looks, "descriptors"), 0),
        "leaked_files": cast("int", closed["files"]),
        "leaked_mounts": max(cast("int", closed["mounts"]) - cast("int", looks[0]["mounts"]), 0),
        "leaked_shared_memory": max(cast("int", closed["segments"]) - cast("int", looks[0]["segments"]), 0),
        "memory_beyond_bound": float(growth > _GROWTH_MAX_BYTES),
        "memory_growth_bytes": growth,
        "tmpfs_growth_bytes": cast("int", closed["tmpfs_bytes"]) - cast("int", looks[0]["tmpfs_bytes"]),
        "elapsed_s": cast("float", looks[-1]["elapsed_s"]),
    }


def table(metrics: dict[str, float]) -> Table:
    """The metrics as text."""
    shown = Table(title="After many jobs", box=box.SIMPLE_HEAD, pad_edge=False, show_header=False)
    for name, value in metrics.items():
        style = "red" if name in MUST_BE_ZERO and value else ""
        shown.add_row(name.replace("_", " "), f"{value:,.10g}", style=style)
    return shown


def _drawn(sandbox: Bubblewrap, jobs: int, seed: int) -> Iterator[Program]:
    """Programs in random order, each group in turns, so that each of its programs has about as many."""
    may = [
        p for p in PROGRAMS if not p.beside and not any(p.unless and p.unless in w for w in sandbox.weaker)
    ]
    # Limits are tried on ordinary programs; slow ones are for the suite.
    ordinary = [program for program in may if program.group == "ordinary"]
    hostile = [program for program in may if program.is_hostile]
    drawing = random.Random(seed)
    decks: dict[bool, list[Program]] = {True: [], False: []}
    for number in range(jobs):
        is_hostile = number % _HOSTILE_SHARE == _HOSTILE_SHARE - 1
        deck = decks[is_hostile]
        if not deck:
            deck += hostile if is_hostile else ordinary
            drawing.shuffle(deck)
        yield deck.pop()


def _ordinary(sandbox: Bubblewrap) -> list[Program]:
    return [program for program in _possible(sandbox) if program.group == "ordinary"]


def _possible(sandbox: Bubblewrap) -> list[Program]:
    """Programs that need no second job beside them, and nothing that this system can't do."""
    weaker = sandbox.weaker
    return [p for p in PROGRAMS if not p.beside and not any(p.unless and p.unless in text for text in weaker)]


async def _run(
    sandbox: Bubblewrap, host: hosts.Host, programs: Iterator[Program], jobs: int, report: Report
) -> tuple[list[_Tally], list[dict[str, object]]]:
    tallies: dict[str, _Tally] = {}
    done = 0
    # What is imported for the first job that needs it stays, as it should.
    await asyncio.gather(*[_one(sandbox, host, _Tally(program)) for program in _ordinary(sandbox) * 2])
    started = time.monotonic()
    looks: list[dict[str, object]] = [{**_look(0), "elapsed_s": 0.0}]

    async def work() -> None:
        nonlocal done
        for program in programs:
            tally = tallies.setdefault(program.name, _Tally(program))
            await _one(sandbox, host, tally)
            done += 1
            if done >= jobs * len(looks) / _LOOKS:
                looks.append({**_look(done), "elapsed_s": round(time.monotonic() - started, 1)})
            if done % 50 == 0:
                wrong = sum(len(tally.wrong) for tally in tallies.values())
                report(Progress("check", f"job {done} of {jobs}", f"{wrong} wrong"))

    async with asyncio.TaskGroup() as group:
        for _ in range(os.cpu_count() or 1):
            group.create_task(work())
    if looks[-1]["jobs"] != done:
        looks.append({**_look(done), "elapsed_s": round(time.monotonic() - started, 1)})
    return list(tallies.values()), looks


async def _one(sandbox: Bubblewrap, host: hosts.Host, tally: _Tally) -> None:
    program = tally.program
    limits = program.limits
    if "deadline" not in program.ends:
        limits = replace(limits, wall_s=limits.wall_s * _PATIENCE, cpu_s=limits.cpu_s * _PATIENCE)
    args = (host.told(),) if program.told else program.args
    job = Job(program.source, "f", (Call(args, program.kwargs),) * program.calls, limits)
    started = time.monotonic()
    outcome = await sandbox.run(job)
    tally.spent_s += time.monotonic() - started
    tally.runs += 1
    tally.statuses[outcome.status] = tally.statuses.get(outcome.status, 0) + 1
    if outcome.status not in program.ends:
        tally.wrong.append(f"ended as {outcome.status}: {outcome.detail}"[:300])
    elif problem := next(filter(None, (check(outcome) for check in program.must)), ""):
        tally.wrong.append(problem[:300])


def _program_row(tally: _Tally) -> Row:
    return {
        "id": tally.program.name,
        "kind": "program",
        "is_hostile": tally.program.is_hostile,
        "runs": tally.runs,
        "wrong": len(tally.wrong),
        "statuses": dict(sorted(tally.statuses.items())),
        "spent_s": round(tally.spent_s, 2),
        "why": "; ".join(dict.fromkeys(tally.wrong))[:1000],
    }


def _look(jobs: int) -> dict[str, object]:
    """What is there now, of ours and of the machine."""
    return {
        "jobs": jobs,
        "processes": hosts.children(),
        "descriptors": hosts.descriptors(),
        "own_bytes": _own_bytes(),
        "sandbox_bytes": tree_bytes(sandboxes()),
        "mounts": len(Path("/proc/self/mountinfo").read_text().splitlines()),
        "segments": len(Path("/proc/sysvipc/shm").read_text().splitlines()) - 1,
        "tmpfs_bytes": _meminfo("Shmem:"),
    }


def _own_bytes() -> int:
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")


def _meminfo(name: str) -> int:
    lines = Path("/proc/meminfo").read_text().splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)


def _survivors(host: hosts.Host) -> list[str]:
    """Processes that any of the programs has left a mark on."""
    prefix = host.mark.partition("-")[0]
    found: list[str] = []
    for process in Path("/proc").glob("[0-9]*/comm"):
        with contextlib.suppress(OSError):
            if prefix and process.read_text().startswith(prefix):
                found.append(f"process {process.parent.name} has survived")
    return found


def _files(began: float) -> int:
    """Files in places that everybody may write to, made since then by a user that jobs run as."""
    users = JOB_UIDS if os.geteuid() == 0 else (os.geteuid(),)
    count = 0
    for folder in _OPEN_TO_ALL:
        for place, folders, files in os.walk(folder):
            for name in (*folders, *files):
                with contextlib.suppress(OSError):
                    found = Path(place, name).lstat()
                    count += found.st_uid in users and found.st_ctime >= began
    return count


def _spread(looks: Sequence[Row], name: str) -> int:
    """How far the number goes up and down anyway, since jobs are at work while we look."""
    seen = [cast("int", look[name]) for look in looks[:-1]]
    return max(seen) - min(seen)
