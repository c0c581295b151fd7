"""The host as programs meet it: things put where they must not be reached, looked at after each program."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...job import Value
from ..homes import homes
from .bystander import Bystander

_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/etc", "/usr", "/usr/local", "/home", "/root", "/")
_SMALLEST_PID = 100  # below, numbers of the host may be those of a job's own processes
_GONE_S = 5.0
_POLL_S = 0.02


class Host:
    """Keys in files that everybody may read, listening sockets, a process; removed by `close`."""

    def __init__(self) -> None:
        self._places = contextlib.ExitStack()
        self._token = secrets.token_hex(3)
        self._programs = 0
        self.mark = ""
        self._bystander = Bystander()
        self._places.callback(self._bystander.end)
        self._keys = [self._key(folder) for folder in (tempfile.gettempdir(), "/var/tmp") if _is_open(folder)]
        self._listening = [self._places.enter_context(one) for one in _listeners(self._keys[0].parent)]
        self._before = self._state()

    def told(self) -> dict[str, Value]:
        """What the next program is told of us: where everything is, and a mark to leave wherever it can."""
        self._programs += 1
        self.mark = f"az{self._token}-{self._programs}"
        addresses: dict[str, Any] = {"port": 0, "datagrams": 0, "unix": "", "abstract": ""}
        for one in self._listening:
            name = one.getsockname()
            if one.family == socket.AF_INET:
                addresses["port" if one.type == socket.SOCK_STREAM else "datagrams"] = name[1]
            elif isinstance(name, bytes):
                addresses["abstract"] = name[1:].decode("ascii")
            else:
                addresses["unix"] = str(name)
        return {
            **addresses,
            "mark": self.mark,
            "keys": [str(key) for key in self._keys],
            "homes": [str(home) for home in homes()],
            "folders": self._folders(),
            "pids": [pid for pid in (self._bystander.pid, os.getpid(), os.getppid()) if pid > _SMALLEST_PID],
        }

    def harm(self) -> list[str]:
        """What was done to us since the last time, in words; waits some seconds for processes to go."""
        found = [] if self._bystander.is_well() else ["a process of the host was ended or stopped"]
        if self._state() != self._before:
            found.append("files of the host were changed")
            self._before = self._state()
        found += [f"{what} of the host was reached" for what in self._reached()]
        found += [
            f"it wrote into {folder}" for folder in self._folders() if self.mark and self._wrote(folder)
        ]
        if self.mark and not self._is_gone():
            found.append("a process of it has survived")
        return found

    def close(self) -> None:
        """Remove all of it."""
        self._places.close()

    def _key(self, folder: str) -> Path:
        """A private key that no permission protects: only a wall does."""
        place = Path(tempfile.mkdtemp(prefix="ansatz-host-", dir=folder))
        self._places.callback(shutil.rmtree, place, ignore_errors=True)
        place.chmod(0o777)
        (place / "id_ed25519").write_text(f"-----BEGIN OPENSSH PRIVATE KEY-----\n{secrets.token_hex(16)}\n")
        (place / "id_ed25519").chmod(0o666)
        return place / "id_ed25519"

    def _state(self) -> list[object]:
        return [
            (sorted(path.name for path in key.parent.iterdir()), key.read_text(), key.stat().st_mode)
            if key.exists()
            else None
            for key in self._keys
        ]

    def _folders(self) -> list[str]:
        own = [str(key.parent) for key in self._keys]
        return [*dict.fromkeys([*_FOLDERS, *map(str, homes()), str(Path.cwd()), *own])]

    def _wrote(self, folder: str) -> bool:
        try:
            return any(self.mark in path.name for path in Path(folder).iterdir())
        except OSError:
            return False

    def _reached(self) -> Iterator[str]:
        for one in self._listening:
            is_stream = one.type == socket.SOCK_STREAM
            while True:
                try:
                    if is_stream:
                        one.accept()[0].close()
                    else:
                        one.recv(1)
                except OSError:
                    break
                yield f"a socket ({one.family.name})"

    def _is_gone(self) -> bool:
        end = time.monotonic() + _GONE_S
        while _survivors(self.mark):
            if time.monotonic() > end:
                return False
            time.sleep(_POLL_S)
        return True


def descriptors() -> int:
    """How many descriptors this process has open; 0 where that can't be told."""
    return _entries(Path("/proc/self/fd"))


def children() -> int:
    """How many processes this one has started that are still there; 0 where that can't be told."""
    count = 0
    for task in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            count += len(task.read_text().split())
    return count


def _entries(folder: Path) -> int:
    try:
        return sum(1 for _ in folder.iterdir())
    except OSError:
        return 0


def _survivors(mark: str) -> bool:
    for process in Path("/proc").glob("[0-9]*/comm"):
        with contextlib.suppress(OSError):
            if process.read_text().strip() == mark:
                return True
    return False


def _is_open(folder: str) -> bool:
    return Path(folder).is_dir() and os.access(folder, os.W_OK)


def _listeners(folder: Path) -> Iterator[socket.socket]:
    """One of each kind that this system has, none of which waits."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        yield _bound(socket.AF_INET, kind, ("127.0.0.1", 0))
    if sys.platform != "win32":
        yield _bound(socket.AF_UNIX, socket.SOCK_STREAM, str(folder / "socket"))
        (folder / "socket").chmod(0o777)
    if sys.platform == "linux":
        yield _bound(socket.AF_UNIX, socket.SOCK_STREAM, "")  # the kernel picks a name in no file system


def _bound(family: int, kind: int, name: object) -> socket.socket:
    made = socket.socket(family, kind)
    made.bind(name)  # type: ignore[arg-type]
    made.setblocking(False)
    if kind == socket.SOCK_STREAM:
        made.listen()
    return made
