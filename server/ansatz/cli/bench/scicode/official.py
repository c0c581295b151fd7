"""SciCode's published targets, from the HDF5 file that a user has."""

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

import numpy as np

from ansatz.cli.bench.scicode.scoring import Packed
from ansatz.cli.unusable import Unusable

_WITHOUT_H5PY: Final = (
    "Reading targets from HDF5 needs the package h5py, which is not installed beside Ansatz: "
    "install ansatz-ls[scicode], or leave --targets out, and the targets are recomputed from the "
    "reference code."
)


class PublishedTargets:
    """Targets by step and test, as `STEP/testN`; a test has one value, or several that make a tuple."""

    def __init__(self, groups: Mapping[str, Any]) -> None:
        """`groups` is an open HDF5 file, or mappings of the same form."""
        self._groups = groups

    def values(self, step: str, count: int) -> tuple[Packed | None, ...]:
        """One for each test of a step; None where the file has none."""
        return tuple(self._value(f"{step}/test{number}") for number in range(1, count + 1))

    def _value(self, path: str) -> Packed | None:
        try:
            group = cast("Mapping[str, Any]", self._groups[path])
        except KeyError:
            return None
        parts = [_entry(group[name]) for name in group]
        return parts[0] if len(parts) == 1 else ["t", parts]


def published_targets(file: Path) -> PublishedTargets:
    """The targets in an HDF5 file. Raises `Unusable` without h5py, and where the file can't be read."""
    try:
        h5py: Any = importlib.import_module("h5py")
    except ImportError as error:
        raise Unusable(_WITHOUT_H5PY) from error
    try:
        return PublishedTargets(h5py.File(str(file), "r"))
    except OSError as error:
        raise Unusable(f"{file} can't be read as HDF5: {error}.") from error


def _entry(entry: Any) -> Packed:
    """One variable of a test: a data set, or a group that holds a list, a sparse matrix or a table."""
    if not _is_group(entry):
        return _leaf(entry)
    first = next(iter(entry))
    if first == "list":
        return ["l", [_entry(entry["list"][name]) for name in entry["list"]]]
    if first == "sparse_matrix":
        return _sparse(entry[first])
    return ["d", [_row(name, entry[name]) for name in entry]]


def _row(name: str, value: Any) -> list[Any]:
    if _is_group(value):
        return [["v", name], _sparse(value["sparse_matrix"]) if "sparse_matrix" in value else _entry(value)]
    leaf = _leaf(value)
    if leaf[0] == "v" and isinstance(leaf[1], str):
        return [["v", name], leaf]
    try:
        return [["v", float(name)], leaf]
    except ValueError:
        return [["v", name], leaf]


def _leaf(entry: Any) -> Packed:
    value = entry[()]
    if isinstance(value, bytes):
        return ["v", value.decode("utf-8")]
    array = np.asarray(value)
    if array.dtype.kind == "O":
        texts = [one.decode("utf-8") if isinstance(one, bytes) else str(one) for one in array.ravel()]
        return ["lv", texts]
    return ["g", array.reshape(1)] if array.shape == () else ["a", array]


def _sparse(group: Any) -> Packed:
    """A sparse matrix in one of the layouts of SciPy, as data with rows and columns."""
    data, shape = np.asarray(group["data"][()]), [int(size) for size in group["shape"][()]]
    if "row" in group:
        rows, columns = np.asarray(group["row"][()]), np.asarray(group["col"][()])
        return ["sparse", "coo", shape, data, rows, columns]
    pointers, columns = np.asarray(group["indptr"][()]), np.asarray(group["indices"][()])
    blocks = np.repeat(np.arange(len(pointers) - 1), np.diff(pointers))
    if "blocksize" not in group:
        return ["sparse", "csr", shape, data, blocks, columns]
    height, width = (int(size) for size in group["blocksize"][()])
    down, across = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
    rows = (blocks[:, None, None] * height + down).ravel()
    return ["sparse", "bsr", shape, data.ravel(), rows, (columns[:, None, None] * width + across).ravel()]


def _is_group(entry: Any) -> bool:
    """Groups hold others by name; a data set has a type of its elements."""
    return hasattr(entry, "keys") and not hasattr(entry, "dtype")
