"""From jobs to the bytes that describe them to the guest."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..job import Job, Source, ValueNotCarried
from ..wire import frames
from ..wire.values import Encoder, NotCarriable

_PER_NAMESPACE_SINCE = (5, 14)


@dataclass(frozen=True, slots=True)
class Message:
    """What is written to the guest for one job, and the secret that its results must carry."""

    data: bytes
    nonce: str


def encode_all(jobs: Sequence[Job], processes_besides: int = 0) -> list[Message]:
    """A message for each job; raises `ValueNotCarried` for arguments without a faithful form.

    Jobs that share their calls (many candidates on the same inputs) share the work of encoding them.
    `processes_besides` are processes outside the sandbox that the kernel counts as the job's.
    """
    known: dict[tuple[int, int], _Calls] = {}
    messages: list[Message] = []
    for job in jobs:
        key = id(job.calls), job.limits.value_bytes
        if key not in known:
            known[key] = _encode_calls(job)
        messages.append(_message(job, known[key], processes_besides))
    return messages


class _Calls(NamedTuple):
    trees: list[dict[str, object]]
    blobs: list[bytes]


def _encode_calls(job: Job) -> _Calls:
    encoder = Encoder(job.limits.value_bytes)
    encoder.special = _source
    try:
        trees: list[dict[str, object]] = [
            {
                "a": [encoder.encode(value) for value in call.args],
                "k": [[name, encoder.encode(value)] for name, value in call.kwargs.items()],
            }
            for call in job.calls
        ]
    except NotCarriable as error:
        raise ValueNotCarried(f"an argument of type {error.type_name}: {error.reason}") from None
    return _Calls(trees, encoder.blobs)


def _source(value: object) -> list[object] | None:
    return ["src", value.code, value.name] if isinstance(value, Source) else None


def _message(job: Job, calls: _Calls, processes_besides: int) -> Message:
    limits = job.limits
    bounds: dict[str, object] = {
        "wall_s": limits.wall_s,
        "cpu_s": limits.cpu_s,
        "memory_bytes": limits.memory_bytes,
        "file_bytes": limits.file_bytes,
        # Our own first process in there is not the job's.
        "processes": limits.processes + 1 + processes_besides,
        "output_bytes": limits.output_bytes,
        "value_bytes": limits.value_bytes,
    }
    nonce = secrets.token_hex(16)
    control: dict[str, object] = {"do": "job", "limits": bounds, "calls": len(job.calls)}
    header: dict[str, object] = {
        "code": job.code,
        "entry": job.entry,
        "filename": job.filename,
        "nonce": nonce,
        "calls": calls.trees,
        "limits": bounds,
        "importable": [str(path.absolute()) for path in job.project.importable] if job.project else [],
        "package": job.project.package if job.project else "",
    }
    try:
        return Message(frames.pack(control) + frames.pack(header, calls.blobs), nonce)
    except frames.FrameError as error:
        raise ValueNotCarried(f"the job as a whole: {error}") from None


def processes_besides() -> int:
    """How many threads of this user an older kernel adds to those of a job in a user namespace."""
    version = tuple(int(part) for part in os.uname().release.split("-")[0].split(".")[:2] if part.isdigit())
    if version >= _PER_NAMESPACE_SINCE:
        return 0
    count, user = 0, os.getuid()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.stat().st_uid == user:
                count += sum(1 for _ in (process / "task").iterdir())
        except OSError:
            continue
    return count
