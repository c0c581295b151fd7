"""Where an interpreter's files lie, found by reading alone: a discovered interpreter is never run here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PARTS = ("bin", "lib", "lib64", "include", "share", "pyvenv.cfg")
_LINKS_MAX = 16
_STORES = (Path("/nix/store"), Path("/gnu/store"), Path("/home/linuxbrew/.linuxbrew"))


@dataclass(frozen=True, slots=True)
class Interpreter:
    """What must be visible for `python` to start under its own name.

    `paths` are files and folders to be bound read-only at the place where they are named here (some
    are names for the same folder), `links` are symbolic links to be made again. `root` is the system that
    it belongs to: another one than the host's where it lies in an unpacked image of that system, whose
    loader and libraries it needs; then `python` is its name in there.
    """

    python: Path
    paths: tuple[Path, ...]
    links: tuple[tuple[Path, Path], ...]
    root: Path = Path("/")

    @classmethod
    def probe(cls, python: Path) -> Interpreter:
        """Follow links and `pyvenv.cfg` from `python`; raises `FileNotFoundError` when it leads nowhere."""
        start = Path(os.path.normpath(python.absolute()))
        root = _system_root(start)
        if root is not None:
            return cls(Path("/", start.relative_to(root)), (), (), root)
        real = start.resolve(strict=True)
        prefixes: list[Path] = []
        links: list[tuple[Path, Path]] = []
        for hop in _hops(start):
            prefix = hop.parent.parent
            if _is_prefix(prefix):
                prefixes += [prefix, *_base_prefixes(prefix)]
            if hop.is_symlink():
                links.append((hop, hop.readlink()))
        if start == Path(sys.executable):
            # Our own interpreter knows best, also where it was built in an unusual way.
            prefixes += [Path(sys.prefix), Path(sys.base_prefix), Path(sys.base_exec_prefix)]
        paths: dict[Path, None] = {}
        for prefix in prefixes:
            for named in (prefix, prefix.resolve()):
                for part in _PARTS:
                    if (named / part).exists():
                        paths[named / part] = None
        # An interpreter outside any prefix that we recognise still needs its own file.
        paths[real] = None
        for store in _STORES:
            if real.is_relative_to(store):
                paths[store] = None
        return cls(start, tuple(paths), tuple(links))


def _system_root(python: Path) -> Path | None:
    """The unpacked system of which this is the Python, if it is one's."""
    if python.parent.name != "bin":
        return None
    above = python.parent.parent
    root = above.parent if above.name == "usr" else above
    if root == Path("/") or not (root / "usr" / "lib" / "os-release").is_file():
        return None
    # Its links are meant to be followed inside of it, where they stay in `usr`.
    found = python
    for _ in range(_LINKS_MAX):
        if not found.is_symlink():
            break
        target = found.readlink()
        found = root / target.relative_to("/") if target.is_absolute() else found.parent / target
    if not found.is_file():
        raise FileNotFoundError(f"{python} leads nowhere in {root}")
    return root


def _hops(python: Path) -> Iterator[Path]:
    """The path itself and each path that its final link leads to."""
    hop = python
    for _ in range(_LINKS_MAX):
        yield hop
        if not hop.is_symlink():
            return
        hop = Path(os.path.normpath(hop.parent / hop.readlink()))
    raise FileNotFoundError(f"{python} is a chain of too many links")


def _is_prefix(prefix: Path) -> bool:
    """Whether Python lives here, and not only a link to it (a home folder's `bin`, say)."""
    if (prefix / "pyvenv.cfg").is_file():
        return True
    return any(path.is_file() for lib in ("lib", "lib64") for path in (prefix / lib).glob("python3*/os.py"))


def _base_prefixes(prefix: Path) -> list[Path]:
    """The prefix that a virtual environment was made from, as its `pyvenv.cfg` spells it."""
    try:
        lines = (prefix / "pyvenv.cfg").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    found: list[Path] = []
    for line in lines:
        key, equals, value = (part.strip() for part in line.partition("="))
        if equals and key.lower() == "home" and value:
            base = Path(value).parent
            # A virtual environment made from another one names that one's interpreter.
            for python in sorted(Path(value).glob("python3*")):
                if python.is_symlink():
                    found += [hop.parent.parent for hop in _hops(python) if _is_prefix(hop.parent.parent)]
            if _is_prefix(base):
                found.append(base)
    return found
