"""The suite itself: each program in the sandbox, then a look at the host and at the next job."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from ...job import Call, Job, Outcome, Returned, Sandbox
from . import host as hosts
from . import limits, ordinary
from .asking import returns, short
from .hostile import PROGRAMS as HOSTILE
from .program import PLENTY, Program

PROGRAMS: tuple[Program, ...] = (*ordinary.PROGRAMS, *limits.PROGRAMS, *HOSTILE)
_NEXT = """
import ctypes, gc, os, random, resource, signal, sys, warnings
import numpy as np
def f():
    # All that a job before this one could have left behind; listed, so that a difference can be named.
    found = {
        "sum": float(np.sin(np.arange(5.0)).sum()), "range": sum(range(9)),
        "same": np.allclose([1.0], [1.0]), "other": np.allclose([1.0], [2.0]),
        "files": os.listdir("/tmp"), "mode": os.stat("/tmp").st_mode, "folder": os.getcwd(),
        "environment": sorted(os.environ.items()), "path": list(sys.path), "mask": os.umask(0),
        "processes": [n for n in os.listdir("/proc") if n.isdigit() and int(n) not in (1, os.getpid())],
        "processors": sorted(os.sched_getaffinity(0)), "priority": os.getpriority(os.PRIO_PROCESS, 0),
        "shared memory": ctypes.CDLL(None).shmget(4711, 1, 0),
        "limits": [resource.getrlimit(kind) for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE)],
        "blocked": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
        "ignored": [n for n in (1, 2, 13, 15, 17, 24) if signal.getsignal(n) is signal.SIG_IGN],
        "random": (random.random(), float(np.random.rand())), "errors": sorted(np.geterr().items()),
        "recursion": sys.getrecursionlimit(), "collector": gc.isenabled(),
        "warnings": any(kind == "error" for kind, *_ in warnings.filters),
    }
    return [(name, repr(value)) for name, value in found.items()]
"""
_DESCRIPTORS_SLACK = 64
_CHILDREN_SLACK = 16
"""What a pool may have grown by; a leak by every program is far more."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one program. `excused`: the weakness for which it was not asked."""

    program: Program
    problems: tuple[str, ...]
    seconds: float
    excused: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All results, and what the sandbox holds on to after its last job."""

    results: tuple[Result, ...]
    leaks: tuple[str, ...]

    @property
    def failures(self) -> tuple[Result, ...]:
        """The programs that did what they must not do, or whose outcome was wrong."""
        return tuple(result for result in self.results if result.problems)

    @property
    def passed(self) -> bool:
        """Whether all is as it must be."""
        return not self.failures and not self.leaks


class Examination:
    """One sandbox, examined program by program. Use `begin`, and `end` in the same event loop."""

    def __init__(self, sandbox: Sandbox, host: hosts.Host) -> None:
        self._sandbox = sandbox
        self._host = host
        self._weaker: tuple[str, ...] = tuple(getattr(sandbox, "weaker", ()))
        self._normal: dict[str, str] = {}
        self._descriptors = self._children = 0

    @classmethod
    async def begin(cls, sandbox: Sandbox) -> Examination:
        """Put the host in place, and see what a job finds before anything was done. Raises as `run` does."""
        self = cls(sandbox, hosts.Host())
        try:
            problem = await self._next()
            if problem:
                raise RuntimeError(f"a harmless job in a sandbox that nobody has used yet {problem}")
        except BaseException:
            self._host.close()
            raise
        self._descriptors, self._children = hosts.descriptors(), hosts.children()
        return self

    async def examine(self, program: Program) -> Result:
        """One program, and the state of the host and of the next job after it."""
        excused = next((text for text in self._weaker if program.unless and program.unless in text), "")
        if excused:
            return Result(program, (), 0.0, excused)
        started = time.monotonic()
        args = (self._host.told(),) if program.told else program.args
        call = Call(args, program.kwargs)
        main = self._sandbox.run(Job(program.source, "f", (call,) * program.calls, program.limits))
        problems: list[str] = []
        if program.beside:
            beside = self._sandbox.run(Job(program.source_beside, "f", (call,), program.limits))
            outcome, other = await asyncio.gather(main, beside)
            problems += [problem for problem in [returns([])(other)] if problem]
        else:
            outcome = await main
        problems += _wrong(program, outcome)
        problems += self._host.harm()
        problem = await self._next()
        problems += [f"the job after it {problem}"] if problem else []
        return Result(program, tuple(problems), time.monotonic() - started)

    async def end(self) -> tuple[str, ...]:
        """Remove what was put in place; what the sandbox has kept hold of, in words."""
        self._host.close()
        leaks: list[str] = []
        if (more := hosts.descriptors() - self._descriptors) > _DESCRIPTORS_SLACK:
            leaks.append(f"{more} more descriptors are open than at the start")
        if (more := hosts.children() - self._children) > _CHILDREN_SLACK:
            leaks.append(f"{more} more processes are there than at the start")
        return tuple(leaks)

    async def _next(self) -> str:
        """What a harmless job finds otherwise than the first of its kind."""
        outcome = await self._sandbox.run(Job(_NEXT, "f", (Call(),), PLENTY))
        match outcome.results[0]:
            case Returned(value=list() as value) if outcome.status == "completed":
                found = dict(cast("list[tuple[str, str]]", value))
                self._normal = self._normal or found
                other = [name for name in found if found[name] != self._normal[name]]
                return ", ".join(f"finds {name} {short(found[name])}" for name in other)
            case result:
                return f"ended as {outcome.status}: {short(result)} {short(outcome.stderr)} {outcome.detail}"


async def check(
    sandbox: Sandbox, programs: Sequence[Program], tell: Callable[[Result], None] | None = None
) -> Report:
    """Run `programs` one after the other; `tell` hears of each result. Raises what `Sandbox.run` does."""
    examination = await Examination.begin(sandbox)
    results: list[Result] = []
    leaks: tuple[str, ...] = ()
    try:
        for program in programs:
            results.append(await examination.examine(program))
            if tell is not None:
                tell(results[-1])
    finally:
        leaks = await examination.end()
    return Report(tuple(results), leaks)


def quick() -> tuple[Program, ...]:
    """Some of each group: what takes seconds to run and would show most faults."""
    return tuple(program for program in PROGRAMS if program.quick)


def _wrong(program: Program, outcome: Outcome) -> list[str]:
    found: list[str] = []
    if outcome.status not in program.ends:
        ends = " or ".join(program.ends)
        why = outcome.detail or outcome.load_error or (outcome.results[0] if outcome.results else "")
        found.append(f"ended as {outcome.status} ({short(why)}) and not as {ends}")
    if len(outcome.results) != program.calls:
        found.append(f"{len(outcome.results)} results for {program.calls} calls")
    return found + [problem for check in program.must if (problem := check(outcome))]
