"""`ansatz search` and `ansatz bench retrieve`, in front of a service that finds what it is told to."""

import io
import json
from pathlib import Path

import pytest

from ansatz.cli.bench.retrieve import metrics_of, read_cases
from ansatz.cli.unusable import Unusable
from ansatz.core.progress import Progress
from ansatz.core.routine import Match

from .conftest import CommandLine, FakeService, accepts

HILBERT = Match(
    name="scipy.signal.hilbert",
    kind="function",
    version="1.17",
    signature="hilbert(x, N=None)",
    summary="Analytic signal.",
    why=("an envelope (“envelope”)",),
    score=1.5,
    call="signal.hilbert(x)",
    import_line="from scipy import signal",
)


class Searching(FakeService):
    """Finds the analytic signal, and nothing where it is asked for nothing."""

    async def search(self, query, limit, report):
        report(Progress("index", "scipy (1 of 1)"))
        self.asked.append(("search", str(limit), query))
        return () if query == "nothing" else (HILBERT,)


@pytest.fixture
def searching(command_line: CommandLine) -> CommandLine:
    command_line.service = Searching(accepts("return 1"))
    return command_line


def test_a_routine_is_shown_with_its_reason_and_its_call(searching, capsys):
    assert searching("search", "envelope", "of", "a", "vibration", "-n", "3") == 0
    said = capsys.readouterr()
    assert searching.service.asked == [("search", "3", "envelope of a vibration")]
    assert searching.service.closed == 1
    for part in ("hilbert(x, N=None)", "Analytic signal.", "envelope (", "from scipy import signal"):
        assert part in said.out
    assert "scipy (1 of 1)" in said.err and "scipy (1 of 1)" not in said.out


def test_programs_get_json(searching, capsys):
    assert searching("search", "--json", "envelope") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["query"] == "envelope"
    assert [one["name"] for one in found["found"]] == ["scipy.signal.hilbert"]
    assert found["found"][0]["call"] == "signal.hilbert(x)"


def test_nothing_found_is_an_exit_code(searching, capsys):
    assert searching("search", "nothing") == 1
    assert "Nothing" in capsys.readouterr().err


def test_a_spec_may_come_on_standard_input(searching, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("def f(x): ..."))
    assert searching("search", "-") == 0
    assert searching.service.asked[0][2] == "def f(x): ..."
    monkeypatch.setattr("sys.stdin", io.StringIO("  \n"))
    assert searching("search", "-") not in (0, 1)


def test_cases_are_read_with_the_objects_to_search_among(tmp_path: Path):
    (tmp_path / "swing").mkdir()
    (tmp_path / "swing" / "spec.py").write_text("def f(): ...\n")
    (tmp_path / "relevant.json").write_text('{"swing": ["scipy.special.ellipk"]}')
    (case,), among = read_cases(tmp_path)
    assert (case.id, case.text, case.relevant) == ("swing", "def f(): ...\n", {"scipy.special.ellipk"})
    assert among is None
    (tmp_path / "public_objects.txt").write_text("numpy.sqrt\nscipy.special.ellipk\n")
    assert read_cases(tmp_path / "relevant.json")[1] == {"numpy.sqrt", "scipy.special.ellipk"}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"missing": []}', '{"swing": 3}'])
def test_cases_that_can_not_be_read_are_named(tmp_path: Path, content: str):
    (tmp_path / "relevant.json").write_text(content)
    with pytest.raises(Unusable, match=r"relevant\.json"):
        read_cases(tmp_path)


def test_recall_counts_the_specs_with_a_routine_among_the_first():
    def row(rank, seconds):
        return {
            "rank": rank,
            "rank_bm25": None,
            "rank_vectors": 10,
            "rank_everything": 1,
            "seconds": seconds,
            "cpu_seconds": [0.01],
        }

    metrics = metrics_of([row(1, [0.1, 0.2]), row(6, [0.3, 0.4]), row(None, [0.5]), row(5, [0.6])])
    assert (metrics["recall_at_5"], metrics["recall_at_10"]) == (0.5, 0.75)
    assert (metrics["recall_at_10_bm25"], metrics["recall_at_10_vectors"]) == (0.0, 1.0)
    assert (metrics["recall_at_5_vectors"], metrics["recall_at_5_everything"]) == (0.0, 1.0)
    assert (metrics["p50_s"], metrics["p99_s"]) == (0.3, 0.6)
    assert metrics["p99_cpu_s"] == 0.01
