"""The warm fork server: keeps the packages imported and cells ready, and hands each job to a fresh cell.

A cell is told to start and then reads its job from the host's pipe and answers on it by itself, so
nothing of a job ever enters this process; what it learns of a cell are single letters on a pipe:
`i` the job's process is confined, `b` it has read its job, `r` the report begins, `d` it is sent.
"""

from __future__ import annotations

import os
import select
import signal
from collections import deque
from typing import NamedTuple, NoReturn, Optional, cast

from ..wire import frames
from . import cell, privileges, supervise
from .channel import close_all_but, receive, send
from .packages import import_all, threads


class _Cell(NamedTuple):
    """A cell that waits or runs: its first process, and our ends of its three pipes."""

    pid: int
    control: int
    start: int
    events: int


class Zygote:
    """Forks cells for the host at the other end of `incoming` and `outgoing`, one job at a time."""

    def __init__(self, incoming: int, outgoing: int, tmp: cell.Tmp) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._tmp = tmp
        self._ended: list[int] = []
        self._spares: deque[_Cell] = deque()

    def serve(self, ready: dict[str, object]) -> NoReturn:
        """Until the host closes our input. Ends at once when no cell can be made."""
        self._prepare()
        if os.read(self._spares[0].events, 1) != b"i":
            os._exit(1)
        self._prepare()
        send(self._outgoing, {"ready": ready})
        following: Optional[dict[str, object]] = None
        while True:
            self._reap()
            control = following or receive(self._incoming).header
            following = None
            if control["do"] == "cancel":
                send(self._outgoing, {"cancelled": True})
            elif control["do"] == "import":
                self._discard()
                self._import(cast("list[str]", control["names"]))
                self._prepare()
                self._prepare()
            else:
                active = self._spares.popleft()
                os.write(active.control, frames.pack(control))
                os.write(active.start, b"s")
                # While the job runs, so that the next one need not wait for it.
                self._prepare()
                following = self._attend(active)

    def _prepare(self) -> None:
        """Make one more cell ready. Two are: the next job need not wait even where jobs are short."""
        control_r, control_w = os.pipe()
        start_r, start_w = os.pipe()
        events_r, events_w = os.pipe()
        user = os.geteuid()
        try:
            pid = cell.fork()
        except cell.CellError as error:
            os.write(2, b"%s\n" % str(error).encode())
            os._exit(1)
        if pid == 0:
            self._be_first(user, control_r, start_r, events_w)
        for descriptor in (control_r, start_r, events_w):
            os.close(descriptor)
        self._spares.append(_Cell(pid, control_w, start_w, events_r))

    def _be_first(self, user: int, control: int, start: int, events: int) -> NoReturn:
        """The life of a cell's first process."""
        status = 1
        try:
            close_all_but({control, start, events, self._incoming, self._outgoing})
            privileges.set_dumpable(True)
            cell.furnish(user, self._tmp)
            privileges.drop(None)
            prepared = supervise.prepare(start, self._incoming, events)
            os.close(start)
            header = receive(control).header
            ended = supervise.watch(prepared, header, None)
            os.write(events, b"r")
            facts = {**ended.facts, "retire": False}
            send(self._outgoing, {"ended": facts}, [ended.results, ended.stdout, ended.stderr])
            os.write(events, b"d")
            status = 0
        except (cell.CellError, privileges.PrivilegeError, MemoryError, OSError) as error:
            os.write(2, b"%s\n" % str(error).encode("utf-8", "replace"))
        finally:
            os._exit(status)

    def _attend(self, active: _Cell) -> Optional[dict[str, object]]:
        """Wait for a job's end, or for the host to cancel it; returns what the host sent meanwhile."""
        poll = select.poll()
        poll.register(active.events, select.POLLIN)
        # The job's process reads from there until it says so; before that only a hang-up concerns us.
        poll.register(self._incoming, 0)
        said, following = b"", None
        while True:
            for descriptor, event in poll.poll():
                if descriptor == self._incoming:
                    if event & (select.POLLHUP | select.POLLERR) and not event & select.POLLIN:
                        os._exit(0)
                    control = receive(self._incoming).header
                    if control["do"] == "cancel":
                        self._cancel(active, said)
                        return None
                    # The host has the report and has sent what comes next, before we were told.
                    poll.modify(self._incoming, 0)
                    following = control
                    continue
                letters = os.read(active.events, 8)
                said += letters
                if b"d" in letters and b"b" in said:
                    self._forget(active)
                    self._ended.append(active.pid)
                    return following
                if not letters or b"d" in letters:
                    # The cell broke down, or its job was not read to the end: nobody knows what comes next.
                    os._exit(1)
                if b"b" in letters:
                    poll.modify(self._incoming, select.POLLIN)

    def _cancel(self, active: _Cell, said: bytes) -> None:
        """End a cell at once. With its first process the kernel ends all others, and only then tells us."""
        os.kill(active.pid, signal.SIGKILL)
        os.waitpid(active.pid, 0)
        while letters := os.read(active.events, 8):
            said += letters
        if b"r" in said and b"d" not in said:
            os._exit(1)  # half a report is on its way to the host
        self._forget(active)
        send(self._outgoing, {"cancelled": True})

    def _import(self, names: list[str]) -> None:
        import_all(names)
        send(self._outgoing, {"imported": {"threads": threads()}})

    def _discard(self) -> None:
        while self._spares:
            spare = self._spares.popleft()
            self._forget(spare)
            os.kill(spare.pid, signal.SIGKILL)
            os.waitpid(spare.pid, 0)

    def _forget(self, gone: _Cell) -> None:
        for descriptor in (gone.control, gone.start, gone.events):
            os.close(descriptor)

    def _reap(self) -> None:
        self._ended = [pid for pid in self._ended if os.waitpid(pid, os.WNOHANG)[0] == 0]
