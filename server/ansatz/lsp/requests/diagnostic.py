"""`textDocument/diagnostic`: diagnostics for clients that ask for them."""

import hashlib

from lsprotocol import types

from ..session import Session


async def handle(
    session: Session, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    """Waits for the reading of the text as it is; the same as last time is not sent again."""
    found = await session.publisher.diagnostics(params.text_document.uri)
    result_id = hashlib.sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if params.previous_result_id == result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=result_id)
    return types.RelatedFullDocumentDiagnosticReport(items=list(found), result_id=result_id)
