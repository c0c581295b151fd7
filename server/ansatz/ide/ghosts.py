"""Suggestions at the cursor: where one can stand, and what accepting it still has to change elsewhere."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ansatz.core.record import Record
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span, TextEdit
from ansatz.targets import apply, functions, refound
from ansatz.targets.lines import lines
from ansatz.targets.passages import comment_block

from .actions import passage_of

_FAR = 3
"""Line ends between a docstring and a cursor that still means it, at most."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cursor where a suggestion can stand: `selection` is what it would be generated from.

    `target` is the stub that it would implement; None for a comment that a function is made from.
    """

    offset: int
    selection: Span
    target: FunctionTarget | None


@dataclass(frozen=True, slots=True)
class Ghost:
    """A suggestion: `insert` at `offset` of `base`, after which `rest` makes it what was judged.

    `changes` are the whole edit of `base`, as it is made where nothing is inserted first.
    """

    base: str
    offset: int
    insert: str
    rest: tuple[TextEdit, ...]
    changes: tuple[TextEdit, ...]
    target: FunctionTarget
    record: Record

    @property
    def inserted(self) -> str:
        """The text as the editor leaves it on accepting the suggestion."""
        return self.base[: self.offset] + self.insert + self.base[self.offset :]


def place_at(text: str, offset: int) -> Place | None:
    """What a suggestion at `offset` would be for; None where there is something else to do.

    A stub counts from the end of its docstring on, over its placeholder and the blank lines around
    it; a comment at its end and on the line below it.
    """
    of = lines(text)
    line = of.index(offset)
    head, tail = text[of.starts[line] : offset], text[offset : of.ends[line]]
    if tail.strip():
        return None
    before = [each for each in functions(text) if each.docstring is not None and each.docstring.end <= offset]
    if before and _belongs(text, before[-1], offset, head):
        name = before[-1].name_span.start
        return Place(offset, Span(name, name), before[-1])
    above = of.starts[line] - 1 if not head.strip() and line else offset
    block = comment_block(text, max(above, 0))
    if block is None or (block.end != offset and above != block.end):
        return None
    found = passage_of(text, block)
    return Place(offset, found, None) if found is not None else None


def _belongs(text: str, target: FunctionTarget, offset: int, head: str) -> bool:
    if not target.is_stub or target.docstring is None:
        return False
    own = target.statements
    above, below = text[target.docstring.end : offset], ""
    if own.start < own.end <= offset:
        above, below = text[target.docstring.end : own.start], text[own.end : offset]
    if above.strip() or below.strip() or (above + below).count("\n") > _FAR:
        return False
    # At the margin the next function begins, but for the line right below.
    return head != "" or (below or above).count("\n") == 1


def ghost(
    base: str, place: Place, changes: Sequence[TextEdit], target: FunctionTarget, record: Record
) -> Ghost | None:
    """The suggestion that ends in the edit `changes`; None where that can't start at the cursor.

    `target` is the function in the text that `changes` lead to, as far as names go.
    """
    after = apply(base, changes)
    made = refound(after, target)
    if made is None or made.statements.start == made.statements.end:
        return None
    of = lines(base)
    line = of.index(place.offset)
    head = base[of.starts[line] : place.offset]
    ending = of.ending(place.offset)
    start = made.statements.start if place.target is not None else made.span.start
    indent = lines(after).start(start)
    margin = after[indent:start]
    words = after[start : made.statements.end]
    if not head.strip():
        if not margin.startswith(head):
            return None
        insert = margin[len(head) :] + words
    else:
        gap = 1 if place.target is not None or margin else 3
        insert = ending * gap + margin + words
    rest = tuple(_rest(base, place.offset, insert, changes))
    return Ghost(base, place.offset, insert, rest, tuple(changes), made, record)


def _rest(base: str, offset: int, insert: str, changes: Sequence[TextEdit]) -> Iterator[TextEdit]:
    """What is left of `changes` to do once `insert` stands at `offset`."""
    low = high = offset
    around: list[TextEdit] = []
    for change in changes:
        if change.span.end < offset and _is_imports(change.text):
            yield change
        else:
            around.append(change)
            low, high = min(low, change.span.start), max(high, change.span.end)
    old = base[low:offset] + insert + base[offset:high]
    shifted = [TextEdit(change.span.shifted(-low), change.text) for change in around]
    for change in _between(old, apply(base[low:high], shifted)):
        yield TextEdit(change.span.shifted(low), change.text)


def _is_imports(text: str) -> bool:
    return all(not row or row.startswith(("import ", "from ")) for row in map(str.strip, text.splitlines()))


def _between(old: str, new: str) -> Iterator[TextEdit]:
    """The changes that lead from one text to another, by whole lines."""
    rows, wanted = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    matcher = difflib.SequenceMatcher(None, rows, wanted, autojunk=False)
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield TextEdit(Span(starts[low], starts[high]), "".join(wanted[first:last]))
