"""Options and checks that several commands share."""

from collections.abc import Sequence
from typing import Annotated

import typer

from ansatz.cli.unusable import Unusable

PlacesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE::NAME...",
        help="A function, as FILE::function or FILE::Class.method, or what is on some lines, as FILE::12-20 "
        "(a comment too). In a notebook also a cell, as FILE.ipynb::cell-3 or by its id. FILE alone: "
        "all that apply in it.",
        show_default=False,
    ),
]

SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="A setting for this run, such as --set seed=3. `ansatz config` lists them.",
        show_default=False,
    ),
]

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def overrides(assignments: Sequence[str] | None) -> dict[str, object]:
    """`KEY=VALUE` assignments as settings; what they mean is checked with all other settings."""
    chosen: dict[str, object] = {}
    for assignment in assignments or ():
        key, separator, value = assignment.partition("=")
        if not (key and separator and value):
            raise Unusable(f"--set {assignment}: write KEY=VALUE, as in --set seed=3.")
        chosen[key] = value
    return chosen
