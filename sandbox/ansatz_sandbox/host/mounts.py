"""The file system that a job sees, as bubblewrap arguments: an empty root with an allow-list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..job import Job
from .homes import homes
from .interpreter import Interpreter

GUEST_ROOT = Path("/ansatz")
_PACKAGE = Path(__file__).resolve().parent.parent
_SYSTEM_LINKS = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_SYSTEM_FILES = ("etc/ld.so.cache", "etc/ld.so.conf", "etc/alternatives")
_SYSTEM_FOLDERS = ("/proc", "/sys", "/dev", "/run")
_CLOSED_ENTRIES_MAX = 2000
_SECRETS = (
    ".env",
    ".env.*",
    ".envrc",
    ".git",
    ".ssh",
    ".aws",
    ".netrc",
    ".pypirc",
    ".npmrc",
    "*.pem",
    "*.key",
)
_DEVICES = ("null", "zero", "full", "random", "urandom")


class UnsafePath(ValueError):
    """A path that must not be shown to untrusted code: the root, or a home folder as a whole."""


def readable_paths(paths: Iterable[Path], homes: Sequence[Path]) -> tuple[Path, ...]:
    """Absolute paths to bind, under their own and their resolved names; raises `UnsafePath`."""
    found: dict[Path, None] = {}
    for path in paths:
        named, real = path.absolute(), path.resolve(strict=True)
        for home in (Path("/"), *homes):
            if home.resolve().is_relative_to(real):
                raise UnsafePath(f"{path} holds {home} and is not shown to untrusted code")
        if any(real.is_relative_to(system) for system in _SYSTEM_FOLDERS):
            raise UnsafePath(f"{path} is no folder of files")
        found[named] = found[real] = None
    return tuple(found)


def may_be_shown(path: Path) -> bool:
    """Whether a folder can be shown to untrusted code: it is there, and holds neither a home nor the root."""
    try:
        return bool(readable_paths([path], homes()))
    except (UnsafePath, OSError):
        return False


def all_shown(jobs: Iterable[Job], shown: Sequence[Path]) -> None:
    """Raises `ValueError` for a job whose project is not in what its sandbox shows."""
    for project in {job.project for job in jobs if job.project is not None}:
        for path in project.readable:
            if not any(path.absolute().is_relative_to(other) for other in shown):
                raise ValueError(f"{path} is not shown by this sandbox: give the job to `Projects`")


def arguments(
    interpreter: Interpreter, readable: Sequence[Path], tmp_bytes: int, *, with_proc: bool, as_root: bool
) -> list[str]:
    """The mounts, parents before children; the root ends up read-only.

    With `as_root` the job's user is not the owner of the files: folders that only their owner can
    open are made anew, with their contents bound one by one. Files that only root can read stay so.
    """
    root = interpreter.root
    args = ["--ro-bind", str(root / "usr"), "/usr"]
    for name in _SYSTEM_LINKS:
        path = root / name
        if path.is_symlink():
            args += ["--symlink", str(path.readlink()), f"/{name}"]
        elif path.is_dir():
            args += ["--ro-bind", str(path), f"/{name}"]
    made: set[Path] = {Path("/"), Path("/usr"), Path("/tmp"), Path("/dev"), Path("/proc")}
    args += ["--perms", "0755", "--dir", "/dev"]
    for name in _DEVICES:
        args += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    args += ["--symlink", "/proc/self/fd", "/dev/fd", "--symlink", "/tmp", "/dev/shm"]
    args += ["--proc", "/proc"] if with_proc else ["--perms", "0555", "--dir", "/proc"]
    args += ["--perms", "1777", "--size", str(tmp_bytes), "--tmpfs", "/tmp"]
    for name in _SYSTEM_FILES:
        if (root / name).exists():
            args += _bind(root / name, Path("/", name), made)
    package = GUEST_ROOT / "ansatz_sandbox"
    for name in ("wire", "guest"):
        args += _bind(_PACKAGE / name, package / name, made)
    # A package without code of its own: the real one's imports belong to the host.
    args += _bind(_PACKAGE / "guest" / "__init__.py", package / "__init__.py", made)
    bound: list[Path] = [Path("/usr")]
    for path in sorted({*interpreter.paths, *readable}, key=lambda path: len(path.parts)):
        if not any(path.is_relative_to(other) for other in bound):
            for part in _opened(path) if as_root else [path]:
                args += _bind(part, part, made)
            if path in readable:
                args += _secrets_hidden(path)
            bound.append(path)
    for link, target in interpreter.links:
        if not any(link.is_relative_to(other) for other in bound):
            args += [*_parents(link, made), "--symlink", str(target), str(link)]
            bound.append(link)
    return [*args, "--remount-ro", "/"]


def inside_tmp(interpreter: Interpreter, readable: Sequence[Path]) -> list[str]:
    """The bound paths that lie in the job's /tmp and must survive its being emptied."""
    paths = (*interpreter.paths, *readable, *(link for link, _ in interpreter.links))
    within = {path for path in paths if path.is_relative_to("/tmp")}
    # A folder brings along what is mounted in it.
    return sorted(str(path) for path in within if within.isdisjoint(path.parents))


def _secrets_hidden(folder: Path) -> list[str]:
    """Covers what projects commonly keep that is no code: keys, settings of the shell, the history."""
    args: list[str] = []
    for pattern in _SECRETS if folder.is_dir() else ():
        for path in sorted(folder.glob(pattern)):
            if not path.is_symlink():
                kind = ["--tmpfs"] if path.is_dir() else ["--ro-bind", "/dev/null"]
                args += [*kind, str(path)]
                if path.is_dir():
                    args += ["--remount-ro", str(path)]
    return args


def _opened(path: Path) -> Iterator[Path]:
    """The path itself, or what a folder closed to others holds."""
    budget = _CLOSED_ENTRIES_MAX
    pending = [path]
    while pending and budget:
        path = pending.pop()
        if path.is_dir() and not path.is_symlink() and path.stat().st_mode & 0o5 != 0o5:
            pending += sorted(path.iterdir())
        elif path.exists():
            yield path
            budget -= 1


def _bind(source: Path, destination: Path, made: set[Path]) -> list[str]:
    return [*_parents(destination, made), "--ro-bind", str(source), str(destination)]


def _parents(path: Path, made: set[Path]) -> list[str]:
    """Make the folders above `path`, open to every user: the job's is not the one that makes them."""
    args: list[str] = []
    for parent in reversed(path.parents):
        if parent not in made and not parent.is_relative_to("/usr"):
            args += ["--perms", "0755", "--dir", str(parent)]
            made.add(parent)
    return args
