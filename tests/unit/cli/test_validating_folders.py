"""Validating files and folders: what is looked at, the reports for other tools, and the exit code."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ansatz.core.evidence import Refuted, Witness
from ansatz.core.outcome import Declined, Outcome
from ansatz.core.spec import Fault
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, Span

from .conftest import CommandLine, judges

BODY = 'def {name}(m):\n    """A quantity."""\n    return m\n'


def _project() -> None:
    files = {
        "src/good.py": BODY.format(name="stands"),
        "src/deep/bad.py": BODY.format(name="broken") + "\n\n" + BODY.format(name="faulty"),
        "src/none.py": "x = 1\n",
        "src/.hidden/a.py": BODY.format(name="hidden"),
        "src/build/a.py": BODY.format(name="built"),
        "src/env/pyvenv.cfg": "",
        "src/env/a.py": BODY.format(name="installed"),
    }
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


def _script(snapshot: DocumentSnapshot, target: FunctionTarget) -> Outcome:
    if target.name == "broken":
        witness = Witness((("m", "2.0"),), "4.0", "2.0\x1b[31m")
        return judges("refuted", Refuted(witness))(snapshot, target)
    if target.name == "faulty":
        return Declined((Fault("units", "kg is not J", Span(0, 3), "say J"),))
    return judges("unchecked" if target.name == "unsure" else "plausible")(snapshot, target)


def test_a_folder_means_its_own_modules(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    _project()
    command_line.service.script = _script
    assert command_line("validate", "src") == 1
    assert sorted(name for _, name, _ in command_line.service.asked) == ["broken", "faulty", "stands"]
    out = capsys.readouterr().out
    assert "3 functions: 1 refuted, 1 declined, 1 plausible." in out
    assert "with m=2.0: expected 4.0, got 2.0" in out


def test_what_stands_has_one_line_unless_asked_for(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    _project()
    command_line.service.script = judges("plausible")
    assert command_line("validate", "src") == 0
    assert "Claim" not in capsys.readouterr().out
    assert command_line("validate", "src", "--full") == 0
    assert "Claim" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    _project()
    Path("src/binary.py").write_bytes(b"\xff\xfe\x00")
    command_line.service.script = judges("plausible")
    assert command_line("validate", "src") == 0
    shown = capsys.readouterr()
    assert "Passed over: src/binary.py" in shown.err
    assert "3 functions" in shown.out


def test_a_folder_without_python_files_is_named(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    Path("empty").mkdir()
    assert command_line("validate", "empty") == 2
    assert "no Python file in empty" in capsys.readouterr().err


def test_sarif_has_each_problem_at_its_place(command_line: CommandLine):
    _project()
    command_line.service.script = _script
    assert command_line("validate", "src", "--sarif", "out.sarif") == 1
    (run,) = json.loads(Path("out.sarif").read_text())["runs"]
    found = {each["ruleId"]: each for each in run["results"]}
    assert len(run["results"]) == 2
    (place,) = found["spec-units"]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "src/deep/bad.py"
    assert place["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 1,
        "endLine": 1,
        "endColumn": 4,
    }
    (refuted,) = [each for code, each in found.items() if code.startswith("refuted-")]
    assert refuted["level"] == "error"
    assert "expected 4.0" in refuted["message"]["text"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == sorted(found)


def test_junit_counts_failures_and_is_sound_xml(command_line: CommandLine):
    _project()
    command_line.service.script = _script
    assert command_line("validate", "src", "--junit", "out.xml") == 1
    root = ElementTree.fromstring(Path("out.xml").read_text())
    suites = {suite.get("name"): suite for suite in root}
    assert suites["src/deep/bad.py"].get("failures") == "2"
    assert suites["src/good.py"].get("failures") == "0"
    failure = suites["src/deep/bad.py"].find("testcase[@name='broken']/failure")
    assert failure is not None and "expected 4.0" in (failure.text or "")


def test_the_unchecked_fails_unless_only_the_refuted_is_to(command_line: CommandLine):
    Path("a.py").write_text(BODY.format(name="unsure"))
    command_line.service.script = _script
    assert command_line("validate", "a.py") == 1
    assert command_line("validate", "a.py", "--fail-on", "refuted") == 0
    Path("a.py").write_text(BODY.format(name="faulty"))
    assert command_line("validate", "a.py", "--fail-on", "refuted") == 1


def test_a_report_that_cannot_be_written_is_said(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    Path("a.py").write_text(BODY.format(name="stands"))
    command_line.service.script = _script
    assert command_line("validate", "a.py", "--sarif", "no/such/place.json") == 2
    assert "can't be written" in capsys.readouterr().err


def test_what_a_docstring_would_have_to_say_is_told(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    _project()
    command_line.service.script = judges("plausible")
    assert command_line("validate", "src/good.py::stands") == 0
    alone = capsys.readouterr().out
    assert "To have it checked: no equation says how the result follows from `m`" in alone
    assert command_line("validate", "src") == 0
    many = capsys.readouterr().out
    assert "To have it checked" not in many and "ansatz validate FILE::NAME" in many
    command_line.service.script = judges("verified")
    assert command_line("validate", "src") == 0
    assert "To have it checked" not in capsys.readouterr().out
