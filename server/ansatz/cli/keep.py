"""`ansatz keep`: what a docstring says as a test of the user's own."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ansatz.cli.exits import Exit
from ansatz.cli.options import SetOption, overrides
from ansatz.cli.places import Place, one_in_module
from ansatz.cli.session import settings_for
from ansatz.cli.tools import Tools, run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.core.outcome import KeptTest
from ansatz.engine.settings import Settings


def keep(
    context: typer.Context,
    function: Annotated[
        str, typer.Argument(metavar="FILE::NAME", help="The function, as FILE::NAME.", show_default=False)
    ],
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Write the test to this file, which must not exist.", show_default=False),
    ] = None,
    settings: SetOption = None,
) -> None:
    """Print what the docstring of a function says as a pytest module, with the input that refuted its code.

    It needs pytest and Hypothesis to run, and no Ansatz. Exit code 1: there is nothing to test.
    """
    tools: Tools = context.obj
    place = one_in_module(function, "a test can import a function from a module only")
    test = run_to_end(_kept(tools, settings_for(place.source.path, overrides(settings)), place))
    if test.why_not:
        sys.stderr.write(f"ansatz: No test of {test.name}: {test.why_not}.\n")
        raise typer.Exit(Exit.NONE_ACCEPTED)
    if to is None:
        sys.stdout.write(test.text)
    else:
        _write(to, test.text)
    for claim in test.left_out:
        sys.stderr.write(f"ansatz: Not in the test, because it has no readable form: {claim}.\n")


async def _kept(tools: Tools, settings: Settings, place: Place) -> KeptTest:
    async with tools.service(settings) as service:
        (test,) = await service.keep(place.source.snapshot(), place.functions[0].caret)
    return test


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise Unusable(f"{path} exists already: name another file, or remove it first.") from error
    except OSError as error:
        raise Unusable(f"{path} can't be written: {error.strerror or error}.") from error
