"""The formula tree: mathematics as data. Built only by our own parsers, never by evaluating text.

Every node carries its `kind`, so a formula is a JSON tree that anything may read back.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

ConstantName = Literal["pi", "e", "inf"]
ComparisonSign = Literal["<", "<=", ">", ">=", "==", "!="]
COMPARISONS: Final[Mapping[ComparisonSign, Callable[[Any, Any], Any]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
"""What the signs say of two numbers, or of two arrays element by element."""
ReductionName = Literal["sum", "prod", "max", "min"]
FunctionName = Literal[
    "abs", "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctan2", "arctanh", "cbrt", "ceil",
    "cos", "cosh", "cot", "coth", "count", "csc", "erf", "erfc", "exp", "floor", "gamma", "hypot", "ln",
    "log", "log10", "log2", "max", "mean", "min", "sec", "sech", "csch", "sign", "sin", "sinh", "sqrt", "tan",
    "tanh", "expm1", "log1p", "xlogy", "mod", "round", "trunc", "heaviside", "sinc",
    "factorial", "factorial2", "binomial", "pochhammer", "lgamma", "beta", "lbeta", "digamma", "polygamma",
    "erfi", "erfinv", "erfcinv", "normal_pdf", "normal_cdf", "normal_quantile",
    "gammainc", "gammaincc", "betainc", "expint_n", "expint_ei", "zeta", "hurwitz_zeta", "lambertw",
    "bessel_j", "bessel_y", "bessel_i", "bessel_k", "spherical_j", "spherical_y", "ellipk", "ellipe",
    "hyp0f1", "hyp1f1", "hyp2f1",
    "legendre_p", "hermite_h", "hermite_he", "chebyshev_t", "chebyshev_u", "laguerre_l", "assoc_laguerre",
    "gegenbauer_c", "jacobi_p",
    "norm", "dot", "std", "var", "median",
]  # fmt: skip
"""What a call may name. Arguments are in the order of the usual notation:

- `log` is a logarithm whose base the text leaves open; `ln` is natural. `lgamma` is ln|Γ|, `lbeta` ln|B|.
- `xlogy(x, y)` is x ln(y), and 0 where x is.
- `sinc` is sin(x)/x. `heaviside(x, value at zero)`. `mod(a, b)` has the sign of b. `round` is to even.
- `factorial2` is n!!. `binomial(n, k)` and `factorial` hold for real arguments by the gamma function.
- `polygamma(n, x)`, `zeta(s)`, `hurwitz_zeta(s, a)`, `expint_n(n, x)` is E_n, `expint_ei` is Ei.
- `gammainc(a, x)`, `gammaincc(a, x)` are the regularised P and Q, `betainc(a, b, x)` is I_x(a, b).
- `bessel_*(order, x)`, `ellipk(m)` and `ellipe(m)` take the parameter m = k². `lambertw` is W₀.
- `hyp0f1(b, z)`, `hyp1f1(a, b, z)`, `hyp2f1(a, b, c, z)`.
- Polynomials take the degree first and the argument last: `assoc_laguerre(n, α, x)`,
  `gegenbauer_c(n, α, x)`, `jacobi_p(n, α, β, x)`.
- `mean`, `median`, `count`, `norm(v, order)`, `dot(u, v)`, `std(v, ddof)`, `var(v, ddof)` take vectors: a
  bare symbol, or an expression that is meant element by element (`u - v`).
"""


@dataclass(frozen=True, slots=True)
class Number:
    """A literal, kept as written (`6.022e23`, `0.5`), so nothing is lost on the way to code."""

    text: str
    kind: Literal["number"] = "number"


@dataclass(frozen=True, slots=True)
class Constant:
    """A mathematical constant."""

    name: ConstantName
    kind: Literal["constant"] = "constant"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A named quantity in canonical spelling: `lambda_1`, `P_sat`, `x_i`, `[S]`, `bar(x)`."""

    name: str
    kind: Literal["symbol"] = "symbol"


@dataclass(frozen=True, slots=True)
class Indexed:
    """The element of a one-dimensional quantity under a running index, or `shift` places further on."""

    base: str
    index: str
    kind: Literal["indexed"] = "indexed"
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Add:
    """A sum of two or more terms; a difference is a term that is negated."""

    terms: "tuple[Formula, ...]"
    kind: Literal["add"] = "add"


@dataclass(frozen=True, slots=True)
class Multiply:
    """A product of two or more factors."""

    factors: "tuple[Formula, ...]"
    kind: Literal["multiply"] = "multiply"


@dataclass(frozen=True, slots=True)
class Divide:
    """A quotient."""

    numerator: "Formula"
    denominator: "Formula"
    kind: Literal["divide"] = "divide"


@dataclass(frozen=True, slots=True)
class Negate:
    """The negative of its operand."""

    operand: "Formula"
    kind: Literal["negate"] = "negate"


@dataclass(frozen=True, slots=True)
class Power:
    """A base raised to an exponent."""

    base: "Formula"
    exponent: "Formula"
    kind: Literal["power"] = "power"


@dataclass(frozen=True, slots=True)
class Call:
    """An elementary function of its arguments."""

    function: FunctionName
    arguments: "tuple[Formula, ...]"
    kind: Literal["call"] = "call"


@dataclass(frozen=True, slots=True)
class Reduce:
    """A sum, product, maximum or minimum of `body` over the elements of its vectors.

    `first` is the number of the first element (for a body that uses `index` as a number, as
    `Symbol(index)`). `skip_front` and `skip_back` elements are left out: `Σ_{i=1}^{n-1}` over vectors
    of length n has `skip_back=1`.
    """

    operation: ReductionName
    index: str
    body: "Formula"
    kind: Literal["reduce"] = "reduce"
    first: int = 1
    skip_front: int = 0
    skip_back: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """`body` summed or multiplied over the integers from `lower` to `upper`, which may be infinity.

    The running number is `Symbol(index)` in the body. Limits may be formulas; both ends count. Where
    `upper` is below `lower` the sum is 0 and the product 1.
    """

    operation: ReductionName
    index: str
    lower: "Formula"
    upper: "Formula"
    body: "Formula"
    kind: Literal["series"] = "series"


@dataclass(frozen=True, slots=True)
class Integral:
    """The integral of `body` over `Symbol(variable)`, limits included, which may be infinite."""

    variable: str
    lower: "Formula"
    upper: "Formula"
    body: "Formula"
    kind: Literal["integral"] = "integral"


@dataclass(frozen=True, slots=True)
class Compare:
    """A relation between two formulas, as the condition of a branch."""

    sign: ComparisonSign
    left: "Formula"
    right: "Formula"
    kind: Literal["compare"] = "compare"


@dataclass(frozen=True, slots=True)
class Branch:
    """One case: `value` where every condition holds. No conditions: otherwise."""

    value: "Formula"
    conditions: tuple[Compare, ...]


@dataclass(frozen=True, slots=True)
class Piecewise:
    """Cases tried in order; outside all of them the value is undefined.

    A single branch with conditions is a formula that is stated for that range alone. Alternatives
    ("or") are branches with one value; `x` being an integer is `floor(x) == x`.
    """

    branches: tuple[Branch, ...]
    kind: Literal["piecewise"] = "piecewise"


Formula = (
    Number
    | Constant
    | Symbol
    | Indexed
    | Add
    | Multiply
    | Divide
    | Negate
    | Power
    | Call
    | Reduce
    | Series
    | Integral
    | Piecewise
)


@dataclass(frozen=True, slots=True)
class IndexRange:
    """`0 ≤ n ≤ M - 1`: the integers over which a definition `w(n) = …` gives an array."""

    index: str
    lower: Formula
    upper: Formula


@dataclass(frozen=True, slots=True)
class Equation:
    """`left = right`. A chain `a = b = c` is two equations with the same left-hand side."""

    left: Formula
    right: Formula
