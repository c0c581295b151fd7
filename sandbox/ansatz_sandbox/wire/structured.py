"""Takes values of composite types apart: tuples and classes with fields, sparse matrices, tables, quantities.

What comes out is a kind, and parts that are carried by themselves. Only instances of known classes and
of plain tuples and classes with fields are taken apart, by the raw methods of their bases, so that
nothing a job overrides is asked. A package is only looked at where the job itself has imported it.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple, cast

KINDS = (
    "namedtuple",
    "dataclass",
    "mapping",
    "set",
    "sparse",
    "masked",
    "record",
    "quantity",
    "index",
    "series",
    "frame",
    "dataarray",
    "dataset",
)


class Parts(NamedTuple):
    """A kind of `KINDS`, and the parts by name in the order in which a reader would name them."""

    kind: str
    parts: dict[str, object]


def taken_apart(value: Any) -> Parts | None:
    """The parts of a value, None where it is of no composite type known here.

    May raise anything where the value only pretends to be one.
    """
    kind = _type(value)
    known = {
        "numpy": _numpy,
        "scipy": _sparse,
        "pandas": _pandas,
        "xarray": _xarray,
        "pint": _pint,
        "astropy": _astropy,
    }.get(kind.__module__.partition(".")[0])
    found = known(value) if known is not None else None
    if found is not None:
        return found
    if issubclass(kind, tuple):
        return _named_tuple(value)
    if issubclass(kind, dict):
        return Parts("mapping", {"items": dict(cast("Any", dict).items(value))})
    if kind is set or kind is frozenset:
        return Parts("set", {"items": list(value)})
    return _dataclass(value)


def _type(value: object) -> type:
    return type(value)


def _class(module: str, name: str) -> type:
    """A class of a package that the job has imported; one that nothing is an instance of otherwise."""
    found = getattr(sys.modules.get(module), name, None)
    return found if isinstance(found, type) else _Nothing


class _Nothing:
    pass


def _named_tuple(value: Any) -> Parts | None:
    names = getattr(_type(value), "_fields", None)
    if type(names) is not tuple or not all(type(name) is str for name in cast("tuple[object, ...]", names)):
        return None
    fields = cast("tuple[str, ...]", names)
    items = cast("tuple[object, ...]", tuple.__getitem__(value, slice(None)))
    if len(fields) != len(items) or len(set(fields)) != len(fields):
        return None
    return Parts("namedtuple", dict(zip(fields, items)))  # noqa: B905  (`strict` came with Python 3.10)


def _dataclass(value: object) -> Parts | None:
    kind = _type(value)
    declared = getattr(kind, "__dataclass_fields__", None)
    # With another base than `object`, such as an array, there is more to it than its fields.
    if type(declared) is not dict or any(
        base is not object and "__dataclass_fields__" not in base.__dict__ for base in kind.__mro__
    ):
        return None
    fields = cast("dict[str, Any]", declared)
    names = [name for name, field in fields.items() if field._field_type.name == "_FIELD"]
    return Parts("dataclass", {name: object.__getattribute__(value, name) for name in names})


def _numpy(value: Any) -> Parts | None:
    import numpy

    if type(value) is _class("numpy.ma", "MaskedArray"):
        mask = numpy.ma.getmaskarray(value)
        return Parts("masked", {"data": value.data, "mask": mask, "fill_value": value.fill_value})
    if type(value) is numpy.ndarray and value.dtype.names is not None:
        fields = {name: numpy.ascontiguousarray(value[name]) for name in value.dtype.names}
        return Parts("record", {"shape": value.shape, "fields": fields})
    return None


def _sparse(value: Any) -> Parts | None:
    sparse = sys.modules.get("scipy.sparse")
    kind = _type(value)
    if sparse is None or getattr(sparse, kind.__name__, None) is not kind or not sparse.issparse(value):
        return None
    triplets = value.tocoo()
    places = triplets.coords if hasattr(triplets, "coords") else (triplets.row, triplets.col)
    parts: dict[str, object] = {
        "format": str(value.format),
        "shape": tuple(int(extent) for extent in value.shape),
        "data": triplets.data,
        "coordinates": tuple(places),
    }
    return Parts("sparse", parts)


def _pandas(value: Any) -> Parts | None:
    kind = _type(value)
    parts: dict[str, object]
    if kind is _class("pandas", "DataFrame"):
        columns = [_column(value.iloc[:, number]) for number in range(value.shape[1])]
        parts = {
            "index": value.index,
            "columns": value.columns,
            "values": columns,
            "attrs": dict(value.attrs),
        }
        return Parts("frame", parts)
    if kind is _class("pandas", "Series"):
        parts = {
            "name": value.name,
            "index": value.index,
            "values": _column(value),
            "attrs": dict(value.attrs),
        }
        return Parts("series", parts)
    if (
        isinstance(value, _class("pandas", "Index"))
        and getattr(sys.modules["pandas"], kind.__name__, 0) is kind
    ):
        parts = {
            "names": list(value.names),
            "values": _column(value),
            "freq": getattr(value, "freqstr", None),
        }
        return Parts("index", parts)
    return None


def _column(values: Any) -> object:
    """An array where the type is NumPy's own; else the type's name and the values one by one."""
    dtype = values.dtype
    if getattr(dtype, "kind", "O") in "biufcmM" and type(dtype).__module__.partition(".")[0] == "numpy":
        return values.to_numpy()
    missing = _class("pandas._libs.missing", "NAType")
    return {"type": str(dtype), "values": [None if type(item) is missing else item for item in values]}


def _xarray(value: Any) -> Parts | None:
    if type(value) is _class("xarray", "DataArray"):
        parts: dict[str, object] = {"name": value.name, "dims": tuple(value.dims), "values": value.values}
        return Parts("dataarray", {**parts, "coords": _variables(value.coords), "attrs": dict(value.attrs)})
    if type(value) is _class("xarray", "Dataset"):
        parts = {"variables": _variables(value.data_vars), "coords": _variables(value.coords)}
        return Parts("dataset", {**parts, "attrs": dict(value.attrs)})
    return None


def _variables(named: Any) -> dict[object, object]:
    return {name: (tuple(one.dims), one.values, dict(one.attrs)) for name, one in named.items()}


def _pint(value: Any) -> Parts | None:
    # Each registry makes a class of its own, so the bases tell.
    if not any(
        base.__module__.startswith("pint.") and base.__name__ == "PlainQuantity"
        for base in type(value).__mro__
    ):
        return None
    return Parts("quantity", {"value": value.magnitude, "unit": str(value.units)})


def _astropy(value: Any) -> Parts | None:
    if type(value) is not _class("astropy.units", "Quantity"):
        return None
    return Parts("quantity", {"value": value.value, "unit": value.unit.to_string()})
