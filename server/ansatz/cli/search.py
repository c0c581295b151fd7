"""`ansatz search`: installed routines that do what is asked for, and why each was found."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.text import Text

from ansatz.cli.as_json import dump
from ansatz.cli.exits import Exit
from ansatz.cli.options import JsonOption, SetOption, overrides
from ansatz.cli.progress import progress_on
from ansatz.cli.session import settings_for
from ansatz.cli.show import visible
from ansatz.cli.tools import Tools, run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.core.progress import Report
from ansatz.core.routine import Match
from ansatz.engine.settings import Settings


def search(
    context: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY...",
            help="What the routine should do, its name, an equation; a single - reads a whole spec from "
            "standard input.",
            show_default=False,
        ),
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="How many are shown.")] = 10,
    as_json: JsonOption = False,
    settings: SetOption = None,
) -> None:
    """Find an installed function by what it does: by words, by name, or by the mathematics of a spec.

    The first search indexes the packages of the project's interpreter, in the sandbox.
    Exit code 1: nothing was found.
    """
    tools: Tools = context.obj
    text = sys.stdin.read() if query == ["-"] else " ".join(query)
    if not text.strip():
        raise Unusable("Say what to search for.")
    chosen = settings_for(Path.cwd(), overrides(settings))
    with progress_on(Console(stderr=True)) as report:
        matches = run_to_end(_search(tools, chosen, text, limit, report))
    if as_json:
        rows = json.loads(TypeAdapter(tuple[Match, ...]).dump_json(matches))
        sys.stdout.write(dump({"query": text, "found": rows}))
    else:
        _show(matches)
    raise typer.Exit(Exit.ACCEPTED if matches else Exit.NONE_ACCEPTED)


async def _search(
    tools: Tools, settings: Settings, query: str, limit: int, report: Report
) -> tuple[Match, ...]:
    async with tools.service(settings) as service:
        return await service.search(query, limit, report)


def _show(matches: tuple[Match, ...]) -> None:
    console = Console(highlight=False)
    if not matches:
        sys.stderr.write("ansatz: Nothing that is installed matches.\n")
    for match in matches:
        module = match.name.rpartition(".")[0]
        console.print(
            Text.assemble((f"{visible(module)}.", "dim"), (visible(match.signature), "bold")), soft_wrap=True
        )
        if match.summary:
            console.print(Text(f"  {visible(match.summary)}"), soft_wrap=True)
        console.print(Text(f"  why: {visible('; '.join(match.why))}", style="cyan"), soft_wrap=True)
        insert = "; ".join(part for part in (match.import_line, match.call) if part)
        console.print(Text(f"  {visible(insert)}", style="green"), soft_wrap=True)
