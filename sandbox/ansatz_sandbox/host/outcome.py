"""From what the guest sent to an `Outcome`: the supervisor's observations, and results that nobody trusts."""

from __future__ import annotations

import dataclasses
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from ..job import (
    Call,
    CallResult,
    Carried,
    Job,
    NotCarried,
    NotReached,
    Outcome,
    Raised,
    Returned,
    Source,
    Status,
    Structured,
    Usage,
)
from ..wire.frames import SOURCE_FAILED, Buffer, Frame, FrameError, IncompleteFrame, unpack
from ..wire.values import Decoder, ValueFormatError

_TEXT_MAX = 4096
_KILL, _XCPU = 9, 24  # as Linux counts them: jobs run there, wherever we are
_WARNINGS_MAX = 20


@dataclass(frozen=True, slots=True)
class Observed:
    """What the sandbox's first process saw of a job; it runs no code of the job's."""

    why: str
    wait_status: int
    wall_s: float
    cpu_s: float
    peak_rss_bytes: int
    retire: bool

    @classmethod
    def read(cls, frame: Frame) -> Observed:
        """Raises `FrameError` when the frame is not such a report."""
        facts = frame.header.get("ended")
        if not isinstance(facts, dict) or len(frame.blobs) != 3:
            raise FrameError("no report of a job's end")
        fields = cast("dict[str, object]", facts)
        why, status, peak = fields.get("why"), fields.get("wait_status"), fields.get("peak_rss_bytes")
        wall, cpu = fields.get("wall_s"), fields.get("cpu_s")
        if not isinstance(why, str) or type(status) is not int or type(peak) is not int:
            raise FrameError("no report of a job's end")
        if not isinstance(wall, float) or not isinstance(cpu, float):
            raise FrameError("no report of a job's end")
        return cls(why, status, wall, cpu, peak, fields.get("retire") is not False)


class Forged(Exception):
    """The results are not what our guest writes."""


@dataclass(frozen=True, slots=True)
class _Results:
    load_error: Raised | None
    calls: tuple[CallResult, ...]
    done: bool


def judge(job: Job, nonce: str, observed: Observed, blobs: Sequence[Buffer]) -> Outcome:
    """The outcome of a job from its observed end and the three streams of bytes it left."""
    results, stdout, stderr = blobs
    usage = Usage(observed.wall_s, observed.cpu_s, observed.peak_rss_bytes)
    out, err = (bytes(stream).decode("utf-8", "replace") for stream in (stdout, stderr))
    nothing: tuple[CallResult, ...] = (NotReached(),) * len(job.calls)
    try:
        read = _read_results(job, nonce, results)
    except Forged as error:
        return Outcome("forged", nothing, None, out, err, usage, str(error))
    status, detail = _status(job, observed, read)
    missing = len(job.calls) - len(read.calls)
    return Outcome(status, read.calls + nothing[:missing], read.load_error, out, err, usage, detail)


def _status(job: Job, observed: Observed, read: _Results) -> tuple[Status, str]:
    limits = job.limits
    match observed.why:
        case "deadline":
            return "deadline", f"ended after {limits.wall_s:g} s"
        case "memory":
            return "out_of_memory", f"its processes used more than {limits.memory_bytes} bytes of memory"
        case "output":
            return "output_limit", "wrote far more than is kept"
        case _:
            pass
    number = observed.wait_status & 0x7F
    if number:
        # On a busy machine the kernel's signal comes up to a seventh before the time that it tells of.
        spent = observed.cpu_s >= limits.cpu_s * (0.5 if number == _XCPU else 0.9)
        if number in (_XCPU, _KILL) and spent:
            return "deadline", f"used {limits.cpu_s} s of processor time"
        return "crashed", f"ended by {_signal_name(number)}"
    code = observed.wait_status >> 8
    if read.done and code == 0:
        ended = (read.load_error, *read.calls)
        if any(isinstance(result, Raised) and result.is_memory_error for result in ended):
            # Taken at its word: it makes the outcome worse, which is nothing to gain by a lie.
            return "out_of_memory", f"an allocation beyond {limits.memory_bytes} bytes was refused"
        return "completed", ""
    if code == SOURCE_FAILED:
        return "crashed", "an argument could not be made from its source: see its standard error"
    return "crashed", f"exited with status {code} before its calls had returned"


def _signal_name(number: int) -> str:
    if sys.platform != "linux":
        return f"signal {number}"
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _read_results(job: Job, nonce: str, data: Buffer) -> _Results:
    """Raises `Forged` for anything that is out of order, repeated, unknown or malformed."""
    limits = job.limits
    left = limits.value_bytes
    load_error: Raised | None = None
    calls: list[CallResult] = []
    done = False
    offset = 0
    while offset < len(data):
        try:
            frame, after = unpack(data, offset, limits.value_bytes + (1 << 17))
            if done or frame.header.get("n") != nonce:
                raise Forged("a frame after the last, or not by our guest")
            kind = frame.header.get("k")
            if kind == "load" and load_error is None and not calls:
                load_error = _raised(frame.header.get("e"))
            elif kind == "call" and load_error is None and len(calls) < len(job.calls):
                if frame.header.get("i") != len(calls):
                    raise Forged("results out of order")
                calls.append(_call_result(frame, job.calls[len(calls)], left))
                left = max(left - sum(map(len, frame.blobs)), 0)
            elif kind == "done" and (load_error is not None or len(calls) == len(job.calls)):
                done = True
            else:
                raise Forged("a frame out of place")
        except IncompleteFrame:
            # Its writer was ended while writing: what came before still counts.
            break
        except (FrameError, ValueFormatError) as error:
            raise Forged(str(error)) from None
        offset = after
    return _Results(load_error, tuple(calls), done)


def _call_result(frame: Frame, call: Call, max_bytes: int) -> CallResult:
    header = frame.header
    if set(header) != {"n", "k", "i", "v", "e", "w", "a", "kw"}:
        raise Forged("a result with other fields")
    decoder = Decoder(frame.blobs, max_bytes, cast("Callable[..., object]", Structured), Source)
    value = _carried(decoder, header["v"]) if header["e"] is None else None
    args_after, kwargs_after = _after(decoder, header["a"], header["kw"], call)
    decoder.finish()
    warnings = _warnings(header["w"])
    if header["e"] is None:
        return Returned(value, args_after, kwargs_after, warnings)
    error = _raised(header["e"])
    return dataclasses.replace(error, args_after=args_after, kwargs_after=kwargs_after, warnings=warnings)


def _after(
    decoder: Decoder, args: object, kwargs: object, call: Call
) -> tuple[tuple[Carried, ...], Mapping[str, Carried]]:
    if args is None and kwargs is None:
        return call.args, call.kwargs
    if not isinstance(args, list) or not isinstance(kwargs, list):
        raise Forged("no arguments")
    trees, pairs = cast("list[object]", args), cast("list[object]", kwargs)
    if len(trees) != len(call.args) or len(pairs) != len(call.kwargs):
        raise Forged("another number of arguments")
    after = tuple(_carried(decoder, tree) for tree in trees)
    named: dict[str, Carried] = {}
    for name, pair in zip(call.kwargs, pairs, strict=True):
        items = cast("list[object]", pair) if isinstance(pair, list) else []
        if len(items) != 2 or items[0] != name:
            raise Forged("other keyword arguments")
        named[name] = _carried(decoder, items[1])
    return after, named


def _carried(decoder: Decoder, tree: object) -> Carried:
    if isinstance(tree, list):
        items = cast("list[object]", tree)
        if len(items) == 3 and items[0] == "x":
            return NotCarried(_text(items[1]), _text(items[2]))
    return cast("Carried", decoder.decode(cast("object", tree)))


def _raised(tree: object) -> Raised:
    fields = cast("dict[str, object]", tree) if isinstance(tree, dict) else {}
    line = fields.get("l")
    if set(fields) != {"t", "m", "l", "o"} or not (line is None or type(line) is int):
        raise Forged("no description of an exception")
    return Raised(_text(fields["t"]), _text(fields["m"]), line, is_memory_error=fields["o"] is True)


def _warnings(tree: object) -> tuple[str, ...]:
    items = cast("list[object]", tree) if isinstance(tree, list) else [None]
    if len(items) > _WARNINGS_MAX:
        raise Forged("too many warnings")
    return tuple(_text(item) for item in items)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _TEXT_MAX:
        raise Forged("text was expected")
    return value
