"""Limits: each holds, says so in the status, and spares the next job."""

from __future__ import annotations

import pytest

from ansatz_sandbox import Call, Job, Limits, NotReached, Outcome, Raised, Returned

from .conftest import Box


def test_memory_of_one_process(box: Box) -> None:
    code = "def f():\n    x = [b'']\n    while True:\n        x.append(bytes(1 << 20))"
    outcome = box.call(code, limits=Limits(memory_bytes=300 << 20))
    (result,) = outcome.results
    assert outcome.status == "out_of_memory"
    assert isinstance(result, Raised)
    assert result.type == "MemoryError"


def test_memory_of_all_processes_together(box: Box) -> None:
    code = (
        "import os, time\n"
        "def f():\n"
        "    for _ in range(6):\n"
        "        if os.fork() == 0:\n"
        "            x = bytearray(b'x') * (100 << 20)\n"
        "            time.sleep(60)\n"
        "    time.sleep(60)\n"
    )
    assert box.call(code, limits=Limits(memory_bytes=300 << 20)).status == "out_of_memory"


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "import time; time.sleep(60)",
        "import signal\n    for n in range(1, 65):\n        try: signal.signal(n, signal.SIG_IGN)\n"
        "        except (OSError, ValueError): pass\n    while True: pass",
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
        "return sum(1 for _ in iter(int, 1))",
        "import re; re.match('(a+)+b', 'a' * 60)",
        "import threading; threading.Thread(target=f).start(); threading.Event().wait()",
    ],
)
def test_the_deadline_ends_everything(box: Box, body: str) -> None:
    outcome = box.call(f"def f():\n    {body}\n", limits=Limits(wall_s=0.4))
    assert outcome.status == "deadline"
    assert outcome.results == (NotReached(),)


def test_results_before_the_deadline_are_kept(box: Box) -> None:
    code = "def f(x):\n    while x > 2: pass\n    return x"
    outcome = box.run(Job(code, "f", tuple(Call((x,)) for x in (1, 2, 3, 4)), Limits(wall_s=0.5)))
    assert outcome.status == "deadline"
    assert [result.value for result in outcome.results[:2] if isinstance(result, Returned)] == [1, 2]
    assert outcome.results[2:] == (NotReached(), NotReached())


def test_processor_time(box: Box) -> None:
    outcome = box.call("def f():\n    while True: pass", limits=Limits(cpu_s=1, wall_s=30))
    assert outcome.status == "deadline"
    assert "processor" in outcome.detail


def test_processes(box: Box) -> None:
    code = (
        "import os, time\n"
        "def f():\n"
        "    for count in range(100):\n"
        "        try:\n"
        "            if os.fork() == 0:\n"
        "                time.sleep(60)\n"
        "        except BlockingIOError:\n"
        "            return count\n"
        "    return 100\n"
    )
    for outcome in box.run_all([Job(code, "f", (Call(),), Limits(processes=10))] * 2):
        assert outcome.results[0] == Returned(9, (), {})  # itself is the tenth


def test_a_fork_bomb_and_the_job_after_it(box: Box) -> None:
    bomb = "import os\ndef f():\n    while True:\n        try: os.fork()\n        except OSError: pass\n"
    code = "def f():\n    return 1"
    first, second = box.run_all(
        [Job(bomb, "f", (Call(),), Limits(wall_s=0.5, processes=32)), Job(code, "f", (Call(),))]
    )
    assert first.status == "deadline"
    assert second.results == (Returned(1, (), {}),)


def test_endless_output(box: Box) -> None:
    outcome = box.call("def f():\n    while True: print('x' * 9999)", limits=Limits(output_bytes=1000))
    assert outcome.status == "output_limit"
    assert len(outcome.stdout) == 1000


def test_a_file_and_a_full_disk(box: Box) -> None:
    code = (
        "import os\n"
        "def f(size, names):\n"
        "    for name in range(names):\n"
        "        with open('/tmp/%d' % name, 'wb') as file:\n"
        "            file.write(bytes(size))\n"
    )
    limits = Limits(file_bytes=1 << 20)
    large = Job(code, "f", (Call((2 << 20, 1)),), limits)
    many = Job(code, "f", (Call((1 << 20, 200)),), limits)
    small = Job(code, "f", (Call((1 << 20, 10)),), limits)
    outcomes = box.run_all([large, many, small])
    assert [kind(outcome) for outcome in outcomes] == ["OSError", "OSError", "returned"]


def kind(outcome: Outcome) -> str:
    (result,) = outcome.results
    return result.type if isinstance(result, Raised) else type(result).__name__.lower()


@pytest.mark.parametrize("name", ["wall_s", "cpu_s", "memory_bytes", "processes", "value_bytes"])
def test_a_limit_of_nothing_is_a_mistake(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Limits(**{name: 0})
