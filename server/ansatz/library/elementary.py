"""What is seldom looked for: routines that everybody knows, and packages and modules off the usual way."""

from typing import Final

ELEMENTARY: Final = frozenset(
    f"numpy.{name}"
    for name in (
        *("abs", "absolute", "fabs", "sqrt", "square", "cbrt", "power", "float_power", "pow", "exp", "exp2"),
        *("log", "log2", "log10", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "asin", "acos", "atan"),
        *("sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "asinh", "acosh", "atanh", "sign", "ceil"),
        *(
            "floor",
            "rint",
            "round",
            "trunc",
            "add",
            "subtract",
            "multiply",
            "divide",
            "true_divide",
            "negative",
        ),
        *("positive", "mod", "remainder", "fmod", "maximum", "minimum", "fmax", "fmin", "greater", "less"),
        *("equal", "not_equal", "greater_equal", "less_equal", "logical_and", "logical_or", "logical_not"),
        *(
            "isfinite",
            "isinf",
            "sum",
            "prod",
            "mean",
            "min",
            "max",
            "amin",
            "amax",
            "array",
            "asarray",
            "zeros",
        ),
        *(
            "ones",
            "empty",
            "full",
            "zeros_like",
            "ones_like",
            "empty_like",
            "full_like",
            "arange",
            "linspace",
        ),
        *(
            "shape",
            "size",
            "ndim",
            "reshape",
            "ravel",
            "transpose",
            "copy",
            "concatenate",
            "stack",
            "ndarray",
        ),
        *(
            "any",
            "all",
            "dtype",
            "reciprocal",
            "conjugate",
            "conj",
            "real",
            "imag",
            "broadcast_to",
            "atleast_1d",
        ),
        *("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32"),
        *(
            "float64",
            "complex64",
            "complex128",
            "bool",
            "bool_",
            "void",
            "str_",
            "bytes_",
            "object_",
            "ufunc",
        ),
        *(
            "ushort",
            "ubyte",
            "uint",
            "ulong",
            "ulonglong",
            "longlong",
            "longdouble",
            "half",
            "single",
            "double",
        ),
        *(
            "generic",
            "number",
            "integer",
            "floating",
            "inexact",
            "errstate",
            "seterr",
            "geterr",
            "finfo",
            "iinfo",
        ),
    )
)
"""Routines that everybody knows: found when they are asked for, never worth a place beside a whole spec."""

_PRIOR: Final = {
    "numpy": 0.1, "scipy": 0.15, "networkx": 0.0, "sklearn": 0.0, "statsmodels": -0.05, "astropy": -0.1,
    "pandas": -0.1, "xarray": -0.15, "sympy": -0.3, "mpmath": -0.25, "pint": -0.3,
}  # fmt: skip
_ODD: Final = {
    "numpy.ma": -0.3, "numpy.matlib": -0.4, "numpy.char": -0.3, "numpy.rec": -0.3, "numpy.dtypes": -0.5,
    "scipy.fftpack": -0.3, "scipy.odr": -0.05, "sklearn.utils": -0.3,
}  # fmt: skip
"""What an array-based spec seldom wants: symbols, tables, superseded modules come after numeric routines."""


def prior(name: str) -> float:
    """What a routine's package and module add to its score, before anything is asked."""
    package, _, rest = name.partition(".")
    return _PRIOR.get(package, -0.1) + _ODD.get(f"{package}.{rest.partition('.')[0]}", 0.0)
