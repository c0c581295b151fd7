"""`textDocument/hover`: how the docstring is understood, or the evidence on the code."""

from lsprotocol import types

from ansatz import ide

from ..session import View


async def handle(session: View, params: types.HoverParams) -> types.Hover | None:
    """What is known about the code there; None where Ansatz has nothing to say."""
    page = session.page(params.text_document.uri)
    if page is None or page.is_markdown:
        return None
    encoding = session.editor.encoding
    offset = page.offset(params.position, encoding)
    info = ide.understood(page.text, session.readings(page.whole), offset) or ide.hover(
        page.text, session.records(page.whole.uri), offset, session.editor.shows_pictures
    )
    if info is None or not page.holds(info.span):
        return None
    content = (
        types.MarkupContent(types.MarkupKind.Markdown, info.markdown)
        if session.editor.reads_markdown
        else types.MarkupContent(types.MarkupKind.PlainText, info.plain)
    )
    return types.Hover(content, page.range(info.span, encoding))
