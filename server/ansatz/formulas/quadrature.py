"""Integrals by double-exponential quadrature, to a tolerance that is checked.

Takahasi and Mori, Double exponential formulas for numerical integration, Publ. RIMS 9 (1974) 721. It shares
nothing with QUADPACK, which code that is judged calls, neither nodes nor extrapolation nor error estimate.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
TOLERANCE: Final = 1e-9
_REACH: Final = 6.0
"""Of the trapezoidal rule: distances to a finite end down to 1e-275, to an infinite one up to 1e137."""
_LEVELS: Final = 8
"""Halvings of a step of 1/4; the last has some 3000 nodes."""
_LEAST: Final = 3
"""Levels before agreement counts: a coarse rule may miss a peak."""
_EDGE: Final = 1e-12
"""Of the sum of absolute terms that the outermost ones may have."""


class Unsettled(ArithmeticError):
    """There is no telling a value: what was summed up does not converge, or not to `TOLERANCE`."""


class Vanishes(Unsettled):
    """Nothing but zeros: either nothing can be told from zero, or a peak lies between the nodes."""


class _Piece(NamedTuple):
    value: float
    error: float


def integral(
    values: Callable[[Numbers], Numbers], lower: float, upper: float, breaks: Sequence[float] = ()
) -> float:
    """The integral of `values` from `lower` to `upper`; not a number where the integrand is none in between.

    Ends may be infinite, and the integrand may be singular there where the end is zero or infinite. It is
    smooth between `breaks`. Raises Unsettled where `TOLERANCE` is not reached.
    """
    if math.isnan(lower) or math.isnan(upper):
        return math.nan
    if lower == upper:
        return 0.0
    if lower > upper:
        return -integral(values, upper, lower, breaks)
    inside = sorted({b for b in breaks if lower < b < upper})
    if not inside and math.isinf(lower) and math.isinf(upper):
        inside = [0.0]
    ends = [lower, *inside, upper]
    with np.errstate(all="ignore"):
        pieces = [_piece(values, start, end) for start, end in itertools.pairwise(ends)]
    if any(math.isnan(piece.value) for piece in pieces):
        return math.nan
    total = math.fsum(piece.value for piece in pieces)
    error = sum(piece.error for piece in pieces)
    if error > TOLERANCE * abs(total) and error > 1e-290:
        raise Unsettled
    return total


def _piece(values: Callable[[Numbers], Numbers], start: float, end: float) -> _Piece:
    """One smooth piece, and what its last refinement changed."""
    nodes = np.empty(0)
    terms = np.empty(0)
    before = math.nan
    for level in range(_LEVELS):
        step = 0.25 / 2**level
        fresh = (
            np.arange(-_REACH, _REACH + step / 2, step)
            if not level
            else np.arange(-_REACH + step, _REACH, 2 * step)
        )
        points, weights = _mapped(fresh, start, end)
        nodes = np.concatenate([nodes, fresh])
        terms = np.concatenate([terms, values(points) * weights])
        order = np.argsort(nodes)
        nodes, terms = nodes[order], terms[order]
        usable = _without_edges(terms)
        if usable is None:
            if level < _LEAST:
                continue
            if np.isinf(terms).any() and not np.isnan(terms).any():
                raise Unsettled
            return _Piece(math.nan, 0.0)
        total = float(np.sum(usable)) * step
        size = float(np.sum(np.abs(usable))) * step
        if size == 0.0:
            if level < _LEAST:
                continue
            raise Vanishes
        change = abs(total - before)
        if level >= _LEAST and change <= 0.1 * TOLERANCE * size:
            is_ended = max(abs(float(usable[0])), abs(float(usable[-1]))) * step <= _EDGE * size
            return _Piece(total, change + 1e-15 * size) if is_ended else _unknown(terms)
        before = total
    return _unknown(terms)


def _unknown(terms: Numbers) -> _Piece:
    """Not a number where the integrand is none somewhere. Raises Unsettled where it has its values."""
    if not np.isnan(terms).any():
        raise Unsettled
    return _Piece(math.nan, 0.0)


def _mapped(at: Numbers, start: float, end: float) -> tuple[Numbers, Numbers]:
    """Points of the interval for nodes on the real line, and what a step there amounts to."""
    slope = 0.5 * np.pi * np.cosh(at)
    grown = 0.5 * np.pi * np.sinh(at)
    if math.isfinite(start) and math.isfinite(end):
        width = end - start
        share = 1.0 / (1.0 + np.exp(2.0 * np.abs(grown)))
        points = np.where(at < 0.0, start + width * share, end - width * share)
        return points, width * 2.0 * slope * share * (1.0 - share)
    away = np.exp(grown)
    points = start + away if math.isfinite(start) else end - away
    return points, slope * away


def _without_edges(terms: Numbers) -> Numbers | None:
    """The terms without those at either end that are no numbers; None where one in between is none."""
    known = np.nonzero(np.isfinite(terms))[0]
    if len(known) < 2:
        return None
    inner = terms[known[0] : known[-1] + 1]
    return inner if len(known) == len(inner) else None
