"""Values of composite types as tuples, dicts and arrays, where that says the same to a reader of numbers."""

from __future__ import annotations

import math
from typing import Any, cast

from ..job import Structured

_DENSE_MAX = 1 << 22


def plain(value: object) -> object:
    """Named tuples as tuples; data classes, mappings, tables as dicts; series, sparse matrices as arrays.

    What would lose its meaning stays as it is: quantities, masked and record arrays, columns of other
    types, sparse matrices that are too large or not well formed.
    """
    if isinstance(value, list):
        return [plain(item) for item in cast("list[object]", value)]
    if isinstance(value, tuple):
        return tuple(plain(item) for item in cast("tuple[object, ...]", value))
    if isinstance(value, dict):
        return {key: plain(item) for key, item in cast("dict[object, object]", value).items()}
    return _plain(value) if isinstance(value, Structured) else value


def _plain(value: Structured) -> object:
    parts = dict(value.parts)
    match value.kind:
        case "namedtuple":
            return tuple(plain(item) for item in parts.values())
        case "dataclass":
            return {name: plain(item) for name, item in parts.items()}
        case "mapping":
            return plain(parts.get("items", value))
        case "series" | "dataarray" if _is_array(parts.get("values")):
            return parts["values"]
        case "frame":
            names, columns = parts.get("columns"), parts.get("values")
            labels = _labels(names)
            if isinstance(columns, list) and labels is not None and len(labels) == len(cast("Any", columns)):
                found = cast("list[object]", columns)
                if all(_is_array(column) for column in found) and len(set(labels)) == len(labels):
                    return dict(zip(labels, found, strict=True))
            return value
        case "sparse":
            return _dense(value)
        case _:
            return value


def _labels(index: object) -> list[object] | None:
    values = index.parts.get("values") if isinstance(index, Structured) else None
    if isinstance(values, dict):
        values = cast("dict[str, object]", values).get("values")
    return [*cast("Any", values)] if values is not None else None


def _is_array(value: object) -> bool:
    return hasattr(value, "dtype") and hasattr(value, "shape")


def _dense(value: Structured) -> object:
    import numpy as np

    shape, data = value.parts.get("shape"), value.parts.get("data")
    places = value.parts.get("coordinates")
    if not isinstance(shape, tuple) or not isinstance(places, tuple) or not isinstance(data, np.ndarray):
        return value
    extents, axes = cast("tuple[Any, ...]", shape), cast("tuple[Any, ...]", places)
    entries = cast("np.ndarray[Any, np.dtype[Any]]", data)
    # All of it was said by the job: nothing is allocated or written before it is known to fit.
    if len(extents) != len(axes) or not all(type(extent) is int and extent >= 0 for extent in extents):
        return value
    if math.prod(extents) > _DENSE_MAX or entries.ndim != 1 or entries.dtype.kind not in "biufc":
        return value
    for axis, extent in zip(axes, extents, strict=True):
        if not isinstance(axis, np.ndarray) or axis.dtype.kind not in "iu" or axis.shape != entries.shape:
            return value
        if entries.size and (int(axis.min()) < 0 or int(axis.max()) >= extent):
            return value
    dense = np.zeros(extents, entries.dtype)
    # Entries at one place add up, as they do in every format.
    np.add.at(dense, axes, entries)
    return dense
