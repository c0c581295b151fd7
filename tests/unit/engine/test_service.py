"""The service over a whole file: several functions, kept records, and the origin of code."""

import asyncio
import sys
from pathlib import Path

import pytest

from ansatz.cli.exits import Exit, exit_of
from ansatz.core.outcome import Accepted, Declined, Failed, Judged, NoSandbox
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.editing import apply
from ansatz.engine.records import RecordStore
from ansatz.engine.service import Service
from ansatz.reading.read import read_spec
from ansatz.sources.equation import EquationSource
from ansatz_sandbox import Bubblewrap, Limits, SandboxUnavailable
from support.specs import SOUND

FORGOTTEN_ROOT = r"\frac{\gamma p}{\rho}"


def service(open_sandbox):
    return Service(open_sandbox, (EquationSource(),), RecordStore(None), Limits(), 0, 60.0, ())


async def bubblewrap():
    try:
        return await Bubblewrap.open(Path(sys.executable))
    except SandboxUnavailable as error:
        pytest.skip(f"no sandbox: {error.reason}")


def test_validating_what_was_generated_does_not_raise_its_level():
    async def run():
        engine = service(bubblewrap)
        snapshot = DocumentSnapshot("file:///f.py", SOUND, 1)
        everything = Span(0, len(SOUND))
        ((made,), _) = (await engine.generate(snapshot, everything, lambda p: None), None)
        assert isinstance(made.outcome, Accepted)
        after = apply(SOUND, made.outcome.edit.changes)
        (judged,) = await engine.validate(
            DocumentSnapshot("file:///f.py", after, 2), Span(0, len(after)), lambda p: None
        )
        (again,) = await engine.validate(
            DocumentSnapshot("file:///f.py", after, 2), Span(0, len(after)), lambda p: None
        )
        await engine.close()
        return made.outcome.record, judged.outcome, again.outcome

    record, judged, again = asyncio.run(run())
    for outcome in (judged, again):
        assert isinstance(outcome, Judged)
        assert outcome.record.level == record.level
        assert outcome.record.source == "equation"


def test_a_selection_over_several_functions_means_all_of_them():
    faulty = SOUND.replace("sound_speed", "faulty").replace(r"\sqrt{\frac{\gamma p}{\rho}}", FORGOTTEN_ROOT)
    text = f"{SOUND}\n\n{faulty}"

    async def run():
        engine = service(bubblewrap)
        snapshot = DocumentSnapshot("file:///f.py", text, 1)
        outcomes = await engine.generate(snapshot, Span(0, len(text)), lambda p: None)
        faults = await engine.read_specs(snapshot)
        await engine.close()
        return outcomes, faults

    (sound, faulty_one), faults = asyncio.run(run())
    assert isinstance(sound.outcome, Accepted)
    assert isinstance(faulty_one.outcome, Declined)
    found = [(each.qualified_name, fault.kind) for each in faults for fault in each.faults]
    assert found == [("faulty", "units")]


def test_a_missing_sandbox_is_an_outcome():
    async def unavailable():
        raise SandboxUnavailable("nothing isolates here", "install bubblewrap")

    async def run():
        engine = service(unavailable)
        snapshot = DocumentSnapshot("file:///f.py", SOUND, 1)
        (outcome,) = await engine.generate(snapshot, Span(0, len(SOUND)), lambda p: None)
        await engine.close()
        return outcome

    assert isinstance(asyncio.run(run()).outcome, NoSandbox)


def test_code_is_looked_through_without_a_sandbox_and_without_an_index():
    text = (
        'import math\n\n\ndef work(found=[]):\n    """Collects."""\n    found.append(1)\n    return found\n'
    )

    async def run():
        engine = service(None)
        found = await engine.check(DocumentSnapshot("file:///f.py", text, 1))
        await engine.close()
        return found

    (finding,) = asyncio.run(run())
    assert (finding.kind, finding.span.of(text)) == ("mutable-default", "found.append(1)")


class Breaks:
    """A source that fails on one function, as only a defect can."""

    def __init__(self):
        self._inner = EquationSource()

    async def draft(self, snapshot, target, spec):
        if target.name == "broken":
            raise ZeroDivisionError("float division by zero")
        return await self._inner.draft(snapshot, target, spec)


def test_a_defect_in_one_function_leaves_the_others_whole(caplog):
    text = f"{SOUND.replace('sound_speed', 'broken')}\n\n{SOUND}"

    async def run():
        engine = Service(bubblewrap, (Breaks(),), RecordStore(None), Limits(), 0, 60.0, ())
        outcomes = await engine.generate(
            DocumentSnapshot("file:///f.py", text, 1), Span(0, len(text)), lambda p: None
        )
        await engine.close()
        return outcomes

    broken, sound = asyncio.run(run())
    assert broken.outcome == Failed("ZeroDivisionError: float division by zero")
    assert isinstance(sound.outcome, Accepted)
    assert "broken failed" in caplog.text and "ZeroDivisionError" in caplog.text
    assert exit_of(broken.outcome) == Exit.DEFECT


def test_a_defect_in_one_reading_leaves_the_others_whole(monkeypatch, caplog):
    def read(text, target, module):
        if target.name == "broken":
            raise ZeroDivisionError("float division by zero")
        return read_spec(text, target, module)

    monkeypatch.setattr("ansatz.engine.service.read_spec", read)
    text = f"{SOUND.replace('sound_speed', 'broken')}\n\n{SOUND}"

    async def run():
        engine = service(bubblewrap)
        found = await engine.read_specs(DocumentSnapshot("file:///f.py", text, 1))
        await engine.close()
        return found

    assert [each.name for each in asyncio.run(run())] == ["sound_speed"]
    assert "broken could not be read" in caplog.text
