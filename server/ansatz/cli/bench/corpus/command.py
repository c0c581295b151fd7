"""`ansatz bench corpus`: every documented formula of a package, answered and held against the package."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ansatz.cli.bench.result import make_result, write_result
from ansatz.cli.options import SetOption, overrides
from ansatz.cli.progress import progress_on
from ansatz.cli.tools import Tools, run_to_end


def corpus(
    context: typer.Context,
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the result is written.", show_default=False)
    ],
    package: Annotated[
        str, typer.Option(help="The installed package whose routines are asked for.")
    ] = "scipy",
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB", help="Objects by name (scipy.special.*); may be given again.", show_default=False
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="So many objects, spread evenly over the list.", show_default=False),
    ] = None,
    mutants: Annotated[
        bool,
        typer.Option("--mutants/--no-mutants", help="Change the docstring of every verified object, too."),
    ] = True,
    validate: Annotated[
        bool,
        typer.Option(
            "--validate",
            help="Hold the docstrings against the package's own code and against faults instead.",
        ),
    ] = False,
    settings: SetOption = None,
) -> None:
    """Turn every routine that documents a formula into a stub, answer it without the routine, and compare.

    Rows are kept beside the result while they come in, and a run that was broken off goes on where it
    was. Exit code 0 says that the run ended, not that all is right.
    """
    # NumPy and the rest take a second to load, which other commands need not pay.
    from ansatz.cli.bench.corpus import metrics as of_answers
    from ansatz.cli.bench.corpus import running, validating

    tools: Tools = context.obj
    partial = json_file.with_name(f"{json_file.name}.partial")
    row_of = running.mutated_row if mutants else running.solved_row
    if validate:
        row_of = validating.validated
    chosen = running.Chosen(package, tuple(only or ()), limit, partial, row_of)
    with (
        tempfile.TemporaryDirectory(prefix="ansatz-bench-") as folder,
        progress_on(Console(stderr=True)) as report,
    ):
        used, rows = run_to_end(running.run(tools, chosen, Path(folder), overrides(settings), report))
    metrics = (validating if validate else of_answers).metrics_of(rows)
    (running.show_verdicts if validate else running.show)(rows, metrics)
    name = "corpus-validate" if validate else "corpus"
    result = make_result(name, used.seed, metrics, rows, package=package, time_limit_s=used.time_limit_s)
    write_result(result, json_file)
    partial.unlink(missing_ok=True)
