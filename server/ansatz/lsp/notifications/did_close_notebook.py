"""`notebookDocument/didClose`."""

from lsprotocol import types

from ..session import Session


def handle(session: Session, params: types.DidCloseNotebookDocumentParams) -> None:
    """Forgets the notebook and its cells, and takes their diagnostics away."""
    notebook = session.notebooks.pop(params.notebook_document.uri, None)
    session.publisher.forget(params.notebook_document.uri)
    gone = [each.uri for each in params.cell_text_documents]
    gone += [each.uri for each in notebook.cells] if notebook is not None else []
    for uri in dict.fromkeys(gone):
        session.documents.pop(uri, None)
        session.publisher.clear(uri)
