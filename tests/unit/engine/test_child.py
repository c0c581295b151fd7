"""The engine as a process: answers once, cancels, guards its streams, and never outlives its server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ansatz.core.outcome import NoneAccepted
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.engine import wire

TESTS = Path(__file__).parents[2]


class Child:
    """The other end of an engine's pipes."""

    def __init__(self, folder: Path, **editor: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ansatz.engine", "--parent", str(os.getpid()),
             "--service", "support.scripted_service:build"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(TESTS)},
        )  # fmt: skip
        self.send(wire.Start(str(folder), editor))

    def send(self, message: wire.ToEngine) -> None:
        assert self.process.stdin
        self.process.stdin.write(wire.encode(message))
        self.process.stdin.flush()

    def ask(self, number: int, verb: str) -> None:
        self.send(wire.Generate(number, DocumentSnapshot("file:///a.py", verb), Span(0, 0)))

    def receive(self) -> wire.FromEngine:
        assert self.process.stdout
        prefix = self.process.stdout.read(4)
        assert len(prefix) == 4, "the engine is gone"
        return wire.decode_from_engine(self.process.stdout.read(wire.body_length(prefix)))

    def answer(self) -> wire.FromEngine:
        while isinstance(message := self.receive(), wire.ProgressNote):
            pass
        return message

    def why(self) -> str:
        answer = self.answer()
        assert isinstance(answer, wire.Done)
        outcome = answer.outcomes[0].outcome
        assert isinstance(outcome, NoneAccepted)
        return outcome.why


@contextmanager
def child(folder: Path, **editor: Any) -> Iterator[Child]:
    running = Child(folder, **editor)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.communicate()


def wait_for(path: Path) -> None:
    until = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < until, f"{path.name} never came"
        time.sleep(0.01)


def test_requests_report_and_are_answered(tmp_path: Path) -> None:
    with child(tmp_path) as engine:
        engine.ask(1, "hello")
        note = engine.receive()
        assert isinstance(note, wire.ProgressNote) and note.progress.message == "hello"
        assert engine.why() == "hello"
        engine.send(wire.Read(2, DocumentSnapshot("file:///a.py", "")))
        assert isinstance(engine.answer(), wire.SpecsRead)
        engine.send(wire.Ping(3))
        assert engine.answer() == wire.Pong(3)


def test_a_cancel_reaches_the_work_and_the_engine_lives(tmp_path: Path) -> None:
    with child(tmp_path) as engine:
        engine.ask(1, "wait")
        assert isinstance(engine.receive(), wire.ProgressNote)
        engine.ask(2, "beside it")
        assert engine.why() == "beside it"
        engine.send(wire.Cancel(1))
        assert engine.answer() == wire.Cancelled(1)
        assert (tmp_path / "cancelled").exists()
        engine.ask(3, "after it")
        assert engine.why() == "after it"


def test_a_cancel_before_the_work_began_is_answered_too(tmp_path: Path) -> None:
    with child(tmp_path) as engine:
        frames = wire.encode(wire.Generate(1, DocumentSnapshot("file:///a.py", "wait"), Span(0, 0)))
        assert engine.process.stdin
        engine.process.stdin.write(frames + wire.encode(wire.Cancel(1)))
        engine.process.stdin.flush()
        assert engine.answer() == wire.Cancelled(1)
        engine.send(wire.Cancel(99))
        engine.ask(2, "still there")
        assert engine.why() == "still there"


def test_a_defect_fails_its_own_request_only(tmp_path: Path) -> None:
    with child(tmp_path) as engine:
        engine.ask(1, "raise")
        assert engine.answer() == wire.Failed(1, "ValueError: as asked")
        engine.ask(2, "fine")
        assert engine.why() == "fine"


def test_what_is_printed_never_meets_the_protocol(tmp_path: Path) -> None:
    with child(tmp_path) as engine:
        engine.ask(1, "print")
        assert engine.why() == "print"
        engine.send(wire.Shutdown())
        _, said = engine.process.communicate(timeout=20)
        assert b"noise on standard output" in said and b"more noise" in said


def test_a_service_that_cannot_be_built_fails_requests_with_its_words(tmp_path: Path) -> None:
    with child(tmp_path, refuse=True) as engine:
        assert engine.answer() == wire.Failed(None, "RuntimeError: no such thing as this service")
        engine.ask(1, "anything")
        assert engine.answer() == wire.Failed(1, "RuntimeError: no such thing as this service")


def test_shutdown_closes_the_service(tmp_path: Path) -> None:
    with child(tmp_path) as engine:
        engine.ask(1, "hello")
        engine.answer()
        engine.send(wire.Shutdown())
        assert engine.process.wait(20) == 0
        assert (tmp_path / "closed").exists()


@pytest.mark.parametrize("verb", ["wait", "block"])
def test_it_ends_when_its_input_ends(tmp_path: Path, verb: str) -> None:
    with child(tmp_path) as engine:
        engine.ask(1, verb)
        assert isinstance(engine.receive(), wire.ProgressNote)
        assert engine.process.stdin
        engine.process.stdin.close()
        engine.process.stdin = None
        engine.process.wait(20)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_it_dies_with_its_parent(tmp_path: Path) -> None:
    starter = (
        "import os, subprocess, sys, time\n"
        "keep = os.open(sys.argv[1] + '/fifo', os.O_RDWR)\n"
        "engine = subprocess.Popen([sys.executable, '-P', '-m', 'ansatz.engine', '--parent',"
        " str(os.getpid()), '--service', 'support.scripted_service:build'],"
        " stdin=keep, stdout=subprocess.DEVNULL)\n"
        "print(engine.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    os.mkfifo(tmp_path / "fifo")
    # Our own end keeps the engine's input open, so that its end is not what ends the engine.
    held = os.open(tmp_path / "fifo", os.O_RDWR)
    parent = subprocess.Popen(
        [sys.executable, "-c", starter, str(tmp_path)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(TESTS)},
    )
    assert parent.stdout
    pid = int(parent.stdout.readline())
    time.sleep(0.5)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    until = time.monotonic() + 20
    while _alive(pid):
        assert time.monotonic() < until, "the engine outlived its server"
        time.sleep(0.02)
    os.close(held)


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels may refuse a limit")
def test_it_is_limited(tmp_path: Path) -> None:
    with child(tmp_path) as engine:
        engine.ask(1, "limits")
        core, space = engine.why().split()
        assert core == "0"
        assert 0 < int(space) <= 8 * 2**30


def test_a_crash_ends_the_stream(tmp_path: Path) -> None:
    with child(tmp_path) as engine:
        engine.ask(1, "exit")
        with pytest.raises(AssertionError, match="gone"):
            engine.answer()
        assert engine.process.wait(20) == 3
