"""One file, validated by each of two environments with what that environment has: Python and NumPy differ."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ansatz_sandbox.host.docker import EngineAddress

pytestmark = pytest.mark.sandbox

SPHERES = '''
"""Volumes of spheres, three ways."""

import numpy as np


def volume(r):
    """Volume of a sphere.

    .. math:: V = \\\\frac{4}{3} \\\\pi r^3

    Parameters
    ----------
    r : float
        radius :math:`r` [m]

    Returns
    -------
    V : float
        volume [m^3]
    """
    return BODY
'''
WAYS = {
    "either": "4.0 / 3.0 * np.pi * r**3",
    "numpy1": "4.0 / 3.0 * np.pi * np.product([r, r, r])",  # gone in 2.0
    "numpy2": "4.0 / 3.0 * np.pi * np.pow(r, 3)",  # came with 2.0
}
STANDS = {"verified", "plausible"}


@pytest.fixture
def spheres(tmp_path: Path) -> Path:
    header, _, function = SPHERES.replace("\\\\", "\\").lstrip("\n").partition("\n\n\ndef ")
    parts = [header]
    parts += [
        f"def {function}".replace("volume(", f"{name}(").replace("BODY", way) for name, way in WAYS.items()
    ]
    path = tmp_path / "spheres.py"
    path.write_text("\n\n\n".join(part.strip() for part in parts) + "\n")
    return path


def ansatz(command: str, *args: str) -> dict[str, Any]:
    """What a command prints as JSON, run as a user would run it."""
    # Settings come from variables of this name; those that steer the tests are none.
    environment = {name: text for name, text in os.environ.items() if not name.startswith("ANSATZ_")}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("ansatz")), command, "--json", *args],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def levels(path: Path, chosen: Sequence[str]) -> dict[str, str]:
    """Function → level."""
    found = ansatz("validate", str(path), *chosen)
    functions = [one for file in found["files"] for one in file["functions"]]
    return {one["name"]: one["outcome"]["record"]["level"] for one in functions}


def set_to(tmp_path: Path, **settings: str) -> list[str]:
    given = {"state_dir": str(tmp_path / "state"), **{f"sandbox.{k}": v for k, v in settings.items()}}
    return [word for key, value in given.items() for word in ("--set", f"{key}={value}")]


def versions(tmp_path: Path, chosen: Sequence[str]) -> str:
    checks = ansatz("doctor", str(tmp_path), *chosen)["checks"]
    return next(check["found"] for check in checks if check["name"] == "interpreter")


@pytest.mark.timeout(400)
def test_each_with_its_own(engine: EngineAddress, spheres: Path, tmp_path: Path) -> None:
    old, new = (
        set_to(tmp_path / suite, backend="docker", docker_host=engine.url, image=f"ansatz-base:{suite}")
        for suite in ("bookworm", "trixie")
    )
    assert "python 3.11" in versions(tmp_path, old)
    assert "numpy 1." in versions(tmp_path, old)
    assert "python 3.13" in versions(tmp_path, new)
    assert "numpy 2." in versions(tmp_path, new)
    by_old, by_new = levels(spheres, old), levels(spheres, new)
    assert by_old["either"] in STANDS
    assert by_new["either"] == by_old["either"]
    assert by_old["numpy1"] in STANDS
    assert by_new["numpy1"] == "refuted"
    assert by_old["numpy2"] == "refuted"
    assert by_new["numpy2"] in STANDS


def test_our_own_environment_in_bubblewrap_agrees_with_the_one_that_is_like_it(
    engine: EngineAddress, spheres: Path, tmp_path: Path
) -> None:
    import numpy

    major = "numpy2" if numpy.__version__.startswith("2.") else "numpy1"
    own = levels(spheres, set_to(tmp_path, backend="bubblewrap"))
    assert {name for name, level in own.items() if level in STANDS} == {"either", major}


def test_importing_a_project_touches_nothing_outside(spheres: Path, tmp_path: Path) -> None:
    marks = [tmp_path / "beside", Path("/var/tmp") / f"ansatz-mark-{os.getpid()}", Path.cwd() / "ansatz-mark"]
    effects = "".join(f"open({str(mark)!r}, 'w').close()\n" for mark in marks)
    guarded = "".join(f"try:\n    {line}\nexcept OSError:\n    pass\n" for line in effects.splitlines())
    (tmp_path / "constants_of_ours.py").write_text(f"{guarded}THIRD = 4.0 / 3.0\n")
    text = spheres.read_text().replace(
        "import numpy as np\n", "import numpy as np\n\nfrom constants_of_ours import THIRD\n", 1
    )
    spheres.write_text(text.replace("4.0 / 3.0 * np.pi * r**3", "THIRD * np.pi * r**3"))
    found = levels(spheres, set_to(tmp_path, backend="bubblewrap"))
    assert found["either"] in STANDS
    assert not any(mark.exists() for mark in marks)
