"""The formula tree: mathematics as data. Built only by our own parsers, never by evaluating text.

Every node carries its `kind`, so a formula is a JSON tree that anything may read back.
"""

from dataclasses import dataclass
from typing import Literal

ConstantName = Literal["pi", "e", "inf"]
ComparisonSign = Literal["<", "<=", ">", ">=", "==", "!="]
ReductionName = Literal["sum", "prod"]
FunctionName = Literal[
    "abs", "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctan2", "arctanh", "cbrt", "ceil",
    "cos", "cosh", "cot", "count", "csc", "erf", "erfc", "exp", "floor", "gamma", "hypot", "ln", "log",
    "log10", "log2", "max", "mean", "min", "sec", "sign", "sin", "sinh", "sqrt", "tan", "tanh",
]  # fmt: skip
"""`log` is a logarithm whose base the text leaves open; `ln` is natural. `mean` and `count` take a vector."""


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
    """The element of a one-dimensional quantity under a running index."""

    base: str
    index: str
    kind: Literal["indexed"] = "indexed"


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
    """A sum or product of `body` over all values of `index` (from 1 to the common length)."""

    operation: ReductionName
    index: str
    body: "Formula"
    kind: Literal["reduce"] = "reduce"


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
    """Cases tried in order; outside all of them the value is undefined."""

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
    | Piecewise
)


@dataclass(frozen=True, slots=True)
class Equation:
    """`left = right`. A chain `a = b = c` is two equations with the same left-hand side."""

    left: Formula
    right: Formula
