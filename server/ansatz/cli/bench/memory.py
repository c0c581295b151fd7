"""Memory of a process and all that it started, from `/proc`."""

from pathlib import Path


def tree_rss_bytes(pid: int, proc: Path = Path("/proc")) -> int:
    """Resident memory of the process and its descendants; pages that they share count once for each."""
    total = 0
    for line in _read(proc / str(pid) / "status").splitlines():
        if line.startswith("VmRSS:"):
            total += int(line.split()[1]) * 1024
    for task in _folders(proc / str(pid) / "task"):
        total += sum(tree_rss_bytes(int(child), proc) for child in _read(task / "children").split())
    return total


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
