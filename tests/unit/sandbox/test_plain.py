"""Composite values as tuples, dicts and arrays, and those that must stay what they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ansatz_sandbox import Structured, plain

from .conftest import Box
from .test_structured import came


def test_what_scipy_returns_comes_apart(box: Box) -> None:
    statistic, p = plain(came(box, "from scipy import stats\nreturn stats.ttest_1samp([1.0, 2.0, 4.0], 2.0)"))  # type: ignore[misc]
    assert 0 < statistic < 1
    assert 0 < p < 1


@pytest.mark.parametrize("form", ["csr", "coo", "dia"])
def test_sparse_matrices_become_dense(box: Box, form: str) -> None:
    dense = plain(came(box, f"from scipy import sparse\nreturn sparse.{form}_array(np.eye(3) * 2)"))
    assert isinstance(dense, np.ndarray)
    assert dense.tolist() == (np.eye(3) * 2).tolist()


def test_entries_at_one_place_add_up() -> None:
    assert plain(sparse((2, 2), [1.0, 2.0], ([0, 0], [1, 1]))).tolist() == [[0, 3], [0, 0]]  # type: ignore[attr-defined]


def sparse(shape: tuple[Any, ...], data: list[float], places: tuple[list[int], ...]) -> Structured:
    parts = {"format": "coo", "shape": shape, "data": np.array(data)}
    return Structured("sparse", "m", {**parts, "coordinates": tuple(np.array(axis, int) for axis in places)})


@pytest.mark.parametrize(
    "value",
    [
        sparse((10**9, 10**9), [1.0], ([0], [0])),
        sparse((2, 2), [1.0], ([5], [0])),
        sparse((2, 2), [1.0], ([-1], [0])),
        sparse((2, 2), [1.0, 2.0], ([0], [0])),
        sparse((2,), [1.0], ([0], [0])),
        sparse((-2, -2), [], ([], [])),
        sparse((2.5, 2), [1.0], ([0], [0])),
        Structured("sparse", "m", {}),
        Structured("quantity", "q", {"value": 1.0, "unit": "m"}),
        Structured("masked", "m", {"data": np.zeros(1), "mask": np.ones(1, bool)}),
        Structured("series", "s", {"values": {"type": "category", "values": ["a"]}}),
        Structured("frame", "f", {}),
        1.5,
    ],
)
def test_what_would_lose_its_meaning_stays(value: object) -> None:
    assert plain(value) is value


def test_nested_values_and_tables() -> None:
    column = np.arange(2.0)
    index = Structured("index", "i", {"names": [None], "values": {"type": "object", "values": ["t"]}})
    frame = Structured("frame", "f", {"columns": index, "values": [column], "index": None, "attrs": {}})
    inner = Structured("dataclass", "d", {"x": Structured("mapping", "m", {"items": {"k": 1}})})
    assert plain([frame, (inner,), {"a": inner}]) == [
        {"t": column},
        ({"x": {"k": 1}},),
        {"a": {"x": {"k": 1}}},
    ]
