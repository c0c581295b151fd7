"""`ansatz doctor`: whether everything that Ansatz needs is there, and what to do where it is not."""

import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Annotated, Literal, assert_never

import typer
from rich.console import Console
from rich.text import Text

from ansatz import __version__
from ansatz.cli.as_json import dump
from ansatz.cli.breaking_out import try_to_break_out
from ansatz.cli.checks import Check
from ansatz.cli.exits import Exit, worst
from ansatz.cli.options import JsonOption, SetOption, overrides
from ansatz.cli.show import visible
from ansatz.cli.tools import Tools, run_to_end
from ansatz.engine.settings import Settings, SettingsError, load_settings, workspace_of
from ansatz_sandbox import Call, Job, Limits, Returned, SandboxUnavailable

_OWN_PACKAGES = ("pygls", "tree-sitter", "jedi", "pint", "litellm", "docker")
_PROJECT_PACKAGES = ("numpy", "scipy")
_PROBE = """
import sys
from importlib import metadata

def versions(names):
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            pass
    return found
"""


def doctor(
    context: typer.Context,
    workspace: Annotated[Path, typer.Argument(help="The project's folder, or a file in it.")] = Path(),
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="Try programs that want to break out of the sandbox; seconds.")
    ] = False,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="With --sandbox: all programs there are; minutes.")
    ] = False,
    as_json: JsonOption = False,
    settings: SetOption = None,
) -> None:
    """Check settings, sandbox, interpreter, packages and state folder, and say what to do about each fault.

    Exit code 0: all is well. 1: something is missing. 2: the settings can't be used. 3: no sandbox.
    """
    tools: Tools = context.obj
    hard = ("thorough" if thorough else "quick") if sandbox else "not"
    checks = run_to_end(_examine(tools, workspace_of(workspace.resolve()), overrides(settings), hard))
    code = worst(check.code for check in checks)
    if as_json:
        rows = [
            {"name": check.name, "state": check.state, "found": check.found, "advice": check.advice}
            for check in checks
        ]
        sys.stdout.write(dump({"ansatz": __version__, "exit": int(code), "checks": rows}))
    else:
        console = Console(highlight=False)
        for check in checks:
            _show(console, check)
    raise typer.Exit(code)


async def _examine(
    tools: Tools, workspace: Path, chosen: dict[str, object], hard: Literal["not", "quick", "thorough"]
) -> list[Check]:
    checks = [Check("ansatz", "good", f"{__version__}, Python {sys.version.split()[0]} ({sys.executable})")]
    checks += _own_packages()
    try:
        settings = load_settings(workspace, command_line=chosen).settings
    except SettingsError as error:
        advice = "Correct or remove it. `ansatz config` shows every setting once they can be read."
        return [
            *checks,
            *(Check("settings", "fault", problem, advice, Exit.UNUSABLE) for problem in error.problems),
        ]
    checks.append(Check("settings", "good", f"for {workspace}"))
    checks += [check async for check in _sandbox(tools, settings, hard)]
    checks.append(_state(settings.state_dir))
    return checks


def _own_packages() -> Iterator[Check]:
    found: list[str] = []
    for name in _OWN_PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            advice = f"Install Ansatz again with its dependencies: {sys.executable} -m pip install ansatz-ls."
            yield Check("packages", "fault", f"{name} is missing", advice, Exit.NONE_ACCEPTED)
    yield Check("packages", "good", ", ".join(found))


async def _sandbox(tools: Tools, settings: Settings, hard: Literal["not", "quick", "thorough"]):
    """Isolation first: a project's interpreter is looked at from inside only."""
    if not settings.interpreter.exists():
        advice = (
            "Set interpreter to the Python that the project uses: `ansatz config` shows who chose this one."
        )
        yield Check("interpreter", "fault", f"there is no {settings.interpreter}", advice, Exit.NONE_ACCEPTED)
        return
    try:
        sandbox = await tools.open_sandbox(settings)
    except SandboxUnavailable as error:
        yield Check("sandbox", "fault", error.reason, error.advice, Exit.NO_SANDBOX)
        return
    try:
        yield Check("sandbox", "good", "isolates: its self-test passed")
        job = Job(_PROBE, "versions", (Call((list(_PROJECT_PACKAGES),)),), Limits(wall_s=30.0))
        outcome = await sandbox.run(job)
        if hard != "not":
            for check in await try_to_break_out(sandbox, thorough=hard == "thorough"):
                yield check
    except SandboxUnavailable as error:
        yield Check("sandbox", "fault", error.reason, error.advice, Exit.NO_SANDBOX)
        return
    finally:
        await sandbox.close()
    result = outcome.results[0]
    if not isinstance(result, Returned) or not isinstance(result.value, dict):
        found = f"{settings.interpreter} did not answer ({outcome.status}: {outcome.stderr.strip()[-200:]})"
        yield Check(
            "interpreter", "fault", found, "Try it by itself, or set another one.", Exit.NONE_ACCEPTED
        )
        return
    versions = {str(name): str(version) for name, version in result.value.items()}
    listed = ", ".join(f"{name} {version}" for name, version in versions.items())
    where = settings.sandbox.image if settings.sandbox.backend == "docker" else ""
    yield Check("interpreter", "good", f"{where or settings.interpreter} ({listed})")
    for name in _PROJECT_PACKAGES:
        if name not in versions:
            advice = (
                f"Install it where the project runs: {settings.interpreter} -m pip install {name}. "
                "Until then, no code that needs it can be offered."
            )
            yield Check("interpreter", "warning", f"{name} is not installed there", advice)


def _state(folder: Path) -> Check:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as error:
        advice = "Make it writable, or set state_dir to a folder that is. Until then no evidence can be kept."
        found = f"{folder} can't be written to: {error.strerror or error}"
        return Check("state", "fault", found, advice, Exit.NONE_ACCEPTED)
    return Check("state", "good", f"{folder} is writable")


def _show(console: Console, check: Check) -> None:
    match check.state:
        case "good":
            mark = Text("ok     ", style="green")
        case "warning":
            mark = Text("warning", style="yellow")
        case "fault":
            mark = Text("FAULT  ", style="bold red")
        case _:
            assert_never(check.state)
    console.print(Text.assemble(mark, " ", (check.name, "bold"), f": {visible(check.found)}"), soft_wrap=True)
    if check.advice:
        console.print(Text(f"        {visible(check.advice)}"), soft_wrap=True)
