"""A table whose two columns are what a routine takes as two lists: `time in the first column`."""

import re
from collections.abc import Sequence
from typing import Final

from .composition import Composition
from .facts import Argument
from .manual import Manual
from .roles import roles_of_argument

_COLUMN: Final = re.compile(
    r"([^,;:()]*?(?:\[[^\]]*\]|\([^)]*\))?)\s+(?:in|is)\s+the\s+(first|second)(?:\s+column)?\b", re.IGNORECASE
)


def in_columns(c: Composition, manual: Manual, arguments: Sequence[Argument]) -> list[Argument]:
    """The arguments, a table of two described columns as two lists where the routine takes two."""
    wanted = [r for r in manual.entry.takes.values() if r in _LISTS] if manual.entry is not None else []
    tables = [a for a in arguments if a.kind == "table"]
    if len(wanted) != 2 or len(tables) != 1 or len(arguments) != 1:
        return list(arguments)
    table = tables[0]
    described = {found[2].lower(): found[1].strip() for found in _COLUMN.finditer(table.text)}
    if set(described) != {"first", "second"}:
        return list(arguments)
    columns: list[Argument] = []
    for place, which in enumerate(("first", "second")):
        name = f"{table.name}[:, {place}]"
        text = re.sub(r"^\W*(?:and\s+)?", "", described[which])
        columns.append(Argument(name, "array", ("",), text, "", roles_of_argument("", text)))
    c.adapted.append((f"columns of {table.name}", "the text says what each column is"))
    c.vocabulary.append("first second column against")
    return columns


_LISTS: Final = frozenset({"abscissa", "ordinate", "sample"})
