"""Inputs where rivals part most often: zeros, ends of ranges, equal values, values that meet.

They are drawn to compare candidates, never to accuse one: what a text leaves open there is open.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from ...core.inputs import Input, InputModel
from .draw import Drawn, keeps
from .standins import Argument


def edge_draws(model: InputModel, drawn: Drawn, rng: np.random.Generator, most: int = 14) -> list[Drawn]:
    """Variants of a draw with one thing at an edge, spread over the arguments."""
    found: list[Drawn] = []
    for factor in (1e-9, 1e5):
        scaled = _scaled(model, drawn.arguments, factor)
        if scaled is not None and keeps(model, scaled):
            found.append(Drawn("edge", scaled, drawn.sizes))
    found += [Drawn("edge", a, drawn.sizes) for a in _jointly(model, drawn.arguments) if keeps(model, a)]
    by_argument = [list(_variants(i, model, drawn.arguments, rng)) for i in model.inputs]
    for place in range(max(map(len, by_argument), default=0)):
        for some in by_argument:
            if place < len(some) and keeps(model, some[place]):
                found.append(Drawn("edge", dict(some[place]), drawn.sizes))
    return found[:most]


def _jointly(model: InputModel, given: Mapping[str, Argument]) -> Iterator[dict[str, Argument]]:
    """Several arguments at once: points in a plane, arrays of two axes where any shape is taken."""
    points = [i for i in model.inputs if i.kind == "array" and i.dims[-1:] == (3,) and i.elements == "real"]
    if points and not any(i.traits - {"any sign"} for i in points):
        flat = {i.name: np.asarray(given[i.name]) * np.asarray([1.0, 1.0, 0.0]) for i in points}
        yield {**given, **flat}
    for i in model.inputs:
        value = given[i.name]
        if i.elementwise and isinstance(value, float):
            column = value * np.asarray([[0.3, 1.0], [1.7, 2.9]])
            yield {**given, i.name: np.asarray(column)}


def _scaled(model: InputModel, given: Mapping[str, Argument], factor: float) -> dict[str, Argument] | None:
    """All real arrays and numbers that run along them in other units: absolute tolerances show."""
    arrays = [
        i
        for i in model.inputs
        if i.kind == "array"
        and i.elements == "real"
        and not i.traits - {"any sign", "distinct", "increasing"}
    ]
    out = dict(given)
    for i in arrays:
        value = given[i.name]
        if isinstance(value, np.ndarray):
            out[i.name] = value * factor
    for i in model.inputs:
        value = given[i.name]
        if arrays and i.elementwise and isinstance(value, float):
            out[i.name] = value * factor
    return out if arrays else None


def _variants(
    i: Input, model: InputModel, given: Mapping[str, Argument], rng: np.random.Generator
) -> Iterator[dict[str, Argument]]:
    for edge in _edges(i, model, given, rng):
        yield {**given, i.name: edge}


def _edges(
    i: Input, model: InputModel, given: Mapping[str, Argument], rng: np.random.Generator
) -> Iterator[Argument]:
    value = given[i.name]
    match value:
        case bool() | str() | tuple() | dict() | None | complex():
            return
        case int():
            yield from dict.fromkeys((0, 1, 2, value + 5))
        case float():
            yield from _numbers(i, model, given, value)
        case list():
            return
        case _:
            array = np.asarray(value)
            if array.dtype.kind == "f" and array.size:
                yield from _arrays(i, array.astype(np.float64), rng)
            elif array.dtype.kind == "i" and array.size > 1 and "signs" not in i.traits:
                equal = array.copy()
                equal.ravel()[1:] = equal.ravel()[0]
                yield equal


def _numbers(i: Input, model: InputModel, given: Mapping[str, Argument], value: float) -> Iterator[float]:
    low, high = i.bounds.low, i.bounds.high
    yield 0.0
    for j in model.inputs:
        other = given[j.name]
        # A number that meets an entry of an array, or another number.
        if j.name != i.name and isinstance(other, np.ndarray) and other.dtype.kind == "f" and other.size:
            yield float(other.ravel()[other.size // 2])
    for j in model.inputs:
        other = given[j.name]
        if j.name != i.name and isinstance(other, float):
            yield other
    yield value * 1e-6
    yield value * 30.0
    if high is not None:
        yield high if not i.bounds.high_open else high - 0.01 * (high - (low or 0.0))
    if low is None and "any sign" in i.traits:
        yield -value


def _arrays(
    i: Input, array: np.ndarray[tuple[int, ...], np.dtype[np.float64]], rng: np.random.Generator
) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    kept = i.traits - {"any sign"}
    if not kept:
        zeros = array.copy()
        zeros.ravel()[rng.random(array.size) < 0.4] = 0.0
        yield zeros
        equal = array.copy()
        equal.ravel()[1::2] = equal.ravel()[0]
        yield equal
        yield np.round(array * 2.0)
        yield np.sort(array, axis=-1)[..., ::-1].copy()
        if array.ndim == 1:
            tail = array.copy()
            tail[-2:] = 0.0
            yield tail
    if array.ndim == 1 and kept <= {"increasing"}:
        yield array + 3.0
    if array.ndim == 2 and not kept and array.shape[0] > 2:
        flat = array.copy()
        flat[:, -1] = 0.0
        yield flat
