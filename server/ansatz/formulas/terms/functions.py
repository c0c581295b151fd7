"""The functions that a term may use: a fixed list over NumPy and SciPy, with sizes checked beforehand."""

import math
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from scipy import fft, integrate, linalg, optimize, special, stats

LARGEST: Final = 200_000
"""Elements of an array, and items of a list."""
_ROUNDS: Final = 20_000
# SciPy's own annotations leave much unknown.
_SPECIAL: Final = cast("Any", special)
_INTEGRATE: Final = cast("Any", integrate)
_OPTIMIZE: Final = cast("Any", optimize)
_FFT: Final = cast("Any", fft)


class NoValue(ValueError):
    """A term has no value; says why."""


def numeric(value: object) -> NDArray[Any]:
    """A value as an array of numbers. Raises NoValue."""
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        raise NoValue("lists of unequal lengths are no array") from None
    if array.dtype.kind not in "biufc":
        raise NoValue("a number or an array of numbers is needed")
    return array


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function on arrays; words and truth values pass as options."""

    def applied(*given: object, **options: object) -> Any:
        made = [numeric(v) for v in given]
        if math.prod(np.broadcast_shapes(*(m.shape for m in made))) > LARGEST:
            raise NoValue("an array grows too large")
        return function(*made, **options)

    return applied


def _reducing(function: Callable[..., Any]) -> Callable[..., Any]:
    def applied(value: object, *more: object, **options: object) -> Any:
        if any(name not in {"axis", "ddof", "keepdims"} for name in options):
            raise NoValue("only axis, ddof and keepdims are options")
        return function(numeric(value), *more, **options)

    return applied


def _bounded(size: float) -> None:
    if not 0 <= size <= LARGEST:
        raise NoValue("an array grows too large")


def _shape(given: object) -> tuple[int, ...]:
    shape = tuple(int(n) for n in np.atleast_1d(numeric(given)))
    _bounded(math.prod(shape))
    return shape


def _range(*given: object) -> list[int]:
    whole = range(*(int(numeric(v)) for v in given))
    _bounded(len(whole))
    return list(whole)


def _arange(*given: object) -> Any:
    numbers = [numeric(v).item() for v in given]
    start, stop, step = (0, numbers[0], 1) if len(numbers) == 1 else (*numbers, 1)[:3]
    _bounded(max(0.0, (stop - start) / step))
    return np.arange(start, stop, step)


def _linspace(start: object, stop: object, count: object) -> Any:
    number = int(numeric(count))
    _bounded(number)
    return np.linspace(numeric(start), numeric(stop), number)


def _outer(left: object, right: object) -> Any:
    one, other = numeric(left), numeric(right)
    _bounded(one.size * other.size)
    return np.outer(one, other)


def _kron(left: object, right: object) -> Any:
    one, other = numeric(left), numeric(right)
    _bounded(one.size * other.size)
    return np.kron(one, other)


def _repeat(value: object, count: object, axis: int | None = None) -> Any:
    array, number = numeric(value), numeric(count)
    _bounded(array.size * float(number.max(initial=0)))
    return np.repeat(array, number.astype(int), axis=axis)


def _tile(value: object, count: object) -> Any:
    array, times = numeric(value), np.atleast_1d(numeric(count)).astype(int)
    _bounded(array.size * math.prod(map(int, times)))
    return np.tile(array, tuple(times))


def _joined(parts: object, axis: int = 0) -> Any:
    return np.concatenate([np.atleast_1d(numeric(p)) for p in cast("list[object]", parts)], axis=axis)


def _stacked(parts: object, axis: int = 0) -> Any:
    return np.stack([numeric(p) for p in cast("list[object]", parts)], axis=axis)


def _flat(value: object) -> Any:
    return numeric(value).ravel()


def _listed(value: object) -> Any:
    return (
        numeric(cast("object", value)).tolist()
        if isinstance(value, np.ndarray)
        else list(cast("tuple[object, ...]", value))
    )


def _length(value: object) -> int:
    return len(cast("list[object]", value))


def _is_finite(value: object) -> Any:
    return np.isfinite(numeric(value))


def _rows(seed: object) -> np.random.Generator:
    return np.random.default_rng(int(numeric(seed)))


def _uniform(seed: object, low: object, high: object, shape: object = 1) -> Any:
    return _rows(seed).uniform(float(numeric(low)), float(numeric(high)), _shape(shape))


def _normal(seed: object, shape: object = 1) -> Any:
    return _rows(seed).normal(size=_shape(shape))


def _integers(seed: object, low: object, high: object, shape: object = 1) -> Any:
    return _rows(seed).integers(int(numeric(low)), int(numeric(high)), _shape(shape))


def _permutation(seed: object, count: object) -> Any:
    return _rows(seed).permutation(_shape(count)[0])


def _gauss_legendre(count: object) -> tuple[Any, Any]:
    number = int(numeric(count))
    if not 1 <= number <= 200:
        raise NoValue("Gauss-Legendre rules have 1 to 200 points")
    nodes, weights = np.polynomial.legendre.leggauss(number)
    return nodes, weights


def _eigenvalues(value: object) -> Any:
    return np.sort_complex(np.linalg.eigvals(numeric(value)))


def _factorial(value: object) -> Any:
    return _SPECIAL.factorial(numeric(value))


def _set(value: object, index: object, new: object) -> Any:
    """A copy of an array in which the item at `index` is `new`."""
    array = numeric(value).copy()
    if array.dtype.kind in "biu" and numeric(new).dtype.kind in "fc":
        array = array.astype(numeric(new).dtype)
    places = cast("tuple[Any, ...] | list[Any]", index) if isinstance(index, tuple) else (index,)
    array[tuple(int(numeric(p)) if numeric(p).ndim == 0 else numeric(p) for p in places)] = numeric(new)
    return array


def _histogram(value: object, edges: object) -> Any:
    return np.histogram(numeric(value), bins=numeric(edges))[0]


def _smallest(*given: object, axis: int | None = None) -> Any:
    return np.min(numeric(given[0]), axis=axis) if len(given) == 1 else np.minimum(*map(numeric, given))


def _largest(*given: object, axis: int | None = None) -> Any:
    return np.max(numeric(given[0]), axis=axis) if len(given) == 1 else np.maximum(*map(numeric, given))


def _where(condition: object, one: object, other: object) -> Any:
    return _plain(np.where)(condition, one, other)


def _integral(function: Callable[[float], object], low: object, high: object) -> float:
    def at(x: float) -> float:
        return float(numeric(function(float(x))))

    found = _INTEGRATE.quad(
        at, float(numeric(low)), float(numeric(high)), epsabs=1e-13, epsrel=1e-11, limit=200
    )
    return float(found[0])


def _root(function: Callable[[float], object], low: object, high: object) -> float:
    def at(x: float) -> float:
        return float(numeric(function(float(x))))

    return float(_OPTIMIZE.brentq(at, float(numeric(low)), float(numeric(high)), xtol=1e-15, rtol=1e-14))


def _ode(function: Callable[[float, Any], object], start: object, times: object) -> Any:
    """States at `times` (the first is the start), one row a time; DOP853 at 1e-11."""
    moments = numeric(times).astype(float)
    state = np.atleast_1d(numeric(start)).astype(float)

    def rate(t: float, y: Any) -> Any:
        return np.ravel(numeric(function(float(t), y.reshape(state.shape))))

    found = _INTEGRATE.solve_ivp(
        rate, (moments[0], moments[-1]), state.ravel(), "DOP853", moments, rtol=1e-11, atol=1e-12
    )
    if not found.success:
        raise NoValue("the differential equation could not be integrated")
    return np.moveaxis(found.y, -1, 0).reshape(len(moments), *state.shape)


def _items(value: object) -> list[object]:
    if isinstance(value, np.ndarray):
        array = cast("NDArray[Any]", value)
        return cast("list[object]", array.tolist() if array.ndim == 1 else list(array))
    if isinstance(value, list | tuple):
        return list(cast("list[object]", value))
    raise NoValue("only lists and arrays can be gone through")


def _fold(function: Callable[[object, object], object], start: object, over: object) -> object:
    state = start
    for item in _items(over):
        state = function(state, item)
    return state


def _scan(function: Callable[[object, object], object], start: object, over: object) -> list[object]:
    """`[start, f(start, first), …]`."""
    states = [start]
    for item in _items(over):
        states.append(function(states[-1], item))
    return states


def _repeated(function: Callable[[object], object], start: object, count: object) -> object:
    state = start
    for _ in range(len(_range(count))):
        state = function(state)
    return state


def _until(
    condition: Callable[[object], object], function: Callable[[object], object], start: object
) -> object:
    state = start
    for _ in range(_ROUNDS):
        if bool(condition(state)):
            return state
        state = function(state)
    raise NoValue("a repetition does not end")


def _trace_of(history: Callable[[object], object], start: object, count: object) -> list[object]:
    """`[start, f(start), f(f(start)), …]` with `count` applications."""
    states = [start]
    for _ in range(len(_range(count))):
        states.append(history(states[-1]))
    return states


def _mapped(function: Callable[[float], object], value: object) -> Any:
    array = numeric(value)
    found = [numeric(function(v.item())) for v in array.ravel()]
    return np.asarray(found).reshape(array.shape + (found[0].shape if found else ()))


def _fitted(
    function: Callable[[object, object], object], x: object, y: object, start: object, sigma: object
) -> Any:
    """Weighted least squares of `function(x, parameters)`: (parameters, covariance with absolute errors)."""
    at, values = numeric(x).astype(float), numeric(y).astype(float)
    errors = numeric(sigma).astype(float)

    def residual(parameters: Any) -> Any:
        return (numeric(function(at, parameters)) - values) / errors

    found = _OPTIMIZE.least_squares(
        residual, numeric(start).astype(float), method="lm", xtol=1e-13, ftol=1e-13, gtol=1e-13, x_scale="jac"
    )
    return found.x, np.linalg.inv(found.jac.T @ found.jac)


WITH_FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "integral": _integral,
    "root": _root,
    "ode": _ode,
    "fold": _fold,
    "scan": _scan,
    "repeated": _repeated,
    "until": _until,
    "states": _trace_of,
    "map": _mapped,
    "fit": _fitted,
}
"""Functions that take functions."""

CHANCE: Final = frozenset({"uniform", "normal", "integers", "permutation"})
"""Functions whose first argument is a seed or a source of random numbers."""

_ELEMENTWISE: Final[Mapping[str, Any]] = {
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "arcsin": np.arcsin, "arccos": np.arccos,
    "arctan": np.arctan, "arctan2": np.arctan2, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "arcsinh": np.arcsinh, "arccosh": np.arccosh, "arctanh": np.arctanh, "exp": np.exp,
    "expm1": np.expm1, "log": np.log, "log10": np.log10, "log2": np.log2, "log1p": np.log1p,
    "sqrt": np.sqrt, "cbrt": np.cbrt, "abs": np.abs, "sign": np.sign, "floor": np.floor,
    "ceil": np.ceil, "round": np.round, "real": np.real, "imag": np.imag, "conj": np.conj,
    "angle": np.angle, "hypot": np.hypot, "degrees": np.degrees, "radians": np.radians,
    "isnan": np.isnan, "isinf": np.isinf, "minimum": np.minimum, "maximum": np.maximum,
    "clip": np.clip, "sinc": np.sinc, "copysign": np.copysign, "logaddexp": np.logaddexp,
    "gamma": special.gamma, "lgamma": special.gammaln, "digamma": special.digamma, "beta": special.beta,
    "betainc": special.betainc, "binom": special.binom, "erf": special.erf, "erfc": special.erfc,
    "gammainc": special.gammainc, "gammaincc": special.gammaincc, "besselj": special.jv,
    "bessely": special.yv, "besseli": special.iv, "besselk": special.kv,
    "spherical_jn": special.spherical_jn, "legendre": special.eval_legendre,
    "laguerre": special.eval_genlaguerre, "hermite": special.eval_hermite,
    "chebyshev": special.eval_chebyt, "zeta": special.zeta, "ellipk": special.ellipk,
    "ellipe": special.ellipe, "expit": special.expit,
    "normal_cdf": special.ndtr, "normal_ppf": special.ndtri,
    "normal_pdf": stats.norm.pdf, "t_cdf": stats.t.cdf, "t_sf": stats.t.sf, "t_ppf": stats.t.ppf,
    "chi2_cdf": stats.chi2.cdf, "chi2_sf": stats.chi2.sf, "f_sf": stats.f.sf,
    "poisson_pmf": stats.poisson.pmf, "binomial_pmf": stats.binom.pmf,
}  # fmt: skip

_REDUCING: Final[Mapping[str, Any]] = {
    "sum": np.sum, "mean": np.mean, "prod": np.prod, "std": np.std, "var": np.var,
    "median": np.median, "cumsum": np.cumsum, "cumprod": np.cumprod, "diff": np.diff, "sort": np.sort,
    "argsort": np.argsort, "argmin": np.argmin, "argmax": np.argmax, "any": np.any, "all": np.all,
    "nansum": np.nansum, "nanmean": np.nanmean, "quantile": np.quantile, "trace": np.trace,
    "flip": np.flip, "norm": np.linalg.norm, "transpose": np.transpose, "diag": np.diag,
    "logsumexp": special.logsumexp, "softmax": special.softmax, "fft": fft.fft, "ifft": fft.ifft,
    "roll": np.roll, "unique": np.unique, "count_nonzero": np.count_nonzero, "triu": np.triu,
    "tril": np.tril, "det": np.linalg.det, "inv": np.linalg.inv, "expm": linalg.expm,
    "eigvalsh": np.linalg.eigvalsh, "fft2": fft.fft2, "ifft2": fft.ifft2, "trapezoid": np.trapezoid,
    "squeeze": np.squeeze, "bincount": np.bincount,
}  # fmt: skip

_OF_ONE: Final[Mapping[str, Callable[[Any], Any]]] = {
    "array": lambda value: numeric(value).copy(),
    "floats": lambda value: numeric(value).astype(float),
    "ints": lambda value: numeric(value).astype(np.int64),
    "complexes": lambda value: numeric(value).astype(complex),
    "int": lambda value: int(numeric(value)),
    "float": lambda value: float(numeric(value)),
    "shape": lambda value: list(numeric(value).shape),
    "size": lambda value: numeric(value).size,
    "ndim": lambda value: numeric(value).ndim,
    "is_integer": lambda value: bool(numeric(value).dtype.kind in "iu"),
    "is_complex": lambda value: bool(numeric(value).dtype.kind == "c"),
    "zeros": lambda shape: np.zeros(_shape(shape)),
    "ones": lambda shape: np.ones(_shape(shape)),
    "eye": lambda count: np.eye(_shape([count, count])[0]),
}

_OF_TWO: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "full": lambda shape, value: np.full(_shape(shape), numeric(value)),
    "reshape": lambda value, shape: numeric(value).reshape(tuple(int(n) for n in np.atleast_1d(shape))),
    "dot": lambda one, other: np.dot(numeric(one), numeric(other)),
    "cross": lambda one, other: np.cross(numeric(one), numeric(other)),
    "solve": lambda one, other: np.linalg.solve(numeric(one), numeric(other)),
    "lstsq": lambda one, other: np.linalg.lstsq(numeric(one), numeric(other), rcond=None)[0],
    "fftfreq": lambda count, step: _FFT.fftfreq(_shape(count)[0], float(numeric(step))),
    "polyval": lambda coefficients, x: np.polyval(numeric(coefficients), numeric(x)),
    "searchsorted": lambda edges, value: np.searchsorted(numeric(edges), numeric(value), side="right"),
}

_OF_THREE: Final[Mapping[str, Callable[[Any, Any, Any], Any]]] = {
    "moveaxis": lambda value, one, other: np.moveaxis(numeric(value), int(one), int(other)),
    "interp": lambda x, xs, ys: np.interp(numeric(x), numeric(xs), numeric(ys)),
    "polyfit": lambda x, y, degree: np.polyfit(numeric(x), numeric(y), int(numeric(degree))),
}

FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    **{name: _plain(function) for name, function in _ELEMENTWISE.items()},
    **{name: _reducing(function) for name, function in _REDUCING.items()},
    **_OF_ONE,
    **_OF_TWO,
    **_OF_THREE,
    "min": _smallest,
    "max": _largest,
    "where": _where,
    "list": _listed,
    "len": _length,
    "isfinite": _is_finite,
    "range": _range,
    "arange": _arange,
    "linspace": _linspace,
    "ravel": _flat,
    "concatenate": _joined,
    "stack": _stacked,
    "repeat": _repeat,
    "tile": _tile,
    "outer": _outer,
    "kron": _kron,
    "eigenvalues": _eigenvalues,
    "histogram": _histogram,
    "factorial": _factorial,
    "gauss_legendre": _gauss_legendre,
    "uniform": _uniform,
    "normal": _normal,
    "integers": _integers,
    "permutation": _permutation,
    "replaced": _set,
}
"""Everything else, by name."""
