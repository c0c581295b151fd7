"""Edits one after another as one edit of the first text, so that they are one step to undo."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ansatz.core.text import Span, TextEdit


class _Piece(NamedTuple):
    """A run of the text as it is now; `base` is where it stands in the first text, None for what is new."""

    text: str
    base: int | None


class Composition:
    """A text under successive edits."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._pieces: list[_Piece] = [_Piece(base, 0)] if base else []
        self.text = base
        """The text as it is now."""

    def add(self, changes: Sequence[TextEdit]) -> None:
        """Applies changes to the text as it is now. They are in ascending order and don't overlap."""
        pieces: list[_Piece] = []
        at = 0
        for change in changes:
            pieces += self._cut(at, change.span.start)
            pieces += [_Piece(change.text, None)] if change.text else []
            at = change.span.end
        self._pieces = [*pieces, *self._cut(at, len(self.text))]
        self.text = "".join(piece.text for piece in self._pieces)

    def changes(self) -> tuple[TextEdit, ...]:
        """All of it as changes to the first text."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[TextEdit]:
        at, new = 0, ""
        for piece in (*self._pieces, _Piece("", len(self._base))):
            if piece.base is None:
                new += piece.text
                continue
            if piece.base > at or new:
                yield TextEdit(Span(at, piece.base), new)
            at, new = piece.base + len(piece.text), ""

    def _cut(self, start: int, end: int) -> Iterator[_Piece]:
        position = 0
        for piece in self._pieces:
            low, high = max(start - position, 0), min(end - position, len(piece.text))
            if low < high:
                yield _Piece(piece.text[low:high], None if piece.base is None else piece.base + low)
            position += len(piece.text)
