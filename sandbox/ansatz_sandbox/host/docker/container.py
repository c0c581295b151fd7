"""One container: made without rights, started before it is needed, used for one job, and removed."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...job import Job, Limits
from ...wire import frames
from ..environment import GUEST_ENVIRONMENT
from .engine import Ending, Engine
from .stream import Stream, StreamEnded

LABEL = "ansatz.sandbox"
GUEST_ROOT = "/ansatz"
_OVERHEAD_BYTES = 256 << 20  # the interpreter with its packages, twice: once here, once as the job's
_TMP_FILES = 16_384
_START_S = 120.0  # a cold disk and a busy machine; ready within a second otherwise
# A range that systemd keeps for its short-lived services. Limits on processes are counted by user, for all
# containers together, so each has a user of its own.
_FIRST_UID, _UIDS = 61184, 4000
_uids = itertools.count(secrets.randbelow(_UIDS))

_BOOT = (
    "import sys\n"
    "if sys.version_info < (3, 9): sys.exit('Python 3.9 is needed, this is ' + sys.version.split()[0])\n"
    f"sys.path[:] = [{GUEST_ROOT!r}] + [path for path in sys.path if path]\n"
    "from ansatz_sandbox.guest.main import main\n"
    "main()\n"
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What every container of a pool is like. `readable` are paths of this machine, for a local engine."""

    image: str
    seccomp: str
    python: str = "python3"
    preload: Sequence[str] = ()
    importable: Sequence[str] = ()
    readable: Sequence[Path] = ()
    tmp_bytes: int = 64 << 20
    limits: Limits = field(default_factory=Limits)

    def host_config(self) -> Mapping[str, object]:
        """What the container may not do, in the terms of `docker run`."""
        memory = memory_of(self.limits, self.tmp_bytes)
        return {
            "network_mode": "none",
            "read_only": True,
            "cap_drop": ["ALL"],
            "security_opt": ["no-new-privileges:true", f"seccomp={self.seccomp}"],
            "mem_limit": memory,
            "memswap_limit": memory,
            "nano_cpus": 1_000_000_000,
            # The first process, and what the kernel allows to the job's user besides.
            "pids_limit": self.limits.processes + 16,
            "tmpfs": {"/tmp": f"rw,nosuid,nodev,size={self.tmp_bytes},nr_inodes={_TMP_FILES},mode=1777"},
            "ipc_mode": "none",
            "oom_score_adj": 500,
            # Standard output carries values: an engine that logs it would write them to its disk.
            "log_config": {"type": "none"},
            "restart_policy": {"Name": "no"},
            "binds": [f"{path}:{path}:ro" for path in self.readable],
        }

    def options(self) -> Mapping[str, object]:
        """What is started in it, as whom."""
        uid = _FIRST_UID + next(_uids) % _UIDS
        return {
            "command": [self.python, "-S", "-s", "-B", "-c", _BOOT],
            "entrypoint": [],
            "user": f"{uid}:{uid}",
            "environment": dict(GUEST_ENVIRONMENT),
            "hostname": "sandbox",
            "working_dir": "/",
            "network_disabled": True,
            "stdin_open": True,
            # With the streams attached the container's input ends when we do, and with it the container.
            "detach": False,
            # Whose it is, for people who look at the list of an engine that several use.
            "labels": {LABEL: str(os.getpid())},
            "healthcheck": {"test": ["NONE"]},
            "stop_signal": "SIGKILL",
        }

    def setup(self) -> bytes:
        """The first frame to the guest."""
        return frames.pack(
            {
                "uid": None,
                "mount_proc": False,
                "nested": False,
                "tmp_bytes": self.tmp_bytes,
                "tmp_files": _TMP_FILES,
                "preload": list(self.preload),
                "importable": list(self.importable),
                "keep": [],
            }
        )


def memory_of(limits: Limits, tmp_bytes: int) -> int:
    """A container's memory: the job's, its files, and our own share."""
    return limits.memory_bytes + tmp_bytes + _OVERHEAD_BYTES


class ContainerEnded(Exception):
    """The container is gone, or speaks no longer as our guest does; `stderr` is what it said last."""

    def __init__(self, stderr: str) -> None:
        super().__init__(stderr)
        self.stderr = stderr


class Container:
    """A started container whose guest is ready. One owner, one job."""

    def __init__(self, engine: Engine, number: str, stream: Stream, recipe: Recipe) -> None:
        self._engine, self._number, self._stream, self._recipe = engine, number, stream, recipe
        self._removal: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, engine: Engine, recipe: Recipe) -> Container:
        """Raises `EngineError` when the engine refuses, `ContainerEnded` when the guest does not get ready.

        Not to be cancelled: a container between creation and return is known to nobody else.
        """
        number = await engine.call(engine.create, recipe.image, recipe.host_config(), recipe.options())
        try:
            stream = await engine.call(engine.attach_and_start, number)
        except BaseException:
            await engine.call(engine.remove, number)
            raise
        container = cls(engine, number, stream, recipe)
        try:
            async with asyncio.timeout(_START_S):
                await container._exchange(recipe.setup(), 1 << 16)
        except TimeoutError:
            await container.end()
            raise ContainerEnded(f"the interpreter was not ready after {_START_S:g} s") from None
        except BaseException:
            await container.end()
            raise
        return container

    async def run(self, job: Job, message: bytes, most: int) -> frames.Frame:
        """Hand the job over and wait for the report; raises `ContainerEnded`."""
        memory = memory_of(job.limits, self._recipe.tmp_bytes)
        if memory != memory_of(self._recipe.limits, self._recipe.tmp_bytes):
            await self._engine.call(self._engine.limit, self._number, memory)
        return await self._exchange(message, most)

    async def ending(self) -> Ending:
        """How it ended; raises `EngineError`."""
        return await self._engine.call(self._engine.ending, self._number)

    async def end(self) -> None:
        """Kill and remove it; returns when no process of it is left, also when cancelled meanwhile."""
        await asyncio.shield(self.ended())

    def ended(self) -> asyncio.Task[None]:
        """The removal, begun at most once."""
        if self._removal is None:
            self._removal = asyncio.create_task(self._remove())
        return self._removal

    async def _remove(self) -> None:
        self._stream.close()
        await self._engine.call(self._engine.remove, self._number)

    async def _exchange(self, message: bytes, most: int) -> frames.Frame:
        try:
            return await self._engine.call(self._stream.exchange, message, most)
        except StreamEnded as error:
            raise ContainerEnded(str(error)) from None


def canonical(profile: str) -> str:
    """A seccomp profile on one line, as the engine wants it; raises ValueError when it is no JSON."""
    return json.dumps(json.loads(profile), separators=(",", ":"))
