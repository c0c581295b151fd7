"""The open notebooks: which documents are their cells, in order, as the editor has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lsprotocol import types

from ansatz.notebooks import Cell, CellKind

from .documents import Document


@dataclass(frozen=True, slots=True)
class NotebookCell:
    """A cell: the URI of its text document, and whether it is code."""

    uri: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class Notebook:
    """An open notebook. Its cells' texts are documents of the session."""

    uri: str
    cells: tuple[NotebookCell, ...]

    def texts(self, documents: Mapping[str, Document]) -> tuple[Cell, ...]:
        """The cells with their texts as they are now."""
        return tuple(_cell(each, documents.get(each.uri)) for each in self.cells)

    def index(self, uri: str) -> int | None:
        """Which of its cells has that text document."""
        return next((at for at, each in enumerate(self.cells) if each.uri == uri), None)


def opened(document: types.NotebookDocument) -> Notebook:
    """A notebook as it is when it is opened."""
    return Notebook(document.uri, _cells(document.cells))


def restructured(notebook: Notebook, change: types.NotebookCellArrayChange) -> Notebook:
    """The notebook after cells were taken away and put in. What lies beyond its end is ignored."""
    start = min(max(0, change.start), len(notebook.cells))
    end = min(start + max(0, change.delete_count), len(notebook.cells))
    cells = (*notebook.cells[:start], *_cells(change.cells or ()), *notebook.cells[end:])
    return replace(notebook, cells=cells)


def _cells(cells: Sequence[types.NotebookCell]) -> tuple[NotebookCell, ...]:
    return tuple(NotebookCell(each.document, each.kind == types.NotebookCellKind.Code) for each in cells)


def _cell(cell: NotebookCell, document: Document | None) -> Cell:
    if document is None:
        return Cell("other", "", cell.uri)
    kind: CellKind = "other"
    if cell.is_code and document.language == "python":
        kind = "code"
    elif not cell.is_code and document.language == "markdown":
        kind = "markdown"
    return Cell(kind, document.snapshot.text, cell.uri)
