"""`ansatz.finishSuggestion`: what accepting a suggestion has to change elsewhere, its imports above all."""

from collections.abc import Sequence
from typing import cast

from pygls.exceptions import JsonRpcInvalidParams

from ansatz import ide

from ..session import Session
from .answers import Answer, ended, of_function, summed_up, tell


async def run(session: Session, arguments: Sequence[object] | None) -> Answer:
    """Makes the text what was judged, where nothing else was typed since the suggestion went in."""
    uri, name = _argument(arguments)
    ghost = session.inliner.take(name)
    if ghost is None:
        return tell(session, ended("stale", "That suggestion is not known any more. Validate the function."))
    target, record = ghost.target, ghost.record
    told = ide.Told("accepted", record.level, f"`{target.name}`: {record.level}, {record.title}.")
    page = session.page(uri)
    why_not = "the text was changed meanwhile"
    if page is not None and page.text == ghost.inserted:
        why_not = None
        if ghost.rest:
            edit = page.edit(ghost.rest, session.editor)
            why_not = await session.editor.apply(edit, f"Finish {target.name}")
    if why_not is None and page is not None:
        session.records(page.whole.uri).put(record)
        session.publisher.publish(page.whole.uri)
    else:
        message = f"`{target.name}`: its imports and placeholder were left alone, because {why_not}."
        told = ide.Told("stale", record.level, message)
    answer = summed_up([of_function(target.name, target.qualified_name, target.ordinal, told)])
    # A verified one goes in without a word, as text that one has typed does.
    return answer if told.status == "accepted" and record.level == "verified" else tell(session, answer)


def _argument(arguments: Sequence[object] | None) -> tuple[str, str]:
    only = arguments[0] if arguments is not None and len(arguments) == 1 else None
    fields = cast("dict[str, object]", only) if isinstance(only, dict) else {}
    uri, name = fields.get("uri"), fields.get("suggestion")
    if not (isinstance(uri, str) and isinstance(name, str)):
        raise JsonRpcInvalidParams('the command takes one argument: {"uri", "suggestion"}')
    return uri, name
