"""Which Python and which packages a project's environment has, read from its files: nothing of it is run."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from ..interpreter import Interpreter

_OF_INSTALLERS = frozenset({"pip", "setuptools", "wheel", "distribute"})


def python_version(python: Path) -> str | None:
    """`3.11`, by the folder of the standard library or of its packages; raises FileNotFoundError."""
    for folder in _libraries(python):
        if match := re.fullmatch(r"python(3\.\d+)", folder.name):
            return match[1]
    return None


def installed(python: Path) -> dict[str, str]:
    """Name → version of what an index could give again: no editable installs, none from a path or address."""
    folders = [
        str(place)
        for library in _libraries(python)
        for place in (library / "site-packages", library / "dist-packages")
    ]
    found: dict[str, str] = {}
    for distribution in metadata.distributions(path=folders):
        name = str(distribution.metadata["Name"] or "")
        if name and name.lower() not in _OF_INSTALLERS and distribution.read_text("direct_url.json") is None:
            # The first folder wins, as on sys.path.
            found.setdefault(name, distribution.version)
    return found


def _libraries(python: Path) -> list[Path]:
    """`lib/python3.x` of the environment itself; what it was made from only counts where it has none."""
    for prefix in (
        python.absolute().parent.parent,
        *(path.parent for path in Interpreter.probe(python).paths),
    ):
        found = sorted((prefix / "lib").glob("python3.*"))
        if found:
            return found
    return []
