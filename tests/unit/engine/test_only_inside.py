"""While a file is judged: which programs the engine's process starts, and that it runs none of the file."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

MARK = "mark_of_the_candidate_7c1"
WATCHED = """
import asyncio, json, sys
from pathlib import Path

started, ran = [], []
STARTS = "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn"

def holds_the_mark(code):
    names = (*code.co_names, *code.co_varnames, code.co_name)
    return MARK in names or any(holds_the_mark(part) for part in code.co_consts if hasattr(part, "co_names"))

def watch(event, args):
    if event == "subprocess.Popen":
        started.append(str(args[0]))
    elif event in STARTS:
        started.append(event)
    elif event == "exec" and hasattr(args[0], "co_names") and holds_the_mark(args[0]):
        ran.append(args[0].co_filename)
    elif event == "import" and args[0].split(".")[0] == "owned":
        ran.append(args[0])

from ansatz.core.text import DocumentSnapshot, Span
from ansatz.engine.records import RecordStore
from ansatz.engine.service import Service
from ansatz.sources.equation import EquationSource
from ansatz_sandbox import Bubblewrap, Limits, Projects, SandboxUnavailable

async def open_one(readable):
    return await Bubblewrap.open(Path(sys.executable), readable)

async def run(path, text):
    service = Service(
        lambda: Projects.open(open_one), (EquationSource(),), RecordStore(None), Limits(), 0, 60.0, ()
    )
    snapshot = DocumentSnapshot(Path(path).as_uri(), text)
    found = []
    for work in (service.validate, service.generate):
        (target,) = await work(snapshot, Span(0, len(text)), lambda progress: None)
        found.append([target.outcome.kind, getattr(target.outcome, "reason", "")])
    await service.close()
    return found

sys.addaudithook(watch)
kinds = asyncio.run(run(sys.argv[1], Path(sys.argv[1]).read_text()))
print(json.dumps({"kinds": kinds, "started": started, "ran": ran}))
"""
MODULE = f'''
from owned import one


def weight(m, g):
    r"""Weight of a body.

    .. math:: F = m g

    Parameters
    ----------
    m : float
        mass :math:`m` [kg]
    g : float
        acceleration :math:`g` [m/s^2]

    Returns
    -------
    F : float
        weight :math:`F` [N]
    """
    {MARK} = m * g
    return one() * {MARK}
'''


def watched(path: Path) -> dict[str, Any]:
    code = f"MARK = {MARK!r}\n{WATCHED}"
    paths = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        env={"PYTHONPATH": paths, "HOME": str(Path.home()), "PATH": os.defpath},
        capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    if found["kinds"][0][0] == "sandbox_unavailable":
        pytest.skip(f"no sandbox: {found['kinds'][0][1]}")
    return found


def test_only_bubblewrap_is_started_and_no_code_of_the_file_is_run(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "owned.py").write_text("def one():\n    return 1.0\n")
    (tmp_path / "weight.py").write_text(textwrap.dedent(MODULE))
    found = watched(tmp_path / "weight.py")
    assert found["kinds"][0][0] == "judged"
    assert {Path(program).name for program in found["started"]} == {"bwrap"}
    assert found["ran"] == []
