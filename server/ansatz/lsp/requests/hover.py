"""`textDocument/hover`: how the docstring is understood, or the evidence on the code."""

from lsprotocol import types

from ansatz import ide

from .. import conversion
from ..session import View


async def handle(session: View, params: types.HoverParams) -> types.Hover | None:
    """What is known about the code there; None where Ansatz has nothing to say."""
    snapshot = session.snapshot(params.text_document.uri)
    if snapshot is None:
        return None
    encoding = session.editor.encoding
    offset = conversion.offset_of(snapshot.text, params.position, encoding)
    info = ide.understood(snapshot.text, session.readings(snapshot), offset) or ide.hover(
        snapshot.text, session.records(snapshot.uri), offset, session.editor.shows_pictures
    )
    if info is None:
        return None
    content = (
        types.MarkupContent(types.MarkupKind.Markdown, info.markdown)
        if session.editor.reads_markdown
        else types.MarkupContent(types.MarkupKind.PlainText, info.plain)
    )
    return types.Hover(content, conversion.range_of(snapshot.text, info.span, encoding))
