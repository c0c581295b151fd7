"""`ansatz bench corpus`: every documented formula of a package, answered and held against the package."""

import functools
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ansatz.cli.bench.corpus.keeping import Kept
from ansatz.cli.bench.result import make_result, write_result
from ansatz.cli.options import SetOption, overrides
from ansatz.cli.progress import progress_on
from ansatz.cli.tools import Tools, run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.engine.settings import load_settings


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
        int,
        typer.Option(min=0, help="So many changes of the docstring of every verified object, one at a time."),
    ] = 4,
    validate: Annotated[
        bool,
        typer.Option(
            "--validate",
            help="Hold the docstrings against the package's own code and against faults instead.",
        ),
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that share the work.")] = 1,
    share: Annotated[
        str | None,
        typer.Option(metavar="K/N", help="Every N-th object from the K-th on; rows are kept, no result."),
    ] = None,
    settings: SetOption = None,
) -> None:
    """Turn every routine that documents a formula into a stub, answer it without the routine, and compare.

    Rows are kept beside the result while they come in, and a run that was broken off goes on where it
    was, on the same commit. Exit code 0 says that the run ended, not that all is right.
    """
    # NumPy and the rest take a second to load, which other commands need not pay.
    from ansatz.cli.bench.corpus import metrics as of_answers
    from ansatz.cli.bench.corpus import running, validating
    from ansatz.cli.bench.corpus.workers import partial_of, share_out

    tools: Tools = context.obj
    row_of = validating.validated if validate else functools.partial(running.answered, mutants)
    name = "corpus-validate" if validate else "corpus"
    with (
        tempfile.TemporaryDirectory(prefix="ansatz-bench-") as folder,
        progress_on(Console(stderr=True)) as report,
    ):
        # A user's own settings and earlier records must not decide what is measured.
        everything = {"state_dir": f"{folder}/state", **overrides(settings)}
        user = Path(folder) / "none.toml"
        used = load_settings(Path(folder), command_line=everything, user=user).settings
        about: dict[str, object] = {"package": package, "time_limit_s": used.time_limit_s}
        rests_on = {"bench": name, "seed": used.seed, "mutants": mutants, **about}
        kept = Kept(partial_of(json_file), {**rests_on, "commit": make_result(name, 0, {}, ()).commit})
        if jobs > 1:
            arguments = [*_again(package, only or (), limit, settings or ()), *_flags(mutants, validate)]
            run_to_end(share_out(arguments, json_file, jobs, kept))
        chosen = running.Chosen(package, tuple(only or ()), limit, kept, row_of, _share(share))
        rows = run_to_end(running.run(tools, chosen, used, report))
    if share is not None:
        return
    metrics = (validating if validate else of_answers).metrics_of(rows)
    (running.show_verdicts if validate else running.show)(rows, metrics)
    write_result(make_result(name, used.seed, metrics, rows, **about), json_file)
    kept.end()


def _share(share: str | None) -> tuple[int, int]:
    """`2/3` as numbers."""
    number, _, count = (share or "1/1").partition("/")
    if not (number.isdigit() and count.isdigit() and 1 <= int(number) <= int(count)):
        raise Unusable(f"--share {share}: write K/N, as in --share 1/2.")
    return int(number), int(count)


def _again(package: str, only: Sequence[str], limit: int | None, settings: Sequence[str]) -> list[str]:
    """The options as another process takes them."""
    given = ["--package", package]
    for name, values in (("--only", only), ("--set", settings)):
        for value in values:
            given += [name, value]
    return given if limit is None else [*given, "--limit", str(limit)]


def _flags(mutants: int, validate: bool) -> list[str]:
    return ["--mutants", str(mutants), *(["--validate"] if validate else [])]
