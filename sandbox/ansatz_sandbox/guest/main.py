"""The first process of the sandbox: drops its privileges, then forks one child for each job it is sent.

It never runs a job's code itself. Being process 1 of its own namespace, it can't be signalled from
within, adopts every orphan, and takes all processes along when it ends.
"""

from __future__ import annotations

import fcntl
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import cast

from ..wire import frames
from . import privileges, supervise
from .tidy import Fingerprint, tidy

_INPUT_MAX_BYTES = 1 << 34
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
    setup = _receive(incoming).header
    uid = setup["uid"]
    privileges.drop(uid if isinstance(uid, int) else None)
    os.chdir("/tmp")
    _prepare_imports(cast("list[str]", setup["importable"]), cast("list[str]", setup["preload"]))
    _send(outgoing, {"ready": {"python": list(sys.version_info[:3]), "uid": os.getuid()}})
    keep = cast("list[str]", setup["keep"])
    untouched = Fingerprint.take()
    while True:
        job = _receive(incoming)
        ended = supervise.run(job, incoming, [outgoing])
        clean = tidy(keep) and Fingerprint.take() == untouched
        header: dict[str, object] = {"ended": {**ended.facts, "retire": not clean}}
        _send(outgoing, header, [ended.results, ended.stdout, ended.stderr])
        if not clean:
            os._exit(0)


def _prepare_imports(importable: Sequence[str], preload: Sequence[str]) -> None:
    """Find packages as the user's interpreter would; only now, because `site` may run code of packages."""
    sys.path.pop(0)  # our own folder
    import site

    site.main()
    sys.path[:0] = importable
    sys.dont_write_bytecode = True
    for name in preload:
        try:
            importlib.import_module(name)
        except BaseException:
            # A job that needs it will fail by itself, and then with its own line and message.
            continue


def _receive(descriptor: int) -> frames.Frame:
    size = frames.sizes(_read(descriptor, frames.PREFIX.size), _INPUT_MAX_BYTES)
    header = _read(descriptor, size.header)
    return frames.parse(header, _read(descriptor, size.blobs))


def _read(descriptor: int, count: int) -> bytearray:
    data = bytearray()
    while len(data) < count:
        part = os.read(descriptor, min(count - len(data), 1 << 20))
        if not part:
            # The host has closed or died: nobody is left to serve.
            os._exit(0)
        data += part
    return data


def _send(descriptor: int, header: dict[str, object], blobs: Sequence[frames.Buffer] = ()) -> None:
    data = memoryview(frames.pack(header, blobs))
    while data:
        try:
            data = data[os.write(descriptor, data) :]
        except BrokenPipeError:
            os._exit(0)
