"""Tests of hypotheses with a bound on false alarms: distributions, frequencies, means of many calls.

Every test here rejects what is true less than once in ten million times. They ask for one value of each
call with its own seed, so that nothing is assumed of how the values of one call hang together.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

CALLS: Final = 400
"""Calls for one test. A spread that is half as large again is noticed, a rate for its inverse."""
ALPHA: Final = 2e-8
"""Of one test. Three are made of one sample."""
_SIGMAS: Final = 6.0
Floats = NDArray[np.float64]
Cdf = Callable[[Floats], Floats]


def _positive(x: Floats) -> Floats:
    return np.maximum(x, 0.0)


def cdf_of(family: str, values: Sequence[float]) -> Cdf | None:
    """The distribution function of a family; None where it has none for these parameters.

    normal (mean, standard deviation), uniform (ends), exponential (mean), poisson (mean), rayleigh
    (scale), laplace (location, scale), gamma (shape, scale), beta (two shapes), binomial (trials,
    probability), cauchy (location, scale), chi-squared (degrees of freedom).
    """
    a, b = (*values, 0.0, 0.0)[:2]
    match family:
        case "normal" if b > 0:
            return lambda x: special.ndtr((x - a) / b)
        case "uniform" if b > a:
            return lambda x: np.clip((x - a) / (b - a), 0.0, 1.0)
        case "exponential" if a > 0:
            return lambda x: -np.expm1(-_positive(x) / a)
        case "poisson" if a > 0:
            return lambda x: np.where(x < 0, 0.0, special.pdtr(np.floor(_positive(x)), a))
        case "rayleigh" if a > 0:
            return lambda x: -np.expm1(-0.5 * (_positive(x) / a) ** 2)
        case "laplace" if b > 0:
            return lambda x: 0.5 + 0.5 * np.sign(x - a) * -np.expm1(-np.abs(x - a) / b)
        case "gamma" if a > 0 and b > 0:
            return lambda x: special.gammainc(a, _positive(x) / b)
        case "beta" if a > 0 and b > 0:
            return lambda x: special.betainc(a, b, np.clip(x, 0.0, 1.0))
        case "binomial" if a >= 1 and 0 < b < 1:
            return lambda x: np.where(x < 0, 0.0, special.bdtr(np.floor(np.clip(x, 0, a)), int(a), b))
        case "cauchy" if b > 0:
            return lambda x: 0.5 + np.arctan((x - a) / b) / np.pi
        case "chi-squared" if a > 0:
            return lambda x: special.chdtr(a, _positive(x))
        case _:
            return None


WHOLE: Final = frozenset({"poisson", "binomial"})
"""Families of whole numbers."""


def follows(x: Floats, cdf: Cdf, is_whole: bool) -> bool:
    """Whether independent values may come from a distribution (error at most 1e-7).

    Each is moved to where it stands between 0 and 1; whole numbers at random within their step, which
    keeps the test exact. Then the greatest distance (Kolmogorov), the mean and the mean distance from the
    middle are looked at.
    """
    if not np.isfinite(x).all():
        return False
    u = np.asarray(cdf(x), dtype=np.float64)
    if is_whole:
        if np.any(x != np.round(x)) or np.any(x < 0):
            return False
        below = np.asarray(cdf(x - 1.0), dtype=np.float64)
        u = below + np.random.default_rng(len(x)).random(len(x)) * (u - below)
    elif np.any((u <= 0.0) | (u >= 1.0)) and len(np.unique(x)) < len(x) / 2:
        return False
    n = len(u)
    ordered = np.sort(u)
    steps = np.arange(n + 1) / n
    distance = max(float(np.max(steps[1:] - ordered)), float(np.max(ordered - steps[:-1])))
    # Stephens' correction of the limiting distribution.
    if special.kolmogorov((np.sqrt(n) + 0.12 + 0.11 / np.sqrt(n)) * distance) < ALPHA:
        return False
    middle = (float(u.mean()) - 0.5) * np.sqrt(12 * n)
    spread = (float(np.abs(u - 0.5).mean()) - 0.25) * np.sqrt(48 * n)
    return abs(middle) < _SIGMAS and abs(spread) < _SIGMAS


def has_frequency(successes: int, of: int, probability: float) -> bool:
    """Whether so many successes may come of a probability (exact binomial tails)."""
    at_most = float(special.bdtr(successes, of, probability))
    at_least = 1.0 if successes == 0 else float(special.bdtrc(successes - 1, of, probability))
    return min(at_most, at_least) > ALPHA


def has_mean(x: Floats, mean: float) -> bool:
    """Whether independent values may have a mean; for tails no heavier than those of a square of normals."""
    error = float(x.std(ddof=1)) / np.sqrt(len(x))
    return abs(float(x.mean()) - mean) <= (_SIGMAS + 1.0) * error + 1e-9 * abs(mean)
