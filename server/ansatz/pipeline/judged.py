"""A candidate with its judgement, and which of two is the better."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..core.candidate import Candidate
from ..core.evidence import Judgement, Level, Refuted, Supported

LEVELS: Final[Sequence[Level]] = ("verified", "plausible", "unchecked", "refuted")
OFFERED: Final = frozenset[Level](("verified", "plausible"))


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate and the evidence on it."""

    candidate: Candidate
    judgement: Judgement


def is_offered(one: Judged) -> bool:
    """Whether it may be shown as an implementation."""
    return one.judgement.level in OFFERED


def is_better(one: Judged, other: Judged) -> bool:
    """Whether `one` stands strictly higher: by level, then by what speaks for it less what speaks against."""
    return rank(one) < rank(other)


def by_level(all_: Sequence[Judged]) -> list[Judged]:
    """The highest level first; within a level in the order in which they came."""
    return sorted(all_, key=lambda each: LEVELS.index(each.judgement.level))


def rank(one: Judged) -> tuple[int, int]:
    """What orders candidates of one origin; lower is better.

    Of two that may not be offered, the one that more claims speak for is nearer to the goal: code that
    returns nothing is refuted by nothing.
    """
    verdicts = [each.verdict for each in one.judgement.evidence]
    refuted = sum(isinstance(each, Refuted) for each in verdicts)
    supported = sum(isinstance(each, Supported) for each in verdicts)
    return min(LEVELS.index(one.judgement.level), 2), refuted - supported
