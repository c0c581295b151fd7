"""`textDocument/didClose`."""

from lsprotocol import types

from ..session import Session


def handle(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """Forgets the document, and takes its diagnostics away."""
    session.documents.pop(params.text_document.uri, None)
    session.publisher.forget(params.text_document.uri)
    session.publisher.clear(params.text_document.uri)
