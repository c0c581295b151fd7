"""Faults planted in a function's code: a sign, a factor, an exponent, an argument, a branch."""

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["sign", "factor", "exponent", "argument", "branch"]

_FLIPPED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip
_POWERS: Final = {"sqrt": "cbrt", "cbrt": "sqrt", "exp": "expm1", "square": "sqrt"}


@dataclass(frozen=True, slots=True)
class Planted:
    """A body (unindented statements) with one fault."""

    kind: Kind
    body: str


def planted(body: str, parameters: Sequence[str]) -> Iterator[Planted]:
    """At most one fault of each kind, at the first place that takes one."""
    try:
        tree = ast.parse(
            f"def f({', '.join(parameters)}):\n" + "\n".join(f"    {line}" for line in body.split("\n"))
        )
    except (SyntaxError, ValueError):
        return
    for kind in ("sign", "factor", "exponent", "argument", "branch"):
        faulty = copy.deepcopy(tree)
        if _PLANT[kind](faulty, parameters):
            function = faulty.body[0]
            assert isinstance(function, ast.FunctionDef)
            yield Planted(kind, "\n".join(ast.unparse(statement) for statement in function.body))


def _sign(tree: ast.Module, _parameters: Sequence[str]) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            return True
    for node in ast.walk(tree):
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            node.op = ast.UAdd()
            return True
    return False


def _factor(tree: ast.Module, _parameters: Sequence[str]) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Tuple):
            node.value = ast.BinOp(ast.Constant(2), ast.Mult(), node.value)
            return True
    return False


def _exponent(tree: ast.Module, _parameters: Sequence[str]) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            node.right = ast.BinOp(node.right, ast.Add(), ast.Constant(1))
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _POWERS:
            node.func.attr = _POWERS[node.func.attr]
            return True
    return False


def _argument(tree: ast.Module, parameters: Sequence[str]) -> bool:
    uses = [
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and n.id in parameters
    ]
    names = list(dict.fromkeys(n.id for n in uses))
    if len(names) < 2:
        return False
    uses[0].id = next(name for name in names if name != uses[0].id)
    return True


def _branch(tree: ast.Module, _parameters: Sequence[str]) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "where":
            if len(node.args) == 3:
                node.args[1], node.args[2] = node.args[2], node.args[1]
                return True
        elif isinstance(node, ast.Compare) and type(node.ops[0]) in _FLIPPED:
            node.ops[0] = _FLIPPED[type(node.ops[0])]()
            return True
        elif isinstance(node, ast.IfExp):
            node.body, node.orelse = node.orelse, node.body
            return True
    return False


_PLANT: Final = {
    "sign": _sign, "factor": _factor, "exponent": _exponent, "argument": _argument, "branch": _branch,
}  # fmt: skip
