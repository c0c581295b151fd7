"""Results that could not be applied when they were ready, and whether they can be now."""

from collections.abc import Sequence
from dataclasses import dataclass

from ansatz.core.record import Record
from ansatz.core.target import FunctionTarget
from ansatz.core.text import TextEdit
from ansatz.targets import spec_digest

from .placing import counterpart, placed


@dataclass(frozen=True, slots=True)
class Kept:
    """An accepted implementation with the text that it was made for. `target` is a place in `base`."""

    target: FunctionTarget
    base: str
    changes: tuple[TextEdit, ...]
    record: Record

    @property
    def key(self) -> tuple[str, int]:
        """What tells one function of a document from another."""
        return self.target.qualified_name, self.target.ordinal


@dataclass(frozen=True, slots=True)
class Offer:
    """A kept result that can be applied to the text as it is: how, and under what title."""

    kept: Kept
    target: FunctionTarget
    title: str
    changes: tuple[TextEdit, ...]


def offers(now: str, kept: Sequence[Kept]) -> tuple[Offer, ...]:
    """Every kept result that still has a place in `now`."""
    return tuple(offer for each in kept if (offer := _offer(now, each)) is not None)


def _offer(now: str, kept: Kept) -> Offer | None:
    target = counterpart(kept.base, now, kept.target)
    changes = target and placed(kept.base, now, kept.target, kept.changes, target)
    if target is None or changes is None:
        return None
    title = f"Apply kept result for `{target.name}`"
    if spec_digest(now, target) != kept.record.spec_digest:
        title += " (its docstring has changed since)"
    return Offer(kept, target, title, changes)
