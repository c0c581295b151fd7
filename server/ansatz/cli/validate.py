"""`ansatz validate`: what is already there, put to the test against its docstring."""

import re
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ansatz import __version__
from ansatz.cli.advice import show_advice
from ansatz.cli.as_json import dump
from ansatz.cli.exits import Exit, exit_of, worst
from ansatz.cli.finding_as_json import finding_as_json
from ansatz.cli.options import JsonOption, PlacesArgument, SetOption, overrides
from ansatz.cli.places import places
from ansatz.cli.progress import progress_on
from ansatz.cli.reports.junit import junit
from ansatz.cli.reports.sarif import sarif
from ansatz.cli.show import show_outcome, summary
from ansatz.cli.tools import Tools, run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.cli.work import FileResult, work_on
from ansatz.core.outcome import Declined, Judged, Outcome
from ansatz.ide.picture import picture, sweep_of


class FailOn(StrEnum):
    """What makes the exit code 1."""

    REFUTED = "refuted"
    UNCHECKED = "unchecked"


def validate(
    context: typer.Context,
    functions: PlacesArgument,
    as_json: JsonOption = False,
    sarif_file: Annotated[
        Path | None,
        typer.Option("--sarif", help="Also write a SARIF report, for code scanning.", show_default=False),
    ] = None,
    junit_file: Annotated[
        Path | None, typer.Option("--junit", help="Also write a JUnit report, for CI.", show_default=False)
    ] = None,
    plots: Annotated[
        Path | None,
        typer.Option(
            "--plot",
            help="Also write a picture (SVG) of where refuted code leaves its equation, into this folder.",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit with 1 for what is refuted, or also for the unchecked.")
    ] = FailOn.UNCHECKED,
    in_full: Annotated[bool, typer.Option("--full", help="Show all evidence, also on what stands.")] = False,
    settings: SetOption = None,
) -> None:
    """Test existing implementations against their docstrings: functions, files, or all files of a folder.

    Exit code 0: all are verified or plausible. 1: something is refuted, its docstring can't be met, or
    (unless --fail-on refuted) it could not be checked. 2: the arguments can't be used. 3: there is no
    sandbox to run the code in.
    """
    tools: Tools = context.obj
    wanted = places(functions, stubs=False)
    with progress_on(Console(stderr=True)) as report:
        results = run_to_end(work_on(tools, wanted, "validate", overrides(settings), report))
    outcomes = [finding.outcome.outcome for result in results for finding in result.findings]
    code = worst(_exit(outcome, fail_on) for outcome in outcomes)
    if sarif_file is not None:
        _write(sarif_file, dump(sarif(results)))
    if junit_file is not None:
        _write(junit_file, junit(results))
    drawn = [] if plots is None else _plot(plots, results)
    if as_json:
        files = [
            {
                "file": result.source.shown,
                "functions": [finding_as_json(finding) for finding in result.findings],
            }
            for result in results
        ]
        sys.stdout.write(
            dump({"ansatz": __version__, "action": "validate", "exit": int(code), "files": files})
        )
    else:
        console = Console(highlight=False)
        is_brief = len(outcomes) > 1 and not in_full
        for result in results:
            for finding in result.findings:
                show_outcome(
                    console, result.source.shown, finding.page, finding.outcome, finding.at, is_brief=is_brief
                )
                if not is_brief:
                    show_advice(console, finding.text, finding.outcome)
        if len(outcomes) != 1:
            said = summary(outcomes) if outcomes else "none has both a docstring and a body"
            console.print(f"{len(outcomes)} functions: {said}.", soft_wrap=True, markup=False)
            if is_brief and any(_can_say_more(outcome) for outcome in outcomes):
                console.print(
                    "What a docstring would have to say for more of it to be checked: "
                    "ansatz validate FILE::NAME, or --full.",
                    soft_wrap=True,
                    markup=False,
                )
        for path in drawn:
            console.print(f"Written: {path}", soft_wrap=True, markup=False)
    raise typer.Exit(code)


def _can_say_more(outcome: Outcome) -> bool:
    return isinstance(outcome, Judged) and outcome.record.level in {"plausible", "unchecked"}


def _plot(folder: Path, results: Iterable[FileResult]) -> list[Path]:
    """The pictures that were written, one for each function with a sweep."""
    out: list[Path] = []
    for result in results:
        for finding in result.findings:
            outcome = finding.outcome.outcome
            sweep = sweep_of(outcome.record) if isinstance(outcome, Judged) else None
            if sweep is not None:
                name = re.sub(
                    r"[^\w.-]", "_", f"{Path(result.source.shown).stem}.{finding.outcome.qualified_name}"
                )
                path = folder / f"{name}.svg"
                _make(folder)
                _write(path, picture(sweep, finding.outcome.name))
                out.append(path)
    return out


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"{folder} can't be made: {error.strerror or error}.") from error


def _exit(outcome: Outcome, fail_on: FailOn) -> Exit:
    code = exit_of(outcome)
    is_refuted = isinstance(outcome, Declined) or (
        isinstance(outcome, Judged) and outcome.record.level == "refuted"
    )
    if code is Exit.NONE_ACCEPTED and fail_on is FailOn.REFUTED and not is_refuted:
        return Exit.ACCEPTED
    return code


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise Unusable(f"{path} can't be written: {error.strerror or error}.") from error
