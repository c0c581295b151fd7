"""`ansatz change`: a function changed as an instruction says, where what its docstring says still holds."""

from typing import Annotated

import typer
from rich.console import Console

from ansatz.cli.exits import exit_of, worst
from ansatz.cli.generate import show_results
from ansatz.cli.options import SetOption, overrides
from ansatz.cli.places import Place, one_function
from ansatz.cli.progress import progress_on
from ansatz.cli.session import settings_for
from ansatz.cli.tools import Tools, run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.cli.work import FileResult, Finding, undoubted
from ansatz.core.outcome import Accepted
from ansatz.core.progress import Report
from ansatz.engine.settings import Settings


def change(
    context: typer.Context,
    function: Annotated[
        str, typer.Argument(metavar="FILE::NAME", help="The function, as FILE::NAME.", show_default=False)
    ],
    instruction: Annotated[str, typer.Argument(help="What shall change, in words.", show_default=False)],
    write: Annotated[bool, typer.Option("--write", help="Put what is accepted into the file.")] = False,
    settings: SetOption = None,
) -> None:
    """Change the code of a function as an instruction says. This needs a language model.

    The change is shown only where everything that held of the code before holds of it afterwards.
    Exit code 0: there is such a change. 1: there is none. 2: the arguments can't be used. 3: no sandbox.
    """
    tools: Tools = context.obj
    place = one_function(function)
    chosen = settings_for(place.source.path, overrides(settings))
    with progress_on(Console(stderr=True)) as report:
        result = run_to_end(_changed(tools, chosen, place, instruction, report))
    shown = show_results([result], write=write)
    raise typer.Exit(worst((shown, *(exit_of(each.outcome.outcome) for each in result.findings))))


async def _changed(
    tools: Tools, settings: Settings, place: Place, instruction: str, report: Report
) -> FileResult:
    source, page = place.source, place.source.page
    at = place.functions[0].name_span.start
    if (why := page.doubt(place.functions[0])) is not None:
        raise Unusable(f"{place.functions[0].qualified_name} can't be changed, because {why}.")
    async with tools.service(settings) as service:
        offered = await service.change(source.snapshot(), place.functions[0].caret, instruction, report)
    found = tuple(undoubted(page, place.functions[0], each) for each in offered)
    for each in found:
        if isinstance(each.outcome, Accepted):
            page = page.changed(each.outcome.edit.changes, at)
    return FileResult(source, page, tuple(Finding(each, source.page, at) for each in found))
