"""`notebookDocument/didChange`: cells put in and taken away, and what was typed in them."""

import logging

from lsprotocol import types

from .. import documents, notebooks
from ..session import Session

log = logging.getLogger(__name__)


def handle(session: Session, params: types.DidChangeNotebookDocumentParams) -> None:
    """Follows the editor, and looks for faults when it pauses."""
    uri = params.notebook_document.uri
    notebook = session.notebooks.get(uri)
    if notebook is None:
        log.warning("a change of the notebook %s, which is not open", uri)
        return
    cells = params.change.cells
    if cells is None:
        return
    if cells.structure is not None:
        # A cell whose language was changed is closed and opened in one.
        for closed in cells.structure.did_close or ():
            session.documents.pop(closed.uri, None)
            session.publisher.clear(closed.uri)
        session.notebooks[uri] = notebooks.restructured(notebook, cells.structure.array)
        for item in cells.structure.did_open or ():
            session.documents[item.uri] = documents.opened(item)
    for content in cells.text_content or ():
        document = session.documents.get(content.document.uri)
        if document is None:
            log.warning("a change of the cell %s, which is not open", content.document.uri)
            continue
        session.documents[content.document.uri] = documents.changed(
            document, content.document.version, content.changes, session.editor.encoding
        )
    session.publisher.check(uri)
