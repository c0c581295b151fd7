"""The first process of the sandbox: drops its privileges, imports the packages, and serves jobs.

It never runs a job's code itself. Being process 1 of its own namespace, it can't be signalled from
within, adopts every orphan, and takes all processes along when it ends.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from collections.abc import Sequence
from typing import cast

from . import autogroup, cell, filter, landlock, privileges, single
from .channel import receive
from .packages import import_all, threads
from .zygote import Zygote

_HIGH_DESCRIPTOR = 300  # above what a job may open, so that closing or guessing low numbers can't reach it


def main() -> None:
    """Serve jobs until the host closes our input."""
    if os.getpid() != 1:
        sys.exit("the guest only works as the first process of a sandbox")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming = fcntl.fcntl(0, fcntl.F_DUPFD_CLOEXEC, _HIGH_DESCRIPTOR)
    outgoing = fcntl.fcntl(1, fcntl.F_DUPFD_CLOEXEC, _HIGH_DESCRIPTOR)
    nothing = os.open("/dev/null", os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    setup = receive(incoming).header
    if setup["mount_proc"]:
        cell.mount("proc", "/proc", "proc", 0, "")
    autogroup.step_back()
    uid = setup["uid"]
    privileges.drop(uid if isinstance(uid, int) else None)
    os.chdir("/tmp")
    _prepare_imports(cast("list[str]", setup["importable"]))
    import_all(cast("list[str]", setup["preload"]))
    ready: dict[str, object] = {
        "python": list(sys.version_info[:3]),
        "uid": os.getuid(),
        "landlock": landlock.version(),
        "filter": filter.program(os.uname().machine) is not None,
        "threads": threads(),
    }
    if setup["nested"]:
        tmp = cell.Tmp(
            cast("int", setup["tmp_bytes"]), cast("int", setup["tmp_files"]), cast("list[str]", setup["keep"])
        )
        Zygote(incoming, outgoing, tmp).serve(ready)
    single.serve(incoming, outgoing, ready)


def _prepare_imports(importable: Sequence[str]) -> None:
    """Find packages as the user's interpreter would; only now, because `site` may run code of packages."""
    sys.path.pop(0)  # our own folder
    import site

    site.main()
    sys.path[:0] = importable
    sys.dont_write_bytecode = True
