"""Rearranging an equation for a quantity that occurs in it once."""

from dataclasses import dataclass

from ..core.formula import (
    Add,
    Call,
    Divide,
    Equation,
    Formula,
    FunctionName,
    Indexed,
    Multiply,
    Negate,
    Number,
    Power,
    Symbol,
)
from .tree import occurrences

_INVERSE: dict[FunctionName, FunctionName] = {"exp": "ln", "ln": "exp", "sinh": "arcsinh", "arcsinh": "sinh"}
_MANY_VALUED: dict[FunctionName, FunctionName] = {
    "sin": "arcsin",
    "cos": "arccos",
    "tan": "arctan",
    "cosh": "arccosh",
    "arcsin": "sin",
    "arccos": "cos",
    "arctan": "tan",
    "tanh": "arctanh",
    "arctanh": "tanh",
}


@dataclass(frozen=True, slots=True)
class Isolated:
    """`symbol = formula`. `has_branches`: other solutions exist, this is the principal one."""

    formula: Formula
    has_branches: bool


def isolate(equation: Equation, name: str) -> Isolated | None:
    """The equation rearranged for `name`, or None where it does not occur exactly once or is out of reach."""
    left, right = occurrences(equation.left, name), occurrences(equation.right, name)
    if left + right != 1:
        return None
    side, other = (equation.left, equation.right) if left else (equation.right, equation.left)
    has_branches = False
    while not _is_it(side, name):
        step = _unwrapped(side, other, name)
        if step is None:
            return None
        side, other, branches = step
        has_branches |= branches
    return Isolated(other, has_branches)


def _is_it(formula: Formula, name: str) -> bool:
    return (isinstance(formula, Symbol) and formula.name == name) or (
        isinstance(formula, Indexed) and formula.base == name
    )


def _unwrapped(side: Formula, other: Formula, name: str) -> tuple[Formula, Formula, bool] | None:
    """One operation taken off `side` and undone on `other`."""

    def holds(formula: Formula) -> bool:
        return occurrences(formula, name) == 1

    match side:
        case Negate(operand=operand):
            return operand, Negate(other), False
        case Add(terms=terms):
            inside = next(t for t in terms if holds(t))
            rest = [Negate(t) if not isinstance(t, Negate) else t.operand for t in terms if t is not inside]
            return inside, Add((other, *rest)), False
        case Multiply(factors=factors):
            inside = next(f for f in factors if holds(f))
            rest = [f for f in factors if f is not inside]
            return inside, Divide(other, rest[0] if len(rest) == 1 else Multiply(tuple(rest))), False
        case Divide(numerator=top, denominator=bottom):
            if holds(top):
                return top, Multiply((other, bottom)), False
            return bottom, Divide(top, other), False
        case Power(base=base, exponent=exponent):
            if holds(exponent):
                return exponent, Divide(Call("ln", (other,)), Call("ln", (base,))), False
            if exponent == Number("2"):
                return base, Call("sqrt", (other,)), True
            return base, Power(other, _reciprocal(exponent)), _may_be_even(exponent)
        case Call(function="sqrt", arguments=(argument,)):
            return argument, Power(other, Number("2")), False
        case Call(function="cbrt", arguments=(argument,)):
            return argument, Power(other, Number("3")), False
        case Call(function="log10", arguments=(argument,)):
            return argument, Power(Number("10"), other), False
        case Call(function="log2", arguments=(argument,)):
            return argument, Power(Number("2"), other), False
        case Call(function=function, arguments=(argument,)) if function in _INVERSE:
            return argument, Call(_INVERSE[function], (other,)), False
        case Call(function=function, arguments=(argument,)) if function in _MANY_VALUED:
            return argument, Call(_MANY_VALUED[function], (other,)), True
        case _:
            return None


def _reciprocal(exponent: Formula) -> Formula:
    if isinstance(exponent, Divide):
        return Divide(exponent.denominator, exponent.numerator)
    return Divide(Number("1"), exponent)


def _may_be_even(exponent: Formula) -> bool:
    return not (isinstance(exponent, Number) and exponent.text.isdigit() and int(exponent.text) % 2 == 1)
