"""Where an edit belongs after the text has changed under it, or that it belongs nowhere any more."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from ansatz.core.record import Record
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span, TextEdit
from ansatz.targets import apply, functions, refound
from ansatz.targets.lines import lines

from .lookup import describes

_MAX_COMPARED = 4_000_000
"""Pairs of changed lines that are worth comparing while somebody waits."""


def place(
    base: str, now: str, target: FunctionTarget, changes: Sequence[TextEdit], record: Record
) -> tuple[TextEdit, ...] | None:
    """Changes made for `base`, for `now`; None if what would stand there is not what was judged.

    The function itself must be as it was. What the edit does outside it (imports) goes where the
    lines around it went. At the end the result must be the very code that the record speaks of,
    with everything that it needs: an edit is never placed by likeness alone.
    """
    if base == now:
        return tuple(changes)
    there = _unchanged(base, now, target)
    if there is None:
        return None
    by = there.span.start - target.span.start
    placed: list[TextEdit] = []
    for change in changes:
        span = (
            change.span.shifted(by)
            if target.span.contains(change.span)
            else _followed(base, now, change.span)
        )
        if span is None:
            return None
        placed.append(replace(change, span=span))
    placed.sort(key=lambda change: change.span.start)
    return tuple(placed) if describes(apply(now, placed), record) else None


def place_over(
    base: str, now: str, target: FunctionTarget, changes: Sequence[TextEdit]
) -> tuple[TextEdit, ...] | None:
    """The changes for `now`, in place of whatever the function's body has become; for who asks for just that.

    None where the function is gone, takes other parameters, or is indented otherwise, and where
    the lines that an import goes to have changed too.
    """
    there = refound(now, target)
    result = refound(after := apply(base, changes), target)
    if there is None or result is None or there.is_broken or result.statements.start == result.statements.end:
        return None
    if _parameters(there) != _parameters(result) or there.indent != result.indent:
        return None
    outside = [change for change in changes if not target.span.contains(change.span)]
    spans = [_followed(base, now, change.span) for change in outside]
    followed = [span for span in spans if span is not None]
    if len(followed) < len(outside):
        return None
    placed = [replace(change, span=span) for change, span in zip(outside, followed, strict=True)]
    placed.append(_body(now, there, result.statements.of(after)))
    return tuple(sorted(placed, key=lambda change: change.span.start))


def _parameters(target: FunctionTarget) -> list[tuple[str, str]]:
    return [(each.name, each.kind) for each in target.parameters]


def _body(now: str, there: FunctionTarget, statements: str) -> TextEdit:
    of = lines(now)
    is_own_line = not now[of.start(there.statements.start) : there.statements.start].strip()
    if is_own_line and there.statements.start < there.statements.end:
        return TextEdit(there.statements, statements)
    # Nothing follows the docstring, or the body stands on the line of its `def`.
    start = there.docstring.end if there.docstring else there.signature.end
    return TextEdit(
        Span(start, max(start, there.statements.end)), of.ending(start) + there.indent + statements
    )


def _unchanged(base: str, now: str, target: FunctionTarget) -> FunctionTarget | None:
    """The function in `now` if it is letter for letter what it was; of several the one in its old order."""
    before = target.span.of(base)
    same = [
        each
        for each in functions(now)
        if each.qualified_name == target.qualified_name and each.span.of(now) == before
    ]
    if len(same) == 1:
        return same[0]
    return next((each for each in same if each.ordinal == target.ordinal), None)


class _Block(NamedTuple):
    """Lines `start` to `end` of the one text are lines `start + shift` to `end + shift` of the other."""

    start: int
    end: int
    shift: int


def _followed(base: str, now: str, span: Span) -> Span | None:
    """The same place in `now`, found by the lines that are unchanged around it."""
    of, to = lines(base), lines(now)
    first = of.index(span.start)
    last = max(first, of.index(span.end) - (span.end > span.start and span.end in of.starts))
    blocks = list(_blocks(_whole_lines(base), _whole_lines(now)))
    for block in blocks:
        if block.start <= first and last < block.end:
            return span.shifted(to.starts[first + block.shift] - of.starts[first])
    if span.start == span.end == of.starts[first] and first > 0:
        # Between two lines: the one above it says where, if the one below is gone.
        for block in blocks:
            if block.start <= first - 1 < block.end:
                end = to.starts[first - 1 + block.shift] + len(_whole_lines(base)[first - 1])
                return Span(end, end)
    return None


def _whole_lines(text: str) -> list[str]:
    starts = (*lines(text).starts, len(text))
    return [text[start:end] for start, end in pairwise(starts)]


def _blocks(before: list[str], after: list[str]) -> Iterator[_Block]:
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    tail = next((i for i in range(shorter - head) if before[-1 - i] != after[-1 - i]), shorter - head)
    yield _Block(0, head, 0)
    middle, changed = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(middle) * len(changed) <= _MAX_COMPARED:
        for block in SequenceMatcher(None, middle, changed, autojunk=False).get_matching_blocks():
            yield _Block(head + block.a, head + block.a + block.size, block.b - block.a)
    yield _Block(len(before) - tail, len(before), len(after) - len(before))
