"""Generating and validating: the named functions one after another, each seeing what came before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, assert_never

from ansatz import editing, targets
from ansatz.cli.places import Place
from ansatz.cli.session import settings_for
from ansatz.cli.source_file import SourceFile
from ansatz.cli.tools import Service, Tools
from ansatz.core.outcome import Accepted, Declined, NoneAccepted, TargetOutcome
from ansatz.core.progress import Report
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span
from ansatz.engine.settings import workspace_of
from ansatz.ide import NO_FUNCTION

Action = Literal["generate", "validate"]


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome and the text that its places refer to.

    `moved`: how many characters later its function stands there than in the file as it was read.
    """

    outcome: TargetOutcome
    text: str
    moved: int = 0

    def as_read(self, text: str) -> "Finding":
        """The same with places in `text`, the file as it was read, which nothing has moved."""
        outcome = self.outcome.outcome
        if not self.moved or not isinstance(outcome, Declined):
            return self
        faults = tuple(replace(fault, span=fault.span.shifted(-self.moved)) for fault in outcome.faults)
        return Finding(replace(self.outcome, outcome=replace(outcome, faults=faults)), text)


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of one file: its text with everything accepted put in."""

    source: SourceFile
    text: str
    findings: tuple[Finding, ...]


async def work_on(
    tools: Tools, places: Sequence[Place], action: Action, overrides: Mapping[str, object], report: Report
) -> list[FileResult]:
    """All results, in the order of `places`. Files of one workspace share a service."""
    settings = {
        workspace: settings_for(workspace, overrides)
        for workspace in {workspace_of(place.source.path) for place in places}
    }
    services: dict[Path, Service] = {}
    results: list[FileResult] = []
    try:
        for place in places:
            workspace = workspace_of(place.source.path)
            if workspace not in services:
                services[workspace] = tools.open_service(settings[workspace])
            results.append(await _file(services[workspace], place, action, report))
    finally:
        for service in services.values():
            await service.close()
    return results


async def _file(service: Service, place: Place, action: Action, report: Report) -> FileResult:
    text = place.source.text
    findings: list[Finding] = []
    for wanted in place.functions:
        for found in await _function(service, place.source, text, wanted, action, report):
            target = targets.refound(text, wanted)
            moved = target.span.start - wanted.span.start if target is not None else 0
            findings.append(Finding(found, text, moved))
            if isinstance(found.outcome, Accepted):
                text = editing.apply(text, found.outcome.edit.changes)
    # The last first: what is added below a passage moves none above it.
    for span in sorted(place.passages, key=lambda each: -each.start):
        text = await _passage(service, place.source, text, span, findings, report)
    return FileResult(place.source, text, tuple(findings))


async def _passage(
    service: Service, source: SourceFile, text: str, span: Span, findings: list[Finding], report: Report
) -> str:
    """The text with the functions that a passage describes, if any of them is accepted."""
    stubs = await service.propose(source.snapshot(text), span)
    if stubs is None:
        line = text.count("\n", 0, span.start) + 1
        name = f"line {line}"
        outcome = NoneAccepted(NO_FUNCTION)
        findings.append(Finding(TargetOutcome(name, name, 0, outcome), text))
        return text
    grown, is_accepted = editing.apply(text, (stubs.change,)), False
    for name in stubs.names:
        for wanted in targets.named(grown, name):
            for found in await _function(service, source, grown, wanted, "generate", report):
                findings.append(Finding(found, grown))
                if isinstance(found.outcome, Accepted):
                    grown, is_accepted = editing.apply(grown, found.outcome.edit.changes), True
    return grown if is_accepted else text


async def _function(
    service: Service, source: SourceFile, text: str, wanted: FunctionTarget, action: Action, report: Report
) -> tuple[TargetOutcome, ...]:
    # An edit before this one may have moved it.
    target = targets.refound(text, wanted)
    if target is None:
        raise LookupError(f"{wanted.qualified_name} is gone from {source.shown} after an edit beside it")
    match action:
        case "generate":
            return await service.generate(source.snapshot(text), target.caret, report)
        case "validate":
            return await service.validate(source.snapshot(text), target.caret, report)
        case _:
            assert_never(action)
