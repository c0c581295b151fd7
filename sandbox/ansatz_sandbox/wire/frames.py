"""Length-prefixed frames: a strict JSON header and binary blobs, refused before they are allocated.

A frame is 16 bytes of prefix (magic, header length, blob length, little endian), a header in
ASCII JSON `{"h": {...}, "b": [length, ...]}` and the blobs one after the other. Nothing is ever
unpickled and no constructor is named by the data.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import NamedTuple, NoReturn, Union, cast

PREFIX = struct.Struct("<4sIQ")
MAGIC = b"AZF1"
HEADER_MAX_BYTES = 8 << 20
BLOBS_MAX = 1 << 18
SOURCE_FAILED = 71
"""Exit status of a job whose arguments could not be made from their source."""

Buffer = Union[bytes, bytearray, memoryview]  # noqa: UP007  (evaluated on Python 3.9)


class FrameError(Exception):
    """The bytes are no frame that our side would have written."""


class IncompleteFrame(FrameError):
    """The bytes end inside a frame, as they do when their writer was killed."""


class Frame(NamedTuple):
    """One message: `header` is JSON, `blobs` are views of the bytes received."""

    header: dict[str, object]
    blobs: list[memoryview]


class Sizes(NamedTuple):
    """What a prefix announces, in bytes."""

    header: int
    blobs: int


def pack(header: dict[str, object], blobs: Sequence[Buffer] = ()) -> bytes:
    """The bytes of a frame; raises `FrameError` when its header is too large to be accepted again."""
    text = dump_json({"h": header, "b": [len(blob) for blob in blobs]})
    if len(text) > HEADER_MAX_BYTES:
        raise FrameError(f"the header is larger than {HEADER_MAX_BYTES} bytes")
    return b"".join([PREFIX.pack(MAGIC, len(text), sum(map(len, blobs))), text, *blobs])


def sizes(prefix: Buffer, max_bytes: int) -> Sizes:
    """What follows a prefix of exactly `PREFIX.size` bytes; raises `FrameError` above `max_bytes`."""
    fields: tuple[bytes, int, int] = PREFIX.unpack(prefix)
    magic, header, blobs = fields
    if magic != MAGIC:
        raise FrameError("no frame starts here")
    if header > HEADER_MAX_BYTES or header + blobs > max_bytes:
        raise FrameError(f"a frame of {header + blobs} bytes is larger than allowed")
    return Sizes(header, blobs)


def parse(header: Buffer, blobs: Buffer) -> Frame:
    """The frame of a header and its blob bytes; raises `FrameError` unless both fit exactly."""
    top = load_json(header)
    if not isinstance(top, dict):
        raise FrameError("the header is no object")
    fields = cast("dict[str, object]", top)
    inner, lengths = fields.get("h"), fields.get("b")
    if set(fields) != {"h", "b"} or not isinstance(inner, dict) or not isinstance(lengths, list):
        raise FrameError("the header has not the two fields of a frame")
    view, start, parts = memoryview(blobs), 0, cast("list[memoryview]", [])
    for length in cast("list[object]", lengths):
        if type(length) is not int or length < 0 or start + length > len(view):
            raise FrameError("a blob's length does not fit")
        parts.append(view[start : start + length])
        start += length
    if start != len(view) or len(parts) > BLOBS_MAX:
        raise FrameError("bytes after the last blob, or too many blobs")
    return Frame(cast("dict[str, object]", inner), parts)


def unpack(data: Buffer, offset: int, max_bytes: int) -> tuple[Frame, int]:
    """The frame at `offset` and the offset after it."""
    view = memoryview(data)
    start = offset + PREFIX.size
    if start > len(view):
        raise IncompleteFrame("cut in the prefix of a frame")
    size = sizes(view[offset:start], max_bytes)
    middle, end = start + size.header, start + size.header + size.blobs
    if end > len(view):
        raise IncompleteFrame("cut inside a frame")
    return parse(view[start:middle], view[middle:end]), end


def dump_json(tree: object) -> bytes:
    """Canonical strict JSON: ASCII, no spaces, no NaN or infinity."""
    return json.dumps(tree, allow_nan=False, separators=(",", ":")).encode("ascii")


def load_json(text: Buffer) -> object:
    """The tree of strict JSON; raises `FrameError` for NaN, repeated keys, depth or anything else amiss."""
    try:
        decoded: object = json.loads(
            bytes(text).decode("ascii"), parse_constant=_no_constant, object_pairs_hook=_unique_keys
        )
    # RecursionError is how the decoder refuses nesting deeper than the interpreter's stack allows.
    except (ValueError, RecursionError) as error:
        raise FrameError(f"the header is not strict JSON ({type(error).__name__})") from None
    return decoded


def _no_constant(name: str) -> NoReturn:
    raise FrameError(f"{name} is not JSON")


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise FrameError("a key is given twice")
    return fields
