"""Exit codes, and which one stands for several results."""

from collections.abc import Iterable
from enum import IntEnum
from typing import assert_never

from ansatz.core.outcome import (
    Accepted,
    Declined,
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


_WORST_FIRST = (Exit.UNUSABLE, Exit.NO_SANDBOX, Exit.NONE_ACCEPTED, Exit.ACCEPTED)


def worst(codes: Iterable[Exit]) -> Exit:
    """One code for all: bad arguments outweigh a missing sandbox, which outweighs a missing result."""
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
        case _:
            assert_never(outcome)
