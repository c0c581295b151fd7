"""From a `Job` to the bytes that describe it to the guest."""

from __future__ import annotations

import os
from pathlib import Path

from ..job import Job, ValueNotCarried
from ..wire import frames
from ..wire.values import Encoder, NotCarriable

_PER_NAMESPACE_SINCE = (5, 14)


def encode(job: Job, nonce: str, processes_besides: int = 0) -> bytes:
    """One frame; raises `ValueNotCarried` for arguments without a faithful form.

    `processes_besides` are processes outside the sandbox that the kernel counts as the job's.
    """
    encoder = Encoder(job.limits.value_bytes)
    limits = job.limits
    try:
        calls = [
            {
                "a": [encoder.encode(value) for value in call.args],
                "k": [[name, encoder.encode(value)] for name, value in call.kwargs.items()],
            }
            for call in job.calls
        ]
        header: dict[str, object] = {
            "code": job.code,
            "entry": job.entry,
            "filename": job.filename,
            "nonce": nonce,
            "calls": calls,
            "limits": {
                "wall_s": limits.wall_s,
                "cpu_s": limits.cpu_s,
                "memory_bytes": limits.memory_bytes,
                "file_bytes": limits.file_bytes,
                # Our own first process in there is not the job's.
                "processes": limits.processes + 1 + processes_besides,
                "output_bytes": limits.output_bytes,
                "value_bytes": limits.value_bytes,
            },
        }
        return frames.pack(header, encoder.blobs)
    except NotCarriable as error:
        raise ValueNotCarried(f"an argument of type {error.type_name}: {error.reason}") from None
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
