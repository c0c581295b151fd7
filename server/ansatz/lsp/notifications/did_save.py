"""`textDocument/didSave`."""

from lsprotocol import types

from ..session import Session


def handle(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """Looks for faults now: who saves wants to know."""
    session.publisher.look(params.text_document.uri)
    session.publisher.check(params.text_document.uri, at_once=True)
