"""What commands answer: one status for the request, and one for each function."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from lsprotocol import types

from ansatz import ide
from ansatz.core.evidence import Level
from ansatz.core.kept import Kept
from ansatz.ide.telling import Status, Told
from ansatz.targets import apply

from ..pages import Page
from ..session import Session

NOTHING = "There is no function with a docstring here."
_ORDER: Sequence[Level] = ("refuted", "unchecked", "plausible", "verified")


class FunctionAnswer(TypedDict):
    """How it ended for one function."""

    name: str
    qualified_name: str
    ordinal: int
    status: Status
    level: Level | None
    message: str


class Preview(TypedDict):
    """What one implementation would change. `ansatz.applyKept` takes it by name, ordinal and rank.

    `text` is the whole document with it, `steps` what its lines do, in order.
    """

    name: str
    qualified_name: str
    ordinal: int
    rank: int
    level: Level
    title: str
    why_not_more: list[str]
    steps: list[str]
    text: str


class Answer(TypedDict):
    """How the whole request ended. `level` is the lowest of the functions'."""

    status: Status
    level: Level | None
    message: str
    functions: list[FunctionAnswer]
    previews: NotRequired[list[Preview]]
    page: NotRequired[str]
    """Markdown that the editor shows in a window of its own."""


def of_function(name: str, qualified_name: str, ordinal: int, told: Told) -> FunctionAnswer:
    """One function's part of the answer."""
    return FunctionAnswer(
        name=name,
        qualified_name=qualified_name,
        ordinal=ordinal,
        status=told.status,
        level=told.level,
        message=told.message,
    )


def preview_of(kept: Kept, page: Page) -> Preview:
    """What a kept result would change. `page` is the one that it was made on."""
    target, record = kept.target, kept.record
    return Preview(
        name=target.name,
        qualified_name=target.qualified_name,
        ordinal=target.ordinal,
        rank=kept.rank,
        level=record.level,
        title=record.title,
        why_not_more=list(record.reasons),
        steps=[step.rendered for step in record.steps],
        text=_after(kept, page),
    )


def _after(kept: Kept, page: Page) -> str:
    if page.cell is None:
        return apply(kept.base, kept.changes)
    # Its base may have the changes of others in several cells: this one alone, as it would be put in.
    offer = ide.offered(page.text, kept)
    return page.document.text if offer is None else apply(page.document.text, page.confined(offer.changes))


def summed_up(functions: Sequence[FunctionAnswer]) -> Answer:
    """The request's answer: accepted where any function was, else what became of the first."""
    if not functions:
        # The function is so broken that a look from its own name does not find it again.
        return ended("none_accepted", NOTHING)
    statuses = [each["status"] for each in functions]
    leading = functions[statuses.index("accepted") if "accepted" in statuses else 0]
    levels = [each["level"] for each in functions if each["status"] == leading["status"]]
    return Answer(
        status=leading["status"],
        level=next((level for level in _ORDER if level in levels), None),
        message="\n".join(each["message"] for each in functions),
        functions=list(functions),
    )


def ended(status: Status, message: str) -> Answer:
    """The answer where it never came to the functions."""
    return Answer(status=status, level=None, message=message, functions=[])


def tell(session: Session, answer: Answer) -> Answer:
    """Says how it ended where the client would not show the answer. Passes the answer on."""
    is_good = answer["status"] == "accepted" or (
        answer["status"] == "judged" and answer["level"] in ("verified", "plausible")
    )
    if not session.editor.shows_answers and answer["message"] and answer["status"] != "cancelled":
        kind = types.MessageType.Info if is_good else types.MessageType.Warning
        session.editor.show(kind, answer["message"])
    return answer
