"""Formulas in forms that keep their digits: `expm1`, `log1p`, `hypot` where a difference would lose them."""

from ..core.formula import Add, Call, Formula, Negate, Number, Power
from .tree import rewritten

_ONE = Number("1")


def stable(formula: Formula) -> Formula:
    """The same function, without the cancellations that are known by sight."""
    return rewritten(formula, _one_step)


def _one_step(formula: Formula) -> Formula:
    match formula:
        case Add(terms=(one, Negate(operand=Call(function="exp", arguments=(inner,))))) if one == _ONE:
            return Negate(Call("expm1", (inner,)))
        case Add(terms=(Call(function="exp", arguments=(inner,)), Negate(operand=one))) if one == _ONE:
            return Call("expm1", (inner,))
        case Add(terms=(Negate(operand=one), Call(function="exp", arguments=(inner,)))) if one == _ONE:
            return Call("expm1", (inner,))
        case Call(function="ln", arguments=(Add(terms=(one, other)),)) if one == _ONE:
            return Call("log1p", (other,))
        case Call(function="ln", arguments=(Add(terms=(other, one)),)) if one == _ONE:
            return Call("log1p", (other,))
        case Call(function="sqrt", arguments=(Add(terms=(Power() as one, Power() as other)),)) if (
            one.exponent == other.exponent == Number("2")
        ):
            return Call("hypot", (one.base, other.base))
        case _:
            return formula
