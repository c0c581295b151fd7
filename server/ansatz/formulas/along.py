"""A formula at many values of one variable at once, the rest being fixed."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..core.formula import (
    COMPARISONS,
    Add,
    Call,
    Compare,
    Constant,
    Divide,
    Formula,
    FunctionName,
    Indexed,
    Integral,
    Multiply,
    Negate,
    Number,
    Piecewise,
    Power,
    Reduce,
    Series,
    Symbol,
)
from .functions import FUNCTIONS, VECTOR_FUNCTIONS
from .tree import children, symbols, walk

Numbers = NDArray[np.float64]
_SINGLY: Final[frozenset[FunctionName]] = frozenset(
    ("factorial2", "hyp0f1", "hyp1f1", "hyp2f1", "lambertw", "sinc", "spherical_j", "spherical_y")
)
"""Functions whose value is made for one number at a time."""


class OneByOne(Exception):
    """The formula has no value for many numbers at once: it has to be evaluated for each."""


def along(formula: Formula, variable: str, points: Numbers, fixed: Callable[[Formula], float]) -> Numbers:
    """The values of `formula` where `variable` is each of `points`; not a number where it has none.

    `fixed` gives the value of a part without the variable. Raises OneByOne.
    """

    def of(part: Formula) -> Numbers:
        match part:
            case Symbol(name=name) if name == variable:
                return points
            case Number() | Constant() | Symbol():
                return np.float64(fixed(part))  # type: ignore[return-value]
            case Add(terms=terms):
                total = of(terms[0])
                for term in terms[1:]:
                    total = total + of(term)
                return total
            case Multiply(factors=factors):
                product = of(factors[0])
                for factor in factors[1:]:
                    product = product * of(factor)
                return product
            case Divide(numerator=top, denominator=bottom):
                return of(top) / of(bottom)
            case Negate(operand=operand):
                return -of(operand)
            case Power(base=base, exponent=exponent):
                return of(base) ** of(exponent)
            case Call(function=function, arguments=arguments):
                if function in VECTOR_FUNCTIONS or function in _SINGLY:
                    return alone(part)
                return np.asarray(_called(function, [of(a) for a in arguments]), dtype=np.float64)
            case Indexed() | Reduce() | Series() | Integral():
                return alone(part)
            case Piecewise(branches=branches):
                chosen = np.full(points.shape, np.nan)
                open_ = np.ones(points.shape, dtype=bool)
                for branch in branches:
                    holds = open_.copy()
                    for condition in branch.conditions:
                        holds &= compared(condition)
                    if holds.any():
                        chosen[holds] = np.broadcast_to(of(branch.value), points.shape)[holds]
                    open_ &= ~holds
                return chosen

    def alone(part: Formula) -> Numbers:
        if variable in symbols(part):
            raise OneByOne
        return np.float64(fixed(part))  # type: ignore[return-value]

    def compared(condition: Compare) -> NDArray[np.bool_]:
        left, right = of(condition.left), of(condition.right)
        return COMPARISONS[condition.sign](left, right)

    with np.errstate(all="ignore"):
        return np.broadcast_to(np.asarray(of(formula), dtype=np.float64), points.shape)


def _called(function: FunctionName, arguments: list[Numbers]) -> object:
    match function:
        case "min":
            return np.minimum.reduce(np.broadcast_arrays(*arguments))
        case "max":
            return np.maximum.reduce(np.broadcast_arrays(*arguments))
        case known if known in FUNCTIONS:
            return FUNCTIONS[known].value(*arguments)
        case _:
            raise OneByOne


def kinks(formula: Formula, variable: str) -> tuple[Formula, ...]:
    """Expressions whose zeros may be corners or jumps of `formula`: `x - 1` in `|x - 1|`."""
    found: list[Formula] = []
    for node in walk(formula):
        match node:
            case Call(function="abs" | "sign" | "heaviside", arguments=(inner, *_)):
                found.append(inner)
            case Call(function="min" | "max", arguments=arguments):
                found.extend(
                    Add((one, Negate(other)))
                    for number, one in enumerate(arguments)
                    for other in arguments[number + 1 :]
                )
            case Piecewise(branches=branches):
                found.extend(Add((c.left, Negate(c.right))) for b in branches for c in b.conditions)
            case _:
                continue
    return tuple(dict.fromkeys(each for each in found if variable in symbols(each)))


def zero_of_linear(formula: Formula, variable: str, fixed: Callable[[Formula], float]) -> float | None:
    """Where an expression that is linear in the variable vanishes; None for any other."""
    if any(isinstance(n, Integral | Series | Reduce) for n in walk(formula)) or not children(formula):
        return 0.0 if formula == Symbol(variable) else None
    try:
        at = along(formula, variable, np.array([0.0, 1.0, 2.0, -3.0]), fixed)
    except OneByOne:
        return None
    slope = at[1] - at[0]
    straight = np.allclose(at, at[0] + slope * np.array([0.0, 1.0, 2.0, -3.0]), rtol=1e-9, atol=0.0)
    return float(-at[0] / slope) if straight and slope and np.isfinite(slope) else None
