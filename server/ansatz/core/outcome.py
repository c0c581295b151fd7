"""How a piece of work ended: expected results as values, for `match`."""

from dataclasses import dataclass
from typing import Literal

from .edit import ProposedEdit
from .model import Sending
from .record import Record
from .spec import Fault
from .text import Span, TextEdit
from .understanding import Understanding


@dataclass(frozen=True, slots=True)
class Rival:
    """Another implementation that could be taken instead, with the evidence on it."""

    edit: ProposedEdit
    record: Record


@dataclass(frozen=True, slots=True)
class Accepted:
    """An implementation is offered; its level is the record's, `verified` or `plausible`.

    `rivals` could be taken in its place, the best first, each an edit of the same text.
    """

    edit: ProposedEdit
    code: str
    record: Record
    rivals: tuple[Rival, ...] = ()
    kind: Literal["accepted"] = "accepted"


@dataclass(frozen=True, slots=True)
class Judged:
    """Existing code was validated; nothing is changed."""

    record: Record
    kind: Literal["judged"] = "judged"


@dataclass(frozen=True, slots=True)
class NoneAccepted:
    """No candidate survived, or no source reaches this spec. `best` is the least bad one's record."""

    why: str
    best: Record | None = None
    kind: Literal["none_accepted"] = "none_accepted"


@dataclass(frozen=True, slots=True)
class Declined:
    """The spec cannot be met; each fault says where and what to do."""

    faults: tuple[Fault, ...]
    kind: Literal["declined"] = "declined"


@dataclass(frozen=True, slots=True)
class NeedsAnswer:
    """The spec can be read in more than one way, and the ways differ."""

    question: str
    choices: tuple[str, ...]
    kind: Literal["needs_answer"] = "needs_answer"


@dataclass(frozen=True, slots=True)
class OutOfBudget:
    """The allowed time was spent before a verdict."""

    spent: str
    kind: Literal["out_of_budget"] = "out_of_budget"


@dataclass(frozen=True, slots=True)
class NoSandbox:
    """Candidates could not be run in isolation, so nothing was run."""

    reason: str
    advice: str
    kind: Literal["sandbox_unavailable"] = "sandbox_unavailable"


@dataclass(frozen=True, slots=True)
class Failed:
    """Ansatz itself failed on this function, and on no other of the request: a defect of its own."""

    problem: str
    kind: Literal["failed"] = "failed"


Outcome = Accepted | Judged | NoneAccepted | Declined | NeedsAnswer | OutOfBudget | NoSandbox | Failed


@dataclass(frozen=True, slots=True)
class TargetOutcome:
    """The outcome for one function of a request."""

    name: str
    qualified_name: str
    ordinal: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would be sent for one function; `outcome` is what came of it without anything being sent."""

    name: str
    sendings: tuple[Sending, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class FunctionReading:
    """What reading alone finds in one function's spec; spans are places in the whole text."""

    name: str
    qualified_name: str
    ordinal: int
    faults: tuple[Fault, ...]
    understanding: Understanding | None = None


FindingKind = Literal["installed-api", "instruction", "mutable-default", "unseeded", "degrees"]


@dataclass(frozen=True, slots=True)
class StaticFinding:
    """What is wrong with a function's code, found without running anything.

    `span` is the line in the whole text, `function` the function's own part of it.
    """

    kind: FindingKind
    message: str
    span: Span
    function: Span


@dataclass(frozen=True, slots=True)
class KeptTest:
    """A function's evidence as a module of tests; without any, `why_not` says why.

    `file_name` is what it would be called; `left_out` is evidence that has no readable form.
    """

    name: str
    file_name: str
    text: str
    left_out: tuple[str, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ProposedStubs:
    """Functions made from a passage: their names in order, and the edit that adds them without a body."""

    names: tuple[str, ...]
    change: TextEdit
