"""The sandbox made of bubblewrap: which binary, with which arguments, and the life of its jobs."""

from __future__ import annotations

import asyncio
import itertools
import os
import pwd
import secrets
from collections.abc import Sequence
from pathlib import Path

from ..job import Job, NotReached, Outcome, SandboxUnavailable, Usage
from ..wire.frames import FrameError
from . import advice, mounts, preload, request, selftest
from .binary import candidates
from .interpreter import Interpreter
from .outcome import Observed, judge
from .process import SandboxEnded, SandboxProcess, Setup

_TMP_BYTES = 64 << 20
_START_S = 60.0  # a cold disk and a busy machine; ready in a tenth of a second otherwise
_GRACE_S = 5.0
_FACTS_BYTES = 1 << 20
# A range that systemd keeps for its short-lived services: no files belong to it.
_FIRST_UID, _UIDS = 61184, 4000
_uids = itertools.count(secrets.randbelow(_UIDS))

_BOOT = (
    "import sys\n"
    "if sys.version_info < (3, 9): sys.exit('Python 3.9 is needed, this is ' + sys.version.split()[0])\n"
    f"sys.path[:] = [{str(mounts.GUEST_ROOT)!r}] + [path for path in sys.path if path]\n"
    "from ansatz_sandbox.guest.main import main\n"
    "main()\n"
)
_ENVIRONMENT = {
    "HOME": "/tmp",
    "TMPDIR": "/tmp",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "MPLBACKEND": "agg",
    # More threads would count as processes and make sums depend on the machine.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
}


class Bubblewrap:
    """Runs jobs under one interpreter. Use `open`, which tests the isolation before anything relies on it.

    `readable` is shown read-only (a project's source); `importable` are folders within it that are put
    in front of `sys.path`. `tmp_bytes` bounds a job's /tmp. At most `parallel` sandboxes run at a time.
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
        with_proc: bool = True,
        without_userns: bool = True,
    ) -> None:
        self.bwrap = bwrap
        try:
            self._interpreter = Interpreter.probe(python)
        except OSError as error:
            raise advice.no_interpreter(python) from error
        self._readable = mounts.readable_paths(readable, _homes())
        self._importable = [str(path.absolute()) for path in importable]
        self._as_root = os.geteuid() == 0
        self._without_userns, self._with_proc, self._tmp_bytes = without_userns, with_proc, tmp_bytes
        self._keep = mounts.inside_tmp(self._interpreter, self._readable)
        self._slots = asyncio.Semaphore(parallel or os.cpu_count() or 1)
        self._running: set[asyncio.Task[object]] = set()
        self._closed = False

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

        The strictest arrangement that this system allows is taken: without further user namespaces
        inside and with a /proc of its own, where bubblewrap and the kernel can do that.
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
        for without_userns, with_proc in ((True, True), (False, True), (False, False)):
            sandbox = cls(
                python, readable, importable, bwrap=bwrap, tmp_bytes=tmp_bytes, parallel=parallel,
                with_proc=with_proc, without_userns=without_userns,
            )  # fmt: skip
            try:
                faults = await selftest.faults(sandbox, _homes())
            except SandboxUnavailable as error:
                # It did not even start. The last arrangement asks for least, so what stops it is the reason.
                unavailable = error
                continue
            if faults:
                raise advice.failed_self_test(bwrap, "; ".join(faults))
            return sandbox
        assert unavailable is not None
        raise unavailable

    @property
    def visible(self) -> tuple[Path, ...]:
        """Everything of the host outside the system's own folders that a job can read."""
        return (*self._interpreter.paths, *(link for link, _ in self._interpreter.links), *self._readable)

    def arguments(self) -> list[str]:
        """What bubblewrap is told, as of now."""
        return [
            *_namespaces(self._as_root, self._without_userns),
            *mounts.arguments(
                self._interpreter,
                self._readable,
                self._tmp_bytes,
                with_proc=self._with_proc,
                as_root=self._as_root,
            ),
        ]

    async def run(self, job: Job) -> Outcome:
        """One job in a sandbox of its own; raises `SandboxUnavailable`, `ValueNotCarried`."""
        return (await self.run_all([job]))[0]

    async def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Outcomes in the order of the jobs, each in a process of its own under one started interpreter."""
        if self._closed:
            raise RuntimeError("the sandbox is closed")
        nonces = [secrets.token_hex(16) for _ in jobs]
        besides = 0 if self._as_root else request.processes_besides()
        messages = [request.encode(job, nonce, besides) for job, nonce in zip(jobs, nonces, strict=True)]
        modules = preload.modules(jobs, any(b"NUMPY" in message for message in messages))
        outcomes: list[Outcome] = []
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            async with self._slots:
                while len(outcomes) < len(jobs):
                    rest = slice(len(outcomes), None)
                    outcomes += await self._batch(jobs[rest], nonces[rest], messages[rest], modules)
        finally:
            self._running.discard(task)
        return outcomes

    async def close(self) -> None:
        """Cancel what still runs, and wait for its end."""
        self._closed = True
        running = [task for task in self._running if task is not asyncio.current_task()]
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)

    async def _batch(
        self, jobs: Sequence[Job], nonces: Sequence[str], messages: Sequence[bytes], modules: Sequence[str]
    ) -> list[Outcome]:
        """The outcomes of at least one job: all, unless one of them left the sandbox unfit for the next."""
        process = await self._start(modules)
        outcomes: list[Outcome] = []
        try:
            for job, nonce, message in zip(jobs, nonces, messages, strict=True):
                started = asyncio.get_running_loop().time()
                most = job.limits.value_bytes + 2 * job.limits.output_bytes + _FACTS_BYTES
                most += 2 * len(job.calls) << 16
                try:
                    async with asyncio.timeout(job.limits.wall_s + _GRACE_S):
                        frame = await process.exchange(message, most)
                    observed = Observed.read(frame)
                except (SandboxEnded, TimeoutError, FrameError) as error:
                    elapsed_s = asyncio.get_running_loop().time() - started
                    outcomes.append(_lost(job, elapsed_s, error))
                    return outcomes
                outcomes.append(judge(job, nonce, observed, frame.blobs))
                if observed.retire:
                    return outcomes
            return outcomes
        finally:
            await process.end()

    async def _start(self, modules: Sequence[str]) -> SandboxProcess:
        uid = _FIRST_UID + next(_uids) % _UIDS if self._as_root else None
        command = [str(self._interpreter.python), "-S", "-s", "-B", "-c", _BOOT]
        try:
            process = await SandboxProcess.start(self.bwrap, self.arguments(), command)
        except FileNotFoundError:
            raise advice.missing(self.bwrap) from None
        except OSError as error:
            raise advice.refused(self.bwrap, str(error), self._as_root) from error
        try:
            await process.hello(Setup(uid, modules, self._importable, self._keep), _START_S)
        except SandboxEnded as error:
            raise advice.refused(self.bwrap, error.stderr, self._as_root) from error
        except TimeoutError as error:
            await process.end()
            said = f"the interpreter was not ready after {_START_S:g} s"
            raise advice.refused(self.bwrap, said, self._as_root) from error
        except BaseException:
            await process.end()
            raise
        return process


def _lost(job: Job, elapsed_s: float, error: SandboxEnded | TimeoutError | FrameError) -> Outcome:
    """The outcome of a job that took its sandbox along."""
    late = isinstance(error, TimeoutError)
    last = str(error).strip().rpartition("\n")[2]
    detail = "its sandbox did not answer in time" if late else f"its sandbox ended under it: {last}"
    nothing = (NotReached(),) * len(job.calls)
    usage = Usage(elapsed_s, 0.0, 0)
    return Outcome("deadline" if late else "crashed", nothing, None, "", "", usage, detail)


def _namespaces(as_root: bool, without_userns: bool) -> list[str]:
    args = [
        "--unshare-pid", "--unshare-ipc", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
        "--die-with-parent", "--new-session", "--as-pid-1",
        "--hostname", "sandbox", "--chdir", "/", "--clearenv",
    ]  # fmt: skip
    for name, value in _ENVIRONMENT.items():
        args += ["--setenv", name, value]
    if as_root:
        # Only what the guest needs to stop being root; its last act as root gives these up too.
        args += ["--cap-drop", "ALL"]
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"):
            args += ["--cap-add", capability]
        return args
    args += ["--unshare-user", "--uid", "1000", "--gid", "1000"]
    return [*args, "--disable-userns"] if without_userns else args


def _homes() -> list[Path]:
    """The home folders of this machine's users that hold anything of theirs."""
    homes = {Path("~").expanduser()}
    for user in pwd.getpwall():
        if user.pw_uid == 0 or user.pw_uid >= 1000:
            homes.add(Path(user.pw_dir))
    return sorted(home for home in homes if home.is_dir() and home != Path("/"))
