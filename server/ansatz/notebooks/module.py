"""A notebook's code cells as one module, and places in it as places in the cells: here and nowhere else.

The cells' texts stand in order, each with its characters where they are in the cell, a line apart
that no statement crosses. So an offset in the module is one in a cell, and what is a name of the
notebook is a name of the module. A Markdown cell may be quoted in it as a comment.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ansatz.core.text import Span
from ansatz.targets.lines import lines

from .cell import Cell
from .magics import Opaque, plain

_BETWEEN: Final = "\n# %%\n"
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+")
_IMAGE: Final = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_MARKUP: Final = re.compile(r"(?im)^[ \t]*(?:</?[a-z][a-z0-9]*(?:\s[^<>\n]*)?/?>[ \t]*)+$\n?")
"""Lines of nothing but HTML tags."""
_BOLD: Final = re.compile(r"(?<!\w)\*\*(?=\S)([^*$\n]+?)(?<=\S)\*\*(?!\w)")


class InCell(NamedTuple):
    """A place: a cell by its index, an offset in its text, and line and column there from 1."""

    cell: int
    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in the module for one cell. `text` is as long as the cell's, but where it is a quote.

    `is_open`: the cell ends within a bracket or a string, and nothing of it stands there.
    """

    index: int
    start: int
    text: str
    opaque: tuple[Opaque, ...]
    is_open: bool = False

    @property
    def span(self) -> Span:
        """Where it stands in the module."""
        return Span(self.start, self.start + len(self.text))


@dataclass(frozen=True, slots=True)
class Module:
    """Cells, and the module that their code makes up. `pieces` are those of its code, and the quote."""

    cells: tuple[Cell, ...]
    text: str
    pieces: tuple[Piece, ...]

    def piece(self, offset: int) -> Piece | None:
        """The piece around an offset of the module (touching ends count); None between two."""
        at = bisect_right([each.start for each in self.pieces], offset) - 1
        if at < 0 or offset > self.pieces[at].span.end:
            return None
        return self.pieces[at]

    def of(self, index: int) -> Piece | None:
        """The piece of a cell; None where the cell is not part of the module."""
        return next((each for each in self.pieces if each.index == index), None)

    def where(self, offset: int) -> InCell:
        """The cell, line and column of an offset; between two cells, the end of the one before."""
        at = max(0, bisect_right([each.start for each in self.pieces], offset) - 1)
        piece = self.pieces[at]
        text = self.cells[piece.index].text
        inner = min(max(0, offset - piece.start), len(text))
        of = lines(text)
        line = of.index(inner)
        return InCell(piece.index, inner, line + 1, inner - of.starts[line] + 1)


@lru_cache(maxsize=16)
def module(cells: tuple[Cell, ...], quoted: int | None = None) -> Module:
    """The module of a notebook's cells. `quoted`: the Markdown cell that stands in it as a comment.

    A cell that is not closed can't be executed: it gives the others no names, and can't swallow them.
    """
    pieces = list[Piece]()
    at = 0
    for index, cell in enumerate(cells):
        if index == quoted:
            text, opaque, is_open = _quote(cell.text), (), False
        elif cell.kind == "code":
            found = plain(cell.text)
            text, opaque, is_open = found.text, found.opaque, found.is_open
            text = _blank(text) if is_open else text
        else:
            continue
        pieces.append(Piece(index, at, text, opaque, is_open))
        at += len(text) + len(_BETWEEN)
    return Module(cells, _BETWEEN.join(each.text for each in pieces), tuple(pieces))


def with_text(cells: tuple[Cell, ...], index: int, text: str) -> tuple[Cell, ...]:
    """The cells with another text in one of them."""
    old = cells[index]
    return (*cells[:index], Cell(old.kind, text, old.key, old.id), *cells[index + 1 :])


def with_cell_below(cells: tuple[Cell, ...], index: int, text: str) -> tuple[Cell, ...]:
    """The cells with a new code cell below one of them."""
    taken = {each.key for each in cells}
    number = next(n for n in range(1, len(cells) + 2) if f"new {n}" not in taken)
    return (*cells[: index + 1], Cell("code", text, f"new {number}"), *cells[index + 1 :])


def _quote(markdown: str) -> str:
    """Markdown as comment lines, its headings and bold words as plain words, without images and HTML tags."""
    words = _IMAGE.sub("", _MARKUP.sub("", markdown)).strip("\n")
    rows = [_BOLD.sub(r"\1", _HEADING.sub("", row)) for row in words.splitlines()]
    return "\n".join(f"# {row}".rstrip() for row in rows)


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)
