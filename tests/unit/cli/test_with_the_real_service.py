"""The `ansatz` command as a process, with nothing replaced: from a stub to a written, explained function."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ansatz_sandbox import Bubblewrap, SandboxUnavailable

PROGRAM = [sys.executable, "-m", "ansatz.cli.main"]
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
    raise NotImplementedError
'''
CONTRADICTION = SPEED.replace("sqrt(2 g h)", "2 g h").replace("impact_speed", "impossible_speed")


async def isolation() -> None:
    await (await Bubblewrap.open(Path(sys.executable))).close()


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    """Of a user without settings, on a machine that can isolate."""
    try:
        asyncio.run(isolation())
    except SandboxUnavailable as error:
        pytest.skip(str(error))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANSATZ_")}
    return {**kept, "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_STATE_HOME": str(tmp_path / "state")}


def ansatz(environment: Mapping[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_from_a_stub_to_an_explained_function(environment: Mapping[str, str], tmp_path: Path):
    file = tmp_path / "fall.py"
    file.write_text(SPEED + "\n\n" + CONTRADICTION)
    done = ansatz(environment, tmp_path, "generate", "fall.py", "--write")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "spec-units" in done.stdout
    text = file.read_text()
    assert "sqrt(2 * g * h)" in text
    assert text.count("raise NotImplementedError") == 1
    explained = ansatz(environment, tmp_path, "explain", "fall.py::impact_speed", "--json")
    assert explained.returncode == 0, explained.stderr
    record = json.loads(explained.stdout)
    assert record["action"] == "generated"
    assert record["level"] in ("verified", "plausible")
    validated = ansatz(environment, tmp_path, "validate", "fall.py::impact_speed")
    assert validated.returncode == 0, validated.stdout
    file.write_text(text.replace("2 * g", "3 * g"))
    refuted = ansatz(environment, tmp_path, "validate", "fall.py::impact_speed")
    assert refuted.returncode == 1
    assert "refuted" in refuted.stdout


def test_from_a_markdown_cell_to_a_judged_function(environment: Mapping[str, str], tmp_path: Path):
    equation = "$R = v^2 \\sin(2 a) / g$"
    words = f"## Range\n\nThe **range** of a throw is {equation} with $v$ [m/s], $a$ [rad], $g$ [m/s^2]."
    other = "%matplotlib inline\nimport numpy as np"
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": words},
        {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": other},
    ]
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    file = tmp_path / "throw.ipynb"
    file.write_text(json.dumps(book))
    done = ansatz(environment, tmp_path, "generate", "throw.ipynb::cell-1", "--write")
    assert done.returncode == 0, done.stdout + done.stderr
    after = json.loads(file.read_text())
    new = after["cells"].pop(1)
    assert after == book
    # Only a cell below imports it, which a person runs later.
    assert new["source"].startswith("import numpy as np\n\n\ndef range_value(")
    assert "np.sin(2 * a)" in new["source"]
    validated = ansatz(environment, tmp_path, "validate", "throw.ipynb")
    assert validated.returncode == 0, validated.stdout
    new["source"] = new["source"].replace("np.sin(2 * a)", "np.sin(a)")
    file.write_text(json.dumps(book | {"cells": [cells[0], new, cells[1]]}))
    refuted = ansatz(environment, tmp_path, "validate", "throw.ipynb")
    assert refuted.returncode == 1
    assert "(cell 2): refuted" in refuted.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="children are counted through /proc")
def test_an_interrupt_leaves_nothing_running(environment: Mapping[str, str], tmp_path: Path):
    (tmp_path / "fall.py").write_text(SPEED)
    with subprocess.Popen(
        [*PROGRAM, "generate", "fall.py", "--write"],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        assert process.stderr is not None
        for line in process.stderr:
            if "in the sandbox" in line:
                break
        children = (Path("/proc") / str(process.pid) / "task" / str(process.pid) / "children").read_text()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in said
    assert [pid for pid in children.split() if is_running(pid)] == []
    assert (tmp_path / "fall.py").read_text() == SPEED


def is_running(pid: str) -> bool:
    try:
        state = (Path("/proc") / pid / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
