"""The commands beside `generate`: validate, explain, config, doctor, serve, and what ends them early."""

import asyncio
import json
import logging
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ansatz import __version__
from ansatz.cli.exits import Exit, worst
from ansatz.cli.main import main
from ansatz.cli.tools import run_to_end, to_its_end
from ansatz.core.evidence import Inconclusive, Level, Refuted, Witness
from ansatz.core.formula import Equation, Multiply, Symbol
from ansatz.core.outcome import NoSandbox
from ansatz.core.quantity import Unit, dimension
from ansatz.core.spec import Binding, Bounds, Fault, Parameter, Reading, Result, Spec, Statement
from ansatz.core.text import Span
from ansatz_sandbox import NotReached, SandboxUnavailable

from .conftest import CommandLine, FakeSandbox, a_record, always, judges

CODE = 'def energy(m):\n    """E = m c^2"""\n    return m\n\n\ndef stub(m):\n    """Later."""\n    ...\n'


def source() -> Path:
    path = Path("science.py")
    path.write_text(CODE)
    return path


@pytest.mark.parametrize(
    ("level", "code"), [("verified", 0), ("plausible", 0), ("refuted", 1), ("unchecked", 1)]
)
def test_validate_tells_levels_by_its_exit_code(command_line: CommandLine, level: Level, code: int):
    command_line.service.script = judges(level)
    assert command_line("validate", source()) == code
    assert [(verb, name) for verb, name, _ in command_line.service.asked] == [("validate", "energy")]


def test_validate_shows_the_witness(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    witness = Witness((("m", "2.0"),), "1.8e17", "2.0", line=3)
    command_line.service.script = judges("refuted", Refuted(witness))
    assert command_line("validate", f"{source()}::energy") == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "refuted: with m=2.0: expected 1.8e17, got 2.0" in out


def test_validate_says_why_nothing_can_be_said(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    command_line.service.script = judges("unchecked", Inconclusive("it takes too long"))
    command_line("validate", f"{source()}::energy")
    assert "open: it takes too long" in capsys.readouterr().out


def test_validate_as_json(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    command_line.service.script = always(NoSandbox("none", "install"))
    assert command_line("validate", f"{source()}::energy", "--json") == 3
    told = json.loads(capsys.readouterr().out)
    assert told["exit"] == 3
    assert told["files"][0]["functions"][0]["outcome"]["advice"] == "install"


def a_spec(*faults: Fault) -> Spec:
    span = Span(0, 1)
    kilogram = Unit("kg", 1.0, 0.0, dimension(mass=1))
    equation = Equation(Symbol("E"), Multiply((Symbol("m"), Symbol("c"))))
    reading = Reading(
        "plain",
        (Statement(equation, span, "E = m c"),),
        (Binding("m", "m", "spelled"),),
        (),
        ("E",),
        (),
        (None,),
    )
    return Spec(
        name="energy",
        qualified_name="energy",
        summary="Energy.",
        text="E = m c^2",
        span=span,
        parameters=(
            Parameter(
                "m", "positional", None, None, "mass", span, kilogram, "scalar", False, Bounds(0.0, None)
            ),
        ),
        results=(Result(None, "E", "energy", span, None, None),),
        readings=(reading,),
        examples=(),
        faults=faults,
        notes=("a sentence about history",),
        digest="spec",
    )


def test_explain_shows_the_stored_evidence(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    command_line.records.record = a_record("energy", "plausible")
    assert command_line("explain", f"{source()}::energy") == 0
    out = capsys.readouterr().out
    assert "energy: plausible (from its equation), generated 2026-01-01" in out
    assert "the equation of line 2" in out
    assert "E is the energy" in out
    assert "numpy 2.0" in out
    assert "parse of E = m c^2 (plain)" in out
    assert "other code" not in out
    command_line.records.is_current = False
    assert command_line("explain", f"{source()}::energy") == 0
    assert "other code" in capsys.readouterr().out
    assert command_line("explain", f"{source()}::energy", "--json") == 0
    assert json.loads(capsys.readouterr().out)["level"] == "plausible"


def test_explain_without_evidence_says_how_to_get_it(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    assert command_line("explain", f"{source()}::energy") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "ansatz validate" in err


def test_explain_needs_one_function(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    assert command_line("explain", source()) == 2
    assert "science.py::NAME" in capsys.readouterr().err


def test_explain_spec_shows_what_was_understood(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    command_line.service.specs = (a_spec(),)
    assert command_line("explain", f"{source()}::energy", "--spec") == 0
    out = capsys.readouterr().out
    for shown in (
        "kg",
        "scalar (a guess)",
        ">= 0",
        "E = m c",
        "returns E",
        "history",
    ):
        assert shown in out
    command_line.service.specs = (a_spec(Fault("units", "kg is not J", Span(0, 1), "Say J.")),)
    assert command_line("explain", f"{source()}::energy", "--spec") == 1
    assert "science.py:1:1: spec-units: kg is not J" in capsys.readouterr().out


def test_explain_spec_as_json(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    command_line.service.specs = (a_spec(),)
    assert command_line("explain", f"{source()}::energy", "--spec", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["readings"][0]["statements"][0]["equation"]["right"]["kind"] == "multiply"


def test_config_shows_each_value_and_who_set_it(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    Path("pyproject.toml").write_text("[tool.ansatz]\nseed = 4\n")
    assert command_line("config", "--json", "--set", "sandbox.wall_s=3") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["seed"] == {"value": 4, "set_by": "project", "place": str(Path("pyproject.toml").resolve())}
    assert told["sandbox.wall_s"]["set_by"] == "command line"
    assert command_line("config") == 0
    assert "seed" in capsys.readouterr().out


def test_the_log_level_decides_what_is_logged(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    def talkative(_snapshot: object, _target: object) -> NoSandbox:
        logging.getLogger("ansatz.pipeline").info("so it goes")
        return NoSandbox("none", "install")

    command_line.service.script = talkative
    command_line("generate", f"{source()}::stub")
    assert "so it goes" not in capsys.readouterr().err
    command_line("generate", f"{source()}::stub", "--set", "log_level=info")
    assert "ansatz: INFO: so it goes" in capsys.readouterr().err


def test_a_setting_that_a_project_may_not_make_ends_with_2(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    Path("pyproject.toml").write_text("[tool.ansatz]\ninterpreter = 'evil'\n")
    assert command_line("generate", f"{source()}::stub") == 2
    assert "a project's files may not choose this" in capsys.readouterr().err


def doctor(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, dict[str, str]]]:
    code = command_line("doctor", "--json")
    return code, {one["name"]: one for one in json.loads(capsys.readouterr().out)["checks"]}


def test_doctor_where_all_is_well(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    code, checks = doctor(command_line, capsys)
    assert code == 0
    assert checks["sandbox"]["state"] == "good"
    assert "numpy 2.0" in command_line_says(command_line, capsys)
    assert checks["interpreter"] == {
        "name": "interpreter",
        "state": "warning",
        "found": "scipy is not installed there",
        "advice": checks["interpreter"]["advice"],
    }
    assert checks["state"]["state"] == "good"
    assert isinstance(command_line.sandbox, FakeSandbox)
    assert command_line.sandbox.closed > 0


def command_line_says(command_line: CommandLine, capsys: pytest.CaptureFixture[str]) -> str:
    command_line("doctor")
    return capsys.readouterr().out


def test_doctor_without_a_sandbox(command_line: CommandLine, capsys: pytest.CaptureFixture[str]):
    command_line.sandbox = SandboxUnavailable("No bubblewrap was found.", "Install it.")
    code, checks = doctor(command_line, capsys)
    assert code == 3
    assert checks["sandbox"]["advice"] == "Install it."
    assert "interpreter" not in checks


def test_doctor_with_an_interpreter_that_is_none(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    command_line.sandbox = FakeSandbox(NotReached())
    code, checks = doctor(command_line, capsys)
    assert code == 1
    assert checks["interpreter"]["state"] == "fault"


def test_doctor_with_settings_that_can_t_be_used(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ANSATZ_SEDE", "1")
    code, checks = doctor(command_line, capsys)
    assert code == 2
    assert "ANSATZ_SEED" in checks["settings"]["found"]


def test_doctor_with_a_state_folder_that_is_a_file(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    blocked = source().resolve()
    assert command_line("doctor", "--set", f"state_dir={blocked}") == 1
    assert "state_dir" in capsys.readouterr().out


def test_the_worst_of_several_codes():
    assert worst([]) == Exit.ACCEPTED
    assert worst([Exit.ACCEPTED, Exit.NONE_ACCEPTED]) == Exit.NONE_ACCEPTED
    assert worst([Exit.NONE_ACCEPTED, Exit.NO_SANDBOX]) == Exit.NO_SANDBOX
    assert worst([Exit.NO_SANDBOX, Exit.UNUSABLE, Exit.NONE_ACCEPTED]) == Exit.UNUSABLE


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_lets_the_work_clean_up(sent: signal.Signals):
    cleaned: list[str] = []

    async def work() -> None:
        try:
            signal.raise_signal(sent)
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            cleaned.append("up")

    before = signal.getsignal(signal.SIGTERM)
    # What starts the tests in the background has Ctrl-C ignored, and Python then leaves it so.
    outer = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            run_to_end(work())
    finally:
        signal.signal(signal.SIGINT, outer)
    assert cleaned == ["up"]
    assert signal.getsignal(signal.SIGTERM) is before


def test_an_interrupted_command_ends_with_130_and_closes_the_service(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    def interrupted(_snapshot: object, _target: object) -> NoSandbox:
        raise KeyboardInterrupt

    command_line.service.script = interrupted
    assert command_line("generate", f"{source()}::stub") == 130
    assert "interrupted" in capsys.readouterr().err
    assert command_line.service.closed == 1


def test_a_defect_is_no_verdict(capsys: pytest.CaptureFixture[str], command_line: CommandLine):
    def broken(_snapshot: object, _target: object) -> NoSandbox:
        raise RuntimeError("the pipeline is wrong")

    command_line.service.script = broken
    with pytest.raises(RuntimeError):
        command_line("generate", f"{source()}::stub")
    assert command_line.service.closed == 1


def test_version_and_help(capsys: pytest.CaptureFixture[str]):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"ansatz {__version__}\n"
    assert main(["--help"]) == 0
    assert "generate" in capsys.readouterr().out
    assert main(["serve", "--help"]) == 0
    assert "--stdio" in capsys.readouterr().out
    assert main(["serve", "--port", "1"]) == 2
    assert "--port" in capsys.readouterr().err


def test_serving_loads_neither_typer_nor_rich():
    program = (
        "import sys; from ansatz.cli.main import main; main(['serve', '--help']); "
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "ansatz" in loaded
    assert not loaded & {
        "typer",
        "rich",
        "pydantic",
        "sympy",
        "numpy",
        "scipy",
        "litellm",
        "jedi",
        "hypothesis",
    }


def test_a_poor_terminal_gets_escapes_and_not_a_crash(command_line: CommandLine):
    Path("science.py").write_text('def f(x):\n    """Δ"""\n    ...\n', "utf-8")
    program = "import sys; from ansatz.cli.main import main; sys.exit(main(['generate', 'science.py::Δ']))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": "", "HOME": str(Path.cwd())},
        check=False,
    )
    assert done.returncode == 2
    assert b"There is no function \\u0394 in science.py" in done.stderr


@pytest.mark.asyncio
async def test_what_is_being_closed_is_closed_to_its_end_before_a_cancel_goes_on():
    begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def closing() -> None:
        begun.set()
        await may_end.wait()
        ended.set()

    work = asyncio.create_task(to_its_end(closing()))
    await begun.wait()
    work.cancel()
    asyncio.get_running_loop().call_soon(may_end.set)
    with pytest.raises(asyncio.CancelledError):
        await work
    assert ended.is_set()
