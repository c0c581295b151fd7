"""An engine service that obeys the names of functions, for tests of what is around the engine.

`brief_…` takes a moment, `slow_…` waits until a file called `go` is in its folder, `stuck_…` blocks
the whole process, `busy_…` for three seconds, `crash_…` ends it, `raise_…` is a defect, `decline_…`,
`none_…`, `ask_…` and `nosandbox_…` end so, `astray_…` is answered for another function. Any other
function gets a body, which needs an import or has a rival where the docstring says so.
"""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from ansatz.core.edit import ProposedEdit
from ansatz.core.outcome import (
    Accepted,
    Declined,
    FunctionReading,
    Judged,
    KeptTest,
    NeedsAnswer,
    NoneAccepted,
    NoSandbox,
    Outcome,
    ProposedStubs,
    Rival,
    StaticFinding,
    TargetOutcome,
)
from ansatz.core.progress import Progress, Report
from ansatz.core.record import Record
from ansatz.core.routine import Match
from ansatz.core.spec import Fault
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.core.understanding import Gap, Proposal, Understanding, UnderstoodEquation
from ansatz.engine.records import FILE_NAME, RecordStore
from ansatz.engine.settings import load_settings
from ansatz.engine.wire import Start
from ansatz.targets import (
    apply,
    functions,
    insertion,
    passage,
    place,
    refound,
    select,
    slice_digest,
    spec_digest,
)
from support import values

BODY = "doubled = 2 * {first}\nreturn doubled"
WRONG = "BAD UNITS"
SILENT = "NO UNIT"


class FakeService:
    """Answers from the text alone."""

    def __init__(self, start: Start) -> None:
        self._folder = Path(start.folder)
        settings = load_settings(self._folder, editor=start.editor).settings
        self._records = RecordStore(settings.state_dir / FILE_NAME)

    async def generate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report, with_models: bool = True
    ) -> tuple[TargetOutcome, ...]:
        return tuple(
            [
                TargetOutcome(
                    target.name,
                    # A defect: nothing of this name is there.
                    "nowhere" if target.name.startswith("astray_") else target.qualified_name,
                    target.ordinal,
                    await self._generate(snapshot, target, report),
                )
                for target in select(snapshot.text, selection)
                if isinstance(target, FunctionTarget)
            ]
        )

    async def _generate(self, snapshot: DocumentSnapshot, target: FunctionTarget, report: Report) -> Outcome:
        report(Progress("read", "reading the docstring", target.name))
        if (ending := await self._obey(snapshot.text, target)) is not None:
            return ending
        report(Progress("check", "trying to refute it", target.name))
        body = BODY.format(first=target.parameters[0].name)
        imports: tuple[str, ...] = ()
        doc = target.docstring_text.of(snapshot.text) if target.docstring_text else ""
        if "needs math" in doc:
            body, imports = f"root = math.sqrt({target.parameters[0].name})\nreturn root", ("import math",)
        changes = place(snapshot.text, target, body, imports)
        after = apply(snapshot.text, changes)
        placed = refound(after, target)
        assert placed is not None
        record = _record(after, placed, "verified")
        self._records.put(record)
        rivals: list[Rival] = []
        if "has a rival" in doc:
            other = place(snapshot.text, target, f"half = {target.parameters[0].name}\nreturn half + half")
            text = apply(snapshot.text, other)
            there = refound(text, target)
            assert there is not None
            rivals.append(
                Rival(ProposedEdit(snapshot.uri, snapshot.version, other), _record(text, there, "plausible"))
            )
        return Accepted(ProposedEdit(snapshot.uri, snapshot.version, changes), body, record, tuple(rivals))

    async def _obey(self, text: str, target: FunctionTarget) -> Outcome | None:
        match target.name.partition("_")[0]:
            case "slow":
                (self._folder / "waiting").touch()
                while not (self._folder / "go").exists():
                    await asyncio.sleep(0.01)
            case "brief":
                await asyncio.sleep(0.05)
            case "stuck":
                (self._folder / "waiting").touch()
                time.sleep(120)
            case "busy":
                (self._folder / "waiting").touch()
                time.sleep(3)
            case "crash":
                (self._folder / "waiting").touch()
                os.kill(os.getpid(), signal.SIGSEGV)
            case "raise":
                raise ValueError("as asked")
            case "decline":
                return Declined((Fault("units", "J is not N.", target.name_span, "Correct it."),))
            case "none":
                after = apply(text, place(text, target, "return 0"))
                placed = refound(after, target)
                assert placed is not None
                best = _record(after, placed, "refuted", values.refuted_claim("equation"))
                self._records.put(best)
                return NoneAccepted("the only candidate was refuted", best)
            case "ask":
                return NeedsAnswer("Which logarithm is meant?", ("ln", "log10"))
            case "nosandbox":
                return NoSandbox("no bubblewrap here.", "Run `ansatz doctor`.")
            case _:
                pass
        return None

    async def validate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report
    ) -> tuple[TargetOutcome, ...]:
        outcomes: list[TargetOutcome] = []
        for target in select(snapshot.text, selection):
            if isinstance(target, FunctionTarget):
                is_wrong = "wrong" in target.statements.of(snapshot.text)
                claims = [values.refuted_claim("inputs_unchanged", "x is left alone")] if is_wrong else []
                level = "refuted" if is_wrong else "plausible"
                record = _record(snapshot.text, target, level, *claims, action="validated")
                self._records.put(record)
                outcomes.append(
                    TargetOutcome(target.name, target.qualified_name, target.ordinal, Judged(record))
                )
        return tuple(outcomes)

    async def change(
        self, snapshot: DocumentSnapshot, selection: Span, instruction: str, report: Report
    ) -> tuple[TargetOutcome, ...]:
        """Code that says what was asked for, in a comment."""
        outcomes: list[TargetOutcome] = []
        for target in select(snapshot.text, selection):
            if isinstance(target, FunctionTarget):
                body = f"# {instruction}\nreturn {target.parameters[0].name} + 1"
                changes = place(snapshot.text, target, body)
                after = apply(snapshot.text, changes)
                placed = refound(after, target)
                assert placed is not None
                record = _record(after, placed, "plausible", action="changed")
                edit = ProposedEdit(snapshot.uri, snapshot.version, changes)
                outcome = Accepted(edit, body, record)
                outcomes.append(TargetOutcome(target.name, target.qualified_name, target.ordinal, outcome))
        return tuple(outcomes)

    async def read_specs(self, snapshot: DocumentSnapshot) -> tuple[FunctionReading, ...]:
        if "crash while reading" in snapshot.text:
            os._exit(5)
        found: list[FunctionReading] = []
        for target in functions(snapshot.text):
            place_of = snapshot.text.find(WRONG, target.span.start, target.span.end)
            if place_of >= 0:
                span = Span(place_of, place_of + len(WRONG))
                fault = Fault("units", "J is not N.", span, "Correct the unit.")
                found.append(FunctionReading(target.name, target.qualified_name, target.ordinal, (fault,)))
            elif (place_of := snapshot.text.find(SILENT, target.span.start, target.span.end)) >= 0:
                span = Span(place_of + len(SILENT), place_of + len(SILENT))
                gap = Gap("unit", "no unit is stated", span, (Proposal("State the unit", span, " [m]"),))
                understanding = Understanding((UnderstoodEquation(span, "y = 2 x", ("first",)),), (), (gap,))
                named = (target.name, target.qualified_name, target.ordinal)
                found.append(FunctionReading(*named, (), understanding))
        return tuple(found)

    async def check(self, snapshot: DocumentSnapshot) -> tuple[StaticFinding, ...]:
        """A finding wherever a function's code says `degrees`."""
        text, found = snapshot.text, list[StaticFinding]()
        for target in functions(text):
            if (at := text.find("degrees", target.statements.start, target.statements.end)) >= 0:
                found.append(
                    StaticFinding("degrees", "here are degrees", Span(at, at + len("degrees")), target.span)
                )
        return tuple(found)

    async def propose(self, snapshot: DocumentSnapshot, selection: Span) -> ProposedStubs | None:
        found = passage(snapshot.text, selection)
        if "=" not in found.words:
            return None
        source = 'def made(x):\n    """' + found.words + '"""\n    ...\n'
        return ProposedStubs(("made",), insertion(snapshot.text, found, (source,)))

    async def keep(self, snapshot: DocumentSnapshot, selection: Span) -> tuple[KeptTest, ...]:
        return tuple(
            KeptTest(target.name, "", "", why_not="nothing is stated")
            if target.name.startswith("none_")
            else KeptTest(target.name, f"test_a_{target.name}.py", f"# of {target.name}\n", ("a law",))
            for target in select(snapshot.text, selection)
            if isinstance(target, FunctionTarget)
        )

    async def search(self, query: str, limit: int, report: Report) -> tuple[Match, ...]:
        """One routine, or what the query asks for: `nothing`, `crash`, a defect."""
        report(Progress("index", "scipy (1 of 1)"))
        if "crash" in query:
            os._exit(3)
        if "raise" in query:
            raise ValueError("as asked")
        if "nothing" in query:
            return ()
        why = (f"limit {limit}",)
        name = "scipy.signal.hilbert"
        call, line = "signal.hilbert(x)", "from scipy import signal"
        found = Match(
            name, "function", "1.17", "hilbert(x, N=None)", "Analytic signal.", why, 1.5, call, line
        )
        return (found,)

    async def close(self) -> None:
        print("the fake engine was closed", file=sys.stderr)


def _record(
    text: str,
    target: FunctionTarget,
    level: values.Level,
    *claims: values.ClaimRecord,
    action: str = "generated",
) -> Record:
    return values.record(
        target.name,
        qualified_name=target.qualified_name,
        spec_digest=spec_digest(text, target),
        slice_digest=slice_digest(text, target),
        level=level,
        claims=claims,
        action=action,
        steps=[values.step("d", "d = 2 x", 1)],
    )


def build(start: Start) -> FakeService:
    """The factory that the engine is given."""
    return FakeService(start)
