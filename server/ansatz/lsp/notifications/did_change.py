"""`textDocument/didChange`."""

import logging

from lsprotocol import types

from .. import documents
from ..session import Session

log = logging.getLogger(__name__)


def handle(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Follows the editor, and looks for faults when it pauses."""
    uri = params.text_document.uri
    document = session.documents.get(uri)
    if document is None:
        log.warning("a change of %s, which is not open", uri)
        return
    session.documents[uri] = documents.changed(
        document, params.text_document.version, params.content_changes, session.editor.encoding
    )
    session.publisher.check(uri)
