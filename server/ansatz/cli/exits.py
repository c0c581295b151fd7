"""Exit codes, and which one stands for several results."""

from collections.abc import Iterable
from enum import IntEnum
from typing import assert_never

from ansatz.core.outcome import (
    Accepted,
    Declined,
    Failed,
    Judged,
    NeedsAnswer,
    NoneAccepted,
    NoSandbox,
    Outcome,
    OutOfBudget,
)


class Exit(IntEnum):
    """What a script may rely on."""

    ACCEPTED = 0
    NONE_ACCEPTED = 1
    UNUSABLE = 2
    NO_SANDBOX = 3
    DEFECT = 70
    """`EX_SOFTWARE`: Ansatz itself is wrong. Kept apart from 1, which says something about the science."""


_WORST_FIRST = (Exit.DEFECT, Exit.UNUSABLE, Exit.NO_SANDBOX, Exit.NONE_ACCEPTED, Exit.ACCEPTED)


def worst(codes: Iterable[Exit]) -> Exit:
    """One code for all: a defect outweighs bad arguments, a missing sandbox, and a missing result."""
    return min(codes, key=_WORST_FIRST.index, default=Exit.ACCEPTED)


def exit_of(outcome: Outcome) -> Exit:
    """The code of one outcome."""
    match outcome:
        case Accepted():
            return Exit.ACCEPTED
        case Judged(record=record):
            stands = record.level in ("verified", "plausible")
            return Exit.ACCEPTED if stands else Exit.NONE_ACCEPTED
        case NoneAccepted() | Declined() | NeedsAnswer() | OutOfBudget():
            return Exit.NONE_ACCEPTED
        case NoSandbox():
            return Exit.NO_SANDBOX
        case Failed():
            return Exit.DEFECT
        case _:
            assert_never(outcome)
