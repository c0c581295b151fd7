"""Where generated code goes: into the document it is for, or from a Markdown cell into a code cell below."""

from dataclasses import dataclass

from ansatz import notebooks
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span, TextEdit
from ansatz.targets import apply, refound

from . import conversion
from .pages import Page
from .session import Session

NO_CELL = "Add an empty code cell below this one first: this editor lets no server make cells."


@dataclass(frozen=True, slots=True)
class Draft:
    """What functions are generated in: `text`, which `base` is, or has become by the stubs of a new cell."""

    base: Page
    text: str
    cell: notebooks.Piece | None = None
    module: notebooks.Module | None = None


def draft(page: Page, stubs: TextEdit | None) -> tuple[Draft, tuple[TextEdit, ...]]:
    """The text to generate in, and the changes that are to be made in it before."""
    if stubs is None or page.cell is None or not page.is_markdown:
        return Draft(page, page.text), () if stubs is None else (stubs,)
    index = page.cell.piece.index
    cells = notebooks.with_cell_below(page.cell.module.cells, index, stubs.text.strip("\r\n"))
    module = notebooks.module(cells)
    return Draft(page, module.text, module.of(index + 1), module), ()


def doubt_after(made: Draft, changes: tuple[TextEdit, ...], target: FunctionTarget) -> str | None:
    """Why a function can't be judged once `changes` of the draft are made, for names of its new code."""
    module, piece = made.module, made.cell
    if (module is None or piece is None) and made.base.cell is not None:
        module, piece = made.base.cell.module, made.base.cell.piece
    if module is None or piece is None:
        return None
    text = apply(module.cells[piece.index].text, notebooks.confined(module, piece, changes))
    after = notebooks.module(notebooks.with_text(module.cells, piece.index, text))
    found = refound(after.text, target)
    return None if found is None else notebooks.doubt(after, found)


def can_take(session: Session, page: Page) -> bool:
    """Whether there is a place for what is generated."""
    return not page.is_markdown or session.editor.inserts_cells or empty_cell_below(session, page) is not None


def empty_cell_below(session: Session, page: Page) -> Page | None:
    """The empty code cell right below a Markdown cell."""
    if page.cell is None:
        return None
    cells, below = page.cell.module.cells, page.cell.piece.index + 1
    if below >= len(cells) or cells[below].kind != "code" or cells[below].text.strip():
        return None
    return session.page(cells[below].key)


async def put_in(
    session: Session, now: Page, made: Draft, changes: tuple[TextEdit, ...], label: str
) -> str | None:
    """Has the client put `changes` of the draft's text where they belong: None, or why it did not."""
    editor = session.editor
    if made.cell is None or made.module is None:
        try:
            edit = now.edit(changes, editor)
        except notebooks.OutsideOfCell as error:
            return f"it would be {error}"
        return await editor.apply(edit, label)
    own = notebooks.confined(made.module, made.cell, changes)
    text = apply(made.module.cells[made.cell.index].text, own)
    empty = empty_cell_below(session, now)
    if empty is not None:
        whole = TextEdit(Span(0, len(empty.document.text)), text)
        return await editor.apply(conversion.workspace_edit(empty.document, (whole,), editor), label)
    if not editor.inserts_cells:
        return NO_CELL
    return await editor.insert_cell(now.whole.uri, now.document.uri, text)
