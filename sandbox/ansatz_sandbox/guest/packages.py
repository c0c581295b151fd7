"""Imports installed packages into the process that will be forked."""

# ruff: noqa: PTH208  (pathlib would be the slowest import of the guest, for nothing)

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Sequence


def import_all(names: Sequence[str]) -> None:
    """Import what can be imported, and keep the collector from writing to what forks will share."""
    for name in names:
        try:
            importlib.import_module(name)
        except BaseException:
            # A job that needs it will fail by itself, and then with its own line and message.
            continue
    gc.collect()
    gc.freeze()


def threads() -> int:
    """How many threads this process has: a package that starts one can't be shared by forking."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 1
