"""Frames are read whole, and what is no frame costs nothing but itself."""

import io

import pytest

from ansatz.lsp.framing import BadFrame, frame, read_frame


def everything(data: bytes) -> list[bytes | BadFrame]:
    stream = io.BytesIO(data)
    found: list[bytes | BadFrame] = []
    while (arrived := read_frame(stream)) is not None:
        found.append(arrived)
    return found


def test_frames_one_after_another() -> None:
    assert everything(frame(b"{}") + frame(b"") + frame("é𝔘".encode())) == [b"{}", b"", "é𝔘".encode()]


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: 2\r\n",
        b"content-length:2\r\n",
        b"CONTENT-LENGTH :  2 \r\n",
        b"Content-Length: 2\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n",
        b"Content-Length: 2\r\nContent-Type: x\r\n",
        b"nonsense\r\nContent-Length: 2\r\n",
        b'"the rest of a body"}Content-Length: 2\r\n',
    ],
)
def test_headers_that_say_how_long(header: bytes) -> None:
    assert everything(header + b"\r\n{}" + frame(b"next")) == [b"{}", b"next"]


@pytest.mark.parametrize(
    "junk",
    [
        b"Content-Type: x\r\n\r\n",
        b"Content-Length: many\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 999999999999\r\n\r\n",
        b"\x00\xff\x80\r\n\r\n",
    ],
)
def test_what_is_no_frame_is_told_once(junk: bytes) -> None:
    first, *rest = everything(junk + frame(b"next"))
    assert isinstance(first, BadFrame) and rest == [b"next"]


def test_an_endless_line_is_not_kept() -> None:
    assert everything(b"x" * 100_000 + b"\r\n" + frame(b"next"))[-1] == b"next"


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b"Content-Length: 5\r\n\r\nabc", b"Content-Le"])
def test_the_end_of_the_stream_is_the_end(data: bytes) -> None:
    assert everything(data) == []
