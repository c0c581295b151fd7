"""What is known of everyday routines beyond their documentation, by field."""

import re
from functools import cache
from typing import Final

from ..words import spaced
from . import geometry, graphs, learning, numerics, signals, statistics
from .entry import Entry, Gives, Open

ENTRIES: Final[tuple[Entry, ...]] = (
    *statistics.ENTRIES,
    *signals.ENTRIES,
    *numerics.ENTRIES,
    *geometry.ENTRIES,
    *graphs.ENTRIES,
    *learning.ENTRIES,
)
_BY_NAME: Final = {e.routine: e for e in ENTRIES}


def entry_of(*names: str) -> Entry | None:
    """The entry of a routine, by any of its names."""
    return next((_BY_NAME[name] for name in names if name in _BY_NAME), None)


def called(summary: str, text: str) -> dict[str, float]:
    """Routines that the text calls by a name of theirs, with how strongly: longer names, and early ones.

    A name inside a longer name of another routine does not count: the median of `median absolute deviation`.
    """
    found: list[tuple[Entry, int, int, bool]] = []
    for e in ENTRIES:
        if e.called:
            found += [(e, *m.span(), True) for m in _pattern(e.called).finditer(summary)]
            if not e.is_plain:
                found += [(e, *m.span(), False) for m in _pattern(e.called).finditer(text)]
    out: dict[str, float] = {}
    for e, start, end, is_early in found:
        longer = [
            (s, t) for f, s, t, early in found if f is not e and early == is_early and t - s > end - start
        ]
        if any(
            (s <= start and end <= t and end - start < 0.7 * (t - s))
            or (e.is_plain and s < end and start < t)
            for s, t in longer
        ):
            continue
        strength = min(40, end - start) / 40 + (1.0 if is_early else 0.0) - (0.6 if e.is_plain else 0.0)
        out[e.routine] = max(out.get(e.routine, 0.0), strength)
    return out


def places(entry: Entry, text: str) -> list[tuple[int, int]]:
    """Where the text uses a name of the routine."""
    return [m.span() for m in _pattern(entry.called).finditer(text)] if entry.called else []


@cache
def _pattern(called_so: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{spaced(called_so)})", re.IGNORECASE)


__all__ = ["Entry", "Gives", "Open", "called", "entry_of", "places"]
