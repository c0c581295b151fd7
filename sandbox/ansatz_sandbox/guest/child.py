"""The job's own process: confines itself, loads the code, makes the calls, and writes one frame for each."""

# pathlib would be the slowest import of the guest, for nothing.
# ruff: noqa: PTH123

from __future__ import annotations

import faulthandler
import fcntl
import linecache
import os
import random
import resource
import signal
import sys
import types
import warnings
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, Optional, cast

from ..wire import frames
from ..wire.values import Decoder, Encoder, NotCarriable, type_name
from . import filter, landlock, privileges
from .channel import close_all_but, receive

_DESCRIPTORS_MAX = 256
_ADDRESS_SPACE_BYTES = 256 << 20  # of an interpreter with NumPy, where it can't be read
_DEVICES = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"]
_MESSAGE_MAX = 1000
_WARNINGS_MAX = 8
_WARNING_MAX = 300


class Ends(NamedTuple):
    """Descriptors of a job's process: told to start, its job, its progress, and its three outputs."""

    start: int
    incoming: int
    events: int
    results: int
    stdout: int
    stderr: int


def become(ends: Ends) -> NoReturn:
    """Turn the freshly forked process into a job's: confine it, wait for the job, run it, and end."""
    try:
        close_all_but(ends)
        # Not a session: it would get a full share of the processors (see `autogroup`).
        os.setpgid(0, 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        privileges.set_dumpable(True)
        _offer_to_be_killed_first()
        landlock.restrict(["/tmp"], _DEVICES)
        filter.install()
        base_bytes = _address_space_bytes()
        _rehearse()
        os.write(ends.events, b"i")
        if not os.read(ends.start, 1):
            os._exit(0)
        job = receive(ends.incoming)
        os.write(ends.events, b"b")
        # Low numbers are where guesses start; the random one is no secret to a determined job.
        hidden = fcntl.fcntl(ends.results, fcntl.F_DUPFD_CLOEXEC, 64 + os.urandom(1)[0] % 128)
        os.dup2(ends.stdout, 1)
        os.dup2(ends.stderr, 2)
        for descriptor in ends:
            os.close(descriptor)
        _bind(cast("dict[str, float]", job.header["limits"]), base_bytes)
        faulthandler.enable(2)
        _live(job, hidden)
    finally:
        os._exit(70)


def _rehearse() -> None:
    """Go once through what a job will need, so that what it writes to is copied before it waits."""
    value = Decoder([], 0).decode(["t", 1.0, "x"])
    module = types.ModuleType("rehearsal")
    exec(compile("def f(x): return x", "rehearsal", "exec"), module.__dict__)
    with warnings.catch_warnings():
        frames.pack({"v": Encoder(0, takes_apart=True).encode(module.__dict__["f"](value))}, [])
    _seed()


def _offer_to_be_killed_first() -> None:
    """When the machine runs out of memory, a job should go before those who watch it."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        pass


def _address_space_bytes() -> int:
    """What is mapped before the job has done anything: the interpreter and the imported packages."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return _ADDRESS_SPACE_BYTES


def _bind(limits: dict[str, float], base_bytes: int) -> None:
    """Set the limits that the kernel keeps for this process and what it starts."""
    cpu_s, processes = int(limits["cpu_s"]), int(limits["processes"])
    memory_bytes = base_bytes + int(limits["memory_bytes"])
    # What this process has used until now was not the job's.
    spent = resource.getrusage(resource.RUSAGE_SELF)
    cpu_s += int(spent.ru_utime + spent.ru_stime)
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_MEMLOCK, 0, 0),
        (resource.RLIMIT_MSGQUEUE, 0, 0),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS_MAX, _DESCRIPTORS_MAX),
        (resource.RLIMIT_FSIZE, int(limits["file_bytes"]), int(limits["file_bytes"])),
        # The second after the soft limit is for jobs that ignore its signal.
        (resource.RLIMIT_CPU, cpu_s, cpu_s + 1),
        (resource.RLIMIT_NPROC, processes, processes),
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
    ):
        resource.setrlimit(kind, (soft, hard))


class _Results:
    """Writes frames that carry the job's nonce, from the job's first process only."""

    def __init__(self, descriptor: int, nonce: str) -> None:
        pid, getpid, write = os.getpid(), os.getpid, os.write

        def send(header: dict[str, object], blobs: list[bytes]) -> None:
            if getpid() != pid:
                # A fork of the job has come back through our code; the job's answer is its parent's.
                os._exit(0)
            data = memoryview(frames.pack({"n": nonce, **header}, blobs))
            while data:
                data = data[write(descriptor, data) :]

        self.send: Callable[[dict[str, object], list[bytes]], None] = send


class _Inputs(NamedTuple):
    """One call's arguments as they came, to tell whether the call changed them."""

    args: list[object]
    kwargs: list[tuple[str, object]]
    trees: bytes
    blobs: list[memoryview]
    made: dict[int, list[object]]
    """The trees of arguments that were made from source, by their identity."""


def _live(job: frames.Frame, descriptor: int) -> NoReturn:
    header = job.header
    results = _Results(descriptor, str(header.pop("nonce")))
    code, filename = str(header["code"]), str(header["filename"])
    value_bytes = int(cast("dict[str, int]", header["limits"])["value_bytes"])
    _hide_ourselves(filename)
    entry: Optional[Callable[..., object]] = None
    _seed()
    had_numpy = "numpy" in sys.modules
    sys.path[:0] = cast("list[str]", header["importable"])
    try:
        entry = _load(code, filename, str(header["entry"]), str(header["package"]))
    except BaseException as error:
        results.send({"k": "load", "e": _raised(error, filename)}, [])
    if not had_numpy:
        _seed()
    count = 0
    if entry is not None:
        makers = _Makers()
        decoder = Decoder(job.blobs, value_bytes, source=makers.make)
        for call in cast("list[dict[str, object]]", header["calls"]):
            inputs = _inputs(call, decoder, job.blobs, makers)
            value_bytes = max(value_bytes - _call(entry, inputs, count, filename, value_bytes, results), 0)
            count += 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            continue
    results.send({"k": "done", "c": count}, [])
    os._exit(0)


def _hide_ourselves(filename: str) -> None:
    """Leave the names a program expects; what is hidden here can still be found by walking frames."""
    for name in [name for name in sys.modules if name.split(".")[0] == "ansatz_sandbox"]:
        del sys.modules[name]
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv = [filename]


def _seed() -> None:
    random.seed(0)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(0)


def _load(code: str, filename: str, entry: str, package: str) -> Callable[..., object]:
    module = types.ModuleType("candidate")
    module.__file__ = filename
    if package:
        module.__package__ = package
    sys.modules["candidate"] = module
    linecache.cache[filename] = (len(code), None, code.splitlines(True), filename)
    exec(compile(code, filename, "exec", dont_inherit=True), module.__dict__)
    found: Any = module
    for name in entry.split("."):
        found = getattr(found, name)
    return cast("Callable[..., object]", found)


class _Makers:
    """Makes arguments from source and remembers which ones it made."""

    def __init__(self) -> None:
        self.made: dict[int, tuple[object, list[object]]] = {}

    def make(self, code: str, name: str) -> object:
        """What `name` is in a module of `code`; ends the process where there is no such thing."""
        try:
            module = types.ModuleType("argument")
            exec(compile(code, "argument.py", "exec", dont_inherit=True), module.__dict__)
            value = module.__dict__[name]
        except BaseException as error:
            text = "an argument could not be made: %s: %s\n" % (type_name(error), _text(error, _MESSAGE_MAX))
            os.write(2, text.encode("utf-8", "replace"))
            os._exit(frames.SOURCE_FAILED)
        self.made[id(value)] = value, ["src", code, name]
        return value


def _inputs(call: dict[str, object], decoder: Decoder, blobs: list[memoryview], makers: _Makers) -> _Inputs:
    start = decoder.taken
    makers.made.clear()
    args = [decoder.decode(tree) for tree in cast("list[object]", call["a"])]
    named = cast("list[tuple[str, object]]", call["k"])
    kwargs = [(name, decoder.decode(tree)) for name, tree in named]
    made = {key: tree for key, (_, tree) in makers.made.items()}
    trees = frames.dump_json([call["a"], call["k"]])
    return _Inputs(args, kwargs, trees, blobs[start : decoder.taken], made)


def _call(
    entry: Callable[..., object],
    inputs: _Inputs,
    index: int,
    filename: str,
    value_bytes: int,
    results: _Results,
) -> int:
    """Make one call and send its result; returns the bytes of values sent."""
    header: dict[str, object] = {"k": "call", "i": index, "v": None, "e": None}
    value: object = None
    caught: list[str] = []
    try:
        with warnings.catch_warnings():
            # Once a place and text: "always" would let a loop of warnings fill the memory.
            warnings.simplefilter("default")
            # Told when the collector happens to run, so not a property of the call.
            warnings.simplefilter("ignore", ResourceWarning)
            warnings.showwarning = _warning_collector(caught, filename)
            value = entry(*inputs.args, **dict(inputs.kwargs))
    except BaseException as error:
        header["e"] = _raised(error, filename)
    header["w"] = caught
    encoder = Encoder(value_bytes, takes_apart=True)
    if header["e"] is None:
        header["v"] = _carried(encoder, value)
    header["a"], header["kw"] = _after(encoder, inputs)
    sent = sum(map(len, encoder.blobs))
    try:
        data = frames.dump_json(header)
        if sent + len(data) > value_bytes + (1 << 15):
            raise frames.FrameError("larger than the bytes allowed for values")
        results.send(header, encoder.blobs)
    except (frames.FrameError, MemoryError) as error:
        refused = ["x", type_name(value)[:200], str(error) or "no memory left to carry it"]
        header["v"] = None if header["e"] is not None else refused
        header["a"] = [refused for _ in inputs.args]
        header["kw"] = [[name, refused] for name, _ in inputs.kwargs]
        results.send(header, [])
        return 0
    return sent + len(data)


def _carried(encoder: Encoder, value: object) -> object:
    try:
        return encoder.encode(value)
    except NotCarriable as error:
        return ["x", error.type_name[:200], error.reason[:500]]
    except BaseException as error:
        return ["x", type_name(value)[:200], "%s while carrying it" % type(error).__name__]


def _after(encoder: Encoder, inputs: _Inputs) -> tuple[object, object]:
    """The arguments as they are now, or None for both when they are what came in, byte for byte."""
    trial = Encoder(sum(map(len, inputs.blobs)))
    if inputs.made:
        trial.special = encoder.special = lambda value: inputs.made.get(id(value))
    try:
        args = [trial.encode(value) for value in inputs.args]
        kwargs = [[name, trial.encode(value)] for name, value in inputs.kwargs]
        if frames.dump_json([args, kwargs]) == inputs.trees and trial.blobs == inputs.blobs:
            return None, None
    except BaseException:
        # Grown, or turned into something that is not carried: said value by value below.
        pass
    return (
        [_carried(encoder, value) for value in inputs.args],
        [[name, _carried(encoder, value)] for name, value in inputs.kwargs],
    )


def _raised(error: BaseException, filename: str) -> dict[str, object]:
    line: Optional[int] = None
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == filename:
            line = step.tb_lineno
        step = step.tb_next
    if isinstance(error, SyntaxError) and error.filename == filename:
        line = error.lineno
    return {
        "t": type_name(error)[:200],
        "m": _text(error, _MESSAGE_MAX),
        "l": line,
        "o": isinstance(error, MemoryError),
    }


def _warning_collector(caught: list[str], filename: str) -> Callable[..., None]:
    def show(message: object, category: type, where: str, line: int, *_: object) -> None:
        if len(caught) < _WARNINGS_MAX:
            place = " (line %d)" % line if where == filename else ""
            caught.append("%s: %s%s" % (category.__name__[:100], _text(message, _WARNING_MAX), place))

    return show


def _text(value: object, most: int) -> str:
    try:
        return str(value)[:most]
    except BaseException:
        return "(no message: it could not be turned into text)"
