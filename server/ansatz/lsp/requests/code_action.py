"""`textDocument/codeAction`: what can be done here, at once, each action complete with its command."""

from collections.abc import Iterator, Sequence

from lsprotocol import types

from ansatz import ide
from ansatz.core.text import Span

from .. import conversion
from ..kinds import KINDS, WORDING_KIND
from ..pages import Page
from ..session import View


async def handle(session: View, params: types.CodeActionParams) -> Sequence[types.CodeAction | types.Command]:
    """Actions complete as they are: a client without `codeAction/resolve` misses nothing."""
    page = session.page(params.text_document.uri)
    if page is None:
        return []
    selection = page.span(params.range, session.editor.encoding)
    found = [
        _action(session, page, params.range, action, kind)
        for action, kind in _offered(session, page, selection)
        if _is_wanted(kind, params.context.only) and _is_of_use(session, page, action)
    ]
    if session.editor.takes_action_literals and _is_wanted(WORDING_KIND, params.context.only):
        wordings = ide.wordings(page.text, session.readings(page.whole), selection)
        found += [_wording(session, page, each) for each in wordings if page.holds(each.change.span)]
    return found


def _offered(session: View, page: Page, selection: Span) -> list[tuple[ide.Action, str]]:
    if page.is_markdown:
        return [*_of_kinds(ide.cell_actions(page.text, selection))]
    records = session.records(page.whole.uri)
    again = "preview" if session.editor.shows_previews else "generate"
    return [
        *_of_kinds(ide.actions(page.text, selection, session.kept(page.whole.uri))),
        # Before the dismissals: that the claim is wrong shall not be what one chooses for being first.
        *((each, WORDING_KIND) for each in ide.repairs(page.text, selection, records, again)),
        *_of_kinds(ide.dismissals(page.text, selection, records)),
    ]


def _is_of_use(session: View, page: Page, action: ide.Action) -> bool:
    if action.verb == "keepTest" and page.cell is not None:
        return False  # A test can't import a notebook.
    return action.verb != "preview" or session.editor.shows_previews


def _of_kinds(actions: Sequence[ide.Action]) -> Iterator[tuple[ide.Action, str]]:
    return ((each, KINDS[each.verb]) for each in actions)


def _wording(session: View, page: Page, wording: ide.Wording) -> types.CodeAction:
    edit = page.edit((wording.change,), session.editor)
    return types.CodeAction(title=wording.title, kind=WORDING_KIND, edit=edit)


def _is_wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether `kind` is one of those asked for, or below one; an empty kind is above all."""
    if only is None:
        return True
    wanted = [str(getattr(each, "value", each)) for each in only]
    return any(not each or kind == each or kind.startswith(f"{each}.") for each in wanted)


def _action(
    session: View, page: Page, selection: types.Range, action: ide.Action, kind: str
) -> types.CodeAction | types.Command:
    argument = conversion.argument(page.document, selection)
    if action.verb in ("applyKept", "dismissClaim"):
        ((argument["name"], argument["ordinal"]),) = action.functions
        argument["rank"], argument["claim"] = action.rank, action.claim
    command = types.Command(title=action.title, command=f"ansatz.{action.verb}", arguments=[argument])
    if not session.editor.takes_action_literals:
        return command
    return types.CodeAction(title=action.title, kind=kind, command=command)
