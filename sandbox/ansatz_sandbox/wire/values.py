"""Python values as JSON trees and blobs, faithful in type or refused.

A tree is a JSON scalar (None, bool, int within 64 bits, finite float, short text) or a list whose
first item is a tag of `Decoder._tagged`. Types are matched exactly: a subclass may carry meaning that
its base does not, so it is refused rather than flattened. Composite types go as their parts, under
their own name. Blobs are consumed in order, each once.
"""

from __future__ import annotations

import math
import struct
import sys
from collections.abc import Callable, Sequence
from typing import Any, cast

from . import npy
from .structured import KINDS, taken_apart

DEPTH_MAX = 32
ITEMS_MAX = 200_000
_SHORT_TEXT = 256
_PACKED_FROM = 16
_INT64 = 1 << 63


class NotCarriable(Exception):
    """This value has no faithful form on the wire."""

    def __init__(self, type_name: str, reason: str) -> None:
        super().__init__(type_name, reason)
        self.type_name = type_name
        self.reason = reason


class ValueFormatError(Exception):
    """The tree or its blobs are not what `Encoder` writes."""


def type_name(value: object) -> str:
    """The name a reader knows the type by: `float`, `pandas.core.frame.DataFrame`."""
    kind = type(value)
    module, name = str(kind.__module__), str(kind.__qualname__)
    return name if module == "builtins" else f"{module}.{name}"


class Encoder:
    """Turns values into trees and collects their blobs, up to `max_bytes` of blobs in all.

    `special` is asked first and may give the tree of a value that has one of its own, or None. Values
    of composite types are refused unless it `takes_apart`.
    """

    def __init__(self, max_bytes: int, *, takes_apart: bool = False) -> None:
        self.blobs: list[bytes] = []
        self.special: Callable[[object], list[object] | None] | None = None
        self._takes_apart = takes_apart
        self._bytes_left = max_bytes
        self._items_left = ITEMS_MAX

    def encode(self, value: object) -> object:
        """The tree of one value; raises `NotCarriable`, and leaves no blobs of it behind."""
        count, bytes_left = len(self.blobs), self._bytes_left
        try:
            return self._tree(value, 0)
        except BaseException:
            del self.blobs[count:]
            self._bytes_left = bytes_left
            raise

    def _tree(self, value: object, depth: int) -> object:
        self._items_left -= 1
        if depth > DEPTH_MAX:
            raise NotCarriable(type_name(value), f"nested deeper than {DEPTH_MAX} levels")
        if self._items_left < 0:
            raise NotCarriable(type_name(value), f"more than {ITEMS_MAX} items")
        if self.special is not None:
            special = self.special(value)
            if special is not None:
                return special
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is int:
            number = cast("int", value)
            return number if -_INT64 <= number < _INT64 else ["i", hex(number)]
        if kind is float:
            return _float_tree(cast("float", value))
        if kind is complex:
            z = cast("complex", value)
            return ["c", _float_tree(z.real), _float_tree(z.imag)]
        if kind is str:
            return self._text(cast("str", value))
        if kind is bytes:
            return self._blob("b", cast("bytes", value), value)
        if kind is list or kind is tuple:
            return self._sequence(cast("Sequence[object]", value), kind is list, depth)
        if kind is dict:
            tree: list[object] = ["d"]
            for key, item in cast("dict[object, object]", value).items():
                tree += [self._tree(key, depth + 1), self._tree(item, depth + 1)]
            return tree
        return self._composite(value, depth)

    def _composite(self, value: object, depth: int) -> object:
        # Asks the value's own code, which may raise anything: whoever allows it here looks out for that.
        found = taken_apart(value) if self._takes_apart else None
        if found is None:
            return self._numpy(value)
        try:
            return ["o", found.kind, type_name(value)[:200], self._tree(found.parts, depth + 1)]
        except NotCarriable as error:
            reason = f"it holds a {error.type_name}: {error.reason}"[:500]
            raise NotCarriable(type_name(value), reason) from None

    def _text(self, text: str) -> object:
        if len(text) <= _SHORT_TEXT:
            return text
        return self._blob("s", text.encode("utf-8", "surrogatepass"), text)

    def _sequence(self, items: Sequence[object], is_list: bool, depth: int) -> object:
        tag = "l" if is_list else "t"
        if len(items) >= _PACKED_FROM:
            kinds = set(map(type, items))
            if kinds == {float}:
                return self._blob(tag + "f", struct.pack(f"<{len(items)}d", *items), items)
            if kinds == {int} and all(-_INT64 <= cast("int", item) < _INT64 for item in items):
                return self._blob(tag + "i", struct.pack(f"<{len(items)}q", *items), items)
        return [tag, *[self._tree(item, depth + 1) for item in items]]

    def _numpy(self, value: object) -> object:
        # A value can only be NumPy's when something has imported NumPy already.
        numpy = sys.modules.get("numpy")
        if numpy is None:
            raise NotCarriable(type_name(value), "values of this type are not carried")
        ndarray, generic = cast("type", numpy.ndarray), cast("type", numpy.generic)
        is_array = type(value) is ndarray
        if not is_array and not (isinstance(value, generic) and type(value).__module__ == "numpy"):
            raise NotCarriable(type_name(value), "values of this type are not carried")
        try:
            array = cast("npy.Array", value if is_array else numpy.asarray(value))
            if array.nbytes > self._bytes_left:
                raise NotCarriable(type_name(value), "larger than the bytes allowed for values")
            data = npy.encode(array)
        except npy.NpyError as error:
            raise NotCarriable(type_name(value), str(error)) from None
        return self._blob("a" if is_array else "n", data, value)

    def _blob(self, tag: str, data: bytes, value: object) -> object:
        if len(data) > self._bytes_left:
            raise NotCarriable(type_name(value), "larger than the bytes allowed for values")
        self._bytes_left -= len(data)
        self.blobs.append(data)
        return [tag]


class Decoder:
    """Turns untrusted trees back into values, taking blobs in order; every error is `ValueFormatError`.

    `structured` makes a value of a kind, a type's name and parts; `source` one of code and a name in it.
    Without them such trees are errors.
    """

    def __init__(
        self,
        blobs: Sequence[memoryview],
        max_bytes: int,
        structured: Callable[[str, str, dict[str, Any]], object] | None = None,
        source: Callable[[str, str], object] | None = None,
    ) -> None:
        self._structured = structured
        self._source = source
        self._blobs = blobs
        self._next = 0
        self._max_bytes = max_bytes
        self._items_left = 4 * ITEMS_MAX

    @property
    def taken(self) -> int:
        """How many blobs have been consumed."""
        return self._next

    def finish(self) -> None:
        """Raises unless every blob was consumed."""
        if self._next != len(self._blobs):
            raise ValueFormatError("blobs that belong to no value")

    def decode(self, tree: object) -> Any:
        """The value of one tree."""
        return self._value(tree, 0)

    def _value(self, tree: object, depth: int) -> Any:
        self._items_left -= 1
        if depth > DEPTH_MAX + 1 or self._items_left < 0:
            raise ValueFormatError("too deep or too many items")
        if tree is None or type(tree) is bool or type(tree) is str:
            return tree
        if type(tree) is int:
            if not -_INT64 <= tree < _INT64:
                raise ValueFormatError("an integer out of range")
            return tree
        if type(tree) is float:
            if not math.isfinite(tree):
                raise ValueFormatError("a number out of range")
            return tree
        if type(tree) is not list or not tree:
            raise ValueFormatError("no tree of a value")
        tag, *rest = cast("list[object]", tree)
        return self._tagged(tag, rest, depth)

    def _tagged(self, tag: object, rest: list[object], depth: int) -> Any:
        if tag == "l":
            return [self._value(item, depth + 1) for item in rest]
        if tag == "t":
            return tuple([self._value(item, depth + 1) for item in rest])
        if tag == "d":
            return self._dict(rest, depth)
        if tag == "i" and len(rest) == 1:
            return _big_int(rest[0])
        if tag == "f" and len(rest) == 1:
            return _special_float(rest[0])
        if tag == "c" and len(rest) == 2:
            real, imag = (self._value(part, depth + 1) for part in rest)
            if type(real) is not float or type(imag) is not float:
                raise ValueFormatError("a complex number of something else than floats")
            return complex(real, imag)
        if tag == "o" and len(rest) == 3 and self._structured is not None:
            kind, name, parts = rest[0], rest[1], self._value(rest[2], depth + 1)
            if kind not in KINDS or type(name) is not str or len(name) > 200 or type(parts) is not dict:
                raise ValueFormatError("no composite value")
            if not all(type(key) is str for key in cast("dict[object, object]", parts)):
                raise ValueFormatError("no composite value")
            return self._structured(cast("str", kind), name, cast("dict[str, Any]", parts))
        if tag == "src" and len(rest) == 2 and self._source is not None:
            code, name = rest
            if type(code) is not str or type(name) is not str:
                raise ValueFormatError("no source")
            return self._source(code, name)
        read = _BLOBS.get(tag) if isinstance(tag, str) and not rest else None
        if read is None:
            raise ValueFormatError("an unknown tag")
        return read(self._blob(), self._max_bytes)

    def _dict(self, rest: list[object], depth: int) -> dict[Any, Any]:
        values = [self._value(item, depth + 1) for item in rest]
        keys = values[::2]
        try:
            result = dict(zip(keys, values[1::2]))  # noqa: B905  (`strict` came with Python 3.10)
        except TypeError:
            raise ValueFormatError("a key that can't be a key") from None
        # NaN keys are distinct objects, so a faithful dict never shrinks.
        if len(values) % 2 or len(result) != len(keys):
            raise ValueFormatError("keys and values of a dict do not pair")
        return result

    def _blob(self) -> memoryview:
        if self._next >= len(self._blobs):
            raise ValueFormatError("a value without its blob")
        self._next += 1
        return self._blobs[self._next - 1]


def _float_tree(number: float) -> object:
    if math.isfinite(number):
        return number
    return ["f", struct.pack(">d", number).hex()]


def _special_float(text: object) -> float:
    if not isinstance(text, str) or len(text) != 16:
        raise ValueFormatError("no bits of a float")
    try:
        number: float = struct.unpack(">d", bytes.fromhex(text))[0]
    except (ValueError, struct.error):
        raise ValueFormatError("no bits of a float") from None
    if math.isfinite(number):
        raise ValueFormatError("a finite float in the wrong form")
    return number


def _big_int(text: object) -> int:
    digits = text[1:] if isinstance(text, str) and text.startswith("-") else text
    if not isinstance(digits, str) or not digits.startswith("0x") or "_" in digits:
        raise ValueFormatError("no integer")
    try:
        number = int(cast("str", text), 16)
    except ValueError:
        raise ValueFormatError("no integer") from None
    if -_INT64 <= number < _INT64:
        raise ValueFormatError("a small integer in the wrong form")
    return number


def _text(data: memoryview, max_bytes: int) -> str:
    try:
        return bytes(data).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise ValueFormatError("text that is not UTF-8") from None


def _bytes(data: memoryview, max_bytes: int) -> bytes:
    return bytes(data)


def _numbers(letter: str) -> Callable[[memoryview, int], tuple[Any, ...]]:
    def read(data: memoryview, max_bytes: int) -> tuple[Any, ...]:
        if len(data) % 8:
            raise ValueFormatError("a cut list of numbers")
        return struct.unpack(f"<{len(data) // 8}{letter}", data)

    return read


def _listed(read: Callable[[memoryview, int], tuple[Any, ...]]) -> Callable[[memoryview, int], list[Any]]:
    return lambda data, max_bytes: list(read(data, max_bytes))


def _array(data: memoryview, max_bytes: int) -> Any:
    try:
        return npy.decode(data, max_bytes)
    except npy.NpyError as error:
        raise ValueFormatError(str(error)) from None


def _numpy_scalar(data: memoryview, max_bytes: int) -> Any:
    array = _array(data, max_bytes)
    if array.ndim:
        raise ValueFormatError("a NumPy scalar with dimensions")
    return array[()]


_BLOBS: dict[str, Callable[[memoryview, int], Any]] = {
    "b": _bytes,
    "s": _text,
    "lf": _listed(_numbers("d")),
    "li": _listed(_numbers("q")),
    "tf": _numbers("d"),
    "ti": _numbers("q"),
    "a": _array,
    "n": _numpy_scalar,
}
