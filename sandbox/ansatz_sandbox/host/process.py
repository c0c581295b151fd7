"""One started sandbox: its pipes, its first process, and its certain end."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ..wire.frames import PREFIX, Buffer, Frame, FrameError, pack, parse, sizes

_READ_BYTES = 1 << 20
_STDERR_KEPT = 16 << 10
_END_S = 5.0
_INFO_POLL_S = 0.005


class SandboxEnded(Exception):
    """The sandbox's first process is gone; `stderr` is what bubblewrap or the interpreter said."""

    def __init__(self, stderr: str) -> None:
        super().__init__(stderr)
        self.stderr = stderr


@dataclass(frozen=True, slots=True)
class Setup:
    """What the guest is told before its first job.

    `nested`: each job gets a cell, namespaces of its own inside the sandbox, with a /tmp of
    `tmp_bytes` and `tmp_files` in which the paths `keep` stay visible; otherwise the sandbox is for
    one job. `mount_proc`: the guest mounts /proc itself, while it is still allowed to.
    """

    uid: int | None
    preload: Sequence[str]
    importable: Sequence[str]
    nested: bool
    mount_proc: bool
    tmp_bytes: int
    tmp_files: int
    keep: Sequence[str]


class SandboxProcess:
    """A running bubblewrap with our guest as its first process. One owner, one exchange at a time."""

    def __init__(self, process: asyncio.subprocess.Process, info: int) -> None:
        self._process = process
        self._info = info
        self._inner: int | None = None
        self._ended = False
        self._reading: asyncio.Task[Frame] | None = None
        self._stderr = bytearray()
        self._stderr_reader = asyncio.create_task(self._read_stderr())

    @classmethod
    async def start(cls, bwrap: Path, arguments: Sequence[str], command: Sequence[str]) -> SandboxProcess:
        """Start bubblewrap; raises `OSError` when it can't be executed at all."""
        starting = asyncio.create_task(cls._start(bwrap, arguments, command))
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            # Cancelled between fork and return, nobody else would know the process.
            await (await starting).end()
            raise

    @classmethod
    async def _start(cls, bwrap: Path, arguments: Sequence[str], command: Sequence[str]) -> SandboxProcess:
        info_r, info_w = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                bwrap, *arguments, "--info-fd", str(info_w), "--", *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                pass_fds=(info_w,),
                start_new_session=True,
                env={},
                cwd="/",
                limit=_READ_BYTES,
            )  # fmt: skip
        except BaseException:
            os.close(info_r)
            raise
        finally:
            os.close(info_w)
        os.set_blocking(info_r, False)
        return cls(process, info_r)

    async def hello(self, setup: Setup, timeout_s: float) -> Frame:
        """Send the setup and wait for the guest to be ready; raises `SandboxEnded` or `TimeoutError`."""
        async with asyncio.timeout(timeout_s):
            return await self.exchange(pack(dataclasses.asdict(setup)), 1 << 16)

    @property
    def has_ended(self) -> bool:
        """Whether nothing can be asked of it any more."""
        return self._ended or self._process.returncode is not None

    async def exchange(self, message: bytes, max_bytes: int) -> Frame:
        """Send a frame, receive one; raises `SandboxEnded` when the guest is gone or talks nonsense.

        When this is cancelled, `cancel` must follow before the next exchange.
        """
        stdin = self._process.stdin
        assert stdin is not None and self._reading is None
        try:
            stdin.write(message)
            # A task of its own: half of a frame read and dropped would put us out of step.
            self._reading = asyncio.create_task(self._read_frame(max_bytes))
            await stdin.drain()
            frame = await asyncio.shield(self._reading)
        except (OSError, asyncio.IncompleteReadError, FrameError):
            await self.end()
            raise SandboxEnded(self._stderr.decode("utf-8", "replace")) from None
        self._reading = None
        return frame

    async def cancel(self, timeout_s: float) -> None:
        """End the job of an exchange that was cancelled, and all its processes; or else the whole sandbox."""
        stdin = self._process.stdin
        assert stdin is not None
        try:
            async with asyncio.timeout(timeout_s):
                stdin.write(pack({"do": "cancel"}))
                await stdin.drain()
                # The job's report may have been on its way.
                while "cancelled" not in (await self._next_frame()).header:
                    pass
        except (OSError, TimeoutError, asyncio.IncompleteReadError, FrameError):
            await self.end()

    async def _next_frame(self) -> Frame:
        reading = self._reading or asyncio.create_task(self._read_frame(_READ_BYTES))
        self._reading = reading
        frame = await asyncio.shield(reading)
        self._reading = None
        return frame

    async def _read_frame(self, max_bytes: int) -> Frame:
        stdout = self._process.stdout
        assert stdout is not None
        size = sizes(await stdout.readexactly(PREFIX.size), max_bytes)
        header = await stdout.readexactly(size.header)
        blobs: Buffer = await stdout.readexactly(size.blobs)
        return parse(header, blobs)

    def abandon(self) -> None:
        """Kill it without waiting, for a process whose event loop is no more."""
        self._ended = True
        self._kill()
        self._kill_bubblewrap()
        if self._info >= 0:
            os.close(self._info)
            self._info = -1

    async def end(self) -> None:
        """Kill every process of the sandbox and wait until the kernel has buried them."""
        self._ended = True
        await self._stop_reading()
        try:
            async with asyncio.timeout(_END_S):
                while not self._kill():
                    await asyncio.sleep(_INFO_POLL_S)
                await self._exited()
        except TimeoutError:
            # Its first process was never found: bubblewrap's own end takes it along.
            self._kill_bubblewrap()
            await self._exited()
        except asyncio.CancelledError:
            self._kill_bubblewrap()
            raise
        finally:
            self._close()

    async def _stop_reading(self) -> None:
        """Only one may read at a time, and what it reads no longer matters."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait([self._reading])
            if not self._reading.cancelled():
                self._reading.exception()
            self._reading = None

    async def _exited(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        # An unread answer would keep its pipe open, and asyncio waiting for it.
        while await stdout.read(_READ_BYTES):
            pass
        await self._process.wait()
        await self._stderr_reader

    def _close(self) -> None:
        if self._info >= 0:
            os.close(self._info)
            self._info = -1
        if self._process.stdin is not None:
            self._process.stdin.close()

    def _kill(self) -> bool:
        """Kill the first process inside; bubblewrap ends after it, and so after all of its namespace.

        False when bubblewrap has not told its number yet, which takes it some milliseconds.
        """
        if self._process.returncode is not None:
            return True
        inner = self._inner_pid()
        if inner is None:
            return False
        if _parent(inner) == self._process.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(inner, signal.SIGKILL)
        return True

    def _kill_bubblewrap(self) -> None:
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _inner_pid(self) -> int | None:
        if self._inner is None and self._info >= 0:
            try:
                info: object = json.loads(os.read(self._info, 4096))
            except (BlockingIOError, ValueError):
                return None
            if isinstance(info, dict):
                pid = cast("dict[str, object]", info).get("child-pid")
                self._inner = pid if isinstance(pid, int) and pid > 1 else None
        return self._inner

    async def _read_stderr(self) -> None:
        stderr = self._process.stderr
        assert stderr is not None
        while part := await stderr.read(_READ_BYTES):
            self._stderr += part[: max(_STDERR_KEPT - len(self._stderr), 0)]


def _parent(pid: int) -> int | None:
    """The parent of a process; None when it is gone, so that a number used again is never killed."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    return int(fields[1])
