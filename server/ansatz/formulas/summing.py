"""Integrals and series as numbers, to a tolerance that is checked, or not a number."""

import math
from collections.abc import Callable
from typing import Final, cast

import numpy as np
from scipy import integrate

from ..core.formula import ReductionName

TOLERANCE: Final = 1e-9
_MAX_TERMS: Final = 4_000
_QUIET_TERMS: Final = 4
"""So many terms in a row must be negligible: single ones may vanish by symmetry."""


class _NoValue(Exception):
    """The integrand has no value somewhere."""


def integral(integrand: Callable[[float], float], lower: float, upper: float) -> float:
    """The integral, NaN where quadrature does not reach `TOLERANCE` (QUADPACK's own error estimate)."""
    if math.isnan(lower) or math.isnan(upper):
        return math.nan
    if lower == upper:
        return 0.0

    def defined(at: float) -> float:
        # QUADPACK's extrapolation corrupts memory when it is handed NaN, which infinities lead to.
        value = integrand(at)
        if not math.isfinite(value):
            raise _NoValue
        return value

    try:
        found = cast(
            "tuple[object, ...]",
            integrate.quad(defined, lower, upper, limit=120, epsabs=0.0, epsrel=1e-11, full_output=1),
        )
    except _NoValue:
        return math.nan
    value, error = float(cast(float, found[0])), float(cast(float, found[1]))
    said = str(found[3]) if len(found) > 3 else ""
    if any(word in said for word in ("divergent", "extrapolation", "maximum number")):
        return math.nan
    return value if error <= TOLERANCE * abs(value) or error < 1e-290 else math.nan


def series(operation: ReductionName, term: Callable[[float], float], lower: float, upper: float) -> float:
    """The sum, product, greatest or least of `term` over the whole numbers from `lower` to `upper`.

    NaN where limits are not whole or there are too many terms, where an infinite series does not settle
    at a geometric rate, and where cancellation leaves fewer digits than `TOLERANCE`.
    """
    if (
        math.isnan(lower)
        or lower != math.floor(lower)
        or (math.isfinite(upper) and upper != math.floor(upper))
    ):
        return math.nan
    if math.isfinite(upper):
        if upper - lower >= _MAX_TERMS:
            return math.nan
        return _finite(operation, [term(lower + n) for n in range(max(0, int(upper - lower) + 1))])
    return _infinite(term, lower) if operation == "sum" and upper > 0 else math.nan


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
    return total if noise <= TOLERANCE * abs(total) or total == 0.0 else math.nan


def _infinite(term: Callable[[float], float], lower: float) -> float:
    terms: list[float] = []
    largest, quiet = 0.0, 0
    for number in range(_MAX_TERMS):
        value = term(lower + number)
        if not math.isfinite(value):
            return math.nan
        terms.append(value)
        largest = max(largest, abs(value))
        # The rest of a series whose terms shrink by a tenth each time is at most ten times the last one.
        shrinks = number > 0 and abs(value) <= 0.9 * abs(terms[-2])
        quiet = quiet + 1 if abs(value) <= 1e-18 * largest and (shrinks or value == 0.0) else 0
        if quiet >= _QUIET_TERMS:
            return _summed(terms)
    return math.nan
