"""A cell: a child in user, process, mount and IPC namespaces of its own, with its own /proc and /tmp."""

# pathlib would be the slowest import of the guest, for nothing.
# ruff: noqa: PTH103, PTH120, PTH211

from __future__ import annotations

import ctypes
import os
import signal
import stat
from collections.abc import Sequence
from typing import NamedTuple

from .libc import libc

_NEW_NS, _NEW_IPC, _NEW_USER, _NEW_PID = 0x00020000, 0x08000000, 0x10000000, 0x20000000
_CLONE = {"x86_64": 56, "aarch64": 220}
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_MS_REMOUNT, _MS_BIND, _MS_REC = 0x20, 0x1000, 0x4000
_INSIDE_ID = 1000


class CellError(Exception):
    """The kernel did not make the namespaces or mounts of a cell."""


class Tmp(NamedTuple):
    """A cell's /tmp: at most so many bytes and files; `keep` are paths in it that stay visible."""

    bytes: int
    inodes: int
    keep: Sequence[str]


def fork() -> int:
    """As `os.fork`, with the child as first process of new namespaces; raises `CellError`.

    Only for a process with one thread. The C library does not know of this child: it must do nothing
    but fork again, wait and end.
    """
    number = _CLONE.get(os.uname().machine)
    if number is None:
        raise CellError("no number for clone on this architecture")
    # Unlike CDLL this keeps the interpreter's lock, so that the child is born holding it.
    locked = ctypes.PyDLL(None, use_errno=True)
    python = ctypes.pythonapi
    flags = _NEW_USER | _NEW_PID | _NEW_NS | _NEW_IPC | signal.SIGCHLD
    nothing = ctypes.c_long(0)
    python.PyOS_BeforeFork()
    pid = int(locked.syscall(ctypes.c_long(number), ctypes.c_long(flags), nothing, nothing, nothing, nothing))
    if pid == 0:
        python.PyOS_AfterFork_Child()
        return 0
    error = ctypes.get_errno()
    python.PyOS_AfterFork_Parent()
    if pid < 0:
        raise CellError("a job's namespaces were refused: " + os.strerror(error))
    return pid


def furnish(user: int, tmp: Tmp) -> None:
    """In the child: one identity, a /proc that shows this cell alone, and an empty /tmp.

    `user` is the identity outside. Needs to be allowed to write its own maps, so to be dumpable.
    """
    try:
        # Giving up group changes is the price of writing one's own map.
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", "%d %d 1" % (_INSIDE_ID, user))
        _write("/proc/self/gid_map", "%d %d 1" % (_INSIDE_ID, user))
        mount("proc", "/proc", "proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, "")
        _furnish_tmp(tmp)
    except OSError as error:
        raise CellError("a job's namespaces could not be set up: %s" % error) from error


def mount(source: str, target: str, kind: str, flags: int, options: str) -> None:
    """mount(2); raises `OSError`."""
    texts = [ctypes.c_char_p(text.encode()) if text else None for text in (source, target, kind)]
    if libc().mount(*texts, ctypes.c_ulong(flags), ctypes.c_char_p(options.encode())) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), target)


def _furnish_tmp(tmp: Tmp) -> None:
    # Held open, since the new /tmp hides them; a link is made again.
    kept = [(path, os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)) for path in tmp.keep]
    options = "size=%d,nr_inodes=%d,mode=1777" % (tmp.bytes, tmp.inodes)
    mount("tmpfs", "/tmp", "tmpfs", _MS_NOSUID | _MS_NODEV, options)
    for path, held in kept:
        mode = os.fstat(held).st_mode
        os.makedirs(os.path.dirname(path), 0o755, exist_ok=True)
        if stat.S_ISLNK(mode):
            os.symlink(os.readlink("", dir_fd=held), path)
        else:
            if stat.S_ISDIR(mode):
                os.makedirs(path, 0o755, exist_ok=True)
            else:
                os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o644))
            mount("/proc/self/fd/%d" % held, path, "", _MS_BIND | _MS_REC, "")
            # A folder that only holds mounts was made in the old /tmp, which could be written to.
            mount("", path, "", _MS_BIND | _MS_REMOUNT | _MS_RDONLY | _MS_NOSUID | _MS_NODEV, "")
        os.close(held)
    os.chdir("/tmp")


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)
