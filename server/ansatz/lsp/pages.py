"""A document together with what it is judged in: itself, or the module of the notebook it is a cell of."""

from collections.abc import Iterable
from dataclasses import dataclass

from lsprotocol import types

from ansatz import notebooks
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, Span, TextEdit
from ansatz.notebooks import Cell, Module, Piece
from ansatz.targets.lines import Encoding

from . import conversion
from .editor import Editor


@dataclass(frozen=True, slots=True)
class InNotebook:
    """The cell that a document is: the notebook's module and what stands there for the cell."""

    module: Module
    piece: Piece

    @property
    def is_code(self) -> bool:
        """Whether it is code, and not Markdown that is quoted in the module."""
        return self.module.cells[self.piece.index].kind == "code"


@dataclass(frozen=True, slots=True)
class Page:
    """Positions are of `document`, which the editor shows; offsets of `whole`, which is judged."""

    document: DocumentSnapshot
    whole: DocumentSnapshot
    cell: InNotebook | None = None

    @property
    def text(self) -> str:
        """What is judged."""
        return self.whole.text

    @property
    def is_markdown(self) -> bool:
        """Whether it is a Markdown cell: words, which have no functions."""
        return self.cell is not None and not self.cell.is_code

    def offset(self, position: types.Position, encoding: Encoding) -> int:
        """The offset of a position."""
        return self._start + conversion.offset_of(self.document.text, position, encoding)

    def span(self, place: types.Range, encoding: Encoding) -> Span:
        """The span of a range; all of a Markdown cell, whichever part of it is meant."""
        if self.cell is not None and self.is_markdown:
            return self.cell.piece.span
        return conversion.span_of(self.document.text, place, encoding).shifted(self._start)

    def holds(self, span: Span) -> bool:
        """Whether a span is one of this document."""
        return self.cell is None or self.cell.piece.span.contains(span)

    def range(self, span: Span, encoding: Encoding) -> types.Range:
        """The range of a span that this document holds."""
        return conversion.range_of(self.document.text, span.shifted(-self._start), encoding)

    def edit(self, changes: Iterable[TextEdit], editor: Editor) -> types.WorkspaceEdit:
        """Changes of what is judged as an edit of this document alone. Raises OutsideOfCell."""
        return conversion.workspace_edit(self.document, self.confined(tuple(changes)), editor)

    def confined(self, changes: tuple[TextEdit, ...]) -> tuple[TextEdit, ...]:
        """The same as changes of the document's own text. Raises OutsideOfCell."""
        return (
            changes if self.cell is None else notebooks.confined(self.cell.module, self.cell.piece, changes)
        )

    def doubt(self, target: FunctionTarget) -> str | None:
        """Why a function of a notebook can't be judged; None where it can."""
        return None if self.cell is None else notebooks.doubt(self.cell.module, target)

    @property
    def _start(self) -> int:
        return 0 if self.cell is None else self.cell.piece.start


def in_notebook(document: DocumentSnapshot, uri: str, cells: tuple[Cell, ...], index: int) -> Page | None:
    """The page of the cell at `index` of the notebook `uri`; None where it is neither Python nor Markdown."""
    is_quoted = cells[index].kind == "markdown"
    module = notebooks.module(cells, index if is_quoted else None)
    piece = module.of(index)
    if piece is None:
        return None
    return Page(document, DocumentSnapshot(uri, module.text), InNotebook(module, piece))
