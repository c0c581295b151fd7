"""Tries, in a sandbox that was just made, what must not work, before anything relies on it."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..job import Call, Job, Limits, Outcome, Returned

if TYPE_CHECKING:
    from .bubblewrap import Bubblewrap

_PROBE = """
import os, socket, stat

SHARED = {
    "net": "a job could try to reach the network",
    "pid": "a job has no process namespace of its own",
    "mnt": "a job sees the file systems of the host",
    "ipc": "a job shares memory with the host",
}

def probe(homes, port, abstract, outside):
    faults, weaker = [], []
    if 0 in os.getresuid() + os.getresgid():
        faults.append("jobs run as root")
    for name, family, address in (
        ("a port of this machine", socket.AF_INET, ("127.0.0.1", port)),
        ("the network", socket.AF_INET, ("192.0.2.1", 80)),
        ("a socket of this machine", socket.AF_UNIX, chr(0) + abstract),
    ):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as connection:
                connection.settimeout(0.5)
                connection.connect(address)
            faults.append("a job reached " + name)
        except socket.timeout:
            faults.append("a job could try to reach " + name)
        except OSError:
            pass
    for home, expected in homes:
        try:
            seen = os.listdir(home)
        except OSError:
            continue
        if set(seen) - set(expected):
            faults.append("a job sees the home folder " + home)
    for folder in ("/", "/usr", "/dev", "/etc", os.__file__ and os.path.dirname(os.__file__)):
        path = os.path.join(folder, "ansatz-self-test-%d" % port)
        try:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
            faults.append("a job can write to " + folder)
            os.unlink(path)
        except OSError:
            pass
    # The walls by themselves, which a filter of system calls or Landlock may hide from the attempts above.
    for kind, name in outside.items():
        try:
            if os.readlink("/proc/self/ns/" + kind) == name:
                faults.append(SHARED[kind])
        except OSError:
            pass
    try:
        mounts = [line.split() for line in open("/proc/self/mountinfo")]
    except OSError:
        mounts = []
    for mount in mounts:
        path = mount[4]
        if "rw" not in mount[5].split(",") or path in ("/proc", "/tmp") or path.startswith("/dev/"):
            continue
        # A container engine's own mounts hold devices, and folders of root's; no others do.
        if path.startswith(("/dev", "/proc/", "/sys/")):
            if stat.S_ISCHR(os.stat(path).st_mode) or not os.access(path, os.W_OK):
                continue
        faults.append("a job can write to " + path)
    with open("/tmp/ansatz-self-test", "w") as file:
        file.write("writable")
    try:
        status = open("/proc/self/status").read()
    except OSError:
        status = ""
    for line in status.splitlines():
        name, _, value = line.partition(":")
        if name in ("CapInh", "CapPrm", "CapEff", "CapAmb") and int(value, 16):
            faults.append("a job has capabilities")
        if name == "NoNewPrivs" and value.strip() != "1":
            faults.append("a job can gain privileges")
    if os.getppid() != 1 or os.getpid() > 99:
        faults.append("a job has no process namespace of its own")
    if status and "\\nSeccomp:\\t2\\n" not in status:
        weaker.append("no filter of system calls for this architecture")
    return faults, weaker
"""
_LOOP = "def loop():\n    while True:\n        pass\n"
_FILL = "def fill(size):\n    return len(bytearray(size))\n"
_MEMORY_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """`faults`: mandatory limits that do not hold. `weaker`: others that this system can't do."""

    faults: tuple[str, ...]
    weaker: tuple[str, ...]


async def examine(sandbox: Bubblewrap, homes: Sequence[Path]) -> Found:
    """Try all of it; raises `SandboxUnavailable` when nothing starts at all."""
    expected: list[tuple[str, list[str]]] = []
    for home in homes:
        inside = [path.relative_to(home).parts for path in sandbox.visible if path.is_relative_to(home)]
        expected.append((str(home), [parts[0] for parts in inside if parts]))
    with socket.socket() as listener, _abstract_socket() as name:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = cast("int", listener.getsockname()[1])
        probe = Job(_PROBE, "probe", (Call((expected, port, name, _namespaces())),), Limits(wall_s=10.0))
        loop = Job(_LOOP, "loop", (Call(),), Limits(wall_s=0.2))
        fill = Job(_FILL, "fill", (Call((4 * _MEMORY_BYTES,)),), Limits(memory_bytes=_MEMORY_BYTES))
        probed, looped, filled = await sandbox.run_all([probe, loop, fill])
    faults, weaker = _probed(probed)
    if looped.status != "deadline":
        faults.append(f"an endless loop ended as {looped.status}")
    if filled.status == "completed":
        faults.append("a job can use more memory than its limit")
    return Found(tuple(faults), tuple(weaker))


def _namespaces() -> dict[str, str]:
    """Names of the namespaces that we are in, which no job may be in; empty where there are none."""
    if sys.platform != "linux":
        return {}
    return {kind: str(Path("/proc/self/ns", kind).readlink()) for kind in ("net", "pid", "mnt", "ipc")}


@contextlib.contextmanager
def _abstract_socket() -> Generator[str]:
    """The name of a listening Unix socket that is in no file system; empty where there are none."""
    if sys.platform != "linux":
        yield ""
        return
    with socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind("")  # the kernel picks a name
        abstract.listen()
        yield cast("bytes", abstract.getsockname())[1:].decode("ascii")


def _probed(outcome: Outcome) -> tuple[list[str], list[str]]:
    match outcome.results[0]:
        case Returned(value=tuple() as value) if len(pair := cast("tuple[object, ...]", value)) == 2:
            return _texts(pair[0]), _texts(pair[1])
        case result:
            why = f"{outcome.status}, {outcome.load_error or result}, {outcome.stderr[-300:]}"
            return [f"the test itself did not run ({why})"], []


def _texts(items: object) -> list[str]:
    return [str(item) for item in cast("list[object]", items)]
