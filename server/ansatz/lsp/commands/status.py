"""`ansatz.status`: how the functions of a document stand, in numbers, for a status bar."""

from collections.abc import Sequence
from typing import TypedDict, cast

from pygls.exceptions import JsonRpcInvalidParams

from ansatz import ide
from ansatz.core.evidence import Level

from ..session import Session


class Status(TypedDict):
    """How many functions have code of each level, were edited since, are stubs; and faults of docstrings."""

    levels: dict[Level, int]
    edited: int
    stubs: int
    faults: int


async def run(session: Session, arguments: Sequence[object] | None) -> Status:
    """Counted from what is known; nothing is run."""
    only = arguments[0] if arguments is not None and len(arguments) == 1 else None
    uri = cast("dict[str, object]", only).get("uri") if isinstance(only, dict) else None
    if not isinstance(uri, str):
        raise JsonRpcInvalidParams('the command takes one argument: {"uri"}')
    page = session.page(uri)
    if page is None:
        return Status(levels={}, edited=0, stubs=0, faults=0)
    standing = ide.standing(page.text, session.records(page.whole.uri))
    faults = sum(len(each.faults) for each in session.readings(page.whole))
    return Status(levels=standing.levels, edited=standing.edited, stubs=standing.stubs, faults=faults)
