"""Walking and rewriting formula trees."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ..core.formula import (
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


def children(formula: Formula) -> tuple[Formula, ...]:
    """The operands, left to right; a branch gives its value, then both sides of its conditions."""
    match formula:
        case Number() | Constant() | Symbol() | Indexed():
            return ()
        case Add(terms=parts) | Multiply(factors=parts) | Call(arguments=parts):
            return parts
        case Divide(numerator=top, denominator=bottom):
            return (top, bottom)
        case Negate(operand=operand):
            return (operand,)
        case Power(base=base, exponent=exponent):
            return (base, exponent)
        case Reduce(body=body):
            return (body,)
        case Series(lower=lower, upper=upper, body=body) | Integral(lower=lower, upper=upper, body=body):
            return (lower, upper, body)
        case Piecewise(branches=branches):
            return tuple(
                part
                for branch in branches
                for part in (branch.value, *(side for c in branch.conditions for side in (c.left, c.right)))
            )


def rebuilt(formula: Formula, parts: tuple[Formula, ...]) -> Formula:
    """The same node over other operands, given in the order of `children`."""
    match formula:
        case Number() | Constant() | Symbol() | Indexed():
            return formula
        case Add():
            return Add(parts)
        case Multiply():
            return Multiply(parts)
        case Call():
            return replace(formula, arguments=parts)
        case Divide():
            return Divide(parts[0], parts[1])
        case Negate():
            return Negate(parts[0])
        case Power():
            return Power(parts[0], parts[1])
        case Reduce():
            return replace(formula, body=parts[0])
        case Series() | Integral():
            return replace(formula, lower=parts[0], upper=parts[1], body=parts[2])
        case Piecewise(branches=branches):
            supply = iter(parts)
            return Piecewise(
                tuple(
                    Branch(
                        next(supply),
                        tuple(Compare(c.sign, next(supply), next(supply)) for c in branch.conditions),
                    )
                    for branch in branches
                )
            )


def rewritten(formula: Formula, change: Callable[[Formula], Formula]) -> Formula:
    """`change` applied to every node, operands first."""
    return change(rebuilt(formula, tuple(rewritten(part, change) for part in children(formula))))


def walk(formula: Formula) -> Iterator[Formula]:
    """Every node, the root first."""
    yield formula
    for part in children(formula):
        yield from walk(part)


def symbols(formula: Formula) -> frozenset[str]:
    """Names of all quantities, those under an index by their base; not what an integral or sum runs over."""
    match formula:
        case Symbol(name=name) | Indexed(base=name):
            return frozenset({name})
        case Series(index=own) | Integral(variable=own):
            outside = symbols(formula.lower) | symbols(formula.upper)
            return outside | (symbols(formula.body) - {own})
        case Reduce(index=own, body=body):
            return symbols(body) - {own}
        case _:
            return frozenset(name for part in children(formula) for name in symbols(part))


def substituted(formula: Formula, values: Mapping[str, Formula]) -> Formula:
    """Symbols replaced by formulas; elements under an index and bound variables stay."""
    match formula:
        case Symbol(name=name):
            return values.get(name, formula)
        case Series(index=own) | Integral(variable=own) | Reduce(index=own):
            inner = {name: value for name, value in values.items() if name != own}
        case _:
            inner = values
    return rebuilt(formula, tuple(substituted(part, inner) for part in children(formula)))


def free_indices(formula: Formula) -> frozenset[str]:
    """Running indices that no sum or product inside the formula uses up."""
    match formula:
        case Indexed(index=index):
            return frozenset({index})
        case Reduce(index=index, body=body):
            return free_indices(body) - {index}
        case Series(index=index, body=body):
            return free_indices(body) - {index}
        case _:
            return frozenset(index for part in children(formula) for index in free_indices(part))


def occurrences(formula: Formula, name: str) -> int:
    """How often a quantity occurs."""
    return sum(
        (isinstance(node, Symbol) and node.name == name) or (isinstance(node, Indexed) and node.base == name)
        for node in walk(formula)
    )


def vector_symbols(formula: Formula) -> frozenset[str]:
    """Quantities that must be one-dimensional: under an index, or inside a norm, mean and the like."""
    out: set[str] = set()
    for node in walk(formula):
        if isinstance(node, Indexed):
            out.add(node.base)
        elif isinstance(node, Call) and node.function in _OF_VECTORS:
            count = 2 if node.function == "dot" else 1
            out |= {name for part in node.arguments[:count] for name in symbols(part)}
    return frozenset(out)


_OF_VECTORS = frozenset({"mean", "median", "count", "norm", "dot", "std", "var"})
