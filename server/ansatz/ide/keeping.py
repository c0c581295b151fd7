"""Results that could not be applied when they were ready, and whether they can be now."""

from collections.abc import Sequence
from dataclasses import dataclass

from ansatz.core.kept import Kept
from ansatz.core.target import FunctionTarget
from ansatz.core.text import TextEdit
from ansatz.targets import apply, spec_digest

from .placing import counterpart, placed


@dataclass(frozen=True, slots=True)
class Offer:
    """A kept result that can be applied to the text as it is: how, and under what title."""

    kept: Kept
    target: FunctionTarget
    title: str
    changes: tuple[TextEdit, ...]


def offers(now: str, kept: Sequence[Kept]) -> tuple[Offer, ...]:
    """Every kept result that still has a place in `now`."""
    return tuple(offer for each in kept if (offer := offered(now, each)) is not None)


def offered(now: str, kept: Kept, steps: int | None = None) -> Offer | None:
    """A kept result for `now`, whole or up to one of its steps; None where it has no place or is there."""
    target = counterpart(kept.base, now, kept.target)
    cut = None if steps is None else kept.record.steps[steps - 1].last_line
    changes = target and placed(kept.base, now, kept.target, kept.changes, target, cut)
    if target is None or changes is None or apply(now, changes) == now:
        return None
    record = kept.record
    title = f"Apply kept result for `{target.name}`"
    if kept.rank:
        title = f"Use another implementation of `{target.name}`: {record.level}, {record.title}"
    if spec_digest(now, target) != kept.record.spec_digest:
        title += " (its docstring has changed since)"
    return Offer(kept, target, title, changes)
