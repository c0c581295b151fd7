"""Generating and validating: the named functions one after another, each seeing what came before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, assert_never

from ansatz import targets
from ansatz.cli.pages import InFile, Page, Passage
from ansatz.cli.places import Place
from ansatz.cli.session import settings_for
from ansatz.cli.source_file import SourceFile
from ansatz.cli.tools import Service, Tools, to_its_end
from ansatz.cli.witness_lines import with_lines_of
from ansatz.core.outcome import Accepted, Declined, NoneAccepted, TargetOutcome
from ansatz.core.progress import Report
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span
from ansatz.engine.settings import workspace_of
from ansatz.ide import NO_FUNCTION

Action = Literal["generate", "validate"]


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome and the page that its places refer to. `at` is where its function stands there, None
    where there is none.

    `moved`: how many characters later that is than in the file as it was read.
    """

    outcome: TargetOutcome
    page: Page
    at: int | None
    moved: int = 0

    @property
    def text(self) -> str:
        """The Python of its page."""
        return self.page.text

    @property
    def where(self) -> InFile | None:
        """Where its function stands."""
        return None if self.at is None else self.page.where(self.at)

    def as_read(self, page: Page) -> "Finding":
        """The same with places in `page`, the file as it was read, which nothing has moved."""
        outcome = self.outcome.outcome
        if not self.moved or not isinstance(outcome, Declined):
            return self
        faults = tuple(replace(fault, span=fault.span.shifted(-self.moved)) for fault in outcome.faults)
        unmoved = replace(self.outcome, outcome=replace(outcome, faults=faults))
        return Finding(unmoved, page, None if self.at is None else self.at - self.moved)


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of one file: its page with everything accepted put in."""

    source: SourceFile
    page: Page
    findings: tuple[Finding, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything was put in."""
        return self.page.text != self.source.text

    @property
    def patch(self) -> str:
        """What was put in, as a difference; empty where nothing was."""
        return self.source.patch(self.page)


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
        await to_its_end(_close(services.values()))
    return results


async def _close(services: Iterable[Service]) -> None:
    for service in services:
        await service.close()


def undoubted(page: Page, target: FunctionTarget, found: TargetOutcome) -> TargetOutcome:
    """The outcome, with nothing accepted where the new code needs names that only a running notebook has."""
    if not isinstance(found.outcome, Accepted):
        return found
    changed = page.changed(found.outcome.edit.changes, target.name_span.start)
    now = targets.refound(changed.text, target)
    why = None if now is None else changed.doubt(now)
    return found if why is None else replace(found, outcome=_doubted(why))


def _doubted(why: str) -> NoneAccepted:
    return NoneAccepted(f"it can't be judged, because {why}")


async def _file(service: Service, place: Place, action: Action, report: Report) -> FileResult:
    page = place.source.page
    findings: list[Finding] = []
    for wanted in place.functions:
        for found in await _function(service, place.source, page, wanted, action, report):
            target = targets.refound(page.text, wanted)
            moved = target.span.start - wanted.span.start if target is not None else 0
            at = wanted.name_span.start + moved
            findings.append(Finding(found, page, at, moved))
            if isinstance(found.outcome, Accepted):
                page = page.changed(found.outcome.edit.changes, at)
    # The last first: what is added below a passage moves none above it. A cell's name moves with it.
    spans = [each for each in place.passages if isinstance(each, Span)]
    cells = [each for each in place.passages if not isinstance(each, Span)]
    for passage in (*sorted(spans, key=lambda each: -each.start), *cells):
        page = await _passage(service, place.source, page, passage, findings, report)
    return FileResult(place.source, page, tuple(findings))


async def _passage(
    service: Service,
    source: SourceFile,
    page: Page,
    passage: Passage,
    findings: list[Finding],
    report: Report,
) -> Page:
    """The page with the functions that a passage describes, if any of them is accepted."""
    text, span = page.quoting(passage)
    stubs = await service.propose(source.snapshot(text), span)
    if stubs is None:
        name = page.name_of(passage)
        outcome = NoneAccepted(NO_FUNCTION)
        at = passage.start if isinstance(passage, Span) else None
        findings.append(Finding(TargetOutcome(name, name, 0, outcome), page, at))
        return page
    grown, is_accepted = page.with_stubs(passage, stubs.change), False
    for name in stubs.names:
        for wanted in targets.named(grown.text, name):
            for found in await _function(service, source, grown, wanted, "generate", report):
                now = targets.refound(grown.text, wanted) or wanted
                findings.append(Finding(found, grown, now.name_span.start))
                if isinstance(found.outcome, Accepted):
                    grown = grown.changed(found.outcome.edit.changes, now.name_span.start)
                    is_accepted = True
    return grown if is_accepted else page


async def _function(
    service: Service, source: SourceFile, page: Page, wanted: FunctionTarget, action: Action, report: Report
) -> tuple[TargetOutcome, ...]:
    # An edit before this one may have moved it.
    target = targets.refound(page.text, wanted)
    if target is None:
        raise LookupError(f"{wanted.qualified_name} is gone from {source.shown} after an edit beside it")
    if (why := page.doubt(target)) is not None:
        return (TargetOutcome(target.name, target.qualified_name, target.ordinal, _doubted(why)),)
    match action:
        case "generate":
            found = await service.generate(source.snapshot(page.text), target.caret, report)
            return tuple(undoubted(page, target, each) for each in found)
        case "validate":
            found = await service.validate(source.snapshot(page.text), target.caret, report)
            return tuple(with_lines_of(page, target, each) for each in found)
        case _:
            assert_never(action)
