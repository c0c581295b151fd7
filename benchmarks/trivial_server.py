"""A language server that answers a hover with the word under the cursor: the least that any of them does."""

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("trivial", "1")


@server.feature(types.TEXT_DOCUMENT_HOVER)
async def hover(server: LanguageServer, params: types.HoverParams) -> types.Hover:
    document = server.workspace.get_text_document(params.text_document.uri)
    return types.Hover(contents=document.word_at_position(params.position))


if __name__ == "__main__":
    server.start_io()
