"""The home folders of this machine, none of which a job may see."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

_ORDINARY_UID = 1000


def homes() -> list[Path]:
    """Those of root and of people that hold anything of theirs, ours first of all."""
    found = {Path("~").expanduser()}
    try:
        users: Any = importlib.import_module("pwd").getpwall()
    except ImportError:
        users = []  # Windows has no such list
    for user in users:
        if user.pw_uid == 0 or user.pw_uid >= _ORDINARY_UID:
            found.add(Path(user.pw_dir))
    return sorted(home for home in found if home.is_dir() and home != Path("/"))
