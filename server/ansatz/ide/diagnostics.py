"""What is wrong with docstrings, and with code by its docstring, each at its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ansatz.core.outcome import FunctionReading, StaticFinding
from ansatz.core.record import ClaimRecord, Record
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span
from ansatz.targets import functions, spec_digest

from .codes import refuted_code, spec_code, static_code
from .lookup import Records, known
from .telling import broken, fault_words, refutations

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True, slots=True)
class Note:
    """One diagnostic. `related` is the place in the docstring that the message goes back to."""

    code: str
    severity: Severity
    message: str
    span: Span
    related: Span | None = None
    claim: str = ""
    """The id of the claim that is broken; empty for what is wrong with a docstring."""


Rejected = Mapping[tuple[str, str], Record]
"""By qualified name and spec digest: the best candidate of a generation in which none survived."""


def fault_notes(found: Sequence[FunctionReading]) -> tuple[Note, ...]:
    """The faults of docstrings."""
    return tuple(
        Note(spec_code(fault.kind), "warning", fault_words(fault), fault.span)
        for function in found
        for fault in function.faults
    )


def static_notes(text: str, then: str, found: Sequence[StaticFinding]) -> tuple[Note, ...]:
    """What was found in the code of the text `then`, where the same functions stand in `text` now.

    A function that was edited since, or of which there are two now, is left until it is looked at again.
    """
    return tuple(_static_notes(text, then, found))


def _static_notes(text: str, then: str, found: Sequence[StaticFinding]) -> Iterator[Note]:
    for finding in found:
        by = 0
        if text != then:
            function = finding.function.of(then)
            at = text.find(function)
            if at < 0 or text.find(function, at + 1) >= 0:
                continue
            by = at - finding.function.start
        message = finding.message[:1].upper() + finding.message[1:] + "."
        yield Note(static_code(finding.kind), "warning", message, finding.span.shifted(by))


def record_notes(target: FunctionTarget, record: Record) -> tuple[Note, ...]:
    """What a record found to be broken about the code of `target`."""
    return tuple(_of_record(target, record, "error", ""))


def refuted_notes(text: str, records: Records, rejected: Rejected) -> tuple[Note, ...]:
    """What is known to be broken about the code that stands there, and why a stub is still one."""
    return tuple(_refuted_notes(text, records, rejected))


def _refuted_notes(text: str, records: Records, rejected: Rejected) -> Iterator[Note]:
    for target in functions(text):
        if target.docstring is None:
            continue
        evidence = known(text, target, records)
        if evidence is not None and evidence.is_current:
            yield from _of_record(target, evidence.record, "error", "")
        elif (best := rejected.get((target.qualified_name, spec_digest(text, target)))) is not None:
            yield from _of_record(target, best, "information", "The best candidate was refuted. ")


def _of_record(target: FunctionTarget, record: Record, severity: Severity, lead: str) -> Iterator[Note]:
    for claims, witness in refutations(record):
        first = claims[0]
        yield Note(
            refuted_code(first.kind),
            severity,
            lead + broken(claims, witness),
            target.name_span,
            _in_docstring(target, first),
            first.id,
        )


def _in_docstring(target: FunctionTarget, claim: ClaimRecord) -> Span | None:
    text = target.docstring_text
    if text is None or not claim.spans:
        return None
    place = claim.spans[0].shifted(text.start)
    return place if text.contains(place) else None
