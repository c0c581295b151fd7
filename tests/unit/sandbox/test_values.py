"""Values on the wire: faithful both ways, and refused before they cost anything when they are not ours."""

from __future__ import annotations

import collections
import decimal
import enum
import math
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ansatz_sandbox.wire import frames, npy
from ansatz_sandbox.wire.values import DEPTH_MAX, Decoder, Encoder, NotCarriable, ValueFormatError

BUDGET = 1 << 20


def carried(value: object) -> Any:
    """The value after a frame's way there."""
    encoder = Encoder(BUDGET)
    tree = encoder.encode(value)
    frame, end = frames.unpack(data := frames.pack({"v": tree}, encoder.blobs), 0, BUDGET)
    assert end == len(data)
    decoder = Decoder(frame.blobs, BUDGET)
    result = decoder.decode(frame.header["v"])
    decoder.finish()
    return result


def assert_same(one: Any, other: Any) -> None:
    assert type(one) is type(other)
    if isinstance(one, (list, tuple)):
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            assert_same(left, right)
    elif isinstance(one, dict):
        assert_same(list(one.items()), list(other.items()))
    elif isinstance(one, (np.ndarray, np.generic)):
        assert one.dtype == other.dtype
        assert one.shape == other.shape
        assert one.tobytes() == other.tobytes()
    elif isinstance(one, float):
        assert struct.pack("<d", one) == struct.pack("<d", other)
    elif isinstance(one, complex):
        assert_same((one.real, one.imag), (other.real, other.imag))
    else:
        assert one == other


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(1 << 4000), 1 << 4000)
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
)
keys = st.booleans() | st.integers() | st.text() | st.tuples(st.integers(), st.text())
dtypes = (
    hnp.boolean_dtypes()
    | hnp.integer_dtypes(endianness="?")
    | hnp.floating_dtypes(endianness="?")
    | hnp.complex_number_dtypes(endianness="?")
    | hnp.datetime64_dtypes(endianness="?")
    | hnp.timedelta64_dtypes(endianness="?")
    | hnp.byte_string_dtypes(min_len=1)
    | hnp.unicode_string_dtypes(min_len=1, endianness="?")
)
arrays = dtypes.flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, min_side=0, max_side=4)))
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=10,
)


@given(values)
def test_values_are_carried_with_their_types(value: object) -> None:
    assert_same(value, carried(value))


@given(st.lists(st.floats(), min_size=16, max_size=40), st.lists(st.integers(), min_size=16, max_size=40))
def test_long_lists_and_tuples_of_numbers(floats: list[float], integers: list[int]) -> None:
    sent = [floats, tuple(floats), integers, tuple(integers)]
    assert_same(sent, carried(sent))


@given(arrays)
def test_numpy_scalars_are_not_arrays_nor_python_numbers(array: Any) -> None:
    for scalar in array.ravel()[:1]:
        assert isinstance(scalar, np.generic)
        assert_same(scalar, carried(scalar))


@pytest.mark.parametrize(
    "value", [1.5, np.float64(1.5), np.array(1.5), np.float32(1.5), 1, np.int64(1), True, np.True_]
)
def test_look_alikes_stay_apart(value: object) -> None:
    assert type(carried(value)) is type(value)


def test_memory_order_is_kept_and_copies_are_writable() -> None:
    column = carried(np.asfortranarray(np.arange(6.0).reshape(2, 3)))
    assert column.flags.f_contiguous
    assert column.flags.writeable
    assert_same(carried(np.arange(12)[::-2]), np.arange(12)[::-2].copy())


class Shade(enum.IntEnum):
    DARK = 1


class Meters(float):
    pass


@pytest.mark.parametrize(
    "value",
    [
        object(),
        len,
        {1, 2},
        bytearray(b"x"),
        decimal.Decimal(1),
        Shade.DARK,
        Meters(2.0),
        collections.OrderedDict(a=1),
        collections.namedtuple("P", "x")(1),
        np.array([1, "a", None], dtype=object),
        np.zeros(2, dtype=[("a", "f8")]),
        np.ma.masked_array([1.0]),
        np.zeros(BUDGET + 1, np.uint8),
        b"x" * (BUDGET + 1),
        [1.0, [object()]],
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_faithful_form_is_refused(value: object) -> None:
    encoder = Encoder(BUDGET)
    with pytest.raises(NotCarriable) as caught:
        encoder.encode([b"y" * 10, value])
    assert caught.value.reason
    assert not encoder.blobs


def test_cycles_and_deep_nesting_are_refused() -> None:
    cycle: list[object] = []
    cycle.append(cycle)
    with pytest.raises(NotCarriable, match="nested"):
        carried(cycle)
    deep: object = 1
    for _ in range(DEPTH_MAX):
        deep = [deep]
    assert_same(deep, carried(deep))
    with pytest.raises(NotCarriable, match="nested"):
        carried([deep])


def npy_bytes(
    descr: str, shape: str, body: bytes, fortran: str = "False", version: bytes = b"\x01\x00"
) -> bytes:
    head = f"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY" + version + struct.pack("<H", len(head)) + head + body


def test_numpy_reads_what_we_write_and_we_what_numpy_writes(tmp_path: Any) -> None:
    array = np.arange(6, dtype=">i4").reshape(2, 3)
    (tmp_path / "ours.npy").write_bytes(npy.encode(array))
    assert_same(np.load(tmp_path / "ours.npy", allow_pickle=False), array)
    np.save(tmp_path / "theirs.npy", array)
    assert_same(npy.decode(memoryview((tmp_path / "theirs.npy").read_bytes()), BUDGET), array)


@pytest.mark.parametrize(
    "data",
    [
        npy_bytes("'|O'", "(1,)", b"\x80\x04N."),
        npy_bytes("[('a', '<f8')]", "(1,)", bytes(8)),
        npy_bytes("'|V8'", "(1,)", bytes(8)),
        npy_bytes("'<f8'", "(2,)", bytes(8)),
        npy_bytes("'<f8'", "(1,)", bytes(9)),
        npy_bytes("'<f8'", "(-1,)", bytes(8)),
        npy_bytes("'<f8'", "(1e3,)", bytes(8)),
        npy_bytes("'<f8'", "(10**9,)", bytes(8)),
        npy_bytes("'<f8'", "(100000000000,)", b""),
        npy_bytes("'<f8'", "(0, 100000000000)", b""),
        npy_bytes("'|S0'", "(100000000000,)", b""),
        npy_bytes("'|S999999999'", "(0,)", b""),
        npy_bytes("'<f8'", "(" + "1, " * 40 + ")", bytes(8)),
        npy_bytes("'<f7'", "(1,)", bytes(7)),
        npy_bytes("'<U1'", "(1,)", b"\xff\xff\xff\xff"),
        npy_bytes("'<f8'", "(1,)", bytes(8), version=b"\x02\x00"),
        npy_bytes("__import__('os').getcwd()", "(1,)", bytes(8)),
        b"\x93NUMPY\x01\x00\xff\xff",
        b"",
    ],
)
def test_arrays_that_we_would_not_write_are_refused(data: bytes) -> None:
    with pytest.raises(npy.NpyError):
        npy.decode(memoryview(data), BUDGET)


def test_truth_values_other_than_zero_and_one_become_true() -> None:
    array = npy.decode(memoryview(npy_bytes("'|b1'", "(3,)", b"\x00\x01\xff")), BUDGET)
    assert array.tobytes() == b"\x00\x01\x01"


@pytest.mark.parametrize(
    "tree",
    [
        [],
        ["?"],
        ["a"],
        ["a", 1],
        [["l"]],
        {"l": 1},
        ["d", 1],
        ["d", ["l"], 1],
        ["d", 1, 2, 1, 3],
        ["i", 5],
        ["i", "0x5"],
        ["i", "os"],
        ["f", "00"],
        ["f", "3ff0000000000000"],
        ["f", "zz"],
        ["c", 1, 2],
        1 << 64,
        math.inf,
    ],
)
def test_trees_that_we_would_not_write_are_refused(tree: object) -> None:
    with pytest.raises(ValueFormatError):
        Decoder([], BUDGET).decode(tree)


def test_a_deep_tree_is_refused() -> None:
    tree: object = 1
    for _ in range(DEPTH_MAX + 5):
        tree = ["l", tree]
    with pytest.raises(ValueFormatError):
        Decoder([], BUDGET).decode(tree)


def test_blobs_without_a_value_are_refused() -> None:
    decoder = Decoder([memoryview(b"x")], BUDGET)
    decoder.decode(1)
    with pytest.raises(ValueFormatError):
        decoder.finish()


json_trees = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4),
)
tagged = st.recursive(
    json_trees,
    lambda inner: st.builds(
        lambda tag, rest: [tag, *rest],
        st.sampled_from(["l", "t", "d", "i", "f", "c", "s", "b", "a", "n", "lf", "ti", "x"]),
        st.lists(inner, max_size=3),
    ),
)


@given(tagged, st.lists(st.binary(max_size=40), max_size=3))
def test_no_tree_raises_anything_but_a_format_error(tree: object, blobs: list[bytes]) -> None:
    decoder = Decoder([memoryview(blob) for blob in blobs], BUDGET)
    try:
        decoder.decode(tree)
        decoder.finish()
    except ValueFormatError:
        pass
