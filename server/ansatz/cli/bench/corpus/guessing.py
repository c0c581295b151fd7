"""Calls for a routine whose docstring does not say enough of its arguments: plain forms, tried in turn.

Each form is a way in which all arguments could be meant; which one is right is seen by whether the
routine has values there.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, cast

import numpy as np

from ansatz.core.spec import Bounds, Parameter, Spec
from ansatz_sandbox import Call, Value

_CALLS: Final = 16
_INTEGER: Final = re.compile(r"\bint(eger)?s?\b|\b(order|degree|number of)\b", re.IGNORECASE)
_VECTOR: Final = re.compile(r"\(\s*[NMKnmk]\s*,?\s*\)|\b1-?D\b|\bvector\b|\bsequence\b", re.IGNORECASE)
_MATRIX: Final = re.compile(r"\b2-?D\b|\bmatrix\b|\(\s*\w+\s*,\s*\w+\s*\)", re.IGNORECASE)

_Draw = Callable[[Parameter, np.random.Generator, int], Value]


def forms(spec: Spec, seed: int) -> Iterator[list[Call]]:
    """Sets of calls, the plainest form first; options are left at their defaults."""
    required = [p for p in spec.parameters if p.default is None and not p.kind.startswith("var")]
    if not required:
        return
    for number, draw in enumerate((_fraction, _positive, _counted, _real, _vector, _stated, _matrix)):
        rng = np.random.default_rng((seed, number))
        yield [_call(required, draw, rng) for _ in range(_CALLS)]


def _call(required: Sequence[Parameter], draw: _Draw, rng: np.random.Generator) -> Call:
    length = int(rng.integers(4, 8))
    drawn = [(p, draw(p, rng, length)) for p in required]
    positional = tuple(value for p, value in drawn if p.kind != "keyword_only")
    return Call(positional, {p.name: value for p, value in drawn if p.kind == "keyword_only"})


def _fraction(p: Parameter, rng: np.random.Generator, _length: int) -> Value:
    if _INTEGER.search(p.description[:60]):
        return int(rng.integers(1, 8))
    return _inside(p.bounds, float(rng.uniform(0.05, 0.95)))


def _positive(p: Parameter, rng: np.random.Generator, _length: int) -> Value:
    if _INTEGER.search(p.description[:60]):
        return int(rng.integers(1, 8))
    return _inside(p.bounds, float(10 ** rng.uniform(-0.7, 0.9)))


def _counted(p: Parameter, rng: np.random.Generator, _length: int) -> Value:
    """Whole numbers here and there, for arguments that take no others and don't say so."""
    return int(rng.integers(1, 8)) if rng.random() < 0.7 else float(rng.uniform(0.05, 0.95))


def _real(p: Parameter, rng: np.random.Generator, _length: int) -> Value:
    return _inside(p.bounds, float(rng.normal() * 2.0))


def _vector(p: Parameter, rng: np.random.Generator, length: int) -> Value:
    return cast("Value", 10 ** rng.uniform(-0.7, 0.9, length))


def _stated(p: Parameter, rng: np.random.Generator, length: int) -> Value:
    if _INTEGER.search(p.description[:60]):
        return int(rng.integers(1, 8))
    if _MATRIX.search(p.description[:80]):
        return _matrix(p, rng, length)
    if _VECTOR.search(p.description[:80]):
        return _vector(p, rng, length)
    return _positive(p, rng, length)


def _matrix(p: Parameter, rng: np.random.Generator, length: int) -> Value:
    return cast("Value", 10 ** rng.uniform(-0.7, 0.9, (length, length)))


def _inside(bounds: Bounds | None, value: float) -> float:
    """A value moved into a stated range."""
    if bounds is None:
        return value
    low, high = bounds.low, bounds.high
    if low is not None and high is not None:
        return low + (high - low) * (0.03 + 0.94 * (abs(value) % 1.0))
    if low is not None:
        return low + abs(value)
    return high - abs(value) if high is not None else value
