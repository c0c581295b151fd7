"""Memory that processes keep, pages that they share counted once where the kernel tells that."""

from collections.abc import Iterable
from pathlib import Path


def tree_bytes(roots: Iterable[int], proc: Path = Path("/proc")) -> int:
    """Proportional memory of processes and their descendants; resident where only that can be read."""
    total = 0
    for pid in roots:
        total += _own_bytes(proc / str(pid))
        for task in sorted((proc / str(pid) / "task").glob("*/children")):
            total += tree_bytes([int(child) for child in _read(task).split()], proc)
    return total


def sandboxes() -> list[int]:
    """The sandboxes that this process has started."""
    return [
        int(pid)
        for task in Path("/proc/self/task").glob("*/children")
        for pid in _read(task).split()
        if _read(Path("/proc", pid, "comm")).strip() == "bwrap"
    ]


def _own_bytes(process: Path) -> int:
    for file, field in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        for line in _read(process / file).splitlines():
            if line.startswith(field):
                return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        # It ended while we looked, or is closed to us.
        return ""
