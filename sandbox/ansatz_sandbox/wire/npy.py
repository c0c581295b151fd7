"""NumPy arrays as `.npy` version 1 bytes, without pickle and without evaluating the header.

The header must be spelt exactly as this module (and NumPy itself) writes it, so a regular expression
reads it. Type, shape and size are checked against the number of bytes before anything is allocated.
"""

from __future__ import annotations

import math
import re
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

MAGIC = b"\x93NUMPY\x01\x00"
KINDS = "biufcSUmM"
DIMENSIONS_MAX = 32  # NumPy 1's own limit
_HEADER_MAX_BYTES = 1024
_HEADER = re.compile(
    rb"\{'descr': '([<>|][biufcSUmM][0-9]{1,9}(?:\[[0-9]{0,9}[A-Za-z]{1,2}(?:/[0-9]{1,9})?\])?)', "
    rb"'fortran_order': (True|False), 'shape': \(((?:[0-9]{1,18}, )*[0-9]{0,18},?)\), \} *\n"
)


class NpyError(Exception):
    """The array has a type that is not carried, or the bytes are not such an array."""


def encode(array: Array) -> bytes:
    """The bytes of an array of plain numbers, text or times; raises `NpyError` for any other type."""
    dtype = array.dtype
    if dtype.kind not in KINDS or dtype.hasobject or dtype.metadata:
        raise NpyError(f"arrays of {dtype} are not carried")
    if dtype.names is not None or dtype.subdtype is not None or array.ndim > DIMENSIONS_MAX:
        raise NpyError(f"arrays of {dtype} with {array.ndim} dimensions are not carried")
    fortran = array.flags.f_contiguous and not array.flags.c_contiguous
    text = f"{{'descr': '{dtype.str}', 'fortran_order': {fortran}, 'shape': {_shape(array.shape)}, }}"
    head = text.encode("ascii")
    padding = -(len(MAGIC) + 2 + len(head) + 1) % 64
    head += b" " * padding + b"\n"
    return b"".join([MAGIC, struct.pack("<H", len(head)), head, array.tobytes(order="F" if fortran else "C")])


def decode(data: memoryview, max_bytes: int) -> Array:
    """A new, writable array; raises `NpyError` unless bytes, type and shape agree exactly."""
    start = len(MAGIC) + 2
    if len(data) < start or bytes(data[: len(MAGIC)]) != MAGIC:
        raise NpyError("no .npy version 1 bytes")
    length: int = struct.unpack("<H", data[len(MAGIC) : start])[0]
    if length > _HEADER_MAX_BYTES:
        raise NpyError("the .npy header is too long")
    match = _HEADER.fullmatch(bytes(data[start : start + length]))
    if match is None:
        raise NpyError("the .npy header is not one we write")
    import numpy as np

    try:
        dtype = np.dtype(match[1].decode("ascii"))
    except (TypeError, ValueError, OverflowError):
        raise NpyError("no such array type") from None
    if dtype.kind not in KINDS or dtype.hasobject:
        raise NpyError(f"arrays of {dtype} are not carried")
    shape = tuple(int(size) for size in match[3].decode("ascii").split(",") if size.strip())
    body = data[start + length :]
    # Empty axes count as one, so that a shape like (0, 10**18) can't slip through with no bytes.
    extent = math.prod(max(size, 1) for size in shape) * max(dtype.itemsize, 1)
    if len(shape) > DIMENSIONS_MAX or extent > max_bytes:
        raise NpyError("the array is larger than allowed")
    if math.prod(shape) * dtype.itemsize != len(body):
        raise NpyError("the array's bytes do not fit its shape and type")
    order = "F" if match[2] == b"True" else "C"
    if dtype.itemsize == 0 or not body:
        return np.zeros(shape, dtype, order=order)
    if (
        dtype.kind == "U"
        and np.frombuffer(body, np.dtype("u4").newbyteorder(dtype.byteorder)).max() > 0x10FFFF
    ):
        raise NpyError("text with characters that do not exist")
    if dtype.kind == "b":
        # A byte other than 0 and 1 read as a truth value is undefined behaviour.
        return (np.frombuffer(body, np.uint8) != 0).reshape(shape, order=order)
    return np.frombuffer(body, dtype).reshape(shape, order=order).copy(order="K")


def _shape(shape: tuple[int, ...]) -> str:
    return f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})"
