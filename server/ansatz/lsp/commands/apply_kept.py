"""`ansatz.applyKept`: a result that could not be put in when it was ready, put in now."""

from lsprotocol import types

from ansatz import ide

from .. import conversion
from ..session import Session
from . import Argument
from .answers import Answer, ended, of_function, summed_up, tell


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """Applies what is kept for one function, where it still has a place."""
    return tell(session, await _apply(session, argument))


async def _apply(session: Session, argument: Argument) -> Answer:
    snapshot = session.snapshot(argument.uri)
    if snapshot is None:
        return ended("failed", "Open the file in the editor first.")
    for offer in ide.offers(snapshot.text, session.kept(argument.uri)):
        if (offer.target.qualified_name, offer.target.ordinal) != (argument.name, argument.ordinal):
            continue
        edit = conversion.workspace_edit(snapshot, offer.changes, session.editor)
        target, level = offer.target, offer.kept.record.level
        if (refusal := await session.editor.apply(edit, offer.title)) is not None:
            told = ide.Told("stale", level, f"`{target.name}`: the result is still kept, because {refusal}.")
        else:
            session.drop(argument.uri, offer.kept.key)
            told = ide.Told("accepted", level, f"`{target.name}`: {level}, {offer.kept.record.title}.")
        return summed_up([of_function(target.name, target.qualified_name, target.ordinal, told)])
    return ended("stale", "No kept result fits the text as it is now. Generate it again.")
