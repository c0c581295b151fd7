"""One job in one process: watch it, end it with all its descendants, and say what was observed."""

# pathlib would be the slowest import of the guest, for nothing.
# ruff: noqa: PTH123, PTH208

from __future__ import annotations

import contextlib
import os
import resource
import select
import signal
import time
from collections.abc import Sequence
from typing import NamedTuple, Optional, cast

from . import child

_TICK_S = 0.05
_TICK_WITHOUT_PIDFD_S = 0.005
_OUTPUT_FACTOR = 64
_PAGE_BYTES = resource.getpagesize()


class Ended(NamedTuple):
    """`facts` are this process's own observations; the rest is what the job wrote, unread."""

    facts: dict[str, object]
    results: bytearray
    stdout: bytearray
    stderr: bytearray


class _Sink:
    """Reads one pipe to its end, keeps the first `keep` bytes, and tells when more than `most` came."""

    def __init__(self, descriptor: int, keep: int, most: int) -> None:
        self.descriptor = descriptor
        self.kept = bytearray()
        self.seen = 0
        self._keep, self._most = keep, most
        os.set_blocking(descriptor, False)

    @property
    def overflown(self) -> bool:
        return self.seen > self._most

    def read(self) -> bool:
        """Takes what is there; False at the end of the pipe."""
        try:
            part = os.read(self.descriptor, 1 << 18)
        except BlockingIOError:
            return True
        self.seen += len(part)
        self.kept += part[: max(self._keep - len(self.kept), 0)]
        return bool(part)

    def drain(self) -> None:
        """Takes the rest, once no writer is left."""
        while not self.overflown and self.read():
            pass
        os.close(self.descriptor)


class Prepared(NamedTuple):
    """A job's process that waits for its job, and our ends of its pipes."""

    pid: int
    results: int
    stdout: int
    stderr: int


def prepare(start: int, incoming: int, events: int) -> Prepared:
    """Fork the process of a job to come: it reads its job from `incoming` after a byte came on `start`.

    It tells on `events` when it is confined, and when it has read its job.
    """
    results_r, results_w = os.pipe()
    stdout_r, stdout_w = os.pipe()
    stderr_r, stderr_w = os.pipe()
    pid = os.fork()
    if pid == 0:
        child.become(child.Ends(start, incoming, events, results_w, stdout_w, stderr_w))
    for descriptor in (results_w, stdout_w, stderr_w):
        os.close(descriptor)
    return Prepared(pid, results_r, stdout_r, stderr_r)


def watch(prepared: Prepared, control: dict[str, object], host: Optional[int]) -> Ended:
    """See a job that was just started to its end, whatever that is. When `host` hangs up, so do we."""
    limits = cast("dict[str, float]", control["limits"])
    ooms = _oom_kills()
    started = time.monotonic()
    keep = int(limits["output_bytes"])
    # What the guest's side of a job may need around the values themselves.
    results_most = int(limits["value_bytes"]) + (1 << 20) + int(cast("int", control["calls"])) * (1 << 16)
    results = _Sink(prepared.results, results_most, results_most)
    stdout = _Sink(prepared.stdout, keep, keep * _OUTPUT_FACTOR)
    stderr = _Sink(prepared.stderr, keep, keep * _OUTPUT_FACTOR)
    watch = _Watch(prepared.pid, [results, stdout, stderr], host)
    why = watch.until_end(started + limits["wall_s"], int(limits["memory_bytes"]))
    wall_s = time.monotonic() - started
    status, usage = end_all(prepared.pid, watch.reaped)
    for sink in (results, stdout, stderr):
        sink.drain()
    if why == "exited" and os.WIFSIGNALED(status):
        if os.WTERMSIG(status) == signal.SIGKILL and _oom_kills() > ooms:
            why = "memory"
    elif why == "exited" and (results.overflown or stdout.overflown or stderr.overflown):
        why = "output"
    facts: dict[str, object] = {
        "why": why,
        "wait_status": status,
        "wall_s": wall_s,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_rss_bytes": usage.ru_maxrss * 1024,
        "stdout_bytes": stdout.seen,
        "stderr_bytes": stderr.seen,
    }
    return Ended(facts, results.kept, stdout.kept, stderr.kept)


class Reaped(NamedTuple):
    """What the kernel told of the job's first process."""

    status: int
    usage: resource.struct_rusage


class _Watch:
    """Waits for the job's end while reading its pipes, sampling its memory and reaping its orphans."""

    def __init__(self, pid: int, sinks: Sequence[_Sink], host: Optional[int]) -> None:
        self.reaped: Optional[Reaped] = None
        self._pid = pid
        self._host = host
        self._sinks = {sink.descriptor: sink for sink in sinks}
        self._poll = select.poll()
        if host is not None:
            self._poll.register(host, 0)  # only its hanging up
        for descriptor in self._sinks:
            self._poll.register(descriptor, select.POLLIN)
        self._tick_s = _TICK_S
        self._pidfd = -1
        try:
            self._pidfd = os.pidfd_open(pid)
            self._poll.register(self._pidfd, select.POLLIN)
        except (OSError, AttributeError):
            self._tick_s = _TICK_WITHOUT_PIDFD_S

    def until_end(self, deadline: float, memory_bytes: int) -> str:
        """One word for what ended the watch; the job itself may then still be alive."""
        sampled = 0.0
        try:
            while True:
                now = time.monotonic()
                if now >= deadline:
                    return "deadline"
                for descriptor, event in self._poll.poll(1000 * min(self._tick_s, deadline - now)):
                    self._serve(descriptor, event)
                if self._reap():
                    return "exited"
                if any(sink.overflown for sink in self._sinks.values()):
                    return "output"
                if now - sampled >= _TICK_S:
                    sampled = now
                    if _memory_bytes(memory_bytes) > memory_bytes:
                        return "memory"
        finally:
            if self._pidfd >= 0:
                os.close(self._pidfd)

    def _serve(self, descriptor: int, event: int) -> None:
        if descriptor == self._host and event & (select.POLLHUP | select.POLLERR):
            # The host is gone or has cancelled; our end is the end of every process here.
            os._exit(0)
        sink = self._sinks.get(descriptor)
        if sink is not None and not sink.read():
            self._poll.unregister(descriptor)

    def _reap(self) -> bool:
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return self.reaped is not None
            if pid == 0:
                return self.reaped is not None
            if pid == self._pid:
                self.reaped = Reaped(status, usage)


def end_all(pid: int, reaped: Optional[Reaped]) -> Reaped:
    """Kill everything but ourselves and reap it; what became of `pid` is returned."""
    if os.getpid() != 1:
        raise RuntimeError("kill(-1) is only for the first process of a sandbox")
    while True:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        try:
            ended, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        if ended == pid:
            reaped = Reaped(status, usage)
    if reaped is None:
        raise RuntimeError("the job's process vanished")
    return reaped


def _memory_bytes(most: int) -> int:
    """Memory of all processes but ours that is in no file; exact only above `most`, 0 without a /proc."""
    total, processes = 0, cast("list[str]", [])
    try:
        names = os.listdir("/proc")
    except OSError:
        return 0
    for name in names:
        if name.isdigit() and name != "1":
            processes.append(name)
            total += _resident_bytes(name)
    # Forks share what they have not written to yet; counting that once takes long, so only where it matters.
    return total if total <= most else sum(map(_proportional_bytes, processes))


def _resident_bytes(process: str) -> int:
    try:
        with open("/proc/%s/statm" % process, "rb") as file:
            fields = file.read().split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * _PAGE_BYTES if len(fields) > 2 else 0


def _proportional_bytes(process: str) -> int:
    try:
        with open("/proc/%s/smaps_rollup" % process, "rb") as file:
            for line in file:
                if line.startswith(b"Pss_Anon:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    # A process can close this to us, and then is taken to share nothing.
    return _resident_bytes(process)


def _oom_kills() -> int:
    """How many processes the kernel has killed for want of memory, on the whole machine."""
    try:
        with open("/proc/vmstat", "rb") as file:
            for line in file:
                if line.startswith(b"oom_kill "):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0
