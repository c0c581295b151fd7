"""Programs that write without end, or write what some reader might take for more than text."""

from __future__ import annotations

import io
import zipfile

from ....job import Limits
from ..asking import no_result, prints, raises, returns, short_texts
from ..program import Program

_ENDED = ("output_limit",)
_LITTLE = Limits(wall_s=20.0, output_bytes=16 << 10)


def _zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(1 << 20))
    return packed.getvalue()


def _bytes(name: str, data: bytes) -> Program:
    """A value that comes back as it is, and that nobody opens."""
    return Program(name, "output", "def f(data): return data", (returns(data),), args=(data,))


PROGRAMS: tuple[Program, ...] = (
    Program("output without end", "output", """
        import os
        def f():
            while True: os.write(1, b'x' * 65536)
        """, (no_result, short_texts), _ENDED, _LITTLE, quick=True),
    Program("errors without end", "output", """
        import sys
        def f():
            while True: sys.stderr.write('x' * 1000 + '\\n')
        """, (no_result, short_texts), _ENDED, _LITTLE),
    Program("both without end, by many processes", "output", """
        import os
        def f():
            for _ in range(4): os.fork()
            while True: os.write(1, b'x' * 4096); os.write(2, b'y' * 4096)
        """, (no_result, short_texts), ("output_limit",), _LITTLE),
    Program("output while it loads", "output", "while True: print('x' * 4096)", (no_result, short_texts),
        _ENDED, _LITTLE),
    Program("escapes for terminals", "output", r"""
        def f():
            print("\x1b]0;title\x07\x1b[2J\x1b[31mred\x1b[0m\x1bP1$r\x1b\\ \x9b31m \u202egnihton\u202c")
            print("\x00\x08\x7f\r\x0b\x0c")
            raise ValueError("\x1b]52;c;cm0gLXJmIH4=\x07")
        """, (raises("ValueError"), prints("\x1b]0;title")), quick=True),
    Program("framing of a language server", "output", r"""
        def f():
            body = '{"jsonrpc": "2.0", "id": 1, "result": {"applied": true}}'
            print("Content-Length: %d\r\n\r\n%s" % (len(body), body), end="", flush=True)
            return 1
        """, (returns(1), prints("Content-Length"))),
    Program("framing of an engine's streams", "output", r"""
        import os
        def f():
            for stream in (0, 1, 2): os.write(1, bytes([stream, 0, 0, 0, 0, 0, 0, 5]) + b"AZF1!")
            return 1
        """, (returns(1), prints("AZF1!"))),
    Program("bytes that are no text", "output", r"""
        import os
        def f():
            os.write(1, bytes(range(256)) + b"\xff\xfe\xc0\x80\xed\xa0\x80")
            os.write(2, os.urandom(4096))
            return 1
        """, (returns(1),)),
    Program("half a character", "output", r"""
        def f(): raise ValueError("\ud800 \udfff")
        """, (raises("ValueError"),)),
    Program("one line without an end", "output", "def f(): print('x' * 1_000_000, end=''); return 1",
            (returns(1), short_texts)),
    Program("output by a child that stays", "output", """
        import os, time
        def f():
            if os.fork() == 0:
                while True: os.write(1, b"child\\n"); time.sleep(0.001)
            time.sleep(0.05)
            return 1
        """, (returns(1), short_texts)),
    Program("the console of its sandbox", "output", """
        import os
        def f():
            for path in ("/dev/console", "/dev/tty", "/proc/1/fd/1", "/proc/1/fd/2", "/dev/kmsg"):
                try: os.write(os.open(path, os.O_WRONLY | os.O_NOCTTY), b"forged")
                except OSError: pass
            return 1
        """, (returns(1),)),
    _bytes("a pickle as a value",
        b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x1ctouch /tmp/ansatz-unpickled\x85R."),
    _bytes("a zip bomb as a value", _zip_bomb()),
    _bytes("frames as a value", b"AZF1" + bytes(12) + b"{}"),
    Program("deep JSON as a value", "output", "def f(): return '[' * 100_000 + ']' * 100_000",
            (returns("[" * 100_000 + "]" * 100_000),)),
    Program("a number of many digits", "output", "def f(): return 1 << 1_000_000",
        (returns(1 << 1_000_000),)),
    Program("text in every direction", "output", r"""
        def f(): return "\u202e\u2066\u200b\ufeff\x1b[0m\x00"
        """, (returns("\u202e\u2066\u200b\ufeff\x1b[0m\x00"),)),
)  # fmt: skip
