"""Comparisons that code makes, as formulas of its arguments: where its branches begin and end.

Only straight-line arithmetic is followed: names that are assigned once, numbers of the module, and
elementary functions. What can't be followed is left out. No code is run.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from ..core.formula import (
    Add,
    Call,
    Compare,
    ComparisonSign,
    Constant,
    Divide,
    Formula,
    FunctionName,
    Multiply,
    Negate,
    Number,
    Power,
    Symbol,
)
from .named_function import FunctionNode, named_function

_SIGNS: Final[Mapping[type[ast.cmpop], ComparisonSign]] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_FUNCTIONS: Final[Mapping[str, FunctionName]] = {
    "abs": "abs", "absolute": "abs", "fabs": "abs", "sqrt": "sqrt", "exp": "exp", "log": "ln",
    "log10": "log10", "sin": "sin", "cos": "cos", "tan": "tan", "tanh": "tanh", "hypot": "hypot",
}  # fmt: skip
_AS_IT_IS: Final = frozenset({"asarray", "array", "float", "atleast_1d", "asanyarray", "float64", "asfarray"})
_OF_TWO: Final = frozenset({"min", "max", "minimum", "maximum"})
_DEEPEST: Final = 40


def comparisons_in(module: str, name: str) -> list[Compare]:
    """What the function `name` compares, in order; those that only guard an exception are left out."""
    found = named_function(module, name)
    if found is None:
        return []
    tree, function = found
    known = _known(tree, function)
    return list(dict.fromkeys(_found(function, known)))


def _found(function: FunctionNode, known: Mapping[str, Formula]) -> Iterator[Compare]:
    for node in _unguarded(function):
        match node:
            case ast.Compare(left=first, ops=signs, comparators=others):
                sides = [first, *others]
                for place, sign in enumerate(signs):
                    one, other = _formula(sides[place], known), _formula(sides[place + 1], known)
                    if type(sign) in _SIGNS and one is not None and other is not None:
                        yield Compare(_SIGNS[type(sign)], one, other)
            case ast.Call(args=[first, second], keywords=[]) if _called(node) in _OF_TWO:
                one, other = _formula(first, known), _formula(second, known)
                if one is not None and other is not None:
                    yield Compare("<", one, other)
            case _:
                continue


def _unguarded(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes outside of `assert` and of conditions that lead to nothing but an exception."""
    match node:
        case ast.Assert():
            return
        case ast.If(body=body, orelse=orelse) if any(isinstance(s, ast.Raise) for s in body):
            for child in orelse:
                yield from _unguarded(child)
        case _:
            yield node
            for child in ast.iter_child_nodes(node):
                yield from _unguarded(child)


def _known(tree: ast.Module, function: FunctionNode) -> dict[str, Formula]:
    """Arguments as symbols, numbers of the module, and names that are assigned once, in order."""
    arguments = function.args
    names = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    known: dict[str, Formula] = {}
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                formula = _formula(value, known)
                if formula is not None:
                    known[target] = formula
            case _:
                continue
    known |= {name: Symbol(name) for name in names}
    stored: dict[str, int] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            stored[node.id] = stored.get(node.id, 0) + 1
    for statement in function.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if stored[target] == 1:
                formula = _formula(value, known)
                if formula is None:
                    known.pop(target, None)
                else:
                    known[target] = formula
            case _:
                continue
    for name, times in stored.items():
        if times > 1:
            known.pop(name, None)
    return known


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(), attr=name):
            return name
        case _:
            return ""


def _formula(node: ast.expr, known: Mapping[str, Formula], depth: int = 0) -> Formula | None:
    if depth > _DEEPEST:
        return None

    def of(part: ast.expr) -> Formula | None:
        return _formula(part, known, depth + 1)

    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() | float() as value):
            return Number(repr(value)) if abs(value) < 1e300 else None
        case ast.Name(id=name):
            return known.get(name)
        case ast.Attribute(attr="pi"):
            return Constant("pi")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = of(operand)
            return None if inner is None else Negate(inner)
        case ast.BinOp(left=left, op=operator, right=right):
            one, other = of(left), of(right)
            return None if one is None or other is None else _joined(operator, one, other)
        case ast.Call(args=[first, *rest]):
            name = _called(node)
            if name in _AS_IT_IS:
                return of(first)
            parts = [of(part) for part in (first, *rest)]
            usable = tuple(part for part in parts if part is not None)
            if name not in _FUNCTIONS or node.keywords or len(usable) != len(parts):
                return None
            return Call(_FUNCTIONS[name], usable)
        case _:
            return None


def _joined(operator: ast.operator, one: Formula, other: Formula) -> Formula | None:
    match operator:
        case ast.Add():
            return Add((one, other))
        case ast.Sub():
            return Add((one, Negate(other)))
        case ast.Mult():
            return Multiply((one, other))
        case ast.Div():
            return Divide(one, other)
        case ast.Pow():
            return Power(one, other)
        case _:
            return None
