"""What one side says is what the other side hears."""

import pytest

from ansatz.core.edit import ProposedEdit
from ansatz.core.outcome import (
    Accepted,
    Declined,
    FunctionReading,
    Judged,
    NeedsAnswer,
    NoneAccepted,
    NoSandbox,
    Outcome,
    OutOfBudget,
    StaticFinding,
    TargetOutcome,
)
from ansatz.core.progress import Progress
from ansatz.core.spec import Fault
from ansatz.core.text import DocumentSnapshot, Span, TextEdit
from ansatz.engine import wire
from support.values import record, refuted_claim, undecided_claim

SNAPSHOT = DocumentSnapshot("file:///a%20b.py", "def f():\r\n\t'''𝔘 = m c²'''\n", 7)
FAULT = Fault("units", "J is not N", Span(3, 9), "Correct the unit.")
OUTCOMES: tuple[Outcome, ...] = (
    Accepted(ProposedEdit("file:///a.py", 7, (TextEdit(Span(1, 2), "x"),)), "return 1", record()),
    Judged(record(action="validated", level="refuted", claims=[refuted_claim(), undecided_claim()])),
    NoneAccepted("nothing survived", record(level="refuted", claims=[refuted_claim(line=2)])),
    NoneAccepted("no source reaches this"),
    Declined((FAULT,)),
    NeedsAnswer("which logarithm?", ("ln", "log10")),
    OutOfBudget("60 s"),
    NoSandbox("no bubblewrap", "install it"),
)


def test_every_message_to_the_engine_arrives() -> None:
    messages: list[wire.ToEngine] = [
        wire.Start("/work", {"interpreter": "/usr/bin/python", "sandbox": {"wall_s": 3}}),
        wire.Generate(1, SNAPSHOT, Span(0, 3)),
        wire.Validate(2, SNAPSHOT, Span(0, 3)),
        wire.Read(3, SNAPSHOT),
        wire.Check(6, SNAPSHOT),
        wire.Change(5, SNAPSHOT, Span(0, 3), "return the gradient too"),
        wire.Cancel(1),
        wire.Ping(4),
        wire.Shutdown(),
    ]
    for message in messages:
        frame = wire.encode(message)
        assert wire.body_length(frame[:4]) == len(frame) - 4
        assert wire.decode_to_engine(frame[4:]) == message


def test_every_message_from_the_engine_arrives() -> None:
    outcomes = tuple(TargetOutcome("f", "C.f", number, outcome) for number, outcome in enumerate(OUTCOMES))
    messages: list[wire.FromEngine] = [
        wire.ProgressNote(1, Progress("check", "running it", "f")),
        wire.Done(1, outcomes),
        wire.SpecsRead(2, (FunctionReading("f", "C.f", 0, (FAULT,)),)),
        wire.Checked(6, (StaticFinding("unseeded", "no seed", Span(3, 9), Span(0, 12)),)),
        wire.Failed(3, "ValueError: no"),
        wire.Failed(None, "no service"),
        wire.Cancelled(4),
        wire.Pong(5),
    ]
    for message in messages:
        assert wire.decode_from_engine(wire.encode(message)[4:]) == message


@pytest.mark.parametrize("body", [b"", b"{", b"{}", b"[]", b'{"kind":"done"}', b'{"kind":"what","id":1}'])
def test_what_is_no_message_is_refused(body: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.decode_from_engine(body)
    with pytest.raises(wire.WireError):
        wire.decode_to_engine(body)


def test_an_absurd_length_is_refused() -> None:
    with pytest.raises(wire.WireError):
        wire.body_length(b"\xff\xff\xff\xff")
