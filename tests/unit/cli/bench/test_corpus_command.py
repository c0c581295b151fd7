"""The command from the listing to the result file, with a service that says what a test wants."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from ansatz.cli.app import real_tools, run
from ansatz.cli.bench.corpus.keeping import Kept
from ansatz.cli.bench.corpus.workers import partial_of, share_out
from ansatz.cli.bench.result import Row, read_result, write_result
from ansatz.cli.tools import Tools
from ansatz.core.edit import ProposedEdit
from ansatz.core.outcome import Accepted, NoneAccepted, Outcome
from ansatz.core.protocols import Around
from ansatz.core.routine import Found, Routine
from ansatz.core.spec import Spec
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, TextEdit
from ansatz.engine.settings import Settings
from ansatz.reading.read import read_spec
from ansatz.targets import functions
from ansatz_sandbox import Bubblewrap, SandboxUnavailable

from ..conftest import FakeService, Script, a_record, judges

ANSWERS = {
    "natural logarithm of one plus the input": "import numpy as np\nreturn np.log(1 + x)",
    "Calculate ``exp(x) - 1``": "import numpy as np\nreturn np.exp(x) - 2",
}


def by_text(snapshot: DocumentSnapshot, target: FunctionTarget) -> Outcome:
    """An answer to what the docstring says, whatever the function is called."""
    body = next((body for text, body in ANSWERS.items() if text in snapshot.text), None)
    if body is None:
        return NoneAccepted("nothing is known of it")
    indented = body.replace("\n", "\n    ")
    edit = ProposedEdit(snapshot.uri, snapshot.version, (TextEdit(target.statements, indented),))
    return Accepted(edit, body, a_record(target.qualified_name))


class ReadingService(FakeService):
    """Follows a script, and reads for real."""

    async def read(self, snapshot: DocumentSnapshot, selection: object) -> tuple[Spec, ...]:
        return tuple(read_spec(snapshot.text, target) for target in functions(snapshot.text))


class NothingFound:
    """A search over nothing."""

    def find(self, query: str, limit: int = 10) -> tuple[Found, ...]:
        return ()

    def routine(self, name: str) -> Routine | None:
        return None


def tools(script: Script) -> tuple[Tools, ReadingService]:
    service = ReadingService(script)
    real = real_tools()

    def open_barred(settings: Settings, around: Around) -> ReadingService:
        service.settings.append(settings)
        around.search(NothingFound())
        return service

    async def open_sandbox(settings: Settings) -> Bubblewrap:
        try:
            return await Bubblewrap.open(settings.interpreter)
        except SandboxUnavailable as error:
            pytest.skip(str(error))

    return Tools(real.open_service, open_sandbox, real.open_records, open_barred), service


def corpus(script: Script, *arguments: str) -> tuple[int, ReadingService]:
    used, service = tools(script)
    return run(["bench", "corpus", "--package", "numpy", *arguments], used), service


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


LOGS = ("--only", "numpy.log1p", "--only", "numpy.expm1", "--only", "numpy.logaddexp")


def test_answers_are_scored_and_written():
    code, service = corpus(by_text, *LOGS, "--json", "result.json", "--mutants", "0", "--set", "seed=3")
    assert code == 0
    result = read_result(Path("result.json"))
    assert (result.bench, result.seed, result.environment["package"]) == ("corpus", 3, "numpy")
    rows = {str(row["id"]): row for row in result.rows}
    assert list(rows) == ["numpy.expm1", "numpy.log1p", "numpy.logaddexp"]
    assert [rows[name]["right"] for name in rows] == [False, True, None]
    assert [rows[name]["cause"] for name in rows] == ["wrong", "right", "unread"]
    assert "for" in str(rows["numpy.expm1"]["difference"])
    assert (result.metrics["verified"], result.metrics["wrong_verified"]) == (1, 1)
    asked = [text for _, name, text in service.asked if name == "wanted"]
    assert len(asked) == 3
    assert all("raise NotImplementedError" in text for text in asked)
    assert not Path("result.json.partial").exists()
    # A slice that is run again agrees with the whole, or says where it does not.
    assert (
        corpus(by_text, "--only", "numpy.log1p", "--json", "one.json", "--mutants", "0", "--set", "seed=3")[0]
        == 0
    )
    assert run(["bench", "compare", "result.json", "one.json"]) == 0
    whole = read_result(Path("result.json"))
    changed = [{**row, "level": "plausible"} for row in read_result(Path("one.json")).rows]
    write_result(replace(whole, rows=tuple(changed)), Path("one.json"))
    assert run(["bench", "compare", "result.json", "one.json"]) == 1


def test_a_run_that_was_broken_off_goes_on():
    class BrokenOff(Exception):
        pass

    asked: list[str] = []

    def script(snapshot: DocumentSnapshot, target: FunctionTarget) -> Outcome:
        if target.name == "wanted":
            asked.append(snapshot.text)
            if len(asked) == 2:
                raise BrokenOff
        return by_text(snapshot, target)

    arguments = (*LOGS, "--json", "result.json", "--mutants", "0")
    with pytest.raises(BrokenOff):
        corpus(script, *arguments)
    assert not Path("result.json").exists()
    assert corpus(script, *arguments)[0] == 0
    assert len(asked) == 4, "the first object was not asked for again"
    assert len(read_result(Path("result.json")).rows) == 3


def test_rows_of_another_run_are_not_taken(tmp_path: Path):
    file = tmp_path / "rows.partial"
    first = Kept(file, {"seed": 1})
    assert first.begin() == {}
    first.add({"id": "a", "n": 1})
    assert first.begin() == {"a": {"id": "a", "n": 1}}
    assert Kept(file, {"seed": 2}).rows() == {}
    with file.open("a") as cut_short:
        cut_short.write(json.dumps({"id": "b"})[:-3])
    assert list(first.rows()) == ["a"]
    assert Kept(file, {"seed": 2}).begin() == {}
    assert first.rows() == {}


def test_docstrings_against_the_package_s_own_code():
    def script(snapshot: DocumentSnapshot, target: FunctionTarget) -> Outcome:
        if target.name != "wanted":
            return NoneAccepted("")
        is_real = "from numpy import log1p as implementation" in snapshot.text
        return judges("refuted" if is_real else "plausible")(snapshot, target)

    code, service = corpus(script, "--only", "numpy.log1p", "--validate", "--json", "result.json")
    assert code == 0
    assert next(verb for verb, name, _ in service.asked if name == "wanted") == "validate"
    result = read_result(Path("result.json"))
    assert result.bench == "corpus-validate"
    assert (result.metrics["with_claims"], result.metrics["real_refuted"]) == (1, 1)


def test_what_can_t_be_run():
    assert corpus(by_text, "--only", "numpy.no_such_thing", "--json", "x.json")[0] == 2
    assert (
        run(["bench", "corpus", "--package", "no_such_package", "--json", "x.json"], tools(by_text)[0]) == 2
    )
    assert corpus(by_text, *LOGS, "--share", "3/2", "--json", "x.json")[0] == 2
    assert not Path("x.json").exists()


def test_processes_that_share_a_run_begin_with_what_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    seen: list[dict[str, Row]] = []

    class Over:
        returncode = 0

        async def wait(self) -> int:
            return 0

    async def start(*command: str, **_streams: object) -> Over:
        file = Path(command[command.index("--json") + 1])
        seen.append(Kept(partial_of(file), kept.run).rows())
        Kept(partial_of(file), kept.run).add({"id": f"new {len(seen)}"})
        return Over()

    monkeypatch.setattr("asyncio.create_subprocess_exec", start)
    result = tmp_path / "result.json"
    kept = Kept(partial_of(result), {"commit": "c"})
    kept.begin()
    kept.add({"id": "old"})
    asyncio.run(share_out((), result, 2, kept))
    assert [list(rows) for rows in seen] == [["old"], ["old"]]
    assert set(kept.rows()) == {"old", "new 1", "new 2"}
