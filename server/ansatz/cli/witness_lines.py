"""The line at which code failed, which its record counts in what was run, as a line of the file or cell."""

from dataclasses import replace

from ansatz import targets
from ansatz.cli.pages import Page
from ansatz.core.evidence import Refuted
from ansatz.core.outcome import Judged, TargetOutcome
from ansatz.core.record import ClaimRecord
from ansatz.core.target import FunctionTarget
from ansatz.targets.lines import lines


def with_lines_of(page: Page, target: FunctionTarget, found: TargetOutcome) -> TargetOutcome:
    """The outcome of validating `target`, its witnesses with the lines where they stand on the page.

    A line outside of the function, in a helper that was run with it, is left out.
    """
    if not isinstance(found.outcome, Judged):
        return found
    cut = targets.module_slice(page.text, target)
    of = lines(page.text)
    first, last = of.index(target.span.start), of.index(target.span.end)

    def placed(claim: ClaimRecord) -> ClaimRecord:
        verdict = claim.verdict
        if not isinstance(verdict, Refuted) or verdict.witness.line is None:
            return claim
        line = verdict.witness.line - cut.line_offset - 1 + first
        shown = page.where(of.starts[line]).line if first <= line <= last else None
        return replace(claim, verdict=replace(verdict, witness=replace(verdict.witness, line=shown)))

    record = found.outcome.record
    claims = tuple(placed(claim) for claim in record.claims)
    return replace(found, outcome=Judged(replace(record, claims=claims)))
