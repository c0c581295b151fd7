"""`ansatz.search`: installed routines that do what is asked for, each with a call and an import to insert."""

import asyncio
from collections.abc import Sequence
from typing import TypedDict, cast

from pygls.exceptions import JsonRpcInvalidParams

from ansatz.core.routine import Match

from .. import progress
from ..engine import EngineFailed
from ..session import Session

_LIMIT = 10
_LIMIT_MAX = 100
_CHARS_MAX = 100_000


class Rows(TypedDict):
    """How the search ended: `found`, `failed` or `cancelled`; `message` is for the user.

    A row has `name`, `kind`, `version`, `signature`, `summary`, `why`, `insert` (the text of a call) and
    `import` (the line that it needs, or "").
    """

    status: str
    message: str
    rows: list[dict[str, object]]


async def run(session: Session, arguments: Sequence[object] | None) -> Rows:
    """Searched in the engine; the first search indexes what is installed, which shows its progress."""
    query, limit, uri = _checked(arguments)
    inner = asyncio.ensure_future(_searched(session, query, limit, uri))
    try:
        matches = await inner
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        return Rows(status="cancelled", message="Cancelled.", rows=[])
    except EngineFailed as error:
        return Rows(status="failed", message=str(error), rows=[])
    message = "" if matches else "Nothing that is installed matches."
    return Rows(status="found", message=message, rows=[_row(match) for match in matches])


async def _searched(session: Session, query: str, limit: int, uri: str) -> tuple[Match, ...]:
    async with progress.shown(session, None, "Searching") as reporter:
        engine = await session.engine(uri)
        return await engine.search(query, limit, lambda stage: reporter.report(f"indexing {stage.message}"))


def _row(match: Match) -> dict[str, object]:
    return {
        "name": match.name,
        "kind": match.kind,
        "version": match.version,
        "signature": match.signature,
        "summary": match.summary,
        "why": list(match.why),
        "insert": match.call,
        "import": match.import_line,
    }


def _checked(arguments: Sequence[object] | None) -> tuple[str, int, str]:
    """`{"query", "limit", "uri"}`, or the query and the limit one after the other."""
    given = list(arguments or ())
    if given and isinstance(given[0], dict):
        fields = cast("dict[str, object]", given[0])
    else:
        fields = dict(zip(("query", "limit", "uri"), given, strict=False))
    query, limit, uri = fields.get("query"), fields.get("limit", _LIMIT), fields.get("uri", "")
    if not isinstance(query, str) or not isinstance(uri, str):
        raise JsonRpcInvalidParams('the command takes one argument: {"query", "limit", "uri"}')
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= _LIMIT_MAX:
        raise JsonRpcInvalidParams(f"`limit` must be a whole number from 1 to {_LIMIT_MAX}")
    return query[:_CHARS_MAX], limit, uri
