"""`FILE.ipynb::cell-3` on the command line: which functions, or which words, of which cell are meant."""

import re
from typing import Final

from ansatz import targets
from ansatz.cli.pages import NotebookPage, Passage
from ansatz.cli.unusable import Unusable
from ansatz.core.target import FunctionTarget

_CELL: Final = re.compile(r"cell[-: #](.+)|(\d+)")
_LINES: Final = re.compile(r"\d+-\d+")


def in_cell(
    page: NotebookPage, shown: str, name: str, *, stubs: bool
) -> list[FunctionTarget | Passage] | None:
    """What a cell named by its number, from 1, or its id holds; None where `name` names no cell.

    Of a code cell that is its documented stubs, or bodies, or else its comment; a Markdown cell as a
    whole. Raises `Unusable`.
    """
    if _LINES.fullmatch(name):
        raise Unusable(
            f"The lines of a notebook are those of its cells: name a function, or {shown}::cell-3."
        )
    index = _index(page, name)
    if index is None:
        if _CELL.fullmatch(name):
            raise Unusable(f"{shown} has cells 1 to {len(page.cells)}, and none that is called {name}.")
        return None
    where = f"cell {index + 1} of {shown}"
    cell = page.cells[index]
    if cell.kind == "markdown":
        if not stubs:
            raise Unusable(f"There is no function in {where}, which is Markdown.")
        return [cell.key]
    piece = page.module.of(index)
    if piece is None:
        raise Unusable(f"There is no Python in {where}.")
    if piece.is_open:
        raise Unusable(f"A bracket or a string is not closed in {where}.")
    own = [each for each in targets.functions(page.text) if piece.span.contains(each.span)]
    chosen = [each for each in own if each.is_stub == stubs and each.docstring is not None]
    if chosen:
        return [*chosen]
    passages = [each.span for each in targets.select(page.text, piece.span)] if stubs and not own else []
    if not passages:
        raise Unusable(f"No function in {where} has a docstring and {'a stub' if stubs else 'a body'}.")
    return [*passages]


def not_closed(page: NotebookPage) -> str:
    """Which cells hold functions that can't be found; empty where there are none."""
    numbers = [str(each.index + 1) for each in page.module.pieces if each.is_open]
    if not numbers:
        return ""
    which = f"Cell {numbers[0]} is" if len(numbers) == 1 else f"Cells {', '.join(numbers)} are"
    return f" {which} not read: a bracket or a string is not closed there."


def _index(page: NotebookPage, name: str) -> int | None:
    named = _CELL.fullmatch(name)
    token = (named[1] or named[2]) if named else name
    if token.isdecimal() and 1 <= int(token) <= len(page.cells):
        return int(token) - 1
    if named is None and targets.named(page.text, name):
        return None
    return next((at for at, each in enumerate(page.cells) if each.id and each.id == token), None)
