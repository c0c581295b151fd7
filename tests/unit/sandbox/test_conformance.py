"""The suite notices what is wrong: each test hands it a sandbox or a host with one fault."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ansatz_sandbox import Job, NotCarried, NotReached, Outcome, Raised, Returned, Usage, Value
from ansatz_sandbox.host.conformance import HOSTILE, PROGRAMS, Program, Report, asking, check, quick
from ansatz_sandbox.host.conformance.host import Host

FINDS: Value = [("files", "[]"), ("sum", "1.0")]


def returned(value: Value | NotCarried, status: str = "completed") -> Outcome:
    return Outcome(status, (Returned(value, (), {}),), None, "", "", Usage(0.1, 0.1, 1))  # type: ignore[arg-type]


class Fake:
    """Answers every program with one outcome, and the harmless job after it as told."""

    def __init__(self, outcome: Outcome, finds: Callable[[int], Value] = lambda _: FINDS) -> None:
        self.weaker = ("no filter of system calls",)
        self.seen: list[Job] = []
        self._outcome, self._finds = outcome, finds

    async def run(self, job: Job) -> Outcome:
        self.seen.append(job)
        if "All that a job before this one" in job.code:
            return returned(self._finds(len(self.seen)))
        return self._outcome

    async def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
        return [await self.run(job) for job in jobs]

    async def close(self) -> None: ...


def examined(fake: Fake, *programs: Program) -> Report:
    return asyncio.run(check(fake, programs))


ONE = Program("one", "ordinary", "def f(): return 1", (asking.returns(1),))


def test_there_are_enough_and_no_two_have_one_name():
    names = [(program.group, program.name) for program in PROGRAMS]
    assert len(set(names)) == len(names)
    assert sum(program.is_hostile for program in PROGRAMS) >= 60
    assert {program.group for program in PROGRAMS} == {"ordinary", "limits", *HOSTILE}
    assert {program.group for program in quick()} == {"ordinary", "limits", *HOSTILE}


def test_what_is_right_passes():
    fake = Fake(returned(1))
    report = examined(fake, ONE)
    assert report.passed
    assert [result.problems for result in report.results] == [()]
    assert fake.seen[1].code == "def f(): return 1"


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (returned(2), "and not 1"),
        (returned(1.0), "and not 1"),
        (returned(1, "deadline"), "ended as deadline"),
        (replace(returned(1), results=()), "results for 1 calls"),
        (replace(returned(1), results=(NotReached(),)), "and not 1"),
    ],
)
def test_a_wrong_outcome_is_told(outcome: Outcome, said: str):
    program = replace(ONE, must=()) if not outcome.results else ONE
    (failure,) = examined(Fake(outcome), program).failures
    assert any(said in problem for problem in failure.problems)


def test_a_next_job_that_finds_something_is_told():
    def finds(count: int) -> Value:
        return FINDS if count == 1 else [("files", "['left']"), ("sum", "1.0")]

    (failure,) = examined(Fake(returned(1), finds), ONE).failures
    assert failure.problems == ("the job after it finds files \"['left']\"",)


def test_a_sandbox_in_which_nothing_runs_is_no_sandbox():
    with pytest.raises(RuntimeError, match="nobody has used"):
        examined(Fake(returned(1), lambda _: None), ONE)


def test_a_weakness_that_is_said_excuses_and_no_other():
    asked = replace(ONE, must=(asking.returns(2),), unless="number of files")
    excused = replace(asked, name="two", unless="no filter")
    report = examined(Fake(returned(1)), asked, excused)
    assert [result.program.name for result in report.failures] == ["one"]
    assert report.results[1].excused


def test_programs_that_ask_for_it_are_told_of_the_host_and_run_beside_another():
    fake = Fake(returned([]))
    program = replace(ONE, must=(asking.NOTHING_DONE,), told=True, beside="def f(host): return []")
    assert examined(fake, program).passed
    _, main, beside, _ = fake.seen
    assert beside.code.endswith("def f(host): return []")
    assert main.calls == beside.calls
    (told,) = main.calls[0].args
    assert isinstance(told, dict)
    assert all(Path(key).name == "id_ed25519" for key in told["keys"])


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()
    yield host
    host.close()


def told(host: Host, name: str) -> Value:
    return host.told()[name]


def test_a_host_that_is_left_alone_is_unharmed_and_leaves_nothing(host: Host):
    keys = told(host, "keys")
    assert host.harm() == []
    host.close()
    assert isinstance(keys, list)
    assert not any(Path(key).parent.exists() for key in keys)


def test_a_key_that_was_changed_is_noticed_once(host: Host):
    (key, *_) = told(host, "keys")  # type: ignore[misc]
    Path(key).write_text("mine")
    assert host.harm() == ["files of the host were changed"]
    assert host.harm() == []


def test_a_process_that_was_stopped_is_noticed(host: Host):
    pid = next(pid for pid in told(host, "pids") if pid not in (os.getpid(), os.getppid()))  # type: ignore[union-attr]
    os.kill(pid, signal.SIGKILL)
    assert "a process of the host was ended or stopped" in host.harm()


def test_a_connection_is_noticed(host: Host):
    port = told(host, "port")
    with socket.create_connection(("127.0.0.1", port)):  # type: ignore[arg-type]
        assert host.harm() == ["a socket (AF_INET) of the host was reached"]


def test_a_datagram_is_noticed(host: Host):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("127.0.0.1", told(host, "datagrams")))  # type: ignore[arg-type]
        assert host.harm() == ["a socket (AF_INET) of the host was reached"]


def test_a_mark_in_a_folder_is_noticed(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    mark = told(host, "mark")
    (tmp_path / f"{mark}-folder").mkdir()
    assert host.harm() == [f"it wrote into {tmp_path}"]


def test_questions():
    raised = replace(returned(0), results=(Raised("ValueError", "x" * 5000, 3),))
    assert asking.raises("ValueError")(raised) == ""
    assert asking.raises("OSError")(raised)
    assert asking.at_line(3)(raised) == ""
    assert asking.at_line(4)(raised)
    assert "5000" in asking.short_texts(raised)
    assert asking.no_result(raised) == ""
    assert asking.no_result(returned(1))
    assert asking.not_carried(returned(NotCarried("object", ""))) == ""
    assert asking.not_carried(returned(1))
    assert asking.within(0, 2)(returned(1)) == ""
    assert asking.within(0, 2)(returned(3))
    assert asking.among(frozenset("ab"))(returned(["a"])) == ""
    assert asking.among(frozenset("ab"))(returned(["c"]))
    assert asking.prints("y")(replace(returned(1), stdout="xyz")) == ""
    assert asking.prints("q")(replace(returned(1), stdout="xyz"))
    assert asking.returns([float("nan"), -0.0])(returned([float("nan"), -0.0])) == ""
    assert asking.returns(-0.0)(returned(0.0))
    assert asking.short(1 << 1_000_000).startswith("a int")


def test_limits_that_end_a_program_are_short():
    ended = [program for program in PROGRAMS if program.ends == ("deadline",)]
    assert ended
    assert all(min(program.limits.wall_s, program.limits.cpu_s) <= 2.0 for program in ended)
