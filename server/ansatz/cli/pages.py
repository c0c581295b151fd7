"""The Python of a file as it is worked on: a text, or the cells of a notebook as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ansatz import editing, notebooks
from ansatz.core.edit import ProposedEdit
from ansatz.core.outcome import Accepted, Declined, TargetOutcome
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span, TextEdit
from ansatz.notebooks import Cell, Piece
from ansatz.notebooks.ipynb import NotebookText, offset_in_file
from ansatz.notebooks.rewriting import rewritten

Passage = Span | str
"""Words that a function is made from: a place in the text, or the key of a Markdown cell."""


@dataclass(frozen=True, slots=True)
class InFile:
    """A place as a person looks for it, all from 1. `cell` is the number of a notebook's cell.

    `below`: the cell that a new one goes below, which is not in the file yet.
    """

    line: int
    column: int
    cell: int | None = None
    cell_id: str = ""
    below: int | None = None

    def shown(self, file: str) -> str:
        """The place as compilers write places."""
        cell = self.cell_in_words
        return f"{file}:{cell}{':' if cell else ''}{self.line}:{self.column}"

    @property
    def cell_in_words(self) -> str:
        """Its cell; empty outside of notebooks."""
        if self.cell is None:
            return ""
        return f"cell {self.cell}" if self.below is None else f"new cell below cell {self.below}"

    @property
    def in_words(self) -> str:
        """Its line as part of a sentence."""
        cell = self.cell_in_words
        return f"{cell}{', ' if cell else ''}line {self.line}"


@dataclass(frozen=True, slots=True)
class Region:
    """First and last line and column of a part of a file's own text, from 1, in code points."""

    line: int
    column: int
    last_line: int
    last_column: int


class Page(Protocol):
    """One version of a file's Python. A change makes another."""

    @property
    def text(self) -> str:
        """What functions are looked for and judged in."""
        ...

    def changed(self, changes: Sequence[TextEdit], at: int) -> "Page":
        """With changes of `text` that belong to the function which stands at the offset `at`."""
        ...

    def quoting(self, passage: Passage) -> tuple[str, Span]:
        """A text in which the passage stands, and where."""
        ...

    def with_stubs(self, passage: Passage, change: TextEdit) -> "Page":
        """With functions made from a passage; `change` adds them to the text of `quoting`."""
        ...

    def name_of(self, passage: Passage) -> str:
        """What a passage is called in messages."""
        ...

    def doubt(self, target: FunctionTarget) -> str | None:
        """Why a function can't be judged by this text; None where it can."""
        ...

    def where(self, offset: int) -> InFile:
        """An offset of `text` as a person looks for it."""
        ...

    def region(self, span: Span) -> Region:
        """A part of `text` in the file as it was read."""
        ...

    def localised(self, found: TargetOutcome, at: int | None) -> TargetOutcome:
        """An outcome whose offsets are those of what `where` counts lines in."""
        ...

    def content(self) -> str:
        """The file's own text."""
        ...

    def patch(self, before: "Page", name: str) -> str:
        """What differs from an earlier version, as a unified diff; empty where nothing does."""
        ...


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A Python file: its text is all there is to it."""

    text: str

    def changed(self, changes: Sequence[TextEdit], at: int) -> "PlainPage":
        """With the changes."""
        return PlainPage(editing.apply(self.text, changes))

    def quoting(self, passage: Passage) -> tuple[str, Span]:
        """The text as it is."""
        assert isinstance(passage, Span)
        return self.text, passage

    def with_stubs(self, passage: Passage, change: TextEdit) -> "PlainPage":
        """With the change."""
        return PlainPage(editing.apply(self.text, (change,)))

    def name_of(self, passage: Passage) -> str:
        """By its line."""
        assert isinstance(passage, Span)
        return f"line {self.where(passage.start).line}"

    def doubt(self, target: FunctionTarget) -> str | None:
        """None: a module is executed as it stands."""
        return None

    def where(self, offset: int) -> InFile:
        """Line and column."""
        return InFile(*_line_and_column(self.text, offset))

    def region(self, span: Span) -> Region:
        """Its lines and columns."""
        return Region(*_line_and_column(self.text, span.start), *_line_and_column(self.text, span.end))

    def localised(self, found: TargetOutcome, at: int | None) -> TargetOutcome:
        """As it is."""
        return found

    def content(self) -> str:
        """The text."""
        return self.text

    def patch(self, before: Page, name: str) -> str:
        """What differs."""
        return editing.unified_diff(before.text, self.text, name)


@dataclass(frozen=True, slots=True)
class NotebookPage:
    """A notebook as its file is, and its cells as they are to become."""

    book: NotebookText
    cells: tuple[Cell, ...]

    @property
    def module(self) -> notebooks.Module:
        """The code cells as one module."""
        return notebooks.module(self.cells)

    @property
    def text(self) -> str:
        """The module's text."""
        return self.module.text

    def changed(self, changes: Sequence[TextEdit], at: int) -> "NotebookPage":
        """With the changes in the function's own cell."""
        piece = self._piece(at)
        text = editing.apply(self.cells[piece.index].text, notebooks.confined(self.module, piece, changes))
        return NotebookPage(self.book, notebooks.with_text(self.cells, piece.index, text))

    def quoting(self, passage: Passage) -> tuple[str, Span]:
        """The module, with a Markdown cell as a comment in it."""
        if isinstance(passage, Span):
            return self.text, passage
        index = self._index(passage)
        quoting = notebooks.module(self.cells, index)
        piece = quoting.of(index)
        assert piece is not None
        return quoting.text, piece.span

    def with_stubs(self, passage: Passage, change: TextEdit) -> "NotebookPage":
        """Below a comment in its cell; below a Markdown cell in one of its own."""
        if isinstance(passage, Span):
            return self.changed((change,), passage.start)
        index = self._index(passage)
        cells = notebooks.with_cell_below(self.cells, index, change.text.strip("\r\n"))
        return NotebookPage(self.book, cells)

    def name_of(self, passage: Passage) -> str:
        """By its cell."""
        if isinstance(passage, Span):
            return self.where(passage.start).in_words
        return f"cell {self._index(passage) + 1}"

    def doubt(self, target: FunctionTarget) -> str | None:
        """What other cells may make of its names."""
        return notebooks.doubt(self.module, target)

    def where(self, offset: int) -> InFile:
        """Cell, line and column."""
        found = self.module.where(offset)
        stored = {each.cell.key: number for number, each in enumerate(self.book.stored, 1)}
        own = [stored.get(each.key) for each in self.cells[: found.cell + 1]]
        above = None if own[-1] else next((each for each in reversed(own) if each), None)
        return InFile(found.line, found.column, own[-1] or found.cell + 1, self.cells[found.cell].id, above)

    def region(self, span: Span) -> Region:
        """Lines and columns of the notebook's JSON, where the cell stands as it was read."""
        start, end = self.module.where(span.start), self.module.where(span.end)
        stored = {each.cell: each for each in self.book.stored}.get(self.cells[start.cell])
        if stored is None or end.cell != start.cell:
            return Region(start.line, start.column, end.line, end.column)
        first = offset_in_file(self.book.raw, stored, start.offset)
        last = offset_in_file(self.book.raw, stored, end.offset)
        return Region(*_line_and_column(self.book.raw, first), *_line_and_column(self.book.raw, last))

    def localised(self, found: TargetOutcome, at: int | None) -> TargetOutcome:
        """With the offsets of the function's cell."""
        if at is None:
            return found
        piece = self._piece(at)
        match found.outcome:
            case Declined(faults=faults) as declined:
                moved = tuple(replace(each, span=each.span.shifted(-piece.start)) for each in faults)
                return replace(found, outcome=replace(declined, faults=moved))
            case Accepted(edit=edit, rivals=rivals) as accepted:
                own = tuple(replace(each, edit=self._confined(piece, each.edit)) for each in rivals)
                return replace(found, outcome=replace(accepted, edit=self._confined(piece, edit), rivals=own))
            case _:
                return found

    def content(self) -> str:
        """The JSON, in which nothing but the changed cells differs."""
        return rewritten(self.book, self.cells)

    def patch(self, before: Page, name: str) -> str:
        """The cells that differ, each by itself."""
        assert isinstance(before, NotebookPage)
        earlier = {each.key: (number, each.text) for number, each in enumerate(before.cells, 1)}
        patches, above = list[str](), 0
        for cell in self.cells:
            number, text = earlier.get(cell.key, (0, ""))
            above = number or above
            where = f"cell {number}" if number else f"new cell below cell {above}"
            patches.append(editing.unified_diff(_ended(text), _ended(cell.text), f"{name} ({where})"))
        return "".join(patches)

    def _confined(self, piece: Piece, edit: ProposedEdit) -> ProposedEdit:
        return replace(edit, changes=notebooks.confined(self.module, piece, edit.changes))

    def _piece(self, offset: int) -> Piece:
        piece = self.module.piece(offset)
        if piece is None:
            raise LookupError(f"no cell at {offset}")
        return piece

    def _index(self, key: str) -> int:
        return next(at for at, each in enumerate(self.cells) if each.key == key)


def _ended(text: str) -> str:
    # The last line of a cell has no end, and nobody means anything by it.
    return f"{text}\n" if text and not text.endswith("\n") else text


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
