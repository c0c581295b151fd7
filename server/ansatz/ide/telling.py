"""Outcomes in the user's words, one line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from ansatz.core.evidence import Level, Refuted, Witness
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
from ansatz.core.record import ClaimRecord, Record
from ansatz.core.spec import Fault

NO_FUNCTION: Final = (
    "no function can be made of this passage: it needs an equation that says how the result comes about "
    "(`E = m*v**2/2`), or entries such as `area(r): …`"
)
"""Why a passage gave no stub."""

Status = Literal[
    "accepted",
    "judged",
    "none_accepted",
    "declined",
    "needs_answer",
    "out_of_budget",
    "sandbox_unavailable",
    "cancelled",
    "stale",
    "failed",
]


@dataclass(frozen=True, slots=True)
class Told:
    """How it ended, for programs (`status`, `level`) and for people."""

    status: Status
    level: Level | None
    message: str


def told(name: str, outcome: Outcome) -> Told:
    """What to say of one function's outcome."""
    level: Level | None = None
    match outcome:
        case Accepted(record=record):
            level = record.level
            said = _accepted(record)
        case Judged(record=record):
            level = record.level
            said = _judged(record)
        case NoneAccepted(why=why, best=best):
            level = best and best.level
            said = _ended(f"nothing was accepted: {why}")
        case Declined(faults=faults):
            said = f"the docstring can't be met: {' '.join(fault_words(fault) for fault in faults)}"
        case NeedsAnswer(question=question, choices=choices):
            which = f" ({' / '.join(choices)})" if choices else ""
            say = " Say which in the docstring." if choices else ""
            said = f"{_ended(question)}{which}{say}"
        case OutOfBudget(spent=spent):
            said = _ended(f"what is allowed was spent before a verdict: {spent}")
        case NoSandbox(reason=reason, advice=advice):
            said = f"nothing was run, because code can't be isolated here: {_advised(reason, advice)}"
        case Failed(problem=problem):
            said = f"Ansatz failed: {_ended(problem)} Please report it; the server's log says more."
        case _:
            assert_never(outcome)
    return Told(outcome.kind, level, f"`{name}`: {said}")


def _accepted(record: Record) -> str:
    return f"{record.level}, {_ended(record.title)}{_why_not_more(record)}"


def _judged(record: Record) -> str:
    for claims, witness in refutations(record):
        return f"refuted. {broken(claims, witness)}"
    if record.level == "verified":
        return "verified: the code does what the docstring says."
    return f"{record.level}.{_why_not_more(record)}"


def _why_not_more(record: Record) -> str:
    if record.level == "verified" or not record.reasons:
        return ""
    first, *rest = record.reasons
    more = f" And {len(rest)} more, which hovering over the code shows." if rest else ""
    return f" Not covered: {_ended(first)}{more}"


def fault_words(fault: Fault) -> str:
    """A fault and what to do about it."""
    return _advised(fault.message, fault.advice)


def _advised(what: str, advice: str) -> str:
    return f"{_ended(what)} {advice[:1].upper()}{_ended(advice[1:])}" if advice.strip() else _ended(what)


def _ended(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def refutations(record: Record) -> tuple[tuple[tuple[ClaimRecord, ...], Witness], ...]:
    """What code breaks and the input that shows it; claims of a kind that one input breaks are together.

    Both readings of one equation, say: whoever reads it twice looks for two mistakes.
    """
    found: dict[tuple[str, Witness], list[ClaimRecord]] = {}
    for claim in record.claims:
        if isinstance(claim.verdict, Refuted):
            found.setdefault((claim.kind, claim.verdict.witness), []).append(claim)
    return tuple((tuple(claims), witness) for (_, witness), claims in found.items())


def broken(claims: Sequence[ClaimRecord], witness: Witness) -> str:
    """A refutation as one can check it by hand."""
    given = ", ".join(f"{name}={value}" for name, value in witness.arguments)
    where = f" for {given}" if given else ""
    texts = "; ".join(claim.text for claim in claims)
    return f"It does not hold that {texts}:{where} expected {witness.expected}, got {witness.got}."
