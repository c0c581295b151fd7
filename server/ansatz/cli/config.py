"""`ansatz config`: every setting with its value and who set it."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ansatz.cli.as_json import dump
from ansatz.cli.options import JsonOption, SetOption, overrides
from ansatz.cli.show import visible
from ansatz.engine.settings import Loaded, keys, load_settings, user_file, value_of, workspace_of


def config(
    workspace: Annotated[Path, typer.Argument(help="A folder, or a file in it.")] = Path(),
    as_json: JsonOption = False,
    settings: SetOption = None,
) -> None:
    """Show every setting, its value, and where the value comes from."""
    folder = workspace_of(workspace.resolve())
    loaded = load_settings(folder, command_line=overrides(settings))
    if as_json:
        sys.stdout.write(dump(_json(loaded)))
        return
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Setting", "Value", "Set by"):
        table.add_column(title, overflow="fold")
    for key in keys():
        table.add_row(
            key.name,
            Text(visible(str(value_of(loaded.settings, key.name)))),
            Text(visible(str(loaded.origins[key.name]))),
        )
    console.print(table)
    console.print(f"Your own settings are kept in {user_file()}.", soft_wrap=True, markup=False)


def _json(loaded: Loaded) -> dict[str, object]:
    values = loaded.settings.model_dump(mode="json")
    rows: dict[str, object] = {}
    for key in keys():
        value: object = values
        for part in key.name.split("."):
            value = value[part] if isinstance(value, dict) else value  # pyright: ignore[reportUnknownVariableType]
        origin = loaded.origins[key.name]
        rows[key.name] = {"value": value, "set_by": origin.kind, "place": origin.place}
    return rows
