"""What the engine does for the editor and for the command line."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from ansatz_sandbox import Limits, Sandbox, SandboxUnavailable

from ..claims.checkable import understanding_with_advice
from ..claims.static import StaticChecks
from ..core.outcome import (
    Accepted,
    DryRun,
    Failed,
    FunctionReading,
    Judged,
    KeptTest,
    NoneAccepted,
    NoSandbox,
    Outcome,
    ProposedStubs,
    StaticFinding,
    TargetOutcome,
)
from ..core.progress import Report
from ..core.protocols import Source
from ..core.record import Record
from ..core.routine import Match
from ..core.spec import Spec
from ..core.target import FreeText, FunctionTarget
from ..core.text import DocumentSnapshot, Span
from ..library import Library, match_of
from ..pipeline.changing import change
from ..pipeline.keeping import NothingToKeep, keep_test
from ..pipeline.run import Tools, generate, out_of_time, validate
from ..pipeline.teaching import Teaching
from ..reading.project import module_names
from ..reading.proposing import propose
from ..reading.read import read_spec
from ..targets import functions, insertion, passage, select, slice_digest, spec_digest
from ..targets.units import module_units
from .project import InProject, module_name, project_of
from .records import RecordStore
from .routines import InstalledRoutines
from .teaching import Teachers

log = logging.getLogger(__name__)
Work = Callable[[DocumentSnapshot, FunctionTarget, Tools, Report], Awaitable[Outcome]]
WARMING_S = 600.0
READING_BUDGET_S = 5.0
"""Static reading of a whole file stops here; what is left is read on demand."""


class Service:
    """Runs the pipeline over what a selection covers, and keeps the records."""

    def __init__(
        self,
        open_sandbox: Callable[[], Awaitable[Sandbox]],
        sources: tuple[Source, ...],
        records: RecordStore,
        limits: Limits,
        seed: int,
        time_limit_s: float,
        versions: tuple[tuple[str, str], ...],
        routines: InstalledRoutines | None = None,
        library: Library | None = None,
        teachers: Teachers | None = None,
    ) -> None:
        self._open_sandbox = open_sandbox
        self._sources = sources
        self._records = records
        self._limits = limits
        self._seed = seed
        self._time_limit_s = time_limit_s
        self._versions = versions
        self._routines = routines
        self._library = library
        self._teachers = teachers
        self._static = StaticChecks()
        self._sandbox: Sandbox | None = None
        self._opening = asyncio.Lock()

    async def generate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report, with_models: bool = True
    ) -> tuple[TargetOutcome, ...]:
        """An outcome for every function that `selection` covers."""
        teaching = None if self._teachers is None or not with_models else self._teachers.for_request()
        return await self._each(snapshot, selection, report, generate, teaching)

    async def dry_run(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report
    ) -> tuple[DryRun, ...] | None:
        """What `generate` would send to models next, for every function that `selection` covers.

        All that needs no model is done as it would be; what was answered before is not sent again. None
        where no model is set. Nothing is sent, and no record is kept.
        """
        if self._teachers is None:
            return None
        teaching, unsent = self._teachers.for_dry_run()
        out: list[DryRun] = []
        for target in _functions(snapshot, selection):
            found = await self._each(snapshot, target.caret, report, generate, teaching, keeps=False)
            sendings = unsent.taken()
            out += [DryRun(each.name, sendings, each.outcome) for each in found]
        return tuple(out)

    async def validate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report
    ) -> tuple[TargetOutcome, ...]:
        """A judgement for every function that `selection` covers; nothing is changed."""
        return await self._each(snapshot, selection, report, validate)

    async def change(
        self, snapshot: DocumentSnapshot, selection: Span, instruction: str, report: Report
    ) -> tuple[TargetOutcome, ...]:
        """Every function that `selection` covers changed as `instruction` says."""

        async def work(
            snapshot: DocumentSnapshot, target: FunctionTarget, tools: Tools, report: Report
        ) -> Outcome:
            return await change(snapshot, target, instruction, tools, report)

        teaching = None if self._teachers is None else self._teachers.for_request()
        return await self._each(snapshot, selection, report, work, teaching)

    async def read_specs(self, snapshot: DocumentSnapshot) -> tuple[FunctionReading, ...]:
        """Every spec of the file that has equations, faults or gaps, read without running anything."""
        if self._routines is not None:
            # A file is open: what its functions may be built from will be asked for soon.
            self._routines.begin()
        module = module_names(snapshot.text)
        found: list[FunctionReading] = []
        began = time.monotonic()
        for target in functions(snapshot.text):
            if target.docstring_text is None or time.monotonic() - began > READING_BUDGET_S:
                continue
            try:
                spec = read_spec(snapshot.text, target, module)
                understanding = understanding_with_advice(spec, snapshot.text)
            except Exception as error:
                # A defect in one reading leaves those of the other functions whole.
                log.error("%s could not be read", target.qualified_name, exc_info=error)
                continue
            if spec.faults or spec.readings or understanding.gaps:
                named = (target.name, target.qualified_name, target.ordinal)
                found.append(FunctionReading(*named, spec.faults, understanding))
            await asyncio.sleep(0)
        return tuple(found)

    async def check(self, snapshot: DocumentSnapshot) -> tuple[StaticFinding, ...]:
        """What is wrong with the code of documented functions as far as that shows without running it.

        Names of packages are looked up where the index of what is installed is open already.
        """
        return self._static.findings(snapshot.text, None if self._library is None else self._library.ready)

    async def propose(self, snapshot: DocumentSnapshot, selection: Span) -> ProposedStubs | None:
        """Stubs for the functions that the passage under `selection` describes."""
        free = next((t for t in select(snapshot.text, selection) if isinstance(t, FreeText)), None)
        if free is None:
            return None
        found = passage(snapshot.text, free.span)
        taken = {target.name for target in functions(snapshot.text)}
        units = [unit for unit in module_units(snapshot.text) if unit.kind != "broken"]
        values = frozenset(name for unit in units for name in unit.bound_names) - taken
        stubs = [stub for stub in propose(found.words, values) if stub.name not in taken]
        if not stubs:
            return None
        change = insertion(snapshot.text, found, tuple(stub.source for stub in stubs))
        return ProposedStubs(tuple(stub.name for stub in stubs), change)

    async def keep(self, snapshot: DocumentSnapshot, selection: Span) -> tuple[KeptTest, ...]:
        """The evidence on the functions that `selection` covers, as tests of the user's own."""
        return tuple(self._kept(snapshot, target) for target in _functions(snapshot, selection))

    def _kept(self, snapshot: DocumentSnapshot, target: FunctionTarget) -> KeptTest:
        spec, code = spec_digest(snapshot.text, target), slice_digest(snapshot.text, target)
        record = self._records.get(target.qualified_name, spec, code)
        try:
            return keep_test(snapshot, target, module_name(snapshot.uri), record)
        except NothingToKeep as error:
            return KeptTest(target.name, "", "", why_not=str(error))

    async def search(self, query: str, limit: int, report: Report) -> tuple[Match, ...]:
        """Installed routines that do what `query` asks for. Raises SandboxUnavailable.

        The first search builds the index where there is none for what is installed now.
        """
        if self._library is None:
            return ()
        index = await self._library.index(report)
        return tuple(match_of(found) for found in index.find(query, limit))

    async def read(self, snapshot: DocumentSnapshot, selection: Span) -> tuple[Spec, ...]:
        """How the specs that `selection` covers are understood."""
        return tuple(read_spec(snapshot.text, target) for target in _functions(snapshot, selection))

    async def warm(self) -> None:
        """Waits for what is opened in the background: the search over what is installed."""
        if self._routines is not None:
            await self._routines.within(WARMING_S)

    async def close(self) -> None:
        """End what still runs."""
        if self._routines is not None:
            await self._routines.close()
        if self._library is not None:
            await self._library.close()
        if self._teachers is not None:
            await self._teachers.close()
        if self._sandbox is not None:
            await self._sandbox.close()
        self._records.close()

    async def _each(
        self,
        snapshot: DocumentSnapshot,
        selection: Span,
        report: Report,
        work: Work,
        teaching: Teaching | None = None,
        *,
        keeps: bool = True,
    ) -> tuple[TargetOutcome, ...]:
        out: list[TargetOutcome] = []
        project = project_of(snapshot.uri, snapshot.text)
        for target in _functions(snapshot, selection):
            try:
                sandbox = InProject(await self._opened(), project)
                digest = spec_digest(snapshot.text, target)
                dismissed = self._records.dismissed(target.qualified_name, digest)
                tools = Tools(
                    self._sources,
                    sandbox,
                    self._limits,
                    self._seed,
                    self._versions,
                    dismissed,
                    teaching,
                )
            except SandboxUnavailable as error:
                outcome: Outcome = NoSandbox(error.reason, error.advice)
            else:
                outcome = await self._limited(
                    work(snapshot, target, tools, report), tools, target.qualified_name
                )
            outcome = self._with_origin(outcome)
            record = _record(outcome)
            if record is not None and keeps:
                self._records.put(record)
            out.append(TargetOutcome(target.name, target.qualified_name, target.ordinal, outcome))
        return tuple(out)

    def _with_origin(self, outcome: Outcome) -> Outcome:
        """Code that Ansatz itself wrote keeps its origin: judging it anew as anybody's code would take
        the reading that it was compiled from for an independent witness."""
        if not isinstance(outcome, Judged):
            return outcome
        record = outcome.record
        earlier = self._records.get(record.qualified_name, record.spec_digest, record.slice_digest)
        if earlier is None or earlier.source == "existing" or record.level == "refuted":
            return outcome
        kept = replace(
            record,
            source=earlier.source,
            title=earlier.title,
            level=earlier.level,
            reasons=earlier.reasons,
            steps=earlier.steps,
            exposures=earlier.exposures,
        )
        return Judged(kept)

    async def _limited(self, work: Awaitable[Outcome], tools: Tools, name: str) -> Outcome:
        """What `work` comes to within its time. A defect in it leaves the other functions whole."""
        limit_s = self._time_limit_s
        if self._teachers is not None and tools.teaching is not None:
            limit_s += self._teachers.patience_s
        try:
            async with asyncio.timeout(limit_s):
                return await work
        except TimeoutError:
            return out_of_time(limit_s)
        except SandboxUnavailable as error:
            return NoSandbox(error.reason, error.advice)
        except Exception as error:
            log.error("%s failed", name, exc_info=error)
            return Failed(f"{type(error).__name__}: {error}")

    async def _opened(self) -> Sandbox:
        async with self._opening:
            if self._sandbox is None:
                self._sandbox = await self._open_sandbox()
            return self._sandbox


def _functions(snapshot: DocumentSnapshot, selection: Span) -> list[FunctionTarget]:
    return [t for t in select(snapshot.text, selection) if isinstance(t, FunctionTarget)]


def _record(outcome: Outcome) -> Record | None:
    match outcome:
        case Accepted(record=record) | Judged(record=record):
            return record
        case NoneAccepted(best=best):
            return best
        case _:
            return None
