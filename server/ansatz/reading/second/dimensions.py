"""Dimensions followed through equations, to see whether they hold in any coherent system of units."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from ansatz.core.formula import (
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
from ansatz.core.quantity import ONE, Dimension
from ansatz.core.spec import Statement

from .trees import symbols

_SAME = frozenset({"abs", "max", "min", "mean", "median", "round", "floor", "ceil", "trunc", "std", "hypot"})
_RATIO = frozenset({"arctan2", "sign", "count"})


class Unbalanced(Exception):
    """Quantities of different dimensions are added or compared, or a function is taken of one."""


class Open(Exception):
    """A quantity whose dimension nobody states."""


def balanced(
    statements: Sequence[Statement],
    stated: Mapping[str, Dimension | None],
    results: Mapping[str, Dimension | None],
) -> bool | None:
    """Whether equations balance in the stated dimensions; None where too little is stated to tell.

    `stated` are the symbols that are given, `results` what the text says of values that equations define.
    """
    known: dict[str, Dimension | None] = dict(stated)
    defined = {getattr(s.equation.left, "name", getattr(s.equation.left, "base", "")) for s in statements}
    # What an equation holds for without defining it has the dimension that the text gives it.
    known.update((name, unit) for name, unit in results.items() if name not in defined)
    is_open = False
    for statement in _in_order(list(statements), known):
        equation = statement.equation
        try:
            right = dimension(equation.right, known)
            name = getattr(equation.left, "name", None) or getattr(equation.left, "base", None)
            if isinstance(name, str) and name not in known:
                expected = results.get(name)
                if expected is not None and expected != right:
                    return False
                known[name] = right
            elif dimension(equation.left, known) != right:
                return False
        except Unbalanced:
            return False
        except Open:
            is_open = True
    return None if is_open else True


def _in_order(statements: list[Statement], known: Mapping[str, Dimension | None]) -> list[Statement]:
    """Statements such that what one uses is defined before it, as far as there is such an order."""
    done = set(known)
    ordered: list[Statement] = []
    waiting = statements
    while waiting:
        ready = [s for s in waiting if set(symbols(s.equation.right)) <= done]
        if not ready:
            return [*ordered, *waiting]
        ordered.extend(ready)
        waiting = [s for s in waiting if s not in ready]
        for statement in ready:
            done.update(symbols(statement.equation.left))
    return ordered


def dimension(formula: Formula, known: Mapping[str, Dimension | None]) -> Dimension:
    """The dimension of a formula. Raises `Unbalanced` or `Open`."""

    def of(part: Formula) -> Dimension:
        return dimension(part, known)

    def alike(parts: Iterable[Formula]) -> Dimension:
        found = [of(part) for part in parts if not _is_zero(part)]
        if not found:
            return ONE
        if any(other != found[0] for other in found[1:]):
            raise Unbalanced
        return found[0]

    match formula:
        case Number() | Constant():
            return ONE
        case Symbol(name=name) | Indexed(base=name):
            found = known.get(name)
            if found is None:
                raise Open
            return found
        case Add(terms=terms):
            return alike(terms)
        case Negate(operand=inner):
            return of(inner)
        case Multiply(factors=factors):
            total = ONE
            for factor in factors:
                total = total * of(factor)
            return total
        case Divide(numerator=top, denominator=bottom):
            return of(top) / of(bottom)
        case Power(base=base, exponent=exponent):
            return _power(of(base), exponent, known)
        case Call(function="sqrt" | "cbrt" as root, arguments=(inner,)):
            return of(inner) ** Fraction(1, 2 if root == "sqrt" else 3)
        case Call(function="dot", arguments=(left, right)):
            return of(left) * of(right)
        case Call(function="norm" | "std", arguments=(vector, _)):
            return of(vector)
        case Call(function="var", arguments=(vector, _)):
            return of(vector) ** Fraction(2)
        case Call(function=function, arguments=arguments) if function in _SAME:
            return alike(arguments)
        case Call(function=function, arguments=arguments) if function in _RATIO:
            if function == "arctan2":
                alike(arguments)
            return ONE
        case Call(arguments=arguments):
            if any(of(argument) != ONE for argument in arguments):
                raise Unbalanced
            return ONE
        case Reduce(operation="prod") | Series(operation="prod"):
            raise Open
        case Reduce(body=body, index=index):
            return dimension(body, {**known, index: ONE})
        case Series(body=body, index=index):
            return dimension(body, {**known, index: ONE})
        case Integral(variable=variable, lower=lower, upper=upper, body=body):
            ends = [of(end) for end in (lower, upper) if not _is_zero(end) and end != Constant("inf")]
            if not ends or any(end != ends[0] for end in ends):
                raise Open
            return dimension(body, {**known, variable: ends[0]}) * ends[0]
        case Piecewise(branches=branches):
            for branch in branches:
                for c in branch.conditions:
                    alike((c.left, c.right))
            return alike(branch.value for branch in branches)


def _is_zero(formula: Formula) -> bool:
    return isinstance(formula, Number) and float(formula.text) == 0.0


def _power(base: Dimension, exponent: Formula, known: Mapping[str, Dimension | None]) -> Dimension:
    if dimension(exponent, known) != ONE:
        raise Unbalanced
    if base == ONE:
        return ONE
    power = _fraction(exponent)
    if power is None:
        raise Unbalanced
    return base**power


def _fraction(formula: Formula) -> Fraction | None:
    match formula:
        case Number(text=text) if len(text) < 8:
            return Fraction(text)
        case Negate(operand=inner):
            found = _fraction(inner)
            return None if found is None else -found
        case Divide(numerator=top, denominator=bottom):
            above, below = _fraction(top), _fraction(bottom)
            return above / below if above is not None and below else None
        case _:
            return None
