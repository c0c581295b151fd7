"""Walks over the formula tree, and trees made again with parts replaced."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ansatz.core.formula import (
    Add,
    Branch,
    Call,
    Compare,
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

from .tokens import Unread

MAXIMUM_SIZE = 3_000
"""Nodes of one formula after definitions were put in: what people write stays far below."""


def children(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside."""
    match formula:
        case Add(terms=parts) | Multiply(factors=parts) | Call(arguments=parts):
            return parts
        case Divide(numerator=first, denominator=second) | Power(base=first, exponent=second):
            return (first, second)
        case Negate(operand=inner) | Reduce(body=inner):
            return (inner,)
        case Series(lower=lower, upper=upper, body=body) | Integral(lower=lower, upper=upper, body=body):
            return (lower, upper, body)
        case Piecewise(branches=branches):
            return tuple(
                part
                for branch in branches
                for part in (branch.value, *(s for c in branch.conditions for s in (c.left, c.right)))
            )
        case Number() | Constant() | Symbol() | Indexed():
            return ()


def walk(formula: Formula) -> Iterator[Formula]:
    """The formula and everything inside it. Raises `Unread` past what is worth a reader's time."""
    waiting = [formula]
    seen = 0
    while waiting:
        current = waiting.pop()
        seen += 1
        if seen > MAXIMUM_SIZE:
            raise Unread("a formula too large")
        yield current
        waiting.extend(reversed(children(current)))


def rebuild(formula: Formula, change: Callable[[Formula], Formula | None]) -> Formula:
    """The tree with each node replaced by what `change` makes of it; None keeps the node."""
    changed = change(formula)
    if changed is not None:
        return changed

    def again(part: Formula) -> Formula:
        return rebuild(part, change)

    match formula:
        case Add(terms=terms):
            return Add(tuple(again(term) for term in terms))
        case Multiply(factors=factors):
            return Multiply(tuple(again(factor) for factor in factors))
        case Divide(numerator=top, denominator=bottom):
            return Divide(again(top), again(bottom))
        case Negate(operand=inner):
            return Negate(again(inner))
        case Power(base=base, exponent=exponent):
            return Power(again(base), again(exponent))
        case Call(function=function, arguments=arguments):
            return Call(function, tuple(again(argument) for argument in arguments))
        case Reduce(body=body):
            return replace(formula, body=again(body))
        case Series(lower=lower, upper=upper, body=body) | Integral(lower=lower, upper=upper, body=body):
            return replace(formula, lower=again(lower), upper=again(upper), body=again(body))
        case Piecewise(branches=branches):
            return Piecewise(
                tuple(
                    Branch(
                        again(branch.value),
                        tuple(Compare(c.sign, again(c.left), again(c.right)) for c in branch.conditions),
                    )
                    for branch in branches
                )
            )
        case Number() | Constant() | Symbol() | Indexed():
            return formula


def symbols(formula: Formula) -> list[str]:
    """Names of free symbols and indexed quantities, in order of appearance, each once."""
    names: dict[str, None] = {}

    def visit(part: Formula, bound: frozenset[str]) -> None:
        match part:
            case Symbol(name=name):
                if name not in bound:
                    names[name] = None
            case Indexed(base=base):
                names[base] = None
            case Reduce(index=index, body=body):
                visit(body, bound | {index})
            case (
                Series(index=running, lower=lower, upper=upper, body=body)
                | Integral(variable=running, lower=lower, upper=upper, body=body)
            ):
                visit(lower, bound)
                visit(upper, bound)
                visit(body, bound | {running})
            case _:
                for inner in children(part):
                    visit(inner, bound)

    visit(formula, frozenset())
    return list(names)


def bound_names(formula: Formula) -> set[str]:
    """The running variables of the sums and integrals inside."""
    found: set[str] = set()
    for part in walk(formula):
        match part:
            case Reduce(index=name) | Series(index=name) | Integral(variable=name):
                found.add(name)
            case _:
                pass
    return found


def substitute(formula: Formula, values: Mapping[str, Formula]) -> Formula:
    """The formula with symbols replaced. Raises `Unread` where a running variable would be captured."""
    inner = bound_names(formula)
    if inner & set(values):
        raise Unread("a running variable that is an argument as well")
    if any(inner & set(symbols(value)) for value in values.values()):
        raise Unread("a running variable used outside its sum")

    def change(part: Formula) -> Formula | None:
        match part:
            case Symbol(name=name):
                return values.get(name)
            case Indexed(base=base) if base in values:
                raise Unread("an element of something put in for a name")
            case _:
                return None

    return rebuild(formula, change)


def is_number(formula: Formula) -> bool:
    """Whether nothing but a literal, perhaps negated or a ratio of two, stands there."""
    match formula:
        case Number() | Constant():
            return True
        case Negate(operand=inner):
            return is_number(inner)
        case Divide(numerator=top, denominator=bottom):
            return is_number(top) and is_number(bottom)
        case _:
            return False
