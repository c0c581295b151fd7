"""Frames over a pipe, as the processes inside speak with the host and with each other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from ..wire import frames

_INPUT_MAX_BYTES = 1 << 34
_DESCRIPTORS_END = 1024  # above all that is ever open here


def receive(descriptor: int) -> frames.Frame:
    """The next frame; ends this process where nobody is left to send one."""
    size = frames.sizes(_read(descriptor, frames.PREFIX.size), _INPUT_MAX_BYTES)
    header = _read(descriptor, size.header)
    return frames.parse(header, _read(descriptor, size.blobs))


def send(descriptor: int, header: dict[str, object], blobs: Sequence[frames.Buffer] = ()) -> None:
    """Write one frame; ends this process where nobody is left to read it."""
    data = memoryview(frames.pack(header, blobs))
    while data:
        try:
            data = data[os.write(descriptor, data) :]
        except BrokenPipeError:
            os._exit(0)


def close_all_but(kept: Iterable[int]) -> None:
    """Close every descriptor except the three standard ones and `kept`."""
    last = 2
    for descriptor in sorted({*kept, _DESCRIPTORS_END}):
        os.closerange(last + 1, descriptor)
        last = descriptor


def _read(descriptor: int, count: int) -> bytearray:
    data = bytearray()
    while len(data) < count:
        part = os.read(descriptor, min(count - len(data), 1 << 20))
        if not part:
            os._exit(0)
        data += part
    return data
