"""The user's own code in the sandbox: which of it is shown, and that importing it does nothing outside."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from ansatz.core.outcome import Judged
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.engine.project import project_of
from ansatz.engine.records import RecordStore
from ansatz.engine.service import Service
from ansatz_sandbox import Bubblewrap, Limits, Project, Projects, SandboxUnavailable

LOUD = f"""
import os, pathlib
for folder in (pathlib.Path(__file__).parent, pathlib.Path({str(Path.home())!r})):
    try:
        (folder / "touched").write_text("x")
    except OSError:
        pass
try:
    os.kill({os.getpid()}, 9)
except OSError:
    pass
print("imported")

def square(x):
    return x * x
"""
ENERGY = '''
from {module} import square


def kinetic_energy(m, v):
    r"""Kinetic energy of a body.

    .. math:: E = \\frac{{1}}{{2}} m v^2

    Parameters
    ----------
    m : float
        mass :math:`m` [kg]
    v : float
        speed :math:`v` [m/s]

    Returns
    -------
    E : float
        energy :math:`E` [J]
    """
    return {factor} * m * square(v)
'''


def uri(path: Path) -> str:
    return path.as_uri()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A marked project with a package in `src` whose import makes a noise."""
    folder = tmp_path / "physics" / "src" / "drop"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(LOUD)
    (folder / "constants.py").write_text("from . import square\n")
    (tmp_path / "physics" / "pyproject.toml").write_text("")
    return folder


def test_a_package_in_src(package: Path) -> None:
    root = package.parents[1]
    found = project_of(uri(package / "energy.py"), "from .constants import square\n")
    assert found == Project((root,), (root / "src", root), "drop")
    assert project_of(uri(root / "tests.py"), "import drop\n") == Project((root,), (root, root / "src"))


def test_a_folder_without_init_is_a_package_below_the_root(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "rates.py").write_text("K = 1\n")
    found = project_of(uri(tmp_path / "lab" / "fit.py"), "from .rates import K\n")
    assert found == Project((tmp_path,), (tmp_path,), "lab")


def test_outside_a_project_only_what_is_imported_is_shown(tmp_path: Path) -> None:
    for name, text in {"a": "import b\n", "b": "import numpy\n", "c": "", "private": ""}.items():
        (tmp_path / f"{name}.py").write_text(text)
    found = project_of(uri(tmp_path / "script.py"), "import os, a\n")
    assert found == Project((tmp_path / "a.py", tmp_path / "b.py"), (tmp_path,))


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\nfrom scipy import stats\n",
        "import random\n",
        "x = 'import local'\n",
        "def f(:\n",
        "",
    ],
)
def test_code_that_imports_nothing_of_its_own_needs_no_project(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "local.py").write_text("")
    (tmp_path / "random.py").write_text("")
    assert project_of(uri(tmp_path / "script.py"), text) is None


def test_documents_that_are_no_files_have_no_project() -> None:
    assert project_of("untitled:Untitled-1", "from .a import b\n") is None
    assert project_of("file:///there/is/no/such/folder/f.py", "from .a import b\n") is None


def ignored(progress: object) -> None:
    """Nobody looks at the progress."""


def validated(path: Path, texts: list[str]) -> list[Judged]:
    async def run():
        async def open_one(readable: tuple[Path, ...]) -> Bubblewrap:
            return await Bubblewrap.open(Path(sys.executable), readable)

        async def opened() -> Projects:
            try:
                return await Projects.open(open_one)
            except SandboxUnavailable as error:
                pytest.skip(f"no sandbox: {error.reason}")

        service = Service(opened, (), RecordStore(None), Limits(), 0, 60.0, ())
        try:
            return [
                (await service.validate(DocumentSnapshot(uri(path), text), Span(0, len(text)), ignored))[
                    0
                ].outcome
                for text in texts
            ]
        finally:
            await service.close()

    outcomes = asyncio.run(run())
    judged = [outcome for outcome in outcomes if isinstance(outcome, Judged)]
    assert len(judged) == len(outcomes), outcomes
    return judged


def test_a_project_with_side_effects_is_validated_without_them(package: Path) -> None:
    modules = (".constants", "drop", "drop.constants")
    cases = [ENERGY.format(module=module, factor=factor) for module in modules for factor in ("0.5", "1.5")]
    levels = [judged.record.level for judged in validated(package / "energy.py", cases)]
    assert levels[1::2] == ["refuted"] * 3
    assert set(levels[::2]) <= {"verified", "plausible"}
    assert sorted(path.name for path in package.iterdir()) == ["__init__.py", "constants.py"]
    assert not (Path.home() / "touched").exists()
    assert "drop" not in sys.modules
