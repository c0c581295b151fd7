"""The command, answering from a trace: from problems to the result file."""

import asyncio
import sys
from pathlib import Path

import pytest

from ansatz.cli.app import run as ansatz
from ansatz.cli.bench.modes.direct import Direct
from ansatz.cli.bench.result import read_result
from ansatz.cli.bench.scicode.answering import answer_all
from ansatz.cli.bench.scicode.problems import read_problems
from ansatz_sandbox import Bubblewrap, SandboxUnavailable

from .scicode_problems import written
from .test_scicode_answering import Scripted, a_run, gateway, knows


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-settings"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no-state"))
    monkeypatch.delenv("ANSATZ_MODELS_ALL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def recorded(folder: Path) -> Path:
    """A trace of the mode `direct` over the first problem."""

    async def record() -> None:
        try:
            sandbox = await Bubblewrap.open(Path(sys.executable))
        except SandboxUnavailable as error:
            pytest.skip(str(error))
        models = gateway(folder, Scripted(knows), trace_file=folder / "trace.jsonl", cache=False)
        try:
            await answer_all(
                a_run(sandbox, folder / "recording", Direct(), models, 5, "901"),
                read_problems(written(folder)),
            )
        finally:
            await sandbox.close()

    (folder / "recording").mkdir()
    asyncio.run(record())
    return folder / "trace.jsonl"


def test_a_recorded_run_is_scored_again_without_a_provider(folder: Path, capsys: pytest.CaptureFixture[str]):
    trace, result = recorded(folder), folder / "result.json"
    arguments = [
        "bench", "scicode", "--problems", str(folder / "problems.jsonl"), "--mode", "direct", "--replay",
        str(trace), "--only", "901", "--json", str(result), "--set", f"state_dir={folder / 'state'}",
    ]  # fmt: skip
    assert ansatz(arguments) == 0
    found = read_result(result)
    assert found.bench == "scicode"
    assert found.metrics["steps_passed"] == found.metrics["steps_total"] == 2
    assert found.metrics["problems_passed"] == 1
    assert found.metrics["calls"] == 2
    assert found.environment["mode"] == "direct"
    assert [row["id"] for row in found.rows] == ["preparation", "901.1", "901.2"]
    assert not Path(f"{result}.partial").exists()
    assert "901.2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--mode", "magic"], "--mode magic: direct, actor-critic, mosaic, ansatz"),
        (["--mode", "direct", "--without", "ccw"], "--without ccw: of the mode direct"),
        (["--mode", "mosaic", "--without", "validation"], "ccw, exemplars, teacher"),
        (["--budget", "calls=many"], "--budget calls=many"),
        (["--only", "77.1"], "no problem and no step 77.1"),
        (["--mode", "direct"], "No model is configured"),
        (["--mode", "direct", "--replay", "nowhere.jsonl"], "--replay nowhere.jsonl"),
        (["--mode", "mosaic", "--learn-from", "5"], "No model is configured"),
    ],
)
def test_what_can_not_be_done_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], more: list[str], told: str
):
    arguments = ["bench", "scicode", "--problems", str(written(folder)), "--json", "result.json", *more]
    assert ansatz(arguments) == 2
    assert told in capsys.readouterr().err


def test_official_targets_need_h5py(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    # As where it is not installed.
    monkeypatch.setitem(sys.modules, "h5py", None)
    (folder / "trace.jsonl").write_text("")
    arguments = [
        "bench", "scicode", "--problems", str(written(folder)), "--json", "result.json", "--mode", "direct",
        "--replay", "trace.jsonl", "--targets", "targets.h5",
    ]  # fmt: skip
    assert ansatz(arguments) == 2
    assert "needs the package h5py" in capsys.readouterr().err


def test_a_file_that_holds_no_problems_is_told(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "other.jsonl").write_text('{"problem_id": "1"}\n')
    arguments = ["bench", "scicode", "--problems", "other.jsonl", "--json", "result.json"]
    assert ansatz(arguments) == 2
    assert "other.jsonl:1 is no SciCode problem" in capsys.readouterr().err
