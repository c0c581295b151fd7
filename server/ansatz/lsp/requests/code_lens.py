"""`textDocument/codeLens`: above each function, what can be done and how its last verdict was."""

from collections.abc import Sequence
from datetime import UTC, datetime

from lsprotocol import types

from ansatz import ide

from .. import conversion
from ..session import View


async def handle(session: View, params: types.CodeLensParams) -> Sequence[types.CodeLens]:
    """Complete as they are: nothing is left to resolve."""
    page = session.page(params.text_document.uri)
    if page is None or page.is_markdown:
        return []
    found = ide.lenses(
        page.text, session.records(page.whole.uri), session.readings(page.whole), datetime.now(UTC)
    )
    out: list[types.CodeLens] = []
    for each in found:
        if not page.holds(each.span):
            continue
        place = page.range(each.span, session.editor.encoding)
        argument: dict[str, object] = conversion.argument(page.document, place)
        command = types.Command(title=each.title, command=f"ansatz.{each.verb}", arguments=[argument])
        out.append(types.CodeLens(place, command))
    return out
