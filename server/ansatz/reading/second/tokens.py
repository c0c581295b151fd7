"""What both scanners of the second reader produce: tokens, canonical letters, and the refusal they raise."""

from dataclasses import dataclass, field
from typing import Literal

from ansatz.core.formula import FunctionName

MAXIMUM_DOCSTRING = 100_000
MAXIMUM_EQUATION = 4_000
MAXIMUM_NESTING = 60

TokenKind = Literal[
    "number",  # as written
    "run",  # letters glued together: one name, or several (`mgh`); `sub` is the last one's subscript
    "name",  # a symbol, whole
    "constant",
    "function",
    "operator",  # + - * / ^
    "superscript",  # a Unicode exponent, as ASCII text
    "fraction",  # LaTeX: two groups follow
    "vulgar",  # ½ and its like: `text` is "1/2"
    "root",  # LaTeX: one group follows; Unicode: an atom. `sub` is the degree
    "binomial",  # LaTeX: two groups follow
    "choose",  # `n \choose k` in a group
    "reduce",  # text: sum, prod, max or min; index; rows: lower limit, upper limit
    "integral",  # index: the variable, once found; rows: lower limit, upper limit, body
    "special",  # a name that the text gives a function's meaning; rows: subscript, superscript
    "subscript",  # rows: its content, after something that is no name
    "normbar",
    "factorial",  # text: ! or !!
    "cases",
    "member",  # ∈
    "open",
    "close",
    "bar",
    "comma",
    "gap",
    "newline",
    "relation",
    "dots",
    "words",  # if, otherwise, and, ...
]


class Unread(Exception):
    """Why a text could not be read with certainty; the second reader then says nothing at all."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of mathematics at [start, end) of the docstring. `spaced`: white space stands before it."""

    kind: TokenKind
    text: str
    start: int
    end: int
    spaced: bool = False
    sub: str = ""
    index: str = ""
    rows: "tuple[tuple[tuple[Token, ...], ...], ...]" = field(default=())


GREEK_NAMES = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
    "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
)  # fmt: skip
GREEK_LETTERS = {
    **dict(zip("αβγδεζηθικλμνξοπρστυφχψω", GREEK_NAMES, strict=True)),
    **dict(zip("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", [name.capitalize() for name in GREEK_NAMES], strict=True)),
    "µ": "mu",  # the micro sign
    "ϕ": "phi",
    "ϵ": "epsilon",
    "ϑ": "vartheta",
    "ϱ": "varrho",
    "ς": "varsigma",
    "ℓ": "ell",
    "ħ": "hbar",
    "ℏ": "hbar",
}
LATEX_LETTERS = {
    **{name: name for name in GREEK_NAMES if name not in ("omicron", "pi")},
    **{
        name.capitalize(): name.capitalize()
        for name in (
            "gamma",
            "delta",
            "theta",
            "lambda",
            "xi",
            "pi",
            "sigma",
            "upsilon",
            "phi",
            "psi",
            "omega",
        )
    },
    **{name: name for name in ("varepsilon", "vartheta", "varphi", "varrho", "varsigma", "varkappa")},
    "ell": "ell",
    "hbar": "hbar",
}  # fmt: skip

SUBSCRIPTS = dict(
    zip("₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "0123456789+-aeoxhklmnpstijruv", strict=True),
)
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n", strict=True))
VULGAR_FRACTIONS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅛": "1/8", "⅙": "1/6"}

FUNCTIONS: dict[str, FunctionName] = {
    "sin": "sin", "cos": "cos", "tan": "tan", "cot": "cot", "sec": "sec", "csc": "csc",
    "arcsin": "arcsin", "arccos": "arccos", "arctan": "arctan",
    "asin": "arcsin", "acos": "arccos", "atan": "arctan",
    "arctan2": "arctan2", "atan2": "arctan2",
    "sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "coth": "coth", "sech": "sech", "csch": "csch",
    "arcsinh": "arcsinh", "arccosh": "arccosh", "arctanh": "arctanh",
    "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh", "arsinh": "arcsinh", "artanh": "arctanh",
    "exp": "exp", "ln": "ln", "log": "log", "log10": "log10", "log2": "log2", "lg": "log10",
    "sqrt": "sqrt", "cbrt": "cbrt", "abs": "abs", "erf": "erf", "erfc": "erfc",
    "min": "min", "max": "max", "floor": "floor", "ceil": "ceil", "sign": "sign", "sgn": "sign",
    "hypot": "hypot", "expm1": "expm1", "log1p": "log1p", "erfi": "erfi", "erfinv": "erfinv",
    "erfcinv": "erfcinv", "mod": "mod", "round": "round", "trunc": "trunc", "sinc": "sinc",
    "mean": "mean", "median": "median", "len": "count",
    "arcosh": "arccosh", "cosec": "csc", "cotan": "cot", "ceiling": "ceil",
}  # fmt: skip
"""How functions are spelled in text. `gamma` is left out: it is far more often a symbol."""

UNNORMALISED_NAMES = frozenset({"sinc", "mod", "round"})
"""Functions of more than one convention: read only where the text says which is meant."""

INVERSE: dict[FunctionName, FunctionName] = {
    "sin": "arcsin", "cos": "arccos", "tan": "arctan",
    "sinh": "arcsinh", "cosh": "arccosh", "tanh": "arctanh",
}  # fmt: skip
ARGUMENT_COUNTS: dict[FunctionName, tuple[int, int]] = {
    "min": (2, 20),
    "max": (2, 20),
    "arctan2": (2, 2),
    "hypot": (2, 2),
    "mod": (2, 2),
}
"""How many arguments a function takes; one where it is not listed."""

CLOSERS = {"(": ")", "[": "]", "{": "}", "|": "|", "floor": "floor", "ceil": "ceil", "norm": "norm"}
