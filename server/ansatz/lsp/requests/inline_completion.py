"""`textDocument/inlineCompletion`: implementations as text at the cursor, the best first."""

from collections.abc import Sequence

from lsprotocol import types

from ansatz import ide
from ansatz.core.text import Span

from ..session import Session


async def handle(
    session: Session, params: types.InlineCompletionParams
) -> Sequence[types.InlineCompletionItem]:
    """Unasked only where the user has chosen so, and then only what is verified: a suggestion can't show
    its level before it is accepted."""
    page = session.page(params.text_document.uri)
    if page is None or page.is_markdown:
        return []
    await session.settings_known()
    settings = session.settings(page.whole.uri)
    is_automatic = params.context.trigger_kind == types.InlineCompletionTriggerKind.Automatic
    if settings is None or (is_automatic and not settings.inline.automatic):
        return []
    offset = page.offset(params.position, session.editor.encoding)
    if any(page.doubt(target) for target in ide.targets_of(page.text, Span(offset, offset))):
        return []
    found = await session.inliner.suggestions(page.whole, offset, settings.inline.wait_s)
    return [
        types.InlineCompletionItem(
            insert_text=ghost.insert,
            range=types.Range(params.position, params.position),
            command=types.Command(
                title="Finish",
                command="ansatz.finishSuggestion",
                arguments=[{"uri": page.document.uri, "suggestion": name}],
            ),
        )
        for name, ghost in found
        if ghost.record.level == "verified" or not is_automatic
    ]
