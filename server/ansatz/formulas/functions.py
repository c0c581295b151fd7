"""Each function of the tree: how many arguments it takes, its value, its name in NumPy and SciPy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import special as _special

from ..core.formula import FunctionName
from .hypergeometric import hyp0f1, hyp1f1, hyp2f1

special: Final[Any] = _special
"""Its stubs leave out what several of its routines take."""


@dataclass(frozen=True, slots=True)
class Function:
    """`value` takes floats. `code` are templates over `{0}`, `{1}`, …, the first the one to prefer."""

    arity: int
    value: Callable[..., object]
    code: tuple[str, ...]


def _one(value: Callable[[Any], object], *code: str) -> Function:
    return Function(1, value, tuple(c if "{" in c else f"{c}({{0}})" for c in code))


def _two(value: Callable[[Any, Any], object], *code: str) -> Function:
    return Function(2, value, tuple(c if "{" in c else f"{c}({{0}}, {{1}})" for c in code))


def _polynomial(name: str, arity: int = 2) -> Function:
    arguments = ", ".join(f"{{{n}}}" for n in range(arity))
    return Function(arity, getattr(special, f"eval_{name}"), (f"special.eval_{name}({arguments})",))


def _sinc(x: float) -> object:
    return np.sinc(x / np.pi)


def _factorial(x: float) -> object:
    return special.gamma(x + 1.0)


def _double_factorial(x: float) -> object:
    # n!! for whole numbers, by the duplication formula of the gamma function (DLMF 5.4.2).
    if x < -1 or x != np.floor(x):
        return np.nan
    half = x / 2.0
    if x % 2:
        return 2.0 ** ((x + 1) / 2.0) * special.gamma(half + 1.0) / np.sqrt(np.pi)
    return 2.0**half * special.gamma(half + 1.0)


def _lambertw(x: float) -> object:
    return special.lambertw(x).real if x >= -1.0 / np.e else np.nan


def _normal_pdf(x: float) -> object:
    return np.exp(-(x**2) / 2.0) / np.sqrt(2.0 * np.pi)


FUNCTIONS: Final[dict[FunctionName, Function]] = {
    "abs": _one(np.abs, "np.abs"),
    "arccos": _one(np.arccos, "np.arccos"),
    "arccosh": _one(np.arccosh, "np.arccosh"),
    "arcsin": _one(np.arcsin, "np.arcsin"),
    "arcsinh": _one(np.arcsinh, "np.arcsinh"),
    "arctan": _one(np.arctan, "np.arctan"),
    "arctan2": _two(np.arctan2, "np.arctan2"),
    "arctanh": _one(np.arctanh, "np.arctanh"),
    "cbrt": _one(np.cbrt, "np.cbrt"),
    "ceil": _one(np.ceil, "np.ceil"),
    "cos": _one(np.cos, "np.cos"),
    "cosh": _one(np.cosh, "np.cosh"),
    "cot": _one(lambda x: 1.0 / np.tan(x), "(1.0 / np.tan({0}))"),
    "coth": _one(lambda x: 1.0 / np.tanh(x), "(1.0 / np.tanh({0}))"),
    "csc": _one(lambda x: 1.0 / np.sin(x), "(1.0 / np.sin({0}))"),
    "csch": _one(lambda x: 1.0 / np.sinh(x), "(1.0 / np.sinh({0}))"),
    "erf": _one(special.erf, "special.erf"),
    "erfc": _one(special.erfc, "special.erfc", "(1.0 - special.erf({0}))"),
    "erfi": _one(special.erfi, "special.erfi"),
    "erfinv": _one(special.erfinv, "special.erfinv"),
    "erfcinv": _one(special.erfcinv, "special.erfcinv"),
    "exp": _one(np.exp, "np.exp"),
    "expm1": _one(np.expm1, "np.expm1"),
    "floor": _one(np.floor, "np.floor"),
    "gamma": _one(special.gamma, "special.gamma"),
    "lgamma": _one(special.gammaln, "special.gammaln"),
    "digamma": _one(special.digamma, "special.digamma"),
    "polygamma": _two(special.polygamma, "special.polygamma"),
    "factorial": _one(_factorial, "special.factorial", "special.gamma({0} + 1)"),
    "factorial2": _one(_double_factorial, "special.factorial2"),
    "binomial": _two(special.binom, "special.binom"),
    "pochhammer": _two(special.poch, "special.poch"),
    "beta": _two(special.beta, "special.beta"),
    "lbeta": _two(special.betaln, "special.betaln"),
    "gammainc": _two(special.gammainc, "special.gammainc"),
    "gammaincc": _two(special.gammaincc, "special.gammaincc"),
    "betainc": Function(3, special.betainc, ("special.betainc({0}, {1}, {2})",)),
    "normal_pdf": _one(_normal_pdf, "np.exp(-{0} ** 2 / 2) / np.sqrt(2 * np.pi)"),
    "normal_cdf": _one(special.ndtr, "special.ndtr", "(0.5 * special.erfc(-{0} / np.sqrt(2)))"),
    "normal_quantile": _one(special.ndtri, "special.ndtri", "(np.sqrt(2) * special.erfinv(2 * {0} - 1))"),
    "expint_n": _two(special.expn, "special.expn"),
    "expint_ei": _one(special.expi, "special.expi"),
    "zeta": _one(special.zeta, "special.zeta"),
    "hurwitz_zeta": _two(special.zeta, "special.zeta"),
    "lambertw": _one(_lambertw, "special.lambertw({0}).real"),
    "bessel_j": _two(special.jv, "special.jv"),
    "bessel_y": _two(special.yv, "special.yv"),
    "bessel_i": _two(special.iv, "special.iv"),
    "bessel_k": _two(special.kv, "special.kv"),
    "spherical_j": _two(special.spherical_jn, "special.spherical_jn"),
    "spherical_y": _two(special.spherical_yn, "special.spherical_yn"),
    "ellipk": _one(special.ellipk, "special.ellipk"),
    "ellipe": _one(special.ellipe, "special.ellipe"),
    "hyp0f1": _two(hyp0f1, "special.hyp0f1"),
    "hyp1f1": Function(3, hyp1f1, ("special.hyp1f1({0}, {1}, {2})",)),
    "hyp2f1": Function(4, hyp2f1, ("special.hyp2f1({0}, {1}, {2}, {3})",)),
    "legendre_p": _polynomial("legendre"),
    "hermite_h": _polynomial("hermite"),
    "hermite_he": _polynomial("hermitenorm"),
    "chebyshev_t": _polynomial("chebyt"),
    "chebyshev_u": _polynomial("chebyu"),
    "laguerre_l": _polynomial("laguerre"),
    "assoc_laguerre": _polynomial("genlaguerre", 3),
    "gegenbauer_c": _polynomial("gegenbauer", 3),
    "jacobi_p": _polynomial("jacobi", 4),
    "heaviside": _two(np.heaviside, "np.heaviside"),
    "hypot": _two(np.hypot, "np.hypot"),
    "ln": _one(np.log, "np.log"),
    "log10": _one(np.log10, "np.log10"),
    "log1p": _one(np.log1p, "np.log1p"),
    "log2": _one(np.log2, "np.log2"),
    "xlogy": _two(special.xlogy, "special.xlogy"),
    "mod": _two(np.mod, "np.mod"),
    "round": _one(np.round, "np.round"),
    "sec": _one(lambda x: 1.0 / np.cos(x), "(1.0 / np.cos({0}))"),
    "sech": _one(lambda x: 1.0 / np.cosh(x), "(1.0 / np.cosh({0}))"),
    "sign": _one(np.sign, "np.sign"),
    "sin": _one(np.sin, "np.sin"),
    "sinc": _one(_sinc, "np.sinc({0} / np.pi)"),
    "sinh": _one(np.sinh, "np.sinh"),
    "sqrt": _one(np.sqrt, "np.sqrt"),
    "tan": _one(np.tan, "np.tan"),
    "tanh": _one(np.tanh, "np.tanh"),
    "trunc": _one(np.trunc, "np.trunc"),
}
"""All but those that take vectors (`VECTOR_FUNCTIONS`) or any number of arguments (`min`, `max`)."""

VECTOR_FUNCTIONS: Final[dict[FunctionName, int]] = {
    "mean": 1, "median": 1, "count": 1, "norm": 2, "dot": 2, "std": 2, "var": 2,
}  # fmt: skip
"""Functions of vectors, with how many arguments they take."""


def arity(name: FunctionName) -> tuple[int, int]:
    """The least and the greatest number of arguments."""
    if name in {"min", "max"}:
        return 1, 99
    if name in VECTOR_FUNCTIONS:
        return VECTOR_FUNCTIONS[name], VECTOR_FUNCTIONS[name]
    if name in FUNCTIONS:
        return FUNCTIONS[name].arity, FUNCTIONS[name].arity
    return 1, 1
