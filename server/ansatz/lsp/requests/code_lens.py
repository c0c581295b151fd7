"""`textDocument/codeLens`: above each function, what can be done and how its last verdict was."""

from collections.abc import Sequence
from datetime import UTC, datetime

from lsprotocol import types

from ansatz import ide

from .. import conversion
from ..session import View


async def handle(session: View, params: types.CodeLensParams) -> Sequence[types.CodeLens]:
    """Complete as they are: nothing is left to resolve."""
    snapshot = session.snapshot(params.text_document.uri)
    if snapshot is None:
        return []
    found = ide.lenses(
        snapshot.text, session.records(snapshot.uri), session.readings(snapshot), datetime.now(UTC)
    )
    out: list[types.CodeLens] = []
    for each in found:
        place = conversion.range_of(snapshot.text, each.span, session.editor.encoding)
        argument: dict[str, object] = conversion.argument(snapshot, place)
        command = types.Command(title=each.title, command=f"ansatz.{each.verb}", arguments=[argument])
        out.append(types.CodeLens(place, command))
    return out
