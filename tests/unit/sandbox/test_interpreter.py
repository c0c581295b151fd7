"""Where an interpreter lies, read from made-up trees."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ansatz_sandbox.host.interpreter import Interpreter
from ansatz_sandbox.host.mounts import arguments


def make_python(prefix: Path) -> Path:
    (prefix / "bin").mkdir(parents=True)
    (prefix / "lib" / "python3.11").mkdir(parents=True)
    (prefix / "lib" / "python3.11" / "os.py").touch()
    (prefix / "bin" / "python3.11").touch()
    return prefix / "bin" / "python3.11"


def make_venv(prefix: Path, base: Path) -> Path:
    (prefix / "bin").mkdir(parents=True)
    (prefix / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
    (prefix / "pyvenv.cfg").write_text(f"home = {base.parent}\nversion = 3.11.0\n")
    (prefix / "bin" / "python").symlink_to(base)
    return prefix / "bin" / "python"


def test_an_environment_and_its_base(tmp_path: Path) -> None:
    base = make_python(tmp_path / "base")
    python = make_venv(tmp_path / "project" / ".venv", base)
    (tmp_path / "project" / ".env").write_text("KEY=secret")
    found = Interpreter.probe(python)
    assert found.python == python
    shown = {str(path.relative_to(tmp_path)) for path in found.paths}
    assert {
        "project/.venv/bin",
        "project/.venv/lib",
        "project/.venv/pyvenv.cfg",
        "base/bin",
        "base/lib",
    } <= shown


def test_an_environment_in_the_project_root_shows_none_of_the_project(tmp_path: Path) -> None:
    base = make_python(tmp_path / "base")
    python = make_venv(tmp_path / "project", base)
    (tmp_path / "project" / ".env").write_text("KEY=secret")
    found = Interpreter.probe(python)
    assert tmp_path / "project" not in found.paths
    assert all(path.name in ("bin", "lib", "pyvenv.cfg", "python3.11") for path in found.paths)


def test_a_link_in_a_home_shows_the_link_alone(tmp_path: Path) -> None:
    base = make_python(tmp_path / "opt")
    (tmp_path / "home" / "bin").mkdir(parents=True)
    link = tmp_path / "home" / "bin" / "python"
    link.symlink_to(base)
    found = Interpreter.probe(link)
    assert not any(path.is_relative_to(tmp_path / "home") for path in found.paths)
    assert (link, base) in found.links


def test_a_base_named_through_a_linked_folder(tmp_path: Path) -> None:
    make_python(tmp_path / "versions" / "3.11.7")
    (tmp_path / "current").symlink_to(tmp_path / "versions" / "3.11.7")
    python = make_venv(tmp_path / "venv", tmp_path / "current" / "bin" / "python3.11")
    found = Interpreter.probe(python)
    assert {tmp_path / "current" / "lib", tmp_path / "versions" / "3.11.7" / "lib"} <= set(found.paths)


def test_our_own(tmp_path: Path) -> None:
    found = Interpreter.probe(Path(sys.executable))
    assert Path(sys.prefix, "lib") in found.paths or sys.prefix == "/usr"
    assert Path(sys.base_prefix, "lib") in found.paths


@pytest.mark.parametrize("target", [None, "loop"])
def test_a_path_that_leads_nowhere(tmp_path: Path, target: str | None) -> None:
    if target:
        (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises((OSError, RuntimeError)):
        Interpreter.probe(tmp_path / (target or "python"))


def make_system(root: Path, link: str) -> Path:
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "lib").mkdir()
    (root / "usr" / "lib" / "os-release").touch()
    (root / "bin").symlink_to("usr/bin")
    (root / "usr" / "bin" / "python3.9").touch()
    (root / "usr" / "bin" / "python3").symlink_to(link)
    return root / "usr" / "bin" / "python3"


@pytest.mark.parametrize("link", ["python3.9", "/usr/bin/python3.9"])
def test_the_python_of_an_unpacked_system_is_named_as_in_there(tmp_path: Path, link: str) -> None:
    root = tmp_path / "debian"
    found = Interpreter.probe(make_system(root, link))
    assert (found.python, found.root) == (Path("/usr/bin/python3"), root)
    assert Interpreter.probe(root / "bin" / "python3").python == Path("/bin/python3")
    # Nothing of the host's is shown for it, and nothing of it but its own system folders.
    assert found.paths == found.links == ()
    shown = arguments(found, [], 1 << 20, with_proc=True, as_root=False)
    assert [shown[at + 1 : at + 3] for at, word in enumerate(shown) if word == "--ro-bind"][:1] == [
        [str(root / "usr"), "/usr"]
    ]
    assert "usr/bin" in shown


def test_an_unpacked_system_without_that_python(tmp_path: Path) -> None:
    python = make_system(tmp_path / "debian", "python3.8")
    with pytest.raises(FileNotFoundError):
        Interpreter.probe(python)


def test_a_conda_environment_is_a_prefix_of_its_own(tmp_path: Path) -> None:
    prefix = tmp_path / "miniforge" / "envs" / "lab"
    python = make_python(prefix)
    (prefix / "conda-meta").mkdir()
    (prefix / "bin" / "python").symlink_to("python3.11")
    found = Interpreter.probe(prefix / "bin" / "python")
    assert found.python == prefix / "bin" / "python"
    assert {prefix / "bin", prefix / "lib"} <= set(found.paths)
    assert not any(path == tmp_path / "miniforge" for path in found.paths)
    assert python.parent in found.paths
