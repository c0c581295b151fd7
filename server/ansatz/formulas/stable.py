"""Formulas in forms that keep their digits and their limits.

`expm1`, `log1p`, `hypot` where a difference would lose digits; `xlogy` where `x ln x` has the limit 0 at 0,
as an entropy over impossible outcomes needs it.
"""

from ..core.formula import Add, Call, Divide, Formula, Multiply, Negate, Number, Power
from .tree import rewritten

_ONE = Number("1")
_BASES = {"ln": None, "log2": "2", "log10": "10"}


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
        case Multiply(factors=factors):
            return _with_its_limit(factors) or formula
        case _:
            return formula


def _with_its_limit(factors: tuple[Formula, ...]) -> Formula | None:
    """`x ln(x/y)` as `xlogy(x, x/y)`; None where no factor is the logarithm of another one."""
    for log in factors:
        if not (isinstance(log, Call) and log.function in _BASES):
            continue
        inner = log.arguments[0]
        own = inner.numerator if isinstance(inner, Divide) else inner
        if own not in factors:
            continue
        rest = [factor for factor in factors if factor is not log]
        rest.remove(own)
        base = _BASES[log.function]
        found: Formula = Call("xlogy", (own, inner))
        if base is not None:
            found = Divide(found, Call("ln", (Number(base),)))
        return Multiply((*rest, found)) if rest else found
    return None
