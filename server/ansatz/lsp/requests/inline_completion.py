"""`textDocument/inlineCompletion`: implementations as text at the cursor, the best first."""

from collections.abc import Sequence

from lsprotocol import types

from .. import conversion
from ..session import Session


async def handle(
    session: Session, params: types.InlineCompletionParams
) -> Sequence[types.InlineCompletionItem]:
    """Unasked only where the user has chosen so, and then only what is verified: a suggestion can't show
    its level before it is accepted."""
    snapshot = session.snapshot(params.text_document.uri)
    if snapshot is None:
        return []
    await session.settings_known()
    settings = session.settings(snapshot.uri)
    is_automatic = params.context.trigger_kind == types.InlineCompletionTriggerKind.Automatic
    if settings is None or (is_automatic and not settings.inline.automatic):
        return []
    offset = conversion.offset_of(snapshot.text, params.position, session.editor.encoding)
    found = await session.inliner.suggestions(snapshot, offset, settings.inline.wait_s)
    return [
        types.InlineCompletionItem(
            insert_text=ghost.insert,
            range=types.Range(params.position, params.position),
            command=types.Command(
                title="Finish",
                command="ansatz.finishSuggestion",
                arguments=[{"uri": snapshot.uri, "suggestion": name}],
            ),
        )
        for name, ghost in found
        if ghost.record.level == "verified" or not is_automatic
    ]
