"""Hypergeometric functions by their defining series, so that expected values share no kernel with SciPy.

DLMF 16.2.1 with 15.8.1 (Pfaff) and 13.2.39 (Kummer). SciPy's routines lose all digits for large negative
whole parameters and say nothing; here a value is given only where cancellation leaves enough digits.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

_TERMS: Final = 4_000
_EXACT: Final = 60
"""The highest degree of a polynomial that is summed up exactly."""
_DIGITS: Final = 1e-9
_EPSILON: Final = 2.3e-16


def hyp0f1(b: float, z: float) -> float:
    """0F1(; b; z); not a number at poles and where too few digits are left."""
    return _series((), (float(b),), float(z))


def hyp1f1(a: float, b: float, z: float) -> float:
    """1F1(a; b; z); not a number at poles and where too few digits are left."""
    a, b, z = float(a), float(b), float(z)
    found = _series((a,), (b,), z)
    if math.isnan(found) and z < 0.0 and z > -700.0:
        return math.exp(z) * _series((b - a,), (b,), -z)
    return found


def hyp2f1(a: float, b: float, c: float, z: float) -> float:
    """2F1(a, b; c; z) for real z below 1, or where the series ends; not a number elsewhere."""
    a, b, c, z = float(a), float(b), float(c), float(z)
    if _ends(a) or _ends(b):
        return _series((a, b), (c,), z)
    if z < 0.0:
        return (1.0 - z) ** -a * _series((a, c - b), (c,), z / (z - 1.0))
    return _series((a, b), (c,), z) if z < 1.0 else math.nan


def _ends(parameter: float) -> bool:
    return parameter <= 0.0 and parameter == math.floor(parameter)


def _polynomial(above: Sequence[float], below: Sequence[float], z: float, degree: int) -> float:
    """A series that ends, in exact arithmetic: its terms cancel by as many digits as there are."""
    x, total, term = Fraction(z), Fraction(1), Fraction(1)
    for n in range(degree):
        term *= x * math.prod(Fraction(a) + n for a in above)
        term /= (n + 1) * math.prod(Fraction(b) + n for b in below)
        total += term
    return float(total)


def _series(above: Sequence[float], below: Sequence[float], z: float) -> float:
    if any(map(_ends, below)) or not all(map(math.isfinite, (*above, *below, z))):
        return math.nan
    if (count := min((int(-a) for a in above if _ends(a)), default=_TERMS)) <= _EXACT:
        return _polynomial(above, below, z, count)
    if any(map(_ends, above)):
        return math.nan
    terms = [1.0]
    total = 1.0
    settled = 3.0 + 2.0 * max(map(abs, (*above, *below)))
    for n in range(_TERMS):
        bottom = (n + 1.0) * math.prod(b + n for b in below)
        top = z * math.prod(a + n for a in above)
        if top == 0.0:
            return _summed(terms, 0.0)
        if bottom == 0.0:
            return math.nan
        terms.append(terms[-1] * (top / bottom))
        if not math.isfinite(terms[-1]):
            return math.nan
        total += terms[-1]
        ratio = abs(top / bottom)
        # Past all parameters the ratios tend to their limit, so that the rest is at most a geometric series.
        if ratio < 1.0 and n > settled:
            rest = abs(terms[-1]) / (1.0 - max(ratio, abs(z) if below and len(above) > 1 else ratio))
            if rest <= 1e-12 * abs(total) or rest <= 1e-17 * abs(terms[0]):
                return _summed(terms, rest)
    return math.nan


def _summed(terms: Sequence[float], rest: float) -> float:
    """The sum, not a number where rounding of the terms may have changed its ninth digit."""
    total = math.fsum(terms)
    # The n-th term has been rounded some 4 n times.
    noise = math.fsum(4.0 * (n + 1) * _EPSILON * abs(term) for n, term in enumerate(terms)) + rest
    return total if noise <= _DIGITS * abs(total) else math.nan
