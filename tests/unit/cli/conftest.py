"""A command line whose service says what a test wants it to say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ansatz import targets
from ansatz.cli.app import run
from ansatz.cli.tools import Tools
from ansatz.core.claim import Basis
from ansatz.core.edit import ProposedEdit
from ansatz.core.evidence import Exposure, Level, Supported, Verdict
from ansatz.core.outcome import Accepted, FunctionReading, Judged, Outcome, ProposedStubs, TargetOutcome
from ansatz.core.progress import Progress, Report
from ansatz.core.record import ClaimRecord, Record
from ansatz.core.spec import Spec
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, Span, TextEdit
from ansatz.engine.settings import Settings
from ansatz_sandbox import CallResult, Job, Returned, SandboxUnavailable, Usage
from ansatz_sandbox import Outcome as SandboxOutcome

Script = Callable[[DocumentSnapshot, FunctionTarget], Outcome]


def a_record(name: str = "f", level: Level = "verified", verdict: Verdict | None = None) -> Record:
    claims = (ClaimRecord("c1", "equation", "the equation of line 2", (), verdict or Supported(40, 9, 10)),)
    exposures = (Exposure(Basis("parse", "plain", "E = m c^2"), 10, 9, ("c1",)),)
    reasons = () if level == "verified" else ("the conversion of m was not exposed",)
    return Record(
        name=name,
        qualified_name=name,
        spec_digest="spec",
        slice_digest="slice",
        action="generated",
        source="equation",
        title="from its equation",
        level=level,
        reasons=reasons,
        understanding=("E is the energy",),
        steps=(),
        claims=claims,
        exposures=exposures,
        versions=(("numpy", "2.0"),),
        created="2026-01-01T00:00:00Z",
        seconds=1.5,
    )


def accepts(body: str, level: Level = "verified") -> Script:
    """A script that offers `body`, whatever the function."""

    def script(snapshot: DocumentSnapshot, target: FunctionTarget) -> Outcome:
        edit = ProposedEdit(snapshot.uri, snapshot.version, (TextEdit(target.statements, body),))
        return Accepted(edit, body, a_record(target.qualified_name, level))

    return script


def always(outcome: Outcome) -> Script:
    return lambda _snapshot, _target: outcome


def judges(level: Level, verdict: Verdict | None = None) -> Script:
    return lambda _snapshot, target: Judged(a_record(target.qualified_name, level, verdict))


@dataclass
class FakeService:
    """Follows a script, and remembers what it was asked and whether it was closed."""

    script: Script
    specs: tuple[Spec, ...] = ()
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    settings: list[Settings] = field(default_factory=list)
    closed: int = 0

    async def warm(self) -> None:
        pass

    async def generate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report, with_models: bool = True
    ) -> tuple[TargetOutcome, ...]:
        return self._work("generate", snapshot, selection, report)

    async def validate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report
    ) -> tuple[TargetOutcome, ...]:
        return self._work("validate", snapshot, selection, report)

    async def change(
        self, snapshot: DocumentSnapshot, selection: Span, instruction: str, report: Report
    ) -> tuple[TargetOutcome, ...]:
        return self._work(f"change: {instruction}", snapshot, selection, report)

    async def read_specs(self, snapshot: DocumentSnapshot) -> tuple[FunctionReading, ...]:
        return ()

    async def propose(self, snapshot: DocumentSnapshot, selection: Span) -> ProposedStubs | None:
        return None

    async def read(self, snapshot: DocumentSnapshot, selection: Span) -> tuple[Spec, ...]:
        return self.specs

    async def close(self) -> None:
        self.closed += 1

    def _work(
        self, verb: str, snapshot: DocumentSnapshot, selection: Span, report: Report
    ) -> tuple[TargetOutcome, ...]:
        (target,) = [
            one for one in targets.functions(snapshot.text) if one.name_span.start == selection.start
        ]
        self.asked.append((verb, target.qualified_name, snapshot.text))
        report(Progress("read", "reading the docstring", target.name))
        outcome = self.script(snapshot, target)
        return (TargetOutcome(target.name, target.qualified_name, target.ordinal, outcome),)


@dataclass
class FakeSandbox:
    """Gives one answer to every call."""

    answer: CallResult
    closed: int = 0

    async def run(self, job: Job) -> SandboxOutcome:
        results = tuple(self.answer for _ in job.calls)
        return SandboxOutcome("completed", results, None, "", "", Usage(0.0, 0.0, 0))

    async def run_all(self, jobs: "list[Job] | tuple[Job, ...]") -> list[SandboxOutcome]:
        return [await self.run(job) for job in jobs]

    async def close(self) -> None:
        self.closed += 1


@dataclass
class FakeRecords:
    """Holds one record of a function, of the code in the file or of other code."""

    record: Record | None = None
    is_current: bool = True

    def get(self, qualified_name: str, spec_digest: str, slice_digest: str) -> Record | None:
        return self.latest(qualified_name, spec_digest) if self.is_current else None

    def latest(self, qualified_name: str, spec_digest: str) -> Record | None:
        found = self.record
        return found if found is not None and found.qualified_name == qualified_name else None

    def close(self) -> None:
        pass


@dataclass
class CommandLine:
    """Runs commands with fakes behind them."""

    service: FakeService = field(default_factory=lambda: FakeService(accepts("return 1")))
    sandbox: FakeSandbox | SandboxUnavailable = field(
        default_factory=lambda: FakeSandbox(Returned({"python": "3.12.1", "numpy": "2.0"}, (), {}))
    )
    records: FakeRecords = field(default_factory=FakeRecords)

    def __call__(self, *arguments: str | Path) -> int:
        return run([str(argument) for argument in arguments], self.tools())

    def tools(self) -> Tools:
        def open_service(settings: Settings) -> FakeService:
            self.service.settings.append(settings)
            return self.service

        async def open_sandbox(settings: Settings) -> FakeSandbox:
            if isinstance(self.sandbox, SandboxUnavailable):
                raise self.sandbox
            return self.sandbox

        return Tools(open_service, open_sandbox, lambda _settings: self.records)


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CommandLine:
    """In a folder of its own, without the settings of whoever runs the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-settings"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "120")
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return CommandLine()
