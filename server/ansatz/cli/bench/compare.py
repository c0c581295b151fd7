"""`ansatz bench compare`: whether a new run found what a committed one found; times are only shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from ansatz.cli.bench.result import Result, Row, read_result
from ansatz.cli.exits import Exit

_MEASURED_ENDINGS = ("_s", "_bytes", "_median", "_p90", "seconds", "tokens", "cost_usd")
_SIZES = ("hovers", "generations")
"""How much was measured: a quick run measures less."""
_TEXTS = ("code", "why", "score_error")
"""Told for the reader; wording and layout may change while the finding stays."""


def compare(
    old: Annotated[Path, typer.Argument(help="The committed result.", show_default=False)],
    new: Annotated[
        Path, typer.Argument(help="The result of a new run, or of a slice of it.", show_default=False)
    ],
) -> None:
    """Compare the findings of two result files, row by row. Exit code 1: they differ."""
    before, after = read_result(old), read_result(new)
    differences = list(differences_of(before, after))
    console = Console(highlight=False)
    console.print(_times(before, after))
    for difference in differences:
        console.print(difference, style="red", soft_wrap=True, markup=False)
    if not differences:
        console.print(f"The findings agree in {len(after.rows)} of {len(before.rows)} rows, which were run.")
    raise typer.Exit(Exit.NONE_ACCEPTED if differences else Exit.ACCEPTED)


def differences_of(before: Result, after: Result) -> Iterator[str]:
    """What was found in one result and not in the other; `after` may hold fewer rows."""
    if before.bench != after.bench:
        yield f"A result of {before.bench} can't be compared with one of {after.bench}."
        return
    rows = {row["id"]: row for row in before.rows}
    if not after.rows:
        yield "The new result has no rows."
    for row in after.rows:
        if row["id"] in rows:
            yield from _row_differences(rows[row["id"]], row)
        else:
            yield f"{row['id']}: only in the new result."
    for name in sorted(after.metrics.keys() - before.metrics.keys()):
        yield f"metric {name}: only in the new result."
    if rows.keys() == {row["id"] for row in after.rows}:
        for name, value in before.metrics.items():
            if name not in after.metrics:
                yield f"metric {name}: only in the old result."
            elif not _is_measured(name) and after.metrics[name] != value:
                yield f"metric {name}: {value} became {after.metrics[name]}."


def _row_differences(before: Row, after: Row) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        if name not in before or name not in after:
            yield f"{after['id']}: {name} is only in the {'new' if name in after else 'old'} result."
        elif not _is_measured(name) and before[name] != after[name]:
            yield f"{after['id']}: {name} was {before[name]!r}, is {after[name]!r}."


def _is_measured(name: str) -> bool:
    return name.endswith(_MEASURED_ENDINGS) or name in _SIZES or name in _TEXTS


def _times(before: Result, after: Result) -> Table:
    table = Table(title=f"{after.bench}: measured, not compared", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Metric")
    table.add_column("committed", justify="right")
    table.add_column("now", justify="right")
    for name, value in after.metrics.items():
        if _is_measured(name):
            table.add_row(name, f"{before.metrics.get(name, float('nan')):.4g}", f"{value:.4g}")
    return table
