"""What names in interpreted code may stand for: functions of numbers that reach nothing but numbers."""

from __future__ import annotations

import functools
import importlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

_NUMPY = """
    abs absolute add all any arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh array asarray
    atleast_1d cbrt ceil clip cos cosh cross cumsum deg2rad degrees diff divide dot errstate exp exp2
    expm1 fabs floor full full_like heaviside hypot isfinite isinf isnan linalg.norm log log10 log1p log2
    max maximum mean median min minimum mod multiply nansum negative ones ones_like outer polyval power
    prod rad2deg radians real imag remainder round select shape sign sin sinc sinh size sqrt square
    squeeze std subtract sum tan tanh trunc vectorize var where zeros zeros_like pi e inf nan euler_gamma
    newaxis float64 int64 bool_
"""
_SPECIAL = """
    agm bdtr beta betainc betaln binom cbrt chdtr dawsn digamma ellipe ellipeinc ellipj ellipk ellipkinc
    entr erf erfc erfcinv erfcx erfi erfinv eval_chebyt eval_chebyu eval_gegenbauer eval_genlaguerre
    eval_hermite eval_hermitenorm eval_jacobi eval_laguerre eval_legendre exp1 exp10 exp2 expi expit expm1
    expn exprel factorial factorial2 fdtr fresnel gamma gammainc gammaincc gammaln hankel1 hankel2 hyp0f1
    hyp1f1 hyp2f1 i0 i0e i1 i1e iv ive j0 j1 jv k0 k0e k1 k1e kv kve lambertw log1p log_ndtr logit
    loggamma logsumexp ndtr ndtri owens_t poch polygamma psi rgamma spence spherical_in spherical_jn
    spherical_kn spherical_yn struve wofz xlog1py xlogy y0 y1 yn yv zeta
"""
_MATH = """
    acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh degrees erf erfc exp expm1 fabs
    floor fmod fsum gamma hypot isclose isfinite isinf isnan lgamma log log10 log1p log2 pow radians
    remainder sin sinh sqrt tan tanh trunc pi e tau inf nan
"""

BUILTINS: Mapping[str, object] = {
    "abs": abs, "bool": bool, "complex": complex, "float": float, "int": int, "len": len, "max": max,
    "min": min, "sum": sum,
}  # fmt: skip
"""`range` is the evaluator's own, which counts."""
MODULES = frozenset(
    {"numpy", "math", "scipy", "scipy.special", "scipy.constants", "scipy.integrate", "numpy.linalg"}
)
ELEMENTS_MAX = 5_000_000
_GROWING = ("arange", "zeros", "ones", "full", "outer")


class TooLarge(MemoryError):
    """A value would be larger than what is computed with here."""


@functools.cache
def table() -> Mapping[str, object]:
    """Full dotted name → function or number."""
    found: dict[str, object] = {}
    numpy: Any = importlib.import_module("numpy")
    for name in _NUMPY.split():
        thing: Any = numpy
        for part in name.split("."):
            thing = getattr(thing, part)
        found[f"numpy.{name}"] = _bounded(thing) if name in _GROWING else thing
    special: Any = importlib.import_module("scipy.special")
    found |= {f"scipy.special.{n}": getattr(special, n) for n in _SPECIAL.split() if hasattr(special, n)}
    constants: Any = importlib.import_module("scipy.constants")
    for name in dir(constants):
        if isinstance(getattr(constants, name), int | float):
            found[f"scipy.constants.{name}"] = getattr(constants, name)
    found["scipy.integrate.quad"] = importlib.import_module("scipy.integrate").quad
    found |= {f"math.{name}": getattr(math, name) for name in _MATH.split() if hasattr(math, name)}
    return found


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that makes arrays, for sizes that fit."""

    def call(*args: Any, **kwargs: Any) -> Any:
        size = 1.0
        for arg in args:
            numbers = cast("Sequence[Any]", arg) if isinstance(arg, tuple | list) else [arg]
            for number in numbers:
                size *= max(abs(float(number)), 1.0) if isinstance(number, int | float) else _size(number)
        if size > ELEMENTS_MAX:
            raise TooLarge(f"an array of about {size:.3g} elements")
        return function(*args, **kwargs)

    return call


def _size(value: Any) -> float:
    return float(getattr(value, "size", 1))
