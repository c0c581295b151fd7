"""Frames: exact, strict, bounded before anything is allocated."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansatz_sandbox.wire.frames import MAGIC, PREFIX, FrameError, IncompleteFrame, pack, parse, sizes, unpack

MOST = 1 << 20


def raw(header: bytes, blobs: bytes = b"") -> bytes:
    return PREFIX.pack(MAGIC, len(header), len(blobs)) + header + blobs


@given(st.dictionaries(st.text(), st.text()), st.lists(st.binary()))
def test_a_frame_comes_back_and_the_next_one_follows(header: dict[str, object], blobs: list[bytes]) -> None:
    data = pack(header, blobs)
    frame, end = unpack(data + b"next", 0, MOST)
    assert frame.header == header
    assert [bytes(blob) for blob in frame.blobs] == blobs
    assert end == len(data)


@given(st.integers(0, 60))
def test_a_cut_frame_is_incomplete_and_not_malformed(cut: int) -> None:
    data = pack({"key": "value"}, [b"some bytes"])
    with pytest.raises(IncompleteFrame):
        unpack(data[: min(cut, len(data) - 1)], 0, MOST)


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"{}",
        b'{"h":{},"b":[],"c":1}',
        b'{"h":[],"b":[]}',
        b'{"h":{},"b":{}}',
        b'{"h":{},"h":{},"b":[]}',
        b'{"h":{"a":1,"a":2},"b":[]}',
        b'{"h":{"a":NaN},"b":[]}',
        b'{"h":{"a":-Infinity},"b":[]}',
        b'{"h":{},"b":[1]}',
        b'{"h":{},"b":[-1]}',
        b'{"h":{},"b":[true]}',
        b'{"h":{},"b":[]} ,',
        '{"h":{"a":"é"},"b":[]}'.encode(),
        b'{"h":{"a":' + b"9" * 10_000 + b'},"b":[]}',
        b'{"h":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b'},"b":[]}',
        b'{"h":{"a":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b'},"b":[]}',
    ],
    ids=lambda header: header[:30].decode("latin-1"),
)
def test_headers_that_we_would_not_write_are_refused(header: bytes) -> None:
    with pytest.raises(FrameError):
        unpack(raw(header), 0, MOST)


def test_bytes_that_belong_to_no_blob_are_refused() -> None:
    with pytest.raises(FrameError):
        parse(b'{"h":{},"b":[2]}', b"abc")


@pytest.mark.parametrize(
    "prefix", [b"PK\x03\x04" + bytes(12), PREFIX.pack(MAGIC, 1 << 31, 0), PREFIX.pack(MAGIC, 0, 1 << 60)]
)
def test_a_prefix_is_refused_before_anything_is_read(prefix: bytes) -> None:
    with pytest.raises(FrameError):
        sizes(prefix, MOST)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_frame_error(data: bytes) -> None:
    for attempt in (data, raw(data), raw(b'{"h":{},"b":[3]}', data)):
        with contextlib.suppress(FrameError):
            unpack(attempt, 0, MOST)
