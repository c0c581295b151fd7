"""`textDocument/codeAction`: what can be done here, at once, each action complete with its command."""

from collections.abc import Iterator, Sequence

from lsprotocol import types

from ansatz import ide
from ansatz.core.text import DocumentSnapshot

from .. import conversion
from ..kinds import KINDS, WORDING_KIND
from ..session import View


async def handle(session: View, params: types.CodeActionParams) -> Sequence[types.CodeAction | types.Command]:
    """Actions complete as they are: a client without `codeAction/resolve` misses nothing."""
    snapshot = session.snapshot(params.text_document.uri)
    if snapshot is None:
        return []
    selection = conversion.span_of(snapshot.text, params.range, session.editor.encoding)
    records = session.records(snapshot.uri)
    again = "preview" if session.editor.shows_previews else "generate"
    offered = [
        *_of_kinds(ide.actions(snapshot.text, selection, session.kept(snapshot.uri))),
        # Before the dismissals: that the claim is wrong shall not be what one chooses for being first.
        *((each, WORDING_KIND) for each in ide.repairs(snapshot.text, selection, records, again)),
        *_of_kinds(ide.dismissals(snapshot.text, selection, records)),
    ]
    found = [
        _action(session, snapshot, params.range, action, kind)
        for action, kind in offered
        if _is_wanted(kind, params.context.only)
        and (action.verb != "preview" or session.editor.shows_previews)
    ]
    if session.editor.takes_action_literals and _is_wanted(WORDING_KIND, params.context.only):
        wordings = ide.wordings(snapshot.text, session.readings(snapshot), selection)
        found += [_wording(session, snapshot, each) for each in wordings]
    return found


def _of_kinds(actions: Sequence[ide.Action]) -> Iterator[tuple[ide.Action, str]]:
    return ((each, KINDS[each.verb]) for each in actions)


def _wording(session: View, snapshot: DocumentSnapshot, wording: ide.Wording) -> types.CodeAction:
    edit = conversion.workspace_edit(snapshot, (wording.change,), session.editor)
    return types.CodeAction(title=wording.title, kind=WORDING_KIND, edit=edit)


def _is_wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether `kind` is one of those asked for, or below one; an empty kind is above all."""
    if only is None:
        return True
    wanted = [str(getattr(each, "value", each)) for each in only]
    return any(not each or kind == each or kind.startswith(f"{each}.") for each in wanted)


def _action(
    session: View, snapshot: DocumentSnapshot, selection: types.Range, action: ide.Action, kind: str
) -> types.CodeAction | types.Command:
    argument = conversion.argument(snapshot, selection)
    if action.verb in ("applyKept", "dismissClaim"):
        ((argument["name"], argument["ordinal"]),) = action.functions
        argument["rank"], argument["claim"] = action.rank, action.claim
    command = types.Command(title=action.title, command=f"ansatz.{action.verb}", arguments=[argument])
    if not session.editor.takes_action_literals:
        return command
    return types.CodeAction(title=action.title, kind=kind, command=command)
