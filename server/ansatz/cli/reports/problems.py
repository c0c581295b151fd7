"""What is wrong in a set of results, each problem with its code and its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ansatz import targets
from ansatz.cli.pages import Page
from ansatz.cli.work import FileResult, Finding
from ansatz.core.outcome import Declined, FunctionReading, Judged
from ansatz.ide import Note, fault_notes, record_notes


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic in a file, of one function."""

    file: str
    page: Page
    function: str
    note: Note

    @property
    def message(self) -> str:
        """What is wrong; for a cell also where, which its file has no lines for."""
        where = self.page.where(self.note.span.start)
        return self.note.message if where.cell is None else f"{where.in_words}: {self.note.message}"


def problems(results: Sequence[FileResult]) -> Iterator[Problem]:
    """Every fault of a docstring and every refuted claim, in order."""
    for result in results:
        for finding in result.findings:
            for note in _notes(finding):
                yield Problem(result.source.shown, finding.page, finding.outcome.qualified_name, note)


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
