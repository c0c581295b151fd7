"""Dimensions through a formula: what a sum may add, what a function may take."""

from collections.abc import Mapping
from fractions import Fraction

from ..core.formula import (
    Add,
    Call,
    Constant,
    Divide,
    Formula,
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
from ..core.quantity import BASES, ONE, Dimension
from .evaluate import NotEvaluable, evaluate

_KEEPING = {
    "abs", "min", "max", "mean", "median", "std", "floor", "ceil", "round", "trunc", "hypot", "mod",
}  # fmt: skip
_NUMBERED = {"norm", "std", "var"}
"""Their last argument is a plain number."""


class Inhomogeneous(ValueError):
    """Dimensions that cannot go together.

    `has_bare_number`: one side is a literal, whose unit the text may have left out.
    """

    def __init__(self, message: str, has_bare_number: bool) -> None:
        super().__init__(message)
        self.has_bare_number = has_bare_number


def dimension_of(formula: Formula, known: Mapping[str, Dimension | None]) -> Dimension | None:
    """The dimension, None where a quantity of unknown dimension leaves it open. Raises Inhomogeneous."""
    match formula:
        case Number() | Constant():
            return ONE
        case Symbol(name=name) | Indexed(base=name):
            return known.get(name)
        case Negate(operand=operand) | Reduce(operation="sum" | "max" | "min", body=operand):
            return dimension_of(operand, _with_number(formula, known))
        case Reduce(body=body):
            return _pure(body, _with_number(formula, known), "a product over an index")
        case Series():
            return _series(formula, known)
        case Integral(variable=variable, lower=lower, upper=upper, body=body):
            along = _common((lower, upper), known, "the limits of an integral")
            inside = dimension_of(body, {**known, variable: along})
            return None if along is None or inside is None else inside * along
        case Add(terms=terms):
            return _common(terms, known, "added")
        case Multiply(factors=factors):
            result: Dimension | None = ONE
            for factor in factors:
                own = dimension_of(factor, known)
                result = None if result is None or own is None else result * own
            return result
        case Divide(numerator=top, denominator=bottom):
            above, below = dimension_of(top, known), dimension_of(bottom, known)
            return None if above is None or below is None else above / below
        case Power():
            return _power(formula, known)
        case Call():
            return _called(formula, known)
        case Piecewise(branches=branches):
            for branch in branches:
                for condition in branch.conditions:
                    _common((condition.left, condition.right), known, "compared")
            return _common(tuple(branch.value for branch in branches), known, "alternatives")


def _with_number(formula: Formula, known: Mapping[str, Dimension | None]) -> Mapping[str, Dimension | None]:
    """The running index of a sum is a pure number in its body."""
    return {**known, formula.index: ONE} if isinstance(formula, Reduce | Series) else known


def _series(series: Series, known: Mapping[str, Dimension | None]) -> Dimension | None:
    _pure(series.lower, known, "a limit of a sum")
    _pure(series.upper, known, "a limit of a sum")
    inner = _with_number(series, known)
    if series.operation == "prod":
        return _pure(series.body, inner, "a product over an index")
    return dimension_of(series.body, inner)


def _common(parts: tuple[Formula, ...], known: Mapping[str, Dimension | None], how: str) -> Dimension | None:
    """The one dimension that all parts share. Zero and infinity go with anything."""
    found: list[tuple[Formula, Dimension]] = []
    unknown = False
    for part in parts:
        own = dimension_of(part, known)
        if own is None:
            unknown = True
        elif not _is_neutral(part):
            found.append((part, own))
    for _, other in found[1:]:
        if other != found[0][1]:
            bare = any(_is_number(part) for part, _ in found)
            raise Inhomogeneous(f"{say(found[0][1])} and {say(other)} are {how}", bare)
    if not found:
        return None if unknown else ONE
    return found[0][1]


def _power(power: Power, known: Mapping[str, Dimension | None]) -> Dimension | None:
    _pure(power.exponent, known, "an exponent")
    base = dimension_of(power.base, known)
    if base is None or base.is_one:
        return base
    try:
        exponent = evaluate(power.exponent, {})
    except NotEvaluable:
        raise Inhomogeneous(f"{say(base)} is raised to a power that varies", True) from None
    return base ** Fraction(exponent).limit_denominator(1000)


def _called(call: Call, known: Mapping[str, Dimension | None]) -> Dimension | None:
    match call.function:
        case "count" | "sign":
            return ONE
        case "sqrt" | "cbrt":
            own = dimension_of(call.arguments[0], known)
            return None if own is None else own ** Fraction(1, 2 if call.function == "sqrt" else 3)
        case "dot":
            one, other = (dimension_of(argument, known) for argument in call.arguments)
            return None if one is None or other is None else one * other
        case "var":
            own = dimension_of(call.arguments[0], known)
            return None if own is None else own ** Fraction(2)
        case function if function in _NUMBERED:
            return dimension_of(call.arguments[0], known)
        case function if function in _KEEPING:
            return _common(call.arguments, known, "compared")
        case "arctan2":
            _common(call.arguments, known, "compared")
            return ONE
        case function:
            for argument in call.arguments:
                _pure(argument, known, f"the argument of {function}")
            return ONE


def _pure(formula: Formula, known: Mapping[str, Dimension | None], what: str) -> Dimension:
    own = dimension_of(formula, known)
    if own is not None and not own.is_one:
        # A logarithm of a pressure is common where numbers are meant in stated units.
        raise Inhomogeneous(f"{what} has dimension {say(own)}", True)
    return ONE


def _is_number(formula: Formula) -> bool:
    match formula:
        case Number():
            return True
        case Negate(operand=operand):
            return _is_number(operand)
        case Multiply(factors=parts):
            return all(_is_number(part) for part in parts)
        case Divide(numerator=top, denominator=bottom):
            return _is_number(top) and _is_number(bottom)
        case _:
            return False


def _is_neutral(formula: Formula) -> bool:
    return (isinstance(formula, Number) and float(formula.text) == 0) or formula == Constant("inf")


_SI = dict(zip(BASES, ("m", "kg", "s", "A", "K", "mol", "cd"), strict=True))
_NAMED = {
    "kg m^-1 s^-2": "Pa",
    "kg m^2 s^-2": "J",
    "kg m s^-2": "N",
    "kg m^2 s^-3": "W",
    "s^-1": "1/s",
}


def say(dimension: Dimension) -> str:
    """A dimension in SI units, as a person writes it: `kg m^-3`, `Pa`, `a pure number`."""
    if dimension.is_one:
        return "a pure number"
    order = ("mass", "length", "time", "current", "temperature", "substance", "luminosity")
    powers = dict(zip(BASES, dimension.exponents, strict=True))
    text = " ".join(
        _SI[base] + ("" if powers[base] == 1 else f"^{powers[base]}") for base in order if powers[base]
    )
    return _NAMED.get(text, text)
