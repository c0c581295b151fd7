"""Which of the user's own code a job may import: the project around a file, shown read-only inside."""

import dataclasses
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from ansatz_sandbox import Job, Outcome, Project, Sandbox, may_be_shown

from .settings import workspace_of

_IMPORT = re.compile(r"^[ \t]*import[ \t]+([^#;\n]+)", re.MULTILINE)
_FROM = re.compile(r"^[ \t]*from[ \t]*(\.*)[ \t]*([\w.]*)[ \t]+import\b[ \t]*\(?([^#;\n)]*)", re.MULTILINE)
_MODULES_MAX = 200
_MARKERS = ("pyproject.toml", ".git", "setup.py", "setup.cfg")


class InProject:
    """A sandbox whose jobs belong to one project; closing is left to its owner."""

    def __init__(self, sandbox: Sandbox, project: Project | None) -> None:
        self._sandbox = sandbox
        self._project = project

    async def run(self, job: Job) -> Outcome:
        """One job; raises what the sandbox raises."""
        return (await self.run_all([job]))[0]

    async def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Outcomes in the order of the jobs."""
        return await self._sandbox.run_all(
            [dataclasses.replace(job, project=job.project or self._project) for job in jobs]
        )

    async def close(self) -> None:
        """Nothing: others use the sandbox too."""


def project_of(uri: str, text: str) -> Project | None:
    """What code from the document may import of the modules around it; None when it imports none of them.

    A folder that is marked as a project is shown as a whole (without its keys and history), since its
    modules may import each other and read its data. Of any other folder only the modules are shown
    that are imported, directly or by each other. Text that does not parse is read as far as it goes.
    """
    path = _path(uri)
    if path is None or not path.parent.is_dir():
        return None
    home, package = _package(path)
    workspace = workspace_of(path)
    roots = [*dict.fromkeys((home, workspace / "src", workspace))]
    if not package and re.search(r"^[ \t]*from[ \t]*\.", text, re.MULTILINE):
        # A folder without `__init__.py` is a package too, if it is reached from the project's root.
        home, package = _namespace(path.parent, roots[1:])
        roots = [*dict.fromkeys((home, *roots[1:]))]
    found = _reached(text, package, roots)
    if not found:
        return None
    importable = tuple(root for root in roots if root.is_dir())
    if any((workspace / marker).exists() for marker in _MARKERS) and may_be_shown(workspace):
        outside = () if home.is_relative_to(workspace) or not may_be_shown(home) else (home,)
        return Project((workspace, *outside), importable, package)
    shown = tuple(module for module in found if may_be_shown(module))
    used = tuple(root for root in importable if any(module.is_relative_to(root) for module in shown))
    return Project(shown, used, package) if shown else None


def module_name(uri: str) -> str:
    """The dotted name by which a project imports a file, under those of its folders that are packages."""
    path = Path(url2pathname(urlsplit(uri).path))
    names = (_package(path)[1], "" if path.stem == "__init__" else path.stem)
    return ".".join(name for name in names if name)


def _path(uri: str) -> Path | None:
    parts = urlsplit(uri)
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else None


def _package(path: Path) -> tuple[Path, str]:
    """The folder that imports of this file's package start from, and the package's dotted name."""
    folder, names = path.parent, list[str]()
    while (folder / "__init__.py").is_file() and folder.name.isidentifier():
        names.insert(0, folder.name)
        folder = folder.parent
    return folder, ".".join(names)


def _namespace(folder: Path, roots: Sequence[Path]) -> tuple[Path, str]:
    for root in roots:
        if folder != root and folder.is_relative_to(root):
            names = folder.relative_to(root).parts
            if all(name.isidentifier() for name in names):
                return root, ".".join(names)
    return folder, ""


def _reached(text: str, package: str, roots: Sequence[Path]) -> tuple[Path, ...]:
    """Files and folders of top-level modules beneath `roots` that are imported, one by way of another."""
    found: dict[Path, None] = {}
    pending = [*_top_level(text, package)]
    seen = set(pending)
    while pending and len(found) < _MODULES_MAX:
        name = pending.pop()
        module = next((at for root in roots for at in _module(root, name)), None)
        if module is None:
            continue
        found[module] = None
        files = [module] if module.is_file() else sorted(module.rglob("*.py"))[:_MODULES_MAX]
        for file in files:
            try:
                further = set(_top_level(file.read_text("utf-8", "replace"), ""))
            except OSError:
                continue
            pending += sorted(further - seen)
            seen |= further
    return tuple(found)


def _module(root: Path, name: str) -> Iterator[Path]:
    if (root / f"{name}.py").is_file():
        yield root / f"{name}.py"
    if any(True for pattern in ("*.py", "*/*.py") for _ in (root / name).glob(pattern)):
        yield root / name


def _top_level(text: str, package: str) -> Iterator[str]:
    """First parts of the names that a text imports, by their looks, without the standard library's."""
    for match in _IMPORT.finditer(text):
        for item in match[1].split(","):
            yield from _known(item.strip().partition(" ")[0])
    for match in _FROM.finditer(text):
        if match[1] and package:
            yield package.partition(".")[0]
        elif not match[1]:
            yield from _known(match[2])


def _known(dotted: str) -> Iterator[str]:
    name = dotted.partition(".")[0]
    if name.isidentifier() and name not in sys.stdlib_module_names:
        yield name
