"""`ansatz validate`: what is already there, put to the test against its docstring."""

import sys

import typer
from rich.console import Console

from ansatz import __version__
from ansatz.cli.as_json import dump, outcome_as_json
from ansatz.cli.exits import exit_of, worst
from ansatz.cli.options import JsonOption, PlacesArgument, SetOption, overrides
from ansatz.cli.places import places
from ansatz.cli.progress import progress_on
from ansatz.cli.show import show_outcome
from ansatz.cli.tools import Tools, run_to_end
from ansatz.cli.work import work_on


def validate(
    context: typer.Context,
    functions: PlacesArgument,
    as_json: JsonOption = False,
    settings: SetOption = None,
) -> None:
    """Test existing implementations against their docstrings.

    Exit code 0: all are verified or plausible. 1: something is refuted or could not be checked.
    2: the arguments can't be used. 3: there is no sandbox to run the code in.
    """
    tools: Tools = context.obj
    wanted = places(functions, stubs=False)
    with progress_on(Console(stderr=True)) as report:
        results = run_to_end(work_on(tools, wanted, "validate", overrides(settings), report))
    code = worst(exit_of(finding.outcome.outcome) for result in results for finding in result.findings)
    if as_json:
        files = [
            {
                "file": result.source.shown,
                "functions": [outcome_as_json(finding.outcome) for finding in result.findings],
            }
            for result in results
        ]
        sys.stdout.write(
            dump({"ansatz": __version__, "action": "validate", "exit": int(code), "files": files})
        )
    else:
        console = Console(highlight=False)
        for result in results:
            for finding in result.findings:
                show_outcome(console, result.source.shown, finding.text, finding.outcome)
    raise typer.Exit(code)
