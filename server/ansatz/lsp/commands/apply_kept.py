"""`ansatz.applyKept`: a result that was not put in when it was ready, or a rival, put in now."""

from lsprotocol import types

from ansatz import ide

from ..session import Session
from . import Argument
from .answers import Answer, ended, of_function, summed_up, tell


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """Applies what is kept for one function, where it still has a place."""
    return tell(session, await _apply(session, argument))


async def _apply(session: Session, argument: Argument) -> Answer:
    page = session.page(argument.uri)
    if page is None:
        return ended("failed", "Open the file in the editor first.")
    wanted = (argument.name, argument.ordinal, argument.rank)
    kept = next((each for each in session.kept(page.whole.uri) if each.key == wanted), None)
    steps = argument.steps
    if kept is None or (steps is not None and steps > len(kept.record.steps)):
        return ended("stale", "No such result is kept any more. Generate it again.")
    offer = ide.offered(page.text, kept, steps)
    if offer is None:
        return ended("stale", "No kept result fits the text as it is now. Generate it again.")
    edit = page.edit(offer.changes, session.editor)
    target, record = offer.target, kept.record
    if (refusal := await session.editor.apply(edit, offer.title)) is not None:
        told = ide.Told(
            "stale", record.level, f"`{target.name}`: the result is still kept, because {refusal}."
        )
    elif steps is not None and steps < len(record.steps):
        message = (
            f"`{target.name}`: {steps} of {len(record.steps)} steps are in; the evidence is on the whole."
        )
        told = ide.Told("accepted", "unchecked", message)
    else:
        session.settle(page.whole.uri, kept)
        told = ide.Told("accepted", record.level, f"`{target.name}`: {record.level}, {record.title}.")
    return summed_up([of_function(target.name, target.qualified_name, target.ordinal, told)])
