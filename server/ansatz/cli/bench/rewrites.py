"""Rewrites of a program that keep its behaviour: other names, other order, other spelling.

What a model gives when it is asked three times for the same wrong idea: copies that look different.
"""

import ast
import copy
from typing import cast

RENAMED = "v{}_"


def variants(module: str, entry: str) -> list[str]:
    """Three rewrites; a module that does not parse stays as it is."""
    try:
        tree = ast.parse(module)
    except (SyntaxError, ValueError):
        return [module] * 3
    return [
        ast.unparse(_named(copy.deepcopy(tree), entry)),
        ast.unparse(_commuted(copy.deepcopy(tree))),
        ast.unparse(_stepwise(_named(copy.deepcopy(tree), entry), entry)),
    ]


def _named(tree: ast.Module, entry: str) -> ast.Module:
    """Local variables of the function under other names."""
    function = _function(tree, entry)
    if function is None or any(isinstance(n, ast.Global | ast.Nonlocal) for n in ast.walk(function)):
        return tree
    inner = [
        n
        for n in ast.walk(function)
        if isinstance(n, ast.FunctionDef | ast.Lambda | ast.ClassDef) and n is not function
    ]
    taken = {
        a.arg
        for n in [function, *inner]
        if not isinstance(n, ast.ClassDef)
        for a in ast.walk(n.args)
        if isinstance(a, ast.arg)
    }
    stored = {
        n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    } - taken
    names = {old: RENAMED.format(number) for number, old in enumerate(sorted(stored))}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in names:
            node.id = names[node.id]
    return tree


def _commuted(tree: ast.Module) -> ast.Module:
    """Factors and comparisons the other way round, where that changes no bit: plain values."""
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(
                op=ast.Mult(), left=ast.Name() | ast.Constant(), right=ast.Name() | ast.Constant()
            ):
                if isinstance(node.left, ast.Constant) and isinstance(node.left.value, str | bytes):
                    continue
                node.left, node.right = node.right, node.left
            case ast.Compare(ops=[ast.Lt()], comparators=[other]):
                node.left, node.comparators, node.ops = other, [node.left], [ast.Gt()]
            case ast.Compare(ops=[ast.Gt()], comparators=[other]):
                node.left, node.comparators, node.ops = other, [node.left], [ast.Lt()]
            case _:
                pass
    return tree


def _stepwise(tree: ast.Module, entry: str) -> ast.Module:
    """What is returned gets a name first."""
    function = _function(tree, entry)
    if function is None:
        return tree
    for node in ast.walk(function):
        for field in ("body", "orelse", "finalbody"):
            found: object = getattr(node, field, None)
            if not isinstance(found, list):
                continue
            statements = cast("list[ast.stmt]", found)
            out: list[ast.stmt] = []
            for statement in statements:
                if isinstance(statement, ast.Return) and statement.value is not None:
                    out.append(ast.Assign([ast.Name("answer_", ast.Store())], statement.value))
                    out.append(ast.Return(ast.Name("answer_", ast.Load())))
                else:
                    out.append(statement)
            setattr(node, field, out)
    return ast.fix_missing_locations(tree)


def _function(tree: ast.Module, entry: str) -> ast.FunctionDef | None:
    return next((n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == entry), None)
