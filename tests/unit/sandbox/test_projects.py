"""A user's own code: importable in a job, its side effects kept inside, its keys out of sight."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ansatz_sandbox import (
    Bubblewrap,
    Call,
    Job,
    Outcome,
    Project,
    Projects,
    Raised,
    Returned,
    SandboxUnavailable,
    UnsafePath,
    may_be_shown,
)

from .conftest import Box

LOUD = """
import os, pathlib, socket, sys, threading
attempts = []
for name, act in {
    "here": lambda: (pathlib.Path(__file__).parent / "touched").write_text("x"),
    "home": lambda: (pathlib.Path(HOME) / "touched").write_text("x"),
    "kill": lambda: os.kill(HOST, 9),
    "net": lambda: socket.create_connection(("127.0.0.1", 9), 1),
}.items():
    try:
        act()
        attempts.append(name)
    except OSError:
        pass
pathlib.Path("/tmp/touched").write_text("inside")
os.environ["LOUD"] = "1"
DENSITY = 910.0
"""


def test_everything_is_exported() -> None:
    import ansatz_sandbox

    assert all(hasattr(ansatz_sandbox, name) for name in ansatz_sandbox.__all__)


@pytest.fixture
def glacier(tmp_path: Path) -> Path:
    """A project with a package whose import makes a noise, and with a key."""
    import os

    package = tmp_path / "glacier" / "src" / "ice"
    package.mkdir(parents=True)
    head = f"HOME, HOST = {str(Path.home())!r}, {os.getpid()}\n"
    (package / "__init__.py").write_text(head + LOUD)
    (package / "flow.py").write_text("from . import DENSITY\nEXPONENT = 3\n")
    (tmp_path / "glacier" / ".env").write_text("TOKEN=secret\n")
    (tmp_path / "glacier" / ".git").mkdir()
    (tmp_path / "glacier" / ".git" / "config").write_text("token\n")
    return tmp_path / "glacier"


def opener(box: Box, opened: list[tuple[Path, ...]]):
    async def open_one(readable: tuple[Path, ...]) -> Bubblewrap:
        opened.append(readable)
        return Bubblewrap(Path(sys.executable), readable, bwrap=box.sandbox.bwrap)

    return open_one


def run_in_projects(box: Box, jobs: Sequence[Job]) -> tuple[list[Outcome], list[tuple[Path, ...]]]:
    opened: list[tuple[Path, ...]] = []

    async def run() -> list[Outcome]:
        projects = await Projects.open(opener(box, opened))
        try:
            return await projects.run_all(jobs)
        finally:
            await projects.close()

    return box.runner.run(run()), opened


def project(root: Path, package: str = "") -> Project:
    return Project((root,), (root / "src",), package)


def value(outcome: Outcome) -> object:
    (result,) = outcome.results
    assert isinstance(result, Returned), outcome
    return result.value


def test_a_module_of_a_package_with_its_relative_imports(box: Box, glacier: Path) -> None:
    code = (
        "from .flow import EXPONENT\nfrom . import attempts, DENSITY\nimport ice.flow\n"
        "def f(): return EXPONENT, DENSITY, attempts, __name__\n"
    )
    (outcome,), _ = run_in_projects(box, [Job(code, "f", (Call(),), project=project(glacier, "ice"))])
    assert value(outcome) == (3, 910.0, [], "candidate")


def test_side_effects_of_an_import_die_with_the_job(box: Box, glacier: Path) -> None:
    before = sorted(path for path in glacier.rglob("*"))
    loud = Job(
        "import ice\ndef f(): return open('/tmp/touched').read()", "f", (Call(),), project=project(glacier)
    )
    code = "import os\ndef f(): return os.listdir('/tmp'), os.environ.get('LOUD')"
    after = Job(code, "f", (Call(),), project=project(glacier))
    outcomes, _ = run_in_projects(box, [loud, after])
    assert value(outcomes[0]) == "inside"
    listed, variable = value(outcomes[1])  # type: ignore[misc]
    assert "touched" not in listed
    assert variable is None
    assert sorted(path for path in glacier.rglob("*")) == before
    assert not (Path.home() / "touched").exists()


@pytest.mark.parametrize("name", [".env", ".git/config"])
def test_keys_beside_the_code_are_covered(box: Box, glacier: Path, name: str) -> None:
    code = "def f(path):\n    with open(path) as file:\n        return file.read()\n"
    job = Job(code, "f", (Call((str(glacier / name),)),), project=project(glacier))
    (outcome,), _ = run_in_projects(box, [job])
    (result,) = outcome.results
    if isinstance(result, Raised):
        assert result.type in ("FileNotFoundError", "PermissionError")
    else:
        assert value(outcome) == ""


def test_projects_do_not_see_each_other_and_jobs_without_one_see_none(
    box: Box, glacier: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    (other / "src").mkdir(parents=True)
    code = "import os\ndef f(*paths): return [os.path.exists(path) for path in paths]"
    call = Call((str(glacier), str(other)))
    jobs = [
        Job(code, "f", (call,), project=given)
        for given in (project(glacier), None, project(other), project(glacier))
    ]
    outcomes, opened = run_in_projects(box, jobs)
    seen = [[True, False], [False, False], [False, True], [True, False]]
    assert [value(outcome) for outcome in outcomes] == seen
    assert opened == [(), (glacier,), (other,)]


def test_a_sandbox_refuses_a_project_that_it_does_not_show(box: Box, glacier: Path) -> None:
    with pytest.raises(ValueError, match="not shown"):
        box.run(Job("def f(): pass", "f", (Call(),), project=project(glacier)))


def test_only_so_many_projects_are_kept(box: Box, tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(7)]
    for folder in folders:
        folder.mkdir()
    closed: list[tuple[Path, ...]] = []

    class Counted:
        def __init__(self, readable: tuple[Path, ...]) -> None:
            self.readable = readable

        async def run(self, job: Job) -> Outcome:
            raise NotImplementedError

        async def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
            return [box_outcome for _ in jobs]

        async def close(self) -> None:
            closed.append(self.readable)

    box_outcome = box.call("def f(): return 1")

    async def open_one(readable: tuple[Path, ...]) -> Counted:
        return Counted(readable)

    async def run() -> None:
        projects = await Projects.open(open_one)
        for folder in folders:
            await projects.run(Job("", "f", (), project=Project((folder,), ())))
        assert closed == [(folder,) for folder in folders[: len(closed)]]
        assert 0 < len(closed) < len(folders)
        await projects.close()
        assert sorted(closed) == sorted([(), *((folder,) for folder in folders)])

    asyncio.run(run())


def test_an_opening_that_fails_is_tried_again(box: Box) -> None:
    opened: list[tuple[Path, ...]] = []

    async def open_one(readable: tuple[Path, ...]) -> Bubblewrap:
        if not opened:
            opened.append(readable)
            raise SandboxUnavailable("not yet.", "Wait.")
        return Bubblewrap(Path(sys.executable), readable, bwrap=box.sandbox.bwrap)

    async def run() -> Outcome:
        projects = Projects(open_one)
        with pytest.raises(SandboxUnavailable):
            await projects.run(Job("def f(): return 1", "f", (Call(),)))
        outcome = await projects.run(Job("def f(): return 1", "f", (Call(),)))
        await projects.close()
        return outcome

    assert value(box.runner.run(run())) == 1


def test_a_home_is_no_project(tmp_path: Path) -> None:
    assert may_be_shown(tmp_path)
    assert not may_be_shown(Path.home())
    assert not may_be_shown(Path("/"))
    assert not may_be_shown(tmp_path / "nothing")
    with pytest.raises(UnsafePath):
        Bubblewrap(Path(sys.executable), [Path.home()], bwrap=Path("/bin/true"))


def test_a_project_in_tmp_that_is_closed_to_others_is_shown_and_not_written_to(
    box: Box, tmp_path: Path
) -> None:
    root = tmp_path / "closed"
    (root / "src").mkdir(parents=True)
    (root / "src" / "ice.py").write_text("DENSITY = 917.0\n")
    root.chmod(0o700)
    code = (
        "import os\nfrom ice import DENSITY\n"
        "def f(folder):\n"
        "    try: os.close(os.open(folder + '/new', os.O_CREAT | os.O_WRONLY))\n"
        "    except OSError: return DENSITY, sorted(os.listdir(folder))\n"
    )

    async def run() -> Outcome:
        # With its self-test, which looks at what is mounted.
        sandbox = await Bubblewrap.open(Path(sys.executable), [root], bwrap=box.sandbox.bwrap)
        try:
            return await sandbox.run(Job(code, "f", (Call((str(root),)),), project=project(root)))
        finally:
            await sandbox.close()

    assert value(box.runner.run(run())) == (917.0, ["src"])
    assert sorted(path.name for path in root.iterdir()) == ["src"]
