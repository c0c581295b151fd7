"""What one call gave back, whatever it is: arrays of any kind, what was raised, what was changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from ansatz_sandbox import CallResult, NotCarried, NotReached, Raised, Returned, Structured, plain

from .inputs.standins import Argument, is_standin

Arguments: TypeAlias = dict[str, Argument]
Array: TypeAlias = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """One call. `parts` is None where nothing usable came back, and `problem` then says what did.

    A tuple, list or mapping comes apart into its members; nested ones stay together where they make an
    array. `kind` is the exception's type, `line` the candidate's line that raised it.
    """

    parts: tuple[Array, ...] | None
    problem: str = ""
    kind: str = ""
    line: int | None = None
    changed: tuple[str, ...] = ()
    was_reached: bool = True
    warnings: tuple[str, ...] = ()
    was_sequence: bool = False

    def part(self, output: int | None) -> Array | None:
        """The returned value of that number, the only or first one for None."""
        if self.parts is None or (output or 0) >= len(self.parts):
            return None
        return self.parts[output or 0]


def seen(arguments: Arguments, result: CallResult) -> Seen:
    """Reads a result of the wrapper, which nobody has vouched for."""
    match result:
        case NotReached():
            return Seen(None, "the run ended before this call", was_reached=False)
        case Raised(type=kind, message=message, line=line):
            return Seen(None, f"{kind}: {message}"[:300], kind, line, warnings=result.warnings)
        case Returned(value=value):
            changed = _changed(arguments, result)
            if isinstance(value, NotCarried):
                return Seen(None, f"returned a {value.type_name}", changed=changed)
            found = plain(value)
            parts = parts_of(found)
            if parts is None:
                return Seen(None, f"returned {_say(found)}", changed=changed, warnings=result.warnings)
            is_sequence = type(found) in {tuple, dict}
            return Seen(parts, changed=changed, warnings=result.warnings, was_sequence=is_sequence)


def parts_of(value: object) -> tuple[Array, ...] | None:
    """The arrays in a returned value, None where something in it is no number."""
    if isinstance(value, dict):
        value = tuple(cast("dict[object, object]", value).values())
    if isinstance(value, tuple):
        parts = [_array(item) for item in cast("tuple[object, ...]", value)]
        if any(p is None for p in parts) or not parts:
            return None
        return tuple(p for p in parts if p is not None)
    whole = _array(value)
    if whole is not None:
        return (whole,)
    if isinstance(value, list) and value:
        parts = [_array(item) for item in cast("list[object]", value)]
        return None if any(p is None for p in parts) else tuple(p for p in parts if p is not None)
    return None


def _array(value: object) -> Array | None:
    if isinstance(value, str | bytes) or value is None or isinstance(value, dict):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return array if array.dtype.kind in "biufc" else None


def _say(value: object) -> str:
    if isinstance(value, Structured):
        return f"a {value.type_name}"
    return "None" if value is None else f"a {type(value).__name__}"


def _changed(arguments: Arguments, result: Returned) -> tuple[str, ...]:
    """Parameters whose arguments are not the same after the call."""
    after = result.args_after
    if len(after) != 3 or not isinstance(after[1], list) or not isinstance(after[2], dict):
        return ()
    positional = cast("list[object]", after[1])
    named = cast("dict[str, object]", after[2])
    names = [name for name in arguments if name not in named]
    pairs = [*zip(names, positional, strict=False), *named.items()]
    return tuple(
        name for name, value in pairs if not is_standin(arguments[name]) and not same(arguments[name], value)
    )


def same(before: object, after: object) -> bool:
    """Whether two values are of one type and equal; NaN equals NaN."""
    is_one_type = type(before) is type(after)
    if isinstance(before, np.ndarray):
        one, other = cast("Array", before), cast("Array", after)
        return (
            isinstance(after, np.ndarray)
            and other.dtype == one.dtype
            and other.shape == one.shape
            and np.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
        )
    if isinstance(before, list) and isinstance(after, list):
        one_list, other_list = cast("list[object]", before), cast("list[object]", after)
        return len(one_list) == len(other_list) and all(map(same, one_list, other_list))
    return is_one_type and (before == after or before != before)


def close(one: Array, other: Array, rtol: float, atol: float = 0.0) -> bool:
    """Whether two arrays of one shape agree within `rtol` of the larger, NaN with NaN.

    `atol` is relative to the largest finite size in either, so that noise around zero counts as zero.
    """
    if one.shape != other.shape:
        return False
    kind = np.complex128 if "c" in {one.dtype.kind, other.dtype.kind} else np.float64
    a, b = one.astype(kind), other.astype(kind)
    finite = np.isfinite(a) & np.isfinite(b)
    if not np.array_equal(np.isnan(a), np.isnan(b)) or not np.array_equal(np.isinf(a), np.isinf(b)):
        return False
    if not finite.any():
        return True
    size = np.maximum(np.abs(a[finite]), np.abs(b[finite]))
    return bool(np.all(np.abs(a[finite] - b[finite]) <= rtol * size + atol * size.max() + 1e-290))


def all_close(one: Sequence[Array], other: Sequence[Array], rtol: float, atol: float = 0.0) -> bool:
    """Whether all parts agree."""
    return len(one) == len(other) and all(close(a, b, rtol, atol) for a, b in zip(one, other, strict=True))


def replaced(arguments: Mapping[str, Argument], **changes: Argument) -> Arguments:
    """Arguments with some of them exchanged."""
    return {**arguments, **changes}
