"""`notebookDocument/didSave`."""

from lsprotocol import types

from ..session import Session


def handle(session: Session, params: types.DidSaveNotebookDocumentParams) -> None:
    """Looks for faults now: who saves wants to know."""
    session.publisher.look(params.notebook_document.uri)
    session.publisher.check(params.notebook_document.uri, at_once=True)
