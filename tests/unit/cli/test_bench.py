"""The benchmarks' own arithmetic: what counts as right, what a result file is, when two of them agree."""

import asyncio
import dataclasses
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ansatz.cli.bench.compare import differences_of
from ansatz.cli.bench.lsp_client import ServerFailed, running
from ansatz.cli.bench.memory import tree_memory_bytes
from ansatz.cli.bench.result import Result, make_result, percentile, read_result, write_result
from ansatz.cli.bench.sample import HOVER_CHARACTER, HOVER_LINE, SAMPLE, STUB_CHARACTER, STUB_LINE
from ansatz.cli.bench.scoring import score
from ansatz.cli.bench.server import metrics_of as server_metrics
from ansatz.cli.bench.solve import metrics_of as solve_metrics
from ansatz.cli.unusable import Unusable
from ansatz.core.outcome import Declined, Outcome
from ansatz.core.spec import Fault
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, Span
from ansatz_sandbox import Bubblewrap, Returned, SandboxUnavailable

from .conftest import CommandLine, FakeSandbox, accepts

ROOT = Path(__file__).parents[3]


def row(name: str, **more: object) -> dict[str, object]:
    base = {
        "id": name, "family": "equation", "expected": "solve", "fault": None, "status": "none_accepted",
        "level": None, "right": None, "faults": [], "seconds": 1.0,
    }  # fmt: skip
    return {**base, **more}


def test_what_solve_counts():
    rows = [
        row("a", status="accepted", level="verified", right=True, seconds=1.0),
        row("b", status="accepted", level="plausible", right=True, seconds=2.0),
        row("c", status="accepted", level="verified", right=False, seconds=3.0),
        row("d", status="accepted", level="plausible", right=False, seconds=4.0),
        row("e", status="accepted", level="plausible", right=None, seconds=5.0),
        row("f", status="declined", faults=["units"], seconds=6.0),
        row("g", family="method", seconds=7.0),
        row("h", family="decline", expected="decline", fault="units", status="declined", faults=["units"]),
        row("i", family="decline", expected="decline", fault="units", status="declined", faults=["example"]),
    ]
    metrics = solve_metrics(rows)
    assert metrics == {
        "equation_right": 2, "equation_verified": 1, "equation_total": 6,
        "method_right": 0, "method_verified": 0, "method_total": 1,
        "decline_right": 1, "decline_verified": 0, "decline_total": 2,
        "wrong_verified": 1, "wrong_plausible": 1, "unscored": 1, "declined_right": 1, "declined_wrongly": 1,
        "seconds_median": 3.0, "seconds_p90": 7.0,
    }  # fmt: skip


def test_percentiles_are_by_nearest_rank():
    values = [float(value) for value in range(1, 101)]
    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.99) == 99
    assert percentile([3.0], 0.99) == 3
    assert percentile([2.0, 1.0], 0.9) == 2


def case(
    folder: Path, name: str, meta: Mapping[str, object], check: str | None = "def check(f): pass\n"
) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "spec.py").write_text('def f(x):\n    """One."""\n    ...\n')
    (folder / name / "meta.json").write_text(json.dumps({"id": name, "entry": "f", **meta}))
    if check is not None:
        (folder / name / "check.py").write_text(check)


def test_solve_writes_a_result(command_line: CommandLine):
    cases = Path("cases")
    case(cases, "one", {"family": "equation", "expected": "solve"})
    case(cases, "two", {"family": "decline", "expected": "decline", "fault": "units"}, check=None)
    command_line.sandbox = FakeSandbox(Returned(["right", ""], (), {}))

    def by_folder(snapshot: DocumentSnapshot, target: FunctionTarget) -> Outcome:
        seen = Path(snapshot.uri.removeprefix("file://")).parent
        assert [one.name for one in seen.iterdir()] == ["spec.py"], "the answer key is out of sight"
        if seen.name == "two":
            return Declined((Fault("units", "no", Span(0, 1), "do"),))
        return accepts("return 1")(snapshot, target)

    command_line.service.script = by_folder
    assert (
        command_line("bench", "solve", "--cases", cases, "--json", "out/result.json", "--set", "seed=5") == 0
    )
    result = read_result(Path("out/result.json"))
    assert (result.bench, result.seed) == ("solve", 5)
    assert result.metrics["equation_right"] == 1
    assert result.metrics["equation_verified"] == 1
    assert result.metrics["declined_right"] == 1
    assert [one["id"] for one in result.rows] == ["one", "two"]
    assert solve_metrics(result.rows) == result.metrics
    assert command_line("bench", "solve", "--cases", cases, "--json", "one.json", "--only", "one") == 0
    assert [one["id"] for one in read_result(Path("one.json")).rows] == ["one"]
    assert command_line("bench", "compare", "out/result.json", "one.json") == 0


def test_an_implementation_of_what_can_t_be_is_wrong(command_line: CommandLine):
    case(Path("cases"), "two", {"family": "decline", "expected": "decline", "fault": "units"}, check=None)
    assert command_line("bench", "solve", "--cases", "cases", "--json", "result.json") == 0
    assert read_result(Path("result.json")).metrics["wrong_verified"] == 1


def test_cases_that_are_none(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    Path("empty").mkdir()
    assert command_line("bench", "solve", "--cases", "nowhere", "--json", "x.json") == 2
    assert command_line("bench", "solve", "--cases", "empty", "--json", "x.json") == 2
    case(Path("cases"), "one", {})
    assert command_line("bench", "solve", "--cases", "cases", "--only", "three", "--json", "x.json") == 2
    assert "there are one" in capsys.readouterr().err


RIGHT = "def f(x):\n    return 2 * x\n"
SCORES: list[tuple[str, str, bool | None]] = [
    (RIGHT, "def check(f):\n    assert f(2) == 4\n", True),
    (RIGHT, "def check(f):\n    assert f(2) == 5, 'five'\n", False),
    ("def f(x):\n    return 1 / 0\n", "def check(f):\n    f(2)\n", False),
    ("def f(x:\n", "def check(f):\n    f(2)\n", False),
    (RIGHT, "import no_such_package\ndef check(f):\n    pass\n", None),
    ("import os\ndef f(x):\n    os._exit(0)\n", "def check(f):\n    f(2)\n", False),
]


def test_scoring_in_a_real_sandbox():
    async def scored() -> list[bool | None]:
        try:
            sandbox = await Bubblewrap.open(Path(sys.executable))
        except SandboxUnavailable as error:
            pytest.skip(str(error))
        try:
            return [(await score(sandbox, solution, check, "f")).right for solution, check, _ in SCORES]
        finally:
            await sandbox.close()

    assert asyncio.run(scored()) == [right for _, _, right in SCORES]


def a_result(*rows: dict[str, object], **metrics: float) -> Result:
    return make_result("solve", 0, metrics, rows)


def test_results_are_read_back_as_written(tmp_path: Path):
    result = a_result(row("a"), equation_right=1, seconds_median=2.0)
    write_result(result, tmp_path / "new" / "result.json")
    assert read_result(tmp_path / "new" / "result.json") == result


@pytest.mark.parametrize("text", ["", "[]", '{"bench": "solve"}'])
def test_what_is_no_result_is_told(tmp_path: Path, text: str):
    (tmp_path / "result.json").write_text(text)
    with pytest.raises(Unusable):
        read_result(tmp_path / "result.json")


def test_comparing_ignores_times_and_finds_the_rest():
    old = a_result(row("a", right=True), row("b"), equation_right=1, seconds_median=1.0)
    same = a_result(row("a", right=True, seconds=9.0), row("b"), equation_right=1, seconds_median=9.0)
    assert list(differences_of(old, same)) == []
    assert list(differences_of(old, a_result(row("b"), equation_right=0))) == []
    changed = a_result(row("a", right=False), row("b"), equation_right=0, seconds_median=1.0)
    assert list(differences_of(old, changed)) == [
        "a: right was True, is False.",
        "metric equation_right: 1 became 0.",
    ]
    assert list(differences_of(old, a_result(row("c")))) == ["c: only in the new result."]
    assert list(differences_of(old, a_result(row("b", more=1)))) == ["b: more is only in the new result."]
    assert list(differences_of(old, a_result())) == ["The new result has no rows."]
    assert len(list(differences_of(old, dataclasses.replace(same, bench="server")))) == 1


def test_what_server_computes():
    def run(kind: str, number: int, **more: object) -> dict[str, object]:
        base = {"id": f"a/{kind}/{number}", "server": "a", "kind": kind, "init_s": 1.0, "times_s": []}
        return {**base, "memory_bytes": None, **more}

    metrics = server_metrics([
        run("start", 0, init_s=1.0), run("start", 1, init_s=3.0), run("start", 2, init_s=2.0),
        run("idle", 0, times_s=[0.1, 0.2, 0.3], memory_bytes=7), run("busy", 0, times_s=[0.4, 0.5]),
    ])  # fmt: skip
    assert metrics == {
        "a_init_s": 2.0, "a_hover_p50_s": 0.2, "a_hover_p99_s": 0.3, "a_memory_bytes": 7,
        "a_busy_hover_p99_s": 0.5,
    }  # fmt: skip


def test_the_sample_s_places():
    lines = SAMPLE.split("\n")
    compile(SAMPLE, "sample.py", "exec")
    assert lines[HOVER_LINE][:HOVER_CHARACTER] == "def ki"
    assert lines[STUB_LINE][:STUB_CHARACTER] == "def or"
    assert len(lines) > 400


def test_the_client_and_the_trivial_server(tmp_path: Path):
    async def talk() -> object:
        command = [sys.executable, str(ROOT / "benchmarks" / "trivial_server.py")]
        async with running(command, tmp_path, {}) as client:
            await client.initialize(tmp_path)
            assert client.init_s > 0
            assert tree_memory_bytes(client.pid) > 2**20
            client.open_document("file:///x.py", "alpha beta\n")
            where = {"textDocument": {"uri": "file:///x.py"}, "position": {"line": 0, "character": 7}}
            with pytest.raises(ServerFailed):
                await client.request("no/such/method", {})
            return await client.request("textDocument/hover", where)

    assert "beta" in json.dumps(asyncio.run(talk()))


def test_a_server_that_ends_is_told(tmp_path: Path):
    async def talk(*command: str) -> None:
        async with running(command, tmp_path, {}) as client:
            await client.initialize(tmp_path)

    with pytest.raises(ServerFailed, match="ended its output"):
        asyncio.run(talk(sys.executable, "-c", "pass"))
    with pytest.raises(ServerFailed, match="can't be started"):
        asyncio.run(talk("/no/such/program"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")
def test_memory_counts_children(tmp_path: Path):
    def process(pid: int, kilobytes: int, children: str) -> None:
        task = tmp_path / str(pid) / "task" / str(pid)
        task.mkdir(parents=True)
        (tmp_path / str(pid) / "status").write_text(f"Name:\tx\nVmRSS:\t {kilobytes} kB\n")
        (task / "children").write_text(children)

    process(1, 10, "2 3 ")
    process(2, 20, "4 ")
    process(3, 30, "")
    process(4, 40, "5 ")
    # Where the kernel tells the proportional size, it is taken.
    (tmp_path / "4" / "smaps_rollup").write_text("00-ff ---p [rollup]\nRss: 40 kB\nPss:  15 kB\n")
    assert tree_memory_bytes(1, tmp_path) == 75 * 1024
    assert tree_memory_bytes(os.getpid()) > 2**20


def test_without_a_sandbox_nothing_is_scored(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    case(Path("cases"), "one", {})
    command_line.sandbox = SandboxUnavailable("No bubblewrap was found.", "Install it.")
    assert command_line("bench", "solve", "--cases", "cases", "--json", "result.json") == 3
    assert "Install it." in capsys.readouterr().err
    assert not Path("result.json").exists()
