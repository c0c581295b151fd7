"""Sums and series as numbers, to a tolerance that is checked."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..core.formula import ReductionName
from .quadrature import TOLERANCE, Unsettled

Terms = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""The terms of a sum for numbers of its index."""
_MAX_TERMS: Final = 4_000
_AT_ONCE: Final = 40
_QUIET_TERMS: Final = 4
"""So many terms in a row must be negligible: single ones may vanish by symmetry."""


def series(operation: ReductionName, terms: Terms, lower: float, upper: float) -> float:
    """The sum, product, greatest or least of `terms` over the whole numbers from `lower` to `upper`.

    NaN where limits are not whole and where the first term of a series is none. Raises Unsettled where
    there are too many terms, where an infinite series does not settle at a geometric rate, and where
    cancellation leaves fewer digits than `TOLERANCE`.
    """
    if (
        math.isnan(lower)
        or lower != math.floor(lower)
        or (math.isfinite(upper) and upper != math.floor(upper))
    ):
        return math.nan
    if math.isfinite(upper):
        if upper - lower >= _MAX_TERMS:
            raise Unsettled
        count = max(0, int(upper - lower) + 1)
        return _finite(operation, terms(lower + np.arange(count, dtype=np.float64)).tolist() if count else [])
    if operation != "sum":
        raise Unsettled
    return _infinite(terms, lower) if upper > 0 else math.nan


def _finite(operation: ReductionName, terms: list[float]) -> float:
    match operation:
        case "sum":
            return _summed(terms)
        case "prod":
            return float(np.prod(terms))
        case "max":
            return float(np.max(terms)) if terms else math.nan
        case "min":
            return float(np.min(terms)) if terms else math.nan


def _summed(terms: list[float]) -> float:
    if not all(map(math.isfinite, terms)):
        return float(np.sum(terms))
    total = math.fsum(terms)
    noise = 1e-15 * max(map(abs, terms), default=0.0)
    if noise > TOLERANCE * abs(total) and total != 0.0:
        raise Unsettled
    return total


def _infinite(terms: Terms, lower: float) -> float:
    known: list[float] = []
    largest, quiet = 0.0, 0
    for first in range(0, _MAX_TERMS, _AT_ONCE):
        for value in terms(lower + first + np.arange(_AT_ONCE, dtype=np.float64)).tolist():
            if math.isnan(value) and not known:
                return math.nan
            if not math.isfinite(value):
                raise Unsettled
            known.append(value)
            largest = max(largest, abs(value))
            # The rest of a series whose terms shrink by a tenth each time is at most ten times the last one.
            shrinks = len(known) > 1 and abs(value) <= 0.9 * abs(known[-2])
            quiet = quiet + 1 if abs(value) <= 1e-18 * largest and (shrinks or value == 0.0) else 0
            if quiet >= _QUIET_TERMS:
                return _summed(known)
    raise Unsettled
