"""Tries, in a sandbox that was just made, what must not work, before anything relies on it."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..job import Call, Job, Limits, Outcome, Returned

if TYPE_CHECKING:
    from .bubblewrap import Bubblewrap

_PROBE = """
import os, socket

def probe(homes, port, abstract):
    faults = []
    if 0 in os.getresuid() + os.getresgid():
        faults.append("jobs run as root")
    for name, family, address in (
        ("a port of this machine", socket.AF_INET, ("127.0.0.1", port)),
        ("the network", socket.AF_INET, ("192.0.2.1", 80)),
        ("a socket of this machine", socket.AF_UNIX, chr(0) + abstract),
    ):
        with socket.socket(family, socket.SOCK_STREAM) as connection:
            connection.settimeout(0.5)
            try:
                connection.connect(address)
                faults.append("a job reached " + name)
            except ConnectionRefusedError:
                pass
            except TimeoutError:
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
    try:
        os.kill(1, 0)
        if os.getppid() != 1:
            faults.append("a job sees other processes")
    except OSError:
        faults.append("a job has no process namespace of its own")
    return faults
"""
_LOOP = "def loop():\n    while True:\n        pass\n"


async def faults(sandbox: Bubblewrap, homes: Sequence[Path]) -> list[str]:
    """Every mandatory limit that does not hold; raises `SandboxUnavailable` when nothing starts at all."""
    expected: list[tuple[str, list[str]]] = []
    for home in homes:
        inside = [path.relative_to(home).parts for path in sandbox.visible if path.is_relative_to(home)]
        expected.append((str(home), [parts[0] for parts in inside if parts]))
    with socket.socket() as listener, socket.socket(socket.AF_UNIX) as abstract:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        abstract.bind("")  # the kernel picks a name that is in no file system
        abstract.listen()
        port = cast("int", listener.getsockname()[1])
        name = cast("bytes", abstract.getsockname())[1:].decode("ascii")
        probe = Job(_PROBE, "probe", (Call((expected, port, name)),), Limits(wall_s=10.0))
        loop = Job(_LOOP, "loop", (Call(),), Limits(wall_s=0.2))
        probed, looped = await sandbox.run_all([probe, loop])
    found = _probed_faults(probed)
    if looped.status != "deadline":
        found.append(f"an endless loop ended as {looped.status}")
    return found


def _probed_faults(outcome: Outcome) -> list[str]:
    result = outcome.results[0]
    if isinstance(result, Returned) and isinstance(result.value, list):
        return [str(fault) for fault in cast("list[object]", result.value)]
    why = f"{outcome.status}, {outcome.load_error or result}, {outcome.stderr[-300:]}"
    return [f"the test itself did not run ({why})"]
