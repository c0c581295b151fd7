"""Arguments to try a composed function with, drawn by the part that each plays in the routine."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from ...reading.phrases import unit_of
from .composition import Composition
from .facts import Argument
from .roles import Role

TRIALS: Final = 10
STAND_IN: Final = "ansatz stand-in"
_SERIES: Final[frozenset[Role]] = frozenset({"signal", "rate", "spacing", "cutoff", "segment"})
_MANY: Final[frozenset[Role]] = frozenset(
    {"signal", "sample", "ordinate", "observations", "abscissa", "weights", "query"}
)
_SINGLE: Final[frozenset[Role]] = frozenset(
    {"rate", "spacing", "cutoff", "low cutoff", "high cutoff", "order", "segment", "window length",
     "polynomial order", "clusters", "neighbours", "prominence", "height", "separation", "threshold",
     "radius", "tolerance", "population mean"}
)  # fmt: skip
_RATE_HZ: Final = 200.0
_NODES: Final = 7
_SIDE: Final = "side"
Array = NDArray[Any]


@dataclass(slots=True)
class _Draw:
    """One trial under construction."""

    c: Composition
    rng: np.random.Generator
    number: int
    sizes: dict[str, int] = field(default_factory=dict[str, int])
    values: dict[str, object] = field(default_factory=dict[str, object])


def trials_of(c: Composition, count: int = TRIALS) -> tuple[Mapping[str, object], ...]:
    """`count` sets of arguments, the same ones each time."""
    return tuple(_trial(c, number) for number in range(count))


def _trial(c: Composition, number: int) -> Mapping[str, object]:
    d = _Draw(c, np.random.default_rng(7919 + number), number)
    arguments = c.facts.arguments
    # An abscissa first: what is asked for lies inside it.
    ordered = sorted(arguments, key=lambda a: ("abscissa" not in _roles(c, a), a.kind not in {"array"}))
    for a in ordered:
        d.values[a.name] = _value(d, a)
    _with_gaps(d, [a for a in arguments if isinstance(d.values[a.name], np.ndarray)])
    return {a.name: d.values[a.name] for a in arguments}


def _roles(c: Composition, a: Argument) -> frozenset[Role]:
    """The argument's own roles, and those of the parameter that it goes into where it has none."""
    slot = next((p.slot for p in c.pairs if p.argument.name == a.name), None)
    return a.roles or (slot.roles if slot is not None else frozenset[Role]())


def _slot_text(c: Composition, a: Argument) -> str:
    return " ".join(p.slot.text for p in c.pairs if p.argument.name == a.name)


def _takes(c: Composition, a: Argument) -> frozenset[str]:
    return frozenset(t for p in c.pairs if p.argument.name == a.name for t in p.slot.takes)


def _value(d: _Draw, a: Argument) -> object:
    if a.is_many:
        return [d.rng.lognormal(1.0, 0.5, 8 + n) for n in range(3)]
    if a.kind == "graph":
        return _graph(d)
    if a.kind == "callable":
        return (STAND_IN, "function", "lambda x: np.cos(x) - 0.3 * x")
    if a.kind == "text":
        return _text(d, a)
    if a.kind in {"array", "table", "sparse"}:
        return _array(d, a)
    if a.kind in {"number", "integer"}:
        return _number(d, a)
    takes = _takes(d.c, a)
    roles = _roles(d.c, a)
    if "node" in takes or {"source", "target"} & roles:
        return _node(d, a)
    if roles & _SINGLE:
        return _number(d, a)
    if roles & _MANY or ("array" in takes and not takes & {"number", "integer"}):
        return _array(d, a)
    return _number(d, a)


def _node(d: _Draw, a: Argument) -> int:
    return 0 if "source" in a.roles or "target" not in a.roles else _NODES - 1


def _graph(d: _Draw) -> tuple[str, str, list[object]]:
    """Edges of a connected graph with a number in every attribute that the text names."""
    attributes = [g for p in d.c.found if p.sense.name == "edge attribute" for g in p.groups] or ["weight"]
    pairs = [(n, n + 1) for n in range(_NODES - 1)]
    more = [(i, j) for i in range(_NODES) for j in range(i + 2, _NODES) if d.rng.random() < 0.4]
    edges: list[object] = [
        [i, j, {name: float(np.round(d.rng.uniform(1, 9), 3)) for name in attributes}]
        for i, j in [*pairs, *more]
    ]
    is_directed = bool(re.search(r"(?<!un)\bdirected\b|\bdigraph\b", d.c.facts.text, re.IGNORECASE))
    return (STAND_IN, "digraph" if is_directed else "graph", edges)


def _text(d: _Draw, a: Argument) -> str:
    choices = re.findall(r"['\"‘“`]([a-z][\w-]*)['\"’”`]", a.text)
    if a.default is not None and a.default.strip("'\"") not in choices:
        choices.append(a.default.strip("'\""))
    return choices[d.number % len(choices)] if choices else "a"


def _array(d: _Draw, a: Argument) -> object:
    roles = _roles(d.c, a)
    shape = tuple(_length(d, a, place) for place in range(2 if a.kind in {"table", "sparse"} else 1))
    said = f"{a.text} {_slot_text(d.c, a)}".lower()
    if a.kind in {"table", "sparse"}:
        return _table(d, a, shape, said)
    if "abscissa" in roles and "query" not in roles:
        values = np.cumsum(d.rng.uniform(0.4, 1.6, shape))
        return d.rng.permutation(values) if d.c.has("any order") else values
    if "query" in roles:
        return _inside(d, shape[0])
    if "weights" in roles or "errors" in roles:
        return d.rng.uniform(0.5, 2.0, shape)
    if re.search(r"\b0\b.*\b1\b|\b1\b.*\b(?:0|else)\b|\bbinary\b", a.text) and "predicted" not in roles:
        return d.rng.permutation(np.arange(shape[0]) % 2)
    if "probabilities" in roles and re.search(r"sums? to|adding up", said):
        parts = d.rng.uniform(0.1, 1.0, shape)
        return parts / parts.sum()
    if re.search(r"\blabels?\b|\bclass(?:es)?\b|\bcategor", said):
        return d.rng.integers(0, 3, shape)
    if re.search(r"\bcounts?\b|\bfrequencies observed\b|\bintegers?\b", a.text.lower()):
        return d.rng.integers(3, 40, shape)
    if unit_of(a.text) is not None and re.search(r"degrees?|°|\bdeg\b", a.text):
        return d.rng.uniform(0.0, 360.0, shape)
    if re.search(r"probabilit|fraction|proportion|p-?values", a.text.lower()):
        return d.rng.uniform(0.02, 0.98, shape)
    if roles & _SERIES and _is_series(d.c):
        t = np.arange(shape[0]) / _RATE_HZ
        return 2.0 + np.sin(2 * np.pi * 7 * t) + 0.02 * np.arange(shape[0]) + d.rng.normal(0, 0.5, shape)
    return d.rng.lognormal(1.0, 0.5, shape) + 0.1 * d.number


def _table(d: _Draw, a: Argument, shape: tuple[int, ...], said: str) -> Array:
    values = d.rng.lognormal(0.5, 0.5, shape)
    if re.search(r"contingency|\bcounts?\b", said):
        return d.rng.integers(5, 40, shape)
    if shape[0] == shape[1]:
        if re.search(r"symmetric|hermitian|covariance|correlation|undirected", said):
            values = (values + values.T) / 2
        if re.search(r"distance|dissimilarit", said):
            values = values - np.diag(np.diag(values))
        elif re.search(r"positive[- ]definite|covariance", said):
            values = values @ values.T + np.eye(shape[0])
        elif re.search(r"operator|matrix|coefficient", said):
            values = values + 3 * np.eye(shape[0]) if "rate" not in said else values / 5
    return values


def _is_series(c: Composition) -> bool:
    return any(_roles(c, a) & {"rate", "spacing", "segment"} for a in c.facts.arguments)


def _length(d: _Draw, a: Argument, place: int) -> int:
    """The length of an axis; axes of one name, and lists without one, share theirs."""
    name = a.dims[place] if place < len(a.dims) else ""
    if name.isdigit():
        return int(name)
    roles = _roles(d.c, a)
    if not name:
        name = _nameless(d, a, place)
    if name not in d.sizes:
        is_square = name == _SIDE or (len(a.dims) == 2 and a.dims[0] == a.dims[1])
        is_long = _is_series(d.c) and place == 0 and not roles & {"query"}
        d.sizes[name] = (
            4 if is_square else 320 if is_long else 3 if place == 1 else 14 + len(d.sizes) + d.number % 3
        )
    return d.sizes[name]


def _nameless(d: _Draw, a: Argument, place: int) -> str:
    """What an axis is called that the text does not name: matrices without stated shapes are square."""
    roles = _roles(d.c, a)
    if "query" in roles and "abscissa" not in roles:
        return "query"
    matrices: frozenset[Role] = frozenset({"operator", "symmetric matrix", "mass matrix"})
    if any(
        o.kind in {"table", "sparse"} and not o.dims and _roles(d.c, o) & matrices
        for o in d.c.facts.arguments
    ):
        return _SIDE
    return "*" if place == 0 else "columns"


def _inside(d: _Draw, length: int) -> Array:
    """Points within what is sampled, a few of them outside in some trials."""
    grids = [
        v
        for a in d.c.facts.arguments
        if "abscissa" in _roles(d.c, a) and (v := _as_array(d.values.get(a.name))) is not None
    ]
    low, high = (float(np.min(grids[0])), float(np.max(grids[0]))) if grids else (0.5, 4.0)
    return np.sort(d.rng.uniform(low, high, length))


def _as_array(value: object) -> Array | None:
    return cast("Array", value) if isinstance(value, np.ndarray) else None


def _number(d: _Draw, a: Argument) -> object:
    roles = _roles(d.c, a)
    said = f"{a.name} {a.text} {_slot_text(d.c, a)}".lower()
    if "lower limit" in roles:
        return float(d.rng.uniform(0.0, 0.4))
    if "upper limit" in roles:
        # The function that is passed in changes its sign below.
        return float(d.rng.uniform(2.5, 3.0))
    if "query" in roles and a.kind != "integer":
        return float(_inside(d, 1)[0])
    unit = unit_of(a.text)
    factor = unit.factor if unit is not None and not unit.dimension.is_one else 1.0
    if "rate" in roles:
        return _RATE_HZ / factor
    if "spacing" in roles:
        return (1 / _RATE_HZ if _is_filter(d.c) else 0.25) / (factor if unit is not None else 1.0)
    for role, low, high in (("low cutoff", 4.0, 9.0), ("high cutoff", 25.0, 50.0), ("cutoff", 8.0, 30.0)):
        if role in roles:
            return float(d.rng.uniform(low, high)) / factor
    for role, choices in _WHOLE.items():
        if role in roles:
            return choices[d.number % len(choices)]
    if {"source", "target"} & roles:
        return _node(d, a)
    if "quantile" in roles or re.search(r"between 0 and 1|probability|fraction|confidence", a.text.lower()):
        return float(d.rng.uniform(5, 95) if "percent" in said else d.rng.uniform(0.05, 0.95))
    if a.kind == "integer" or ("integer" in _takes(d.c, a) and "number" not in _takes(d.c, a)):
        return int(d.rng.integers(2, 5))
    if a.default is not None and d.number % 2:
        try:
            return float(a.default)
        except ValueError:
            pass
    return float(d.rng.uniform(0.5, 3.0))


_WHOLE: Final[Mapping[Role, Sequence[int]]] = {
    "segment": (64, 32, 48),
    "window length": (7, 5, 9),
    "polynomial order": (2, 3),
    "order": (2, 3, 4),
    "clusters": (3, 2),
    "neighbours": (2, 3),
    "separation": (5, 3),
    "bins": (5, 8),
}


def _is_filter(c: Composition) -> bool:
    return any(_roles(c, a) & {"cutoff", "low cutoff", "high cutoff", "segment"} for a in c.facts.arguments)


def _with_gaps(d: _Draw, arrays: Sequence[Argument]) -> None:
    """Missing values in every other trial, where the text says that there are some."""
    if not d.c.has("missing", "pairwise missing", "nan given") or d.number % 2 == 0:
        return
    for place, a in enumerate(arrays):
        value = _as_array(d.values[a.name])
        if value is not None and value.dtype.kind == "f" and "abscissa" not in _roles(d.c, a):
            gaps = value.copy()
            gaps.flat[1 + place : value.size : 5] = np.nan
            d.values[a.name] = gaps
