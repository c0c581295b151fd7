"""`notebookDocument/didOpen`."""

from lsprotocol import types

from .. import documents, notebooks
from ..session import Session


def handle(session: Session, params: types.DidOpenNotebookDocumentParams) -> None:
    """Takes the notebook and its cells in, and looks for faults."""
    for item in params.cell_text_documents:
        session.documents[item.uri] = documents.opened(item)
    uri = params.notebook_document.uri
    session.notebooks[uri] = notebooks.opened(params.notebook_document)
    session.publisher.check(uri, at_once=True)
