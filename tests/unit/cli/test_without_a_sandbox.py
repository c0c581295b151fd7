"""`ansatz` on a machine without isolation, as a process: what still works, and how the rest ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SPEED = '''\
def impact_speed(h, g=9.81):
    """Speed after a fall from rest.

    v = sqrt(2 g h)

    Parameters
    ----------
    h : float
        Height [m], not negative.
    g : float
        Acceleration of free fall [m/s^2].

    Returns
    -------
    v : float
        Speed [m/s].
    """
    BODY
'''


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "falls.py"
    path.write_text(SPEED.replace("BODY", "raise NotImplementedError"))
    return path


def ansatz(source: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANSATZ_")}
    folder = source.parent
    environment = {**kept, "XDG_CONFIG_HOME": str(folder / "config"), "XDG_STATE_HOME": str(folder / "state")}
    return subprocess.run(
        [sys.executable, "-m", "ansatz.cli.main", *arguments, "--set", "sandbox.backend=none"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_equation_is_offered_as_plausible_with_exit_code_0(source: Path):
    done = ansatz(source, "generate", f"{source}::impact_speed", "--json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)["files"][0]["functions"][0]["outcome"]["record"]
    assert record["level"] == "plausible"
    assert "nothing was run" in record["reasons"][0]


def test_existing_code_is_not_run_and_the_exit_code_is_3(source: Path):
    source.write_text("import math\n\n\n" + SPEED.replace("BODY", "return math.sqrt(2 * g * h)"))
    done = ansatz(source, "validate", str(source))
    assert done.returncode == 3
    assert "bubblewrap" in done.stdout + done.stderr


def test_doctor_says_that_there_is_none(source: Path):
    done = ansatz(source, "doctor", "--sandbox", str(source))
    assert done.returncode == 3
    assert "sandbox.backend" in done.stdout
