"""`ansatz generate`: implementations for stubs, as a diff with its evidence, or written to the file."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from ansatz import __version__
from ansatz.cli.as_json import dump
from ansatz.cli.exits import Exit, exit_of, worst
from ansatz.cli.finding_as_json import finding_as_json
from ansatz.cli.options import JsonOption, PlacesArgument, SetOption, overrides
from ansatz.cli.places import places
from ansatz.cli.progress import progress_on
from ansatz.cli.show import show_diff, show_outcome, summary
from ansatz.cli.source_file import NotWritten
from ansatz.cli.tools import Tools, run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.cli.work import FileResult, work_on


def generate(
    context: typer.Context,
    functions: PlacesArgument,
    write: Annotated[bool, typer.Option("--write", help="Put what is accepted into the files.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print nothing but a patch.")] = False,
    as_json: JsonOption = False,
    settings: SetOption = None,
) -> None:
    """Implement stubs from their docstrings, and show the diff with its evidence.

    Exit code 0: everything was accepted. 1: something was not, or its docstring was declined.
    2: the arguments can't be used. 3: there is no sandbox to check candidates in.
    """
    if write + diff + as_json > 1:
        raise Unusable("--write, --diff and --json exclude one another: choose one.")
    tools: Tools = context.obj
    wanted = places(functions, stubs=True)
    with progress_on(Console(stderr=True)) as report:
        results = run_to_end(work_on(tools, wanted, "generate", overrides(settings), report))
    code = worst(exit_of(finding.outcome.outcome) for result in results for finding in result.findings)
    if as_json:
        sys.stdout.write(dump(_json(results, code)))
    elif diff:
        _print_patch(results)
        _tell_of_the_rest(results)
    else:
        code = worst((code, show_results(results, write=write)))
    raise typer.Exit(code)


def show_results(results: Sequence[FileResult], *, write: bool) -> Exit:
    """Each outcome with its evidence, and the diff or that it was written."""
    console = Console(highlight=False)
    code = Exit.ACCEPTED
    for result in results:
        for each in result.findings:
            # Where nothing is written, the reader looks for it in the file as it is.
            finding = each if write else each.as_read(result.source.page)
            show_outcome(console, result.source.shown, finding.page, finding.outcome, finding.at)
        if not result.is_changed:
            continue
        if write:
            try:
                result.source.write(result.page)
                console.print(f"Wrote {result.source.shown}.", soft_wrap=True, markup=False)
                continue
            except NotWritten as error:
                console.print(f"{error} This is what would have been written:", soft_wrap=True, markup=False)
                code = Exit.NONE_ACCEPTED
        show_diff(console, result.patch)
    outcomes = [finding.outcome.outcome for result in results for finding in result.findings]
    if len(outcomes) > 1:
        console.print(f"{len(outcomes)} functions: {summary(outcomes)}.", soft_wrap=True, markup=False)
    return code


def _print_patch(results: Sequence[FileResult]) -> None:
    """The patch in the files' own encoding, so that what applies it finds its context."""
    for result in results:
        patch = result.patch
        if sys.stdout.isatty():
            show_diff(Console(highlight=False), patch)
        else:
            encoding = "utf-8" if result.source.encoding == "utf-8-sig" else result.source.encoding
            sys.stdout.flush()
            sys.stdout.buffer.write(patch.encode(encoding, "surrogateescape"))
            sys.stdout.buffer.flush()


def _tell_of_the_rest(results: Sequence[FileResult]) -> None:
    """Why a function is not in the patch, where it does not get into the patch either."""
    errors = Console(stderr=True, highlight=False)
    for result in results:
        for each in result.findings:
            finding = each.as_read(result.source.page)
            if exit_of(finding.outcome.outcome) is not Exit.ACCEPTED:
                show_outcome(errors, result.source.shown, finding.page, finding.outcome, finding.at)


def _json(results: Sequence[FileResult], code: Exit) -> dict[str, object]:
    return {
        "ansatz": __version__,
        "action": "generate",
        "exit": int(code),
        "files": [
            {
                "file": result.source.shown,
                "diff": result.patch,
                "text": result.page.content(),
                "functions": [finding_as_json(finding) for finding in result.findings],
            }
            for result in results
        ],
    }
