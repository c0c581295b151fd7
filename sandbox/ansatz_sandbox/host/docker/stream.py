"""The streams of an attached container: bytes in, and two multiplexed streams of bytes out."""

from __future__ import annotations

import contextlib
import socket
import struct
from typing import Protocol, cast

from ...wire.frames import PREFIX, Frame, FrameError, parse, sizes

_HEADER = struct.Struct(">BxxxL")  # as the engine's API describes it for containers without a terminal
_STDERR = 2
_STDERR_KEPT = 16 << 10
_READ_BYTES = 1 << 18


class _Socket(Protocol):
    def sendall(self, data: bytes) -> None: ...
    def recv(self, count: int) -> bytes: ...
    def close(self) -> None: ...


class StreamEnded(Exception):
    """The container's output is at its end, or was no frame of our guest."""


class Stream:
    """Blocking, for one thread at a time; `close` from another thread ends a read."""

    def __init__(self, attached: object) -> None:
        # The package hands out a reader around the socket, for want of a way to write.
        self._socket = cast("_Socket", getattr(attached, "_sock", attached))
        self._kept_alive = attached
        settimeout = getattr(self._socket, "settimeout", None)
        if settimeout is not None:
            settimeout(None)
        self._stdout = bytearray()
        self._stderr = bytearray()

    @property
    def stderr(self) -> str:
        """What the guest itself has said; untrusted text."""
        return self._stderr.decode("utf-8", "replace")

    def exchange(self, message: bytes, max_bytes: int) -> Frame:
        """Send bytes, receive one frame; raises `StreamEnded`."""
        try:
            self._socket.sendall(message)
            size = sizes(self._read(PREFIX.size), max_bytes)
            header = self._read(size.header)
            return parse(header, self._read(size.blobs))
        except (OSError, FrameError, ValueError) as error:
            raise StreamEnded(self.stderr or str(error)) from None

    def close(self) -> None:
        """Hang up, which ends a guest that still listens."""
        with contextlib.suppress(OSError, ValueError):
            if isinstance(self._socket, socket.socket):
                self._socket.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError, ValueError):
            self._socket.close()

    def _read(self, count: int) -> bytes:
        while len(self._stdout) < count:
            kind, length = _HEADER.unpack(self._receive(_HEADER.size))
            while length:
                part = self._receive_some(min(length, _READ_BYTES))
                length -= len(part)
                if kind == _STDERR:
                    self._stderr += part[: max(_STDERR_KEPT - len(self._stderr), 0)]
                else:
                    self._stdout += part
        data = bytes(self._stdout[:count])
        del self._stdout[:count]
        return data

    def _receive(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            data += self._receive_some(count - len(data))
        return data

    def _receive_some(self, count: int) -> bytes:
        part = self._socket.recv(count)
        if not part:
            raise StreamEnded(self.stderr)
        return part
