"""The sandbox made of bubblewrap: how much of it this system can do, and the life of its jobs."""

from __future__ import annotations

import asyncio
import itertools
import os
import secrets
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..job import Job, NotReached, Outcome, SandboxUnavailable, Status, Usage
from ..wire.frames import FrameError
from . import advice, mounts, preload, selftest
from . import request as request_of
from .binary import candidates
from .environment import GUEST_ENVIRONMENT
from .homes import homes
from .interpreter import Interpreter
from .outcome import Observed, judge
from .pool import JOBS_MAX, Pool, Worker, to_the_end
from .process import SandboxEnded, SandboxProcess, Setup
from .request import Message
from .turns import Turns

_TMP_BYTES = 64 << 20
_TMP_FILES = 10_000
_WAITING_MAX = 4096
_PRELOAD = ("numpy", "numpy.random", "scipy")
_START_S = 60.0  # a cold disk and a busy machine; ready in a tenth of a second otherwise
_GRACE_S = 5.0
_FACTS_BYTES = 1 << 20
# A range that systemd keeps for its short-lived services: no files belong to it.
JOB_UIDS = range(61184, 65184)
_uids = itertools.count(secrets.randbelow(len(JOB_UIDS)))

_BOOT = (
    "import sys\n"
    "if sys.version_info < (3, 9): sys.exit('Python 3.9 is needed, this is ' + sys.version.split()[0])\n"
    f"sys.path[:] = [{str(mounts.GUEST_ROOT)!r}] + [path for path in sys.path if path]\n"
    "from ansatz_sandbox.guest.main import main\n"
    "main()\n"
)


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """How much of the isolation this system can do.

    `nested`: each job in namespaces of its own inside a warm sandbox; otherwise each in a sandbox of
    its own. `proc`: with a /proc of its own.
    """

    nested: bool
    proc: bool = True
    without_userns: bool = False


_ARRANGEMENTS = (
    _Arrangement(nested=True),
    _Arrangement(nested=False, without_userns=True),
    _Arrangement(nested=False),
    _Arrangement(nested=False, proc=False),
)
"""From the best to the least; all isolate each job from the host and from every other job."""


class Bubblewrap:
    """Runs jobs under one interpreter. Use `open`, which tests the isolation before anything relies on it.

    `readable` is shown read-only (a project's source); `importable` are folders within it that are put
    in front of `sys.path`. `tmp_bytes` bounds a job's /tmp. At most `parallel` jobs run at a time, and
    at most `waiting` wait; an interpreter is replaced after `recycled_after` jobs.
    """

    def __init__(
        self,
        python: Path,
        readable: Sequence[Path] = (),
        importable: Sequence[Path] = (),
        *,
        bwrap: Path,
        tmp_bytes: int = _TMP_BYTES,
        parallel: int | None = None,
        waiting: int = _WAITING_MAX,
        recycled_after: int = JOBS_MAX,
        arrangement: _Arrangement = _ARRANGEMENTS[0],
    ) -> None:
        self.bwrap = bwrap
        try:
            self._interpreter = Interpreter.probe(python)
        except OSError as error:
            raise advice.no_interpreter(python) from error
        self._readable = mounts.readable_paths(readable, homes())
        self._importable = [str(path.absolute()) for path in importable]
        self._as_root = os.geteuid() == 0
        self._arrangement = arrangement
        self._tmp_bytes = tmp_bytes
        self._keep = mounts.inside_tmp(self._interpreter, self._readable)
        self._turns = Turns(parallel or os.cpu_count() or 1, waiting)
        self._recycled_after = recycled_after
        self._pool = Pool(self._start)
        self._running: set[asyncio.Task[object]] = set()
        self._closed = False
        self.weaker: tuple[str, ...] = ()
        """What holds less than on other systems, in words; known once `open` has tested it."""

    @classmethod
    async def open(
        cls,
        python: Path,
        readable: Sequence[Path] = (),
        importable: Sequence[Path] = (),
        *,
        bwrap: Path | None = None,
        tmp_bytes: int = _TMP_BYTES,
        parallel: int | None = None,
    ) -> Bubblewrap:
        """A sandbox whose isolation was just tested; raises `SandboxUnavailable`, `UnsafePath`.

        The best arrangement that this system allows is taken: a warm sandbox in which each job gets
        namespaces of its own; else a sandbox for each job.
        """
        first: SandboxUnavailable | None = None
        for binary in [bwrap] if bwrap is not None else candidates():
            try:
                return await cls._open(python, readable, importable, binary, tmp_bytes, parallel)
            except SandboxUnavailable as error:
                first = first or error
        raise first or advice.missing()

    @classmethod
    async def _open(
        cls,
        python: Path,
        readable: Sequence[Path],
        importable: Sequence[Path],
        bwrap: Path,
        tmp_bytes: int,
        parallel: int | None,
    ) -> Bubblewrap:
        unavailable: SandboxUnavailable | None = None
        for arrangement in _ARRANGEMENTS:
            sandbox = cls(
                python, readable, importable, bwrap=bwrap, tmp_bytes=tmp_bytes, parallel=parallel,
                arrangement=arrangement,
            )  # fmt: skip
            try:
                found = await selftest.examine(sandbox, homes())
            except SandboxUnavailable as error:
                # It did not even start. The last arrangement asks for least, so what stops it is the reason.
                unavailable = error
                await sandbox.close()
                continue
            except BaseException:
                await sandbox.close()
                raise
            if found.faults:
                await sandbox.close()
                raise advice.failed_self_test(bwrap, "; ".join(found.faults))
            sandbox.weaker = (*_weaker(arrangement), *found.weaker)
            return sandbox
        assert unavailable is not None
        raise unavailable

    @property
    def visible(self) -> tuple[Path, ...]:
        """Everything of the host outside the system's own folders that a job can read."""
        return (*self._interpreter.paths, *(link for link, _ in self._interpreter.links), *self._readable)

    @property
    def is_warm(self) -> bool:
        """Whether jobs share a started interpreter, each in namespaces of its own."""
        return self._arrangement.nested

    def arguments(self) -> list[str]:
        """What bubblewrap is told, as of now."""
        return [
            *_namespaces(self._as_root, self._arrangement),
            *mounts.arguments(
                self._interpreter,
                self._readable,
                self._tmp_bytes,
                with_proc=self._arrangement.proc and not self._mounts_proc,
                as_root=self._as_root,
            ),
        ]

    async def run(self, job: Job, request: object = None) -> Outcome:
        """One job in namespaces of its own; raises `SandboxUnavailable`, `SandboxBusy`, `ValueNotCarried`.

        Jobs that wait are served one of each `request` in turn; without one, each call is its own.
        """
        return (await self.run_all([job], request))[0]

    async def run_all(self, jobs: Sequence[Job], request: object = None) -> list[Outcome]:
        """Outcomes in the order of the jobs, of which as many run at a time as there are processors."""
        if self._closed:
            raise RuntimeError("the sandbox is closed")
        mounts.all_shown(jobs, self._readable)
        besides = 0 if self._as_root else request_of.processes_besides()
        encoded = request_of.encode_all(jobs, besides)
        carries_arrays = any(b"NUMPY" in message.data for message in encoded)
        modules = preload.modules(jobs, carries_arrays) if self.is_warm else list(_PRELOAD)
        outcomes: list[Outcome | None] = [None] * len(jobs)
        left = iter(range(len(jobs)))
        whose = object() if request is None else request

        async def work() -> None:
            for index in left:
                outcomes[index] = await self._run_one(jobs[index], encoded[index], modules, whose)

        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            await _together([work() for _ in range(min(self._turns.slots, len(jobs)))])
        finally:
            self._running.discard(task)
        return [outcome for outcome in outcomes if outcome is not None]

    async def close(self) -> None:
        """Cancel what still runs, wait for its end, and end the sandboxes that wait for jobs."""
        self._closed = True
        running = [task for task in self._running if task is not asyncio.current_task()]
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
        await self._pool.close()

    async def _run_one(self, job: Job, message: Message, modules: Sequence[str], request: object) -> Outcome:
        await self._turns.take(request)
        try:
            outcome = await self._attempt(job, message, modules)
            # A sandbox that broke down says nothing of the job, unless it does so twice.
            return outcome if isinstance(outcome, Outcome) else await self._again(job, message, modules)
        finally:
            self._turns.give_back()

    async def _again(self, job: Job, message: Message, modules: Sequence[str]) -> Outcome:
        started = asyncio.get_running_loop().time()
        outcome = await self._attempt(job, message, modules)
        if isinstance(outcome, Outcome):
            return outcome
        last = str(outcome).strip().rpartition("\n")[2]
        elapsed_s = asyncio.get_running_loop().time() - started
        return _lost(job, "crashed", elapsed_s, f"its sandbox ended under it, twice: {last}")

    async def _attempt(
        self, job: Job, message: Message, modules: Sequence[str]
    ) -> Outcome | SandboxEnded | FrameError:
        """The outcome, or how the sandbox broke down."""
        most = job.limits.value_bytes + 2 * job.limits.output_bytes + _FACTS_BYTES
        most += 2 * len(job.calls) << 16
        timeout_s = job.limits.wall_s + _GRACE_S
        worker = await self._pool.take(modules)
        try:
            frame = await worker.run(message.data, timeout_s, most)
            observed = Observed.read(frame)
        except TimeoutError:
            return _lost(job, "deadline", timeout_s, "its sandbox did not answer in time")
        except (SandboxEnded, FrameError) as error:
            await worker.process.end()
            return error
        finally:
            await self._pool.give_back(worker)
        return judge(job, message.nonce, observed, frame.blobs)

    @property
    def _mounts_proc(self) -> bool:
        # Bubblewrap covers parts of a /proc that root could write to, and the kernel lets nobody mount
        # a whole one, as each job's namespaces need, below one that is partly covered.
        return self._as_root and self._arrangement.nested

    async def _start(self, modules: Sequence[str]) -> Worker:
        uid = JOB_UIDS[next(_uids) % len(JOB_UIDS)] if self._as_root else None
        command = [str(self._interpreter.python), "-S", "-s", "-B", "-c", _BOOT]
        imports = [*dict.fromkeys((*_PRELOAD, *modules))]
        nested = self._arrangement.nested
        setup = Setup(
            uid, imports, self._importable, nested, self._mounts_proc, self._tmp_bytes, _TMP_FILES, self._keep
        )
        try:
            process = await SandboxProcess.start(self.bwrap, self.arguments(), command)
        except FileNotFoundError:
            raise advice.missing(self.bwrap) from None
        except OSError as error:
            raise advice.refused(self.bwrap, str(error), self._as_root) from error
        try:
            await process.hello(setup, _START_S)
        except SandboxEnded as error:
            raise advice.refused(self.bwrap, error.stderr, self._as_root) from error
        except TimeoutError as error:
            await process.end()
            said = f"the interpreter was not ready after {_START_S:g} s"
            raise advice.refused(self.bwrap, said, self._as_root) from error
        except BaseException:
            await process.end()
            raise
        return Worker(process, imports, not nested, self._recycled_after)


async def _together(works: Sequence[Coroutine[None, None, None]]) -> None:
    """All at a time; the first that fails ends the others, whose end is waited for."""
    if len(works) == 1:
        await works[0]
        return
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await to_the_end(_all_ended(tasks))


async def _all_ended(tasks: Sequence[asyncio.Task[None]]) -> None:
    if tasks:
        await asyncio.wait(tasks)


def _weaker(arrangement: _Arrangement) -> Iterator[str]:
    yield "memory of all processes of a job together is sampled, not held by a control group"
    if not arrangement.nested:
        yield "each job waits for an interpreter to start: no namespaces can be made inside a sandbox"
        yield "the number of files in /tmp is not limited"
    if not arrangement.proc:
        yield "without a /proc, memory of all processes of a job together is not even sampled"


def _lost(job: Job, status: Status, elapsed_s: float, detail: str) -> Outcome:
    """The outcome of a job that took its sandbox along."""
    nothing = (NotReached(),) * len(job.calls)
    return Outcome(status, nothing, None, "", "", Usage(elapsed_s, 0.0, 0), detail)


def _namespaces(as_root: bool, arrangement: _Arrangement) -> list[str]:
    args = [
        "--unshare-pid", "--unshare-ipc", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
        "--die-with-parent", "--new-session", "--as-pid-1",
        "--hostname", "sandbox", "--chdir", "/", "--clearenv",
    ]  # fmt: skip
    for name, value in GUEST_ENVIRONMENT.items():
        args += ["--setenv", name, value]
    if as_root:
        # Only what the guest needs to stop being root; its last act as root gives these up too.
        args += ["--cap-drop", "ALL"]
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"):
            args += ["--cap-add", capability]
        if arrangement.nested:
            args += ["--cap-add", "CAP_SYS_ADMIN"]  # to mount /proc
        return args
    args += ["--unshare-user", "--uid", "1000", "--gid", "1000"]
    return [*args, "--disable-userns"] if arrangement.without_userns else args
