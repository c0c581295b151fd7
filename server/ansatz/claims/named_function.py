"""The function that a claim is about, in the syntax tree of its module."""

import ast

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def named_function(module: str, name: str) -> tuple[ast.Module, FunctionNode] | None:
    """The tree and the first function called `name` in it; None where either can't be had."""
    try:
        tree = ast.parse(module)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found = (n for n in ast.walk(tree) if isinstance(n, FunctionNode) and n.name == name)
    function = next(found, None)
    return None if function is None else (tree, function)
