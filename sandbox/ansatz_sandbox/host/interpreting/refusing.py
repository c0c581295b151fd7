"""Which code is interpreted: a white list of the nodes of its tree, seen through before anything runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import cast

from .names import BUILTINS, MODULES, table

_STATEMENTS = (
    ast.Module, ast.FunctionDef, ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.If,
    ast.With, ast.Expr, ast.Pass, ast.Import, ast.ImportFrom, ast.alias, ast.arguments, ast.arg, ast.withitem,
    ast.keyword,
)  # fmt: skip
_EXPRESSIONS = (
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.Attribute, ast.Subscript,
    ast.Slice, ast.Tuple, ast.List, ast.ListComp, ast.GeneratorExp, ast.comprehension, ast.Lambda,
    ast.Constant, ast.Name, ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop,
)  # fmt: skip
_NOT_THESE = (ast.MatMult, ast.LShift, ast.RShift, ast.Del)
_SOURCE_MAX = 200_000


class NotInterpreted(Exception):
    """Something in the code has no place here; the message says what and where."""


def parse(code: str) -> ast.Module:
    """The tree of code that may be interpreted; raises `NotInterpreted`."""
    if len(code) > _SOURCE_MAX:
        raise NotInterpreted("the code is too long")
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NotInterpreted(f"it does not parse ({type(error).__name__})") from None
    aliases = dict(_imported(tree))
    for node in _computed(tree, aliases):
        _refuse(node, aliases)
    return tree


def dotted(node: ast.expr, aliases: dict[str, str]) -> str:
    """The full name that an attribute of a module stands for; empty where it is none."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in aliases:
        return ""
    return ".".join([aliases[node.id], *reversed(parts)])


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Local name → full name, for every import; raises `NotInterpreted` for modules not known here."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name not in MODULES:
                    raise _refusal(node, f"`import {alias.name}`")
                first = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (first, first)
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                if node.level or (name not in MODULES and name not in table()):
                    raise _refusal(node, f"`from {node.module} import {alias.name}`")
                yield alias.asname or alias.name, name


def _computed(tree: ast.Module, aliases: dict[str, str]) -> Iterator[ast.AST]:
    """Every node but annotations and docstrings, which are never looked at, and what `errstate` is told."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        yield node
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns"):
                continue
            children = cast("list[object]", value) if isinstance(value, list) else [value]
            pending += [child for child in children if isinstance(child, ast.AST)]
        if _is_errstate(node, aliases):
            pending = [one for one in pending if one not in _told(cast("ast.Call", node))]


def _is_errstate(node: ast.AST, aliases: dict[str, str]) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func, aliases) == "numpy.errstate"


def _told(errstate: ast.Call) -> list[ast.AST]:
    """Its settings, where they are plain words."""
    return [one for one in errstate.keywords if isinstance(one.value, ast.Constant) and one.arg != "call"]


def _refuse(node: ast.AST, aliases: dict[str, str]) -> None:
    if not isinstance(node, _STATEMENTS + _EXPRESSIONS) or isinstance(node, _NOT_THESE):
        raise _refusal(node, f"`{type(node).__name__}`")
    match node:
        case ast.Attribute():
            name = dotted(node, aliases)
            if name not in MODULES and name not in table():
                raise _refusal(node, f"`{ast.unparse(node)}`")
        case ast.Name(id=name):
            if name.startswith("__"):
                raise _refusal(node, f"`{name}`")
        case ast.FunctionDef() if node.decorator_list or getattr(node, "type_params", []):
            raise _refusal(node, f"a decorator of `{node.name}`")
        case ast.Constant(value=value) if not isinstance(value, int | float | complex | type(...) | None):
            # Text, too: as a type of elements it makes arrays of objects.
            raise _refusal(node, f"`{value!r}`")
        case ast.Call(keywords=keywords):
            for keyword in keywords:
                # `out` names a place to write to.
                if keyword.arg is None or keyword.arg == "out":
                    raise _refusal(node, f"the argument `{keyword.arg}`")
        case ast.arg(arg=name) if name in aliases:
            raise _refusal(node, f"a parameter with the name of the import `{name}`")
        case ast.With(items=items):
            if len(items) > 1:
                raise _refusal(node, "`with`")
            for item in items:
                called = item.context_expr
                is_errstate = (
                    isinstance(called, ast.Call) and dotted(called.func, aliases) == "numpy.errstate"
                )
                if not is_errstate or item.optional_vars is not None:
                    raise _refusal(node, "`with`")
        case ast.Assign(targets=targets):
            for target in targets:
                _only_names(target, aliases)
        case ast.AugAssign(target=target) | ast.For(target=target) | ast.comprehension(target=target):
            _only_names(target, aliases)
        case ast.AnnAssign(target=target):
            _only_names(target, aliases)
        case ast.arguments(vararg=vararg, kwarg=kwarg) if vararg or kwarg:
            raise _refusal(vararg or kwarg or node, "`*` in the parameters")
        case _:
            pass


def _only_names(target: ast.expr, aliases: dict[str, str]) -> None:
    """What is assigned to: names that hide no module and no function of the language."""
    for one in target.elts if isinstance(target, ast.Tuple) else [target]:
        if not isinstance(one, ast.Name) or one.id in aliases or one.id in BUILTINS or one.id == "range":
            raise _refusal(target, f"an assignment to `{ast.unparse(target)}`")


def _refusal(node: ast.AST, what: str) -> NotInterpreted:
    line = getattr(node, "lineno", None)
    return NotInterpreted(f"{what} (line {line})" if line else what)
