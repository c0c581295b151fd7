"""Modules as syntax trees, and the function that a claim is about in one."""

import ast

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def parsed(module: str) -> ast.Module | None:
    """The tree, None where the text is no Python or too deep to be read."""
    try:
        return ast.parse(module)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def named_function(module: str, name: str) -> tuple[ast.Module, FunctionNode] | None:
    """The tree and the first function called `name` in it; None where either can't be had."""
    tree = parsed(module)
    if tree is None:
        return None
    found = (n for n in ast.walk(tree) if isinstance(n, FunctionNode) and n.name == name)
    function = next(found, None)
    return None if function is None else (tree, function)
