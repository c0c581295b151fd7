"""Memory of a process and all that it started, from `/proc`."""

from pathlib import Path


def tree_memory_bytes(pid: int, proc: Path = Path("/proc")) -> int:
    """Memory of the process and its descendants; a page that several map is shared out among them.

    This is the kernel's proportional set size. Where it may not be read, as for a process of another user,
    the resident size stands in, which counts a shared page once for each.
    """
    total = _kilobytes(proc / str(pid) / "smaps_rollup", "Pss:")
    if total is None:
        total = _kilobytes(proc / str(pid) / "status", "VmRSS:") or 0
    children = [
        int(child)
        for task in _folders(proc / str(pid) / "task")
        for child in _read(task / "children").split()
    ]
    return total * 1024 + sum(tree_memory_bytes(child, proc) for child in children)


def _kilobytes(path: Path, name: str) -> int | None:
    for line in _read(path).splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    return None


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        # It ended while we looked.
        return ""


def _folders(path: Path) -> list[Path]:
    try:
        return list(path.iterdir())
    except OSError:
        return []
