"""What is wrong in a set of results, each problem with its code and its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ansatz import targets
from ansatz.cli.work import FileResult, Finding
from ansatz.core.outcome import Declined, FunctionReading, Judged
from ansatz.core.text import Span
from ansatz.ide import Note, fault_notes, record_notes


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic in a file, of one function."""

    file: str
    text: str
    function: str
    note: Note


def problems(results: Sequence[FileResult]) -> Iterator[Problem]:
    """Every fault of a docstring and every refuted claim, in order."""
    for result in results:
        for finding in result.findings:
            for note in _notes(finding):
                yield Problem(result.source.shown, finding.text, finding.outcome.qualified_name, note)


def _notes(finding: Finding) -> Sequence[Note]:
    found = finding.outcome
    match found.outcome:
        case Judged(record=record):
            for target in targets.functions(finding.text):
                if (target.qualified_name, target.ordinal) == (found.qualified_name, found.ordinal):
                    return record_notes(target, record)
            return ()
        case Declined(faults=faults):
            reading = FunctionReading(found.name, found.qualified_name, found.ordinal, faults)
            return fault_notes([reading])
        case _:
            return ()


def place_of(text: str, span: Span) -> tuple[int, int, int, int]:
    """First line and column and last line and column of a span, all from 1, in code points."""
    start, end = text[: span.start], text[: span.end]
    return (
        start.count("\n") + 1,
        len(start) - (start.rfind("\n") + 1) + 1,
        end.count("\n") + 1,
        len(end) - (end.rfind("\n") + 1) + 1,
    )
