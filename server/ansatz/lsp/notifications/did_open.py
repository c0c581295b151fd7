"""`textDocument/didOpen`."""

from lsprotocol import types

from .. import documents
from ..session import Session


def handle(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """Takes the document in, and looks for faults."""
    document = documents.opened(params.text_document)
    session.documents[params.text_document.uri] = document
    session.publisher.check(params.text_document.uri, at_once=True)
