"""Leaves nothing of one job for the next: empties /tmp, and notices what a job changed in our process."""

# pathlib would be the slowest import of the guest, for nothing.
# ruff: noqa: PTH101, PTH106, PTH108, PTH116, PTH118, PTH123, PTH206

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Sequence
from typing import NamedTuple

_LEVELS_MAX = 200


def tidy(keep: Sequence[str]) -> bool:
    """Empty /tmp except the paths mounted there; False when something is left, here or in System V IPC."""
    kept = set(keep)
    above = {
        os.sep.join(path.split(os.sep)[:end]) for path in keep for end in range(3, path.count(os.sep) + 1)
    }
    try:
        # As the owner of /tmp, which it is without a root outside, a job can have changed its mode.
        _ensure_mode("/tmp", 0o1777)
        _empty("/tmp", kept, above, 0)
    except OSError:
        return False
    return _no_ipc()


def _empty(folder: str, kept: set[str], above: set[str], level: int) -> None:
    if level > _LEVELS_MAX:
        raise OSError("nested too deep to be emptied")
    with os.scandir(folder) as entries:
        for entry in list(entries):
            path = entry.path
            if path in kept:
                continue
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(path)
                continue
            _ensure_mode(path, 0o755)
            _empty(path, kept, above, level + 1)
            if path not in above:
                os.rmdir(path)


def _ensure_mode(path: str, mode: int) -> None:
    if stat.S_IMODE(os.stat(path).st_mode) != mode:
        os.chmod(path, mode)


def _no_ipc() -> bool:
    for kind in ("shm", "sem", "msg"):
        try:
            with open("/proc/sysvipc/" + kind, "rb") as file:
                if len(file.readlines()) > 1:
                    return False
        except OSError:
            continue
    return True


class Fingerprint(NamedTuple):
    """What a process of the same user can change in another: limits, processors, priority."""

    limits: list[tuple[int, int]]
    processors: list[int]
    nice: int
    policy: int

    @classmethod
    def take(cls) -> "Fingerprint":
        """Of this process, now."""
        kinds = sorted(getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_"))
        return cls(
            [resource.getrlimit(kind) for kind in kinds],
            sorted(os.sched_getaffinity(0)),
            os.getpriority(os.PRIO_PROCESS, 0),
            os.sched_getscheduler(0),
        )
