"""The base protocol's frames, read so that nothing a client sends ends the stream before its end."""

import re
from dataclasses import dataclass
from typing import BinaryIO

MAX_BODY_BYTES = 256 * 2**20
_MAX_HEADER_LINE = 8192
# Anywhere in the line: after a body that was longer than announced, its rest stands before the header.
_CONTENT_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,12})[ \t]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BadFrame:
    """Bytes that are no frame, up to where the next may start."""

    why: str


def read_frame(stream: BinaryIO) -> bytes | BadFrame | None:
    """The next body; None at the end of the stream, also where it ends inside a frame."""
    length: int | None = None
    saw_anything = False
    while line := stream.readline(_MAX_HEADER_LINE):
        content = line.rstrip(b"\r\n")
        if content:
            saw_anything = True
            if (match := _CONTENT_LENGTH.search(content)) is not None:
                length = int(match[1])
        elif length is not None:
            return _body(stream, length)
        elif saw_anything:
            return BadFrame("a header without a valid Content-Length")
        # Else an empty line between frames, which harms nobody.
    return None


def _body(stream: BinaryIO, length: int) -> bytes | BadFrame | None:
    if length > MAX_BODY_BYTES:
        return BadFrame(f"a body of {length} bytes was announced, more than {MAX_BODY_BYTES}")
    body = stream.read(length)
    return body if len(body) == length else None


def frame(body: bytes) -> bytes:
    """`body` with its header."""
    return b"Content-Length: %d\r\n\r\n" % len(body) + body
