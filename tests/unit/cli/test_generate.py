"""`ansatz generate`: what is offered, what is printed, what is written, and the exit code."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from ansatz.core.evidence import Level
from ansatz.core.outcome import Declined, NeedsAnswer, NoneAccepted, NoSandbox, Outcome, OutOfBudget
from ansatz.core.spec import Fault
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, Span

from .conftest import CommandLine, a_record, accepts, always

STUBS = '''\
import numpy as np


def first(x):
    """One."""
    ...


def second(x):
    """Two."""
    raise NotImplementedError


def done(x):
    """Three."""
    return 3


class Orbit:
    def period(self):
        """Four."""
        pass
'''


def source(text: str | bytes = STUBS, name: str = "science.py") -> Path:
    path = Path(name)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("level", ["verified", "plausible"])
def test_accepted_shows_the_diff_and_the_evidence(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str], level: Level
):
    path = source()
    command_line.service.script = accepts("return x", level)
    assert command_line("generate", f"{path}::first") == 0
    out, err = capsys.readouterr()
    assert f"first: {level} (from its equation, 1.5 s)" in out
    assert "the equation of line 2" in out
    assert "9 of 10" in out
    assert "-    ...\n+    return x\n" in out
    assert ("the conversion of m was not exposed" in out) == (level == "plausible")
    assert "first: read: reading the docstring" in err
    assert path.read_text() == STUBS
    assert command_line.service.closed == 1


def test_a_file_alone_means_all_its_documented_stubs(command_line: CommandLine):
    assert command_line("generate", source()) == 0
    assert [name for _, name, _ in command_line.service.asked] == ["first", "second", "Orbit.period"]


def test_several_functions_are_summed_up(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    def by_name(snapshot: DocumentSnapshot, target: FunctionTarget) -> Outcome:
        outcomes: dict[str, Outcome] = {"first": NoneAccepted("no")}
        return outcomes.get(target.name) or accepts("return 1")(snapshot, target)

    command_line.service.script = by_name
    command_line("generate", source())
    assert "3 functions: 1 none accepted, 2 verified." in capsys.readouterr().out


def test_several_names_in_one_file_are_written_together(command_line: CommandLine):
    path = source()
    assert command_line("generate", f"{path}::second", f"{path}::Orbit.period", "--write") == 0
    assert path.read_text() == STUBS.replace("raise NotImplementedError", "return 1").replace(
        "        pass", "        return 1"
    )
    # The later one saw what the earlier one had put in.
    assert "return 1" in command_line.service.asked[1][2]


def test_a_name_given_twice_is_done_once(command_line: CommandLine):
    path = source()
    command_line("generate", f"{path}::first", f"{path}::first", str(path))
    assert [name for _, name, _ in command_line.service.asked] == ["first", "second", "Orbit.period"]


OUTCOMES: list[tuple[Outcome, int, str]] = [
    (NoneAccepted("no equation reaches it"), 1, "nothing offered: no equation reaches it"),
    (NoneAccepted("all were refuted", a_record(level="refuted")), 1, "The best that was tried"),
    (NeedsAnswer("Is log natural?", ("ln", "log10")), 1, "- log10"),
    (OutOfBudget("60 s were spent"), 1, "time_limit_s"),
    (NoSandbox("No bubblewrap was found.", "Install it."), 3, "Install it."),
]


@pytest.mark.parametrize(("outcome", "code", "said"), OUTCOMES, ids=[one[0].kind for one in OUTCOMES])
def test_every_other_outcome_says_what_to_do(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str], outcome: Outcome, code: int, said: str
):
    command_line.service.script = always(outcome)
    assert command_line("generate", f"{source()}::first") == code
    assert said in capsys.readouterr().out


def test_a_fault_is_shown_at_its_place(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    start = STUBS.index("One.")
    fault = Fault("units", "m/s is not m", Span(start, start + 4), "Correct the unit.")
    command_line.service.script = always(Declined((fault,)))
    assert command_line("generate", f"{source()}::first") == 1
    out = capsys.readouterr().out
    assert "science.py:5:8: spec-units: m/s is not m" in out
    assert "Correct the unit." in out


def test_a_fault_is_shown_where_it_is_in_the_file_though_edits_stand_before_it(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    def by_name(snapshot: DocumentSnapshot, target: FunctionTarget) -> Outcome:
        if target.name == "first":
            return accepts("a = x\nb = a\nreturn b", "verified")(snapshot, target)
        start = snapshot.text.index("Two.")
        return Declined((Fault("units", "m/s is not m", Span(start, start + 4), "Correct the unit."),))

    command_line.service.script = by_name
    path = source()
    assert command_line("generate", f"{path}::first", f"{path}::second") == 1
    line = STUBS[: STUBS.index("Two.")].count("\n") + 1
    assert f"science.py:{line}:8: spec-units: m/s is not m" in capsys.readouterr().out


def test_the_worst_outcome_decides_the_exit_code(command_line: CommandLine):
    def by_name(snapshot: DocumentSnapshot, target: FunctionTarget) -> Outcome:
        outcomes = {"first": NoneAccepted("no"), "second": NoSandbox("none", "install")}
        return outcomes.get(target.name) or accepts("return 1")(snapshot, target)

    command_line.service.script = by_name
    path = source()
    assert command_line("generate", f"{path}::Orbit.period", f"{path}::first") == 1
    assert command_line("generate", str(path)) == 3


def test_what_is_not_accepted_leaves_the_file_alone(command_line: CommandLine):
    path = source()
    before = path.stat()
    command_line.service.script = always(NoneAccepted("no"))
    assert command_line("generate", str(path), "--write") == 1
    assert path.stat() == before


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xef\xbb\xbf" + STUBS.encode(), b"\xef\xbb\xbf"),
        (STUBS.replace("\n", "\r\n").encode(), b""),
        (
            b"# -*- coding: latin-1 -*-\n# \xe5ngstr\xf6m\n" + STUBS.encode(),
            b"# -*- coding: latin-1 -*-\n# \xe5",
        ),
        (STUBS.encode().rstrip(b"\n"), b""),
        ("# Δx\u2028y\x0c\n".encode() + STUBS.encode(), "# Δx\u2028y\x0c\n".encode()),
    ],
    ids=["bom", "crlf", "latin-1", "no newline at the end", "odd line ends"],
)
def test_writing_keeps_every_other_byte(command_line: CommandLine, raw: bytes, expected: bytes):
    path = source(raw)
    path.chmod(0o750)
    assert command_line("generate", f"{path}::first", "--write") == 0
    assert path.read_bytes() == raw.replace(b"...", b"return 1")
    assert path.read_bytes().startswith(expected)
    assert stat.S_IMODE(path.stat().st_mode) == 0o750
    assert [one.name for one in Path().iterdir()] == [path.name]


def test_a_link_stays_a_link(command_line: CommandLine):
    path = source()
    Path("link.py").symlink_to(path)
    assert command_line("generate", "link.py::first", "--write") == 0
    assert Path("link.py").is_symlink()
    assert "return 1" in path.read_text()


def test_a_file_changed_meanwhile_is_never_overwritten(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    path = source()
    changed = STUBS + "# edited\n"

    def edit_beside(snapshot: DocumentSnapshot, target: FunctionTarget) -> Outcome:
        path.write_text(changed)
        return accepts("return 1")(snapshot, target)

    command_line.service.script = edit_beside
    assert command_line("generate", f"{path}::first", "--write") == 1
    out = capsys.readouterr().out
    assert "was changed meanwhile" in out
    assert "+    return 1" in out
    assert path.read_text() == changed


def test_letters_that_the_file_s_encoding_lacks_are_not_forced_in(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    raw = b"# coding: latin-1\n" + STUBS.encode()
    path = source(raw)
    command_line.service.script = accepts("return Δ")
    assert command_line("generate", f"{path}::first", "--write") == 1
    assert "UTF-8" in capsys.readouterr().out
    assert path.read_bytes() == raw


@pytest.mark.parametrize(
    "raw", [STUBS.encode(), STUBS.replace("\n", "\r\n").encode(), STUBS.encode().rstrip(b"\n")]
)
def test_the_diff_is_a_patch(
    command_line: CommandLine, capsysbinary: pytest.CaptureFixture[bytes], raw: bytes
):
    path = source(raw)
    assert command_line("generate", str(path), "--diff") == 0
    patch = capsysbinary.readouterr().out
    subprocess.run(["git", "apply", "--unsafe-paths", "-"], input=patch, check=True, cwd=Path.cwd())
    assert path.read_bytes() == raw.replace(b"...", b"return 1").replace(
        b"raise NotImplementedError", b"return 1"
    ).replace(b"pass", b"return 1")


def test_json_is_one_object(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    path = source()
    assert command_line("generate", str(path), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["action"] == "generate"
    assert told["exit"] == 0
    (file,) = told["files"]
    assert file["file"] == "science.py"
    assert [one["qualified_name"] for one in file["functions"]] == ["first", "second", "Orbit.period"]
    assert {one["outcome"]["kind"] for one in file["functions"]} == {"accepted"}
    assert file["functions"][0]["outcome"]["record"]["level"] == "verified"
    assert file["text"].count("return 1") == 3


def test_settings_of_this_run_reach_the_service(command_line: CommandLine):
    command_line("generate", f"{source()}::first", "--set", "seed=7", "--set", "sandbox.wall_s=3")
    (settings,) = command_line.service.settings
    assert settings.seed == 7
    assert settings.sandbox.wall_s == 3


UNUSABLE: list[tuple[list[str], str]] = [
    (["nothing.py"], "There is no file nothing.py"),
    (["science.py::frist"], "Did you mean first"),
    (["science.py::"], "names no function"),
    (["twice.py::f"], "twice.py::f#2 (line 4)"),
    (["twice.py::f#3"], "defines f 2 times"),
    (["plain.py"], "No function in plain.py has a docstring and a stub"),
    (["empty.py::f"], "There is no function in empty.py"),
    (["binary.py"], "save it as UTF-8"),
    (["cookie.py"], "unknown encoding"),
    (["science.py", "--write", "--json"], "exclude one another"),
    (["science.py", "--set", "seed"], "KEY=VALUE"),
    (["science.py", "--set", "sede=1"], "nearest one is seed"),
    (["science.py", "--unknown"], "No such option"),
    ([], "Missing argument"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), UNUSABLE, ids=[" ".join(one[0]) or "none" for one in UNUSABLE]
)
def test_unusable_arguments_end_with_2_and_say_why(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
):
    source()
    source('def f(x):\n    """One."""\n    ...\ndef f(y):\n    """Two."""\n    ...\n', "twice.py")
    source("def f(x):\n    return x\n", "plain.py")
    source("", "empty.py")
    source(b"\xff\xfe\x00", "binary.py")
    source("# coding: klingon\n", "cookie.py")
    assert command_line("generate", *arguments) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""
    assert command_line.service.asked == []


def test_the_second_of_two_with_one_name(command_line: CommandLine):
    path = source('def f(x):\n    """One."""\n    ...\n\n\ndef f(y):\n    """Two."""\n    ...\n')
    assert command_line("generate", f"{path}::f#2", "--write") == 0
    assert path.read_text().count("...") == 1
    assert path.read_text().endswith("    return 1\n")


def test_a_spec_can_t_move_the_terminal_s_cursor(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    command_line.service.script = always(NoneAccepted("bad \x1b[2J\u202e news"))
    command_line("generate", f"{source()}::first")
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "bad \\x1b[2J\\u202e news" in out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_t_be_written_is_told(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    path = source()
    Path().chmod(0o500)
    try:
        assert command_line("generate", f"{path}::first", "--write") == 1
    finally:
        Path().chmod(0o700)
    assert "can't be written" in capsys.readouterr().out
    assert path.read_text() == STUBS


def test_what_is_not_in_the_patch_is_said_beside_it(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    command_line.service.script = always(NeedsAnswer("Which logarithm is meant?", ("ln", "log10")))
    assert command_line("generate", f"{source()}::first", "--diff") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Which logarithm is meant?" in err
