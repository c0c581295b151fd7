"""One job for one sandbox, where a sandbox's own processes may not make further namespaces."""

from __future__ import annotations

import os
from typing import NoReturn

from . import supervise
from .channel import receive, send


def serve(incoming: int, outgoing: int, ready: dict[str, object]) -> NoReturn:
    """Prepare a job's process, say that all is `ready`, run the one job, and end."""
    start_r, start_w = os.pipe()
    events_r, events_w = os.pipe()
    prepared = supervise.prepare(start_r, incoming, events_w)
    os.close(events_w)
    if os.read(events_r, 1) != b"i":
        os._exit(1)
    send(outgoing, {"ready": ready})
    control = receive(incoming).header
    os.write(start_w, b"s")
    ended = supervise.watch(prepared, control, incoming)
    send(outgoing, {"ended": {**ended.facts, "retire": True}}, [ended.results, ended.stdout, ended.stderr])
    os._exit(0)
