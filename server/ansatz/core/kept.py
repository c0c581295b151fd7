"""A finished implementation that is not in the user's text yet, or a rival of one that is."""

from dataclasses import dataclass

from .record import Record
from .target import FunctionTarget
from .text import TextEdit


@dataclass(frozen=True, slots=True)
class Kept:
    """An implementation with the text that it was made for. `target` is a place in `base`.

    `rank` tells rivals for one function apart, the best being 0.
    """

    target: FunctionTarget
    base: str
    changes: tuple[TextEdit, ...]
    record: Record
    rank: int = 0

    @property
    def function(self) -> tuple[str, int]:
        """What tells one function of a document from another."""
        return self.target.qualified_name, self.target.ordinal

    @property
    def key(self) -> tuple[str, int, int]:
        """What tells one kept result of a document from another."""
        return (*self.function, self.rank)
