"""What a job can't see, reach, become or fake."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from ansatz_sandbox import (
    Bubblewrap,
    Call,
    Job,
    Limits,
    NotReached,
    Outcome,
    Returned,
    SandboxUnavailable,
    UnsafePath,
)

from .conftest import Box


def value(outcome: Outcome) -> object:
    (result,) = outcome.results
    assert isinstance(result, Returned), outcome
    return result.value


def attempt(*lines: str) -> str:
    """A function that tells the name of the exception that `lines` ended in, or "worked"."""
    body = "\n        ".join(lines)
    return (
        "import os, socket\n"
        "def f(*args):\n"
        f"    try:\n        {body}\n"
        "    except OSError as error:\n        return type(error).__name__\n"
        "    return 'worked'\n"
    )


NO_SOCKETS = {"PermissionError", "ConnectionRefusedError", "OSError"}
"""How a socket ends: refused by the filter, or without anything to connect to where there is no filter."""


def test_no_network(box: Box) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        code = attempt("socket.create_connection(('127.0.0.1', args[0]), 2)")
        assert value(box.call(code, listener.getsockname()[1])) in NO_SOCKETS
    assert value(box.call(attempt("socket.create_connection(('192.0.2.1', 80), 2)"))) in NO_SOCKETS
    assert value(box.call(attempt("socket.getaddrinfo('example.org', 80)"))) == "gaierror"


def test_no_abstract_sockets_of_the_host(box: Box) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("")
        listener.listen()
        name = listener.getsockname()[1:].decode()
        code = attempt("socket.socket(socket.AF_UNIX).connect(chr(0) + args[0])")
        assert value(box.call(code, name)) in NO_SOCKETS


def test_the_root_holds_the_allow_list_and_no_more(box: Box) -> None:
    roots = value(box.call("import os\ndef f():\n    return sorted(os.listdir('/'))"))
    assert isinstance(roots, list)
    visible = {path.parts[1] for path in box.sandbox.visible}
    system = {"usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "etc", "dev", "proc", "tmp", "ansatz"}
    assert set(roots) <= system | visible
    # An interpreter that is installed below /tmp is shown there too.
    below = {path.parts[2] for path in box.sandbox.visible if path.parts[1] == "tmp" and len(path.parts) > 2}
    shown = value(box.call("import os\ndef f():\n    return os.listdir('/tmp')"))
    assert isinstance(shown, list) and set(shown) <= below


def test_nothing_of_a_home_but_the_interpreter(box: Box) -> None:
    home = Path.home()
    inside = {
        path.relative_to(home).parts[0]
        for path in box.sandbox.visible
        if path.is_relative_to(home) and path != home
    }
    code = "import os\ndef f(home):\n    return os.listdir(home) if os.path.exists(home) else []"
    seen = value(box.call(code, str(home)))
    assert isinstance(seen, list)
    assert set(seen) <= inside


def test_a_file_of_the_host_is_not_there(box: Box, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("key")
    assert value(box.call(attempt("open(args[0])"), str(secret))) == "FileNotFoundError"


def test_readable_paths_can_be_read_and_imported_and_not_written(box: Box, tmp_path: Path) -> None:
    (tmp_path / "rates.py").write_text("K = 8.5\n")
    sandbox = Bubblewrap(Path(sys.executable), [tmp_path], [tmp_path], bwrap=box.sandbox.bwrap)
    code = (
        "import rates\n"
        "def f(path):\n"
        "    try: open(path, 'w')\n"
        "    except OSError as error: return rates.K, error.strerror\n"
    )
    jobs = [Job(code, "f", (Call((str(tmp_path / "rates.py"),)),))] * 2
    outcomes = box.runner.run(sandbox.run_all(jobs))
    assert [value(outcome) for outcome in outcomes] == [(8.5, "Read-only file system")] * 2
    assert (tmp_path / "rates.py").read_text() == "K = 8.5\n"


@pytest.mark.parametrize("path", [Path("/"), Path.home(), Path.home().parent, Path("/proc/self")])
def test_the_root_and_homes_are_never_shown(box: Box, path: Path) -> None:
    with pytest.raises(UnsafePath):
        Bubblewrap(Path(sys.executable), [path], bwrap=box.sandbox.bwrap)


@pytest.mark.parametrize(
    "folder", ["/", "/usr", "/dev", "/etc", "/ansatz", "/proc", str(Path(sys.prefix) / "bin")]
)
def test_no_writing_outside_tmp(box: Box, folder: str) -> None:
    worked = value(box.call(attempt("os.close(os.open(args[0] + '/new', os.O_CREAT | os.O_WRONLY))"), folder))
    assert worked != "worked"


def test_an_unprivileged_identity_for_good(box: Box) -> None:
    code = (
        "import os\n"
        "def f():\n"
        "    lines = open('/proc/self/status').read().splitlines()\n"
        "    status = dict(line.split(':\\t', 1) for line in lines if ':\\t' in line)\n"
        "    caps = {name: int(status[name], 16) for name in ('CapInh', 'CapPrm', 'CapEff', 'CapAmb')}\n"
        "    try: os.setresuid(0, 0, 0)\n"
        "    except OSError: refused = True\n"
        "    else: refused = False\n"
        "    return os.getresuid(), os.getresgid(), caps, status['NoNewPrivs'], refused\n"
    )
    uids, gids, caps, no_new_privileges, refused = value(box.call(code))  # type: ignore[misc]
    assert 0 not in uids + gids
    assert not any(caps.values())
    assert no_new_privileges == "1"
    assert refused


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has an identity that a job could have kept")
def test_started_by_root_its_files_are_not_the_jobs(box: Box) -> None:
    code = "import os\ndef f(path):\n    return os.stat(path).st_uid, os.getuid()"
    owner, user = value(box.call(code, os.__file__))  # type: ignore[misc]
    assert owner != user
    assert user >= 1000


def test_the_environment_is_our_own(box: Box) -> None:
    os.environ["ANSATZ_TEST_KEY"] = "secret"
    try:
        names = value(box.call("import os\ndef f():\n    return dict(os.environ)"))
    finally:
        del os.environ["ANSATZ_TEST_KEY"]
    assert isinstance(names, dict)
    assert names["HOME"] == "/tmp"
    assert names["PYTHONHASHSEED"] == "0"
    assert "secret" not in names.values()


def test_only_ones_own_processes(box: Box) -> None:
    code = "import os\ndef f():\n    return [int(n) for n in os.listdir('/proc') if n.isdigit()], os.getpid()"
    seen, own = value(box.call(code))  # type: ignore[misc]
    assert set(seen) == {1, own}


@pytest.mark.parametrize(
    "lines",
    [
        ["os.listdir('/proc/1/fd')"],
        ["open('/proc/1/mem', 'rb+')"],
        ["open('/proc/1/environ').read()"],
        ["import ctypes; libc = ctypes.CDLL(None, use_errno=True)",
         "if libc.ptrace(16, 1, 0, 0) != 0: raise OSError(ctypes.get_errno(), 'ptrace')"],
    ],
)  # fmt: skip
def test_the_first_process_is_out_of_reach(box: Box, lines: list[str]) -> None:
    assert value(box.call(attempt(*lines))) == "PermissionError"


def test_descriptors_are_our_pipes_and_no_more(box: Box) -> None:
    code = (
        "import os\n"
        "def f():\n"
        "    fds = {}\n"
        "    for fd in map(int, os.listdir('/proc/self/fd')):\n"
        "        try: fds[fd] = os.readlink('/proc/self/fd/%d' % fd).split(':')[0]\n"
        "        except OSError: pass\n"
        "    return fds\n"
    )
    descriptors = value(box.call(code))
    assert isinstance(descriptors, dict)
    assert [descriptors.pop(number) for number in (0, 1, 2)] == ["/dev/null", "pipe", "pipe"]
    assert list(descriptors.values()) == ["pipe"]


SPRAY = (
    "import os\n"
    "def f():\n"
    "    for fd in range(3, 256):\n"
    "        try: os.write(fd, {!r})\n"
    "        except OSError: pass\n"
)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("import os\ndef f(): os._exit(0)", "crashed"),
        ("import os\nos._exit(0)\ndef f(): pass", "crashed"),
        ("import os\ndef f(): os.kill(os.getpid(), 9)", "crashed"),
        ("import os\ndef f(): os.abort()", "crashed"),
        ("import ctypes\ndef f(): ctypes.string_at(0)", "crashed"),
        ("import os\ndef f(): os.closerange(3, 4096)", "crashed"),
        ("import os\ndef f(): os.execv('/bin/true', ['true'])", "crashed"),
        (SPRAY.format(b"passed"), "forged"),
    ],
)
def test_leaving_early_or_writing_to_our_pipe_gains_nothing(box: Box, code: str, status: str) -> None:
    first, second = box.run_all([Job(code, "f", (Call(),)), Job("def f(): return 1", "f", (Call(),))])
    assert first.status == status
    assert first.results == (NotReached(),)
    assert second.results == (Returned(1, (), {}),)


FORGERY = """
import json, os, struct
def frame(header):
    text = json.dumps({"h": header, "b": []}).encode()
    return struct.pack("<4sIQ", b"AZF1", len(text), 0) + text
forged = frame({"n": "NONCE", "k": "call", "i": 0, "v": 42, "e": None, "w": [], "a": None, "kw": None})
forged += frame({"n": "NONCE", "k": "done", "c": 1})
"""


def test_frames_on_standard_output_are_only_text(box: Box) -> None:
    code = FORGERY + "def f():\n    os.write(1, forged)\n    os.write(2, forged)\n    return 1\n"
    outcome = box.call(code)
    assert value(outcome) == 1
    assert outcome.stdout == outcome.stderr
    assert "AZF1" in outcome.stdout


def test_frames_without_the_nonce_are_forged(box: Box) -> None:
    outcome = box.call(FORGERY + SPRAY.replace("{!r}", "forged") + "    os._exit(0)\n")
    assert outcome.status == "forged"
    assert outcome.results == (NotReached(),)


def test_a_fork_that_returns_twice_answers_once(box: Box) -> None:
    assert value(box.call("import os\ndef f():\n    pid = os.fork()\n    return 1 if pid else 2")) == 1


def test_an_object_equal_to_everything_is_not_carried(box: Box) -> None:
    code = "class Any(float):\n    def __eq__(self, other): return True\ndef f():\n    return Any(1)"
    outcome = box.call(code)
    assert "NotCarried" in type(value(outcome)).__name__


SABOTAGE = {
    "files": (
        "import os\n"
        "def f():\n"
        "    os.makedirs('/tmp/a/b'); open('/tmp/a/x', 'w').close(); os.chmod('/tmp/a', 0)\n"
    ),
    "deep": "import os\ndef f():\n    for _ in range(400):\n        os.mkdir('d'); os.chdir('d')",
    "mode": "import os\ndef f():\n    os.chmod('/tmp', 0)",
    "limits": "import resource\ndef f():\n    resource.prlimit(1, resource.RLIMIT_NPROC, (0, 0))",
    "processors": "import os\ndef f():\n    os.sched_setaffinity(1, {min(os.sched_getaffinity(0))})",
    "priority": "import os\ndef f():\n    os.setpriority(os.PRIO_PROCESS, 1, 19)",
    "shared": "import ctypes\ndef f():\n    assert ctypes.CDLL(None).shmget(7, 4096, 0o1666) >= 0",
    "daemon": (
        "import os, time\n"
        "def f():\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        if os.fork() == 0:\n"
        "            while True:\n"
        "                open('/tmp/left', 'w').close(); time.sleep(0.001)\n"
        "        os._exit(0)\n"
    ),
    "signals": "import os\ndef f():\n    for number in range(1, 65):\n        os.kill(1, number)",
    "everyone": "import os\ndef f():\n    os.kill(-1, 9)",
}
INSPECT = """
import ctypes, os, resource
def f():
    # Not all of these are in a fingerprint of ours: seen from here, a job must find all as it would alone.
    return (
        sorted(os.listdir("/tmp")), os.stat("/tmp").st_mode, sorted(os.sched_getaffinity(0)),
        os.getpriority(os.PRIO_PROCESS, 0), ctypes.CDLL(None).shmget(7, 4096, 0),
        resource.getrlimit(resource.RLIMIT_NPROC),
        [name for name in os.listdir("/proc") if name.isdigit() and int(name) > os.getpid()],
    )
"""


@pytest.mark.parametrize("sabotage", SABOTAGE.values(), ids=SABOTAGE.keys())
def test_the_next_job_is_not_sabotaged(box: Box, sabotage: str) -> None:
    alone = value(box.call(INSPECT))
    jobs = [Job(sabotage, "f", (Call(),), Limits(wall_s=5)), Job(INSPECT, "f", (Call(),))]
    _, after = box.run_all(jobs)
    assert value(after) == alone


NEW_NAMESPACES = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def f(flag):
    machine = os.uname().machine
    if machine not in ("x86_64", "aarch64"):
        return None
    results = [libc.unshare(flag)]
    clone = ctypes.c_long(56 if machine == "x86_64" else 220)
    none = ctypes.c_long(0)
    pid = libc.syscall(clone, ctypes.c_long(flag | 17), none, none, none, none)
    if pid == 0:
        os._exit(0)
    results += [pid, libc.syscall(ctypes.c_long(435), none, ctypes.c_long(88))]
    return results
"""


@pytest.mark.parametrize(
    "flag", [0x10000000, 0x20000000, 0x20000, 0x40000000, 0x8000000, 0x4000000, 0x2000000]
)
def test_no_further_namespaces(box: Box, flag: int) -> None:
    assert value(box.call(NEW_NAMESPACES, flag)) in ([-1, -1, -1], None)


def test_bubblewrap_that_is_not_there(box: Box, tmp_path: Path) -> None:
    with pytest.raises(SandboxUnavailable) as caught:
        box.runner.run(Bubblewrap.open(Path(sys.executable), bwrap=tmp_path / "bwrap"))
    assert "bwrap" in caught.value.reason
    assert "apt install bubblewrap" in caught.value.advice


def test_an_interpreter_that_is_not_there(box: Box, tmp_path: Path) -> None:
    with pytest.raises(SandboxUnavailable, match="interpreter"):
        box.runner.run(Bubblewrap.open(tmp_path / "python"))


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/bash\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("bwrap: setting up uid map: Permission denied", "namespaces"),
        ("bwrap: Creating new namespace failed: Operation not permitted", "namespaces"),
        ("bwrap: Unknown option --size", "0.8"),
    ],
)
def test_namespaces_that_are_denied(box: Box, tmp_path: Path, said: str, advice: str) -> None:
    bwrap = script(tmp_path / "bwrap", f"echo '{said}' >&2; exit 1")
    with pytest.raises(SandboxUnavailable) as caught:
        box.runner.run(Bubblewrap.open(Path(sys.executable), bwrap=bwrap))
    assert said in caught.value.reason
    assert advice in caught.value.advice


def test_a_bubblewrap_that_only_starts_the_program_runs_nothing(box: Box, tmp_path: Path) -> None:
    bwrap = script(tmp_path / "bwrap", 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"')
    with pytest.raises(SandboxUnavailable):
        box.runner.run(Bubblewrap.open(Path(sys.executable), bwrap=bwrap))


def wrapped(box: Box, tmp_path: Path, without: str, extra: str) -> Path:
    """The real bubblewrap, with one option left out and others added."""
    return script(
        tmp_path / "bwrap",
        "args=()\n"
        'while [ "$1" != -- ]; do\n'
        f'    [ "$1" = "{without}" ] || args+=("$1")\n'
        "    shift\n"
        "done\n"
        f'exec {box.sandbox.bwrap} "${{args[@]}}" {extra} "$@"',
    )


def test_a_sandbox_with_a_network_fails_its_own_test(box: Box, tmp_path: Path) -> None:
    bwrap = wrapped(box, tmp_path, "--unshare-net", "")
    with pytest.raises(SandboxUnavailable, match="reach"):
        box.runner.run(Bubblewrap.open(Path(sys.executable), bwrap=bwrap))


def test_a_sandbox_with_a_place_to_write_fails_its_own_test(box: Box, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    bwrap = wrapped(box, tmp_path, "nothing", f"--bind {tmp_path / 'open'} /etc")
    with pytest.raises(SandboxUnavailable, match="can write to /etc"):
        box.runner.run(Bubblewrap.open(Path(sys.executable), bwrap=bwrap))
    assert not list((tmp_path / "open").iterdir())


def test_without_its_own_processes_nothing_is_run(box: Box, tmp_path: Path) -> None:
    bwrap = wrapped(box, tmp_path, "--unshare-pid", "")
    with pytest.raises(SandboxUnavailable, match="pid"):
        box.runner.run(Bubblewrap.open(Path(sys.executable), bwrap=bwrap))
