"""`>>>` examples as data: literal arguments and the value shown, without running anything."""

import ast
import re
from collections.abc import Sequence
from typing import Final

from ..core.spec import Example
from ..core.text import Span

_MAX_EXAMPLES: Final = 12
_PROMPT: Final = re.compile(r"^(?P<indent>[ \t]*)>>> (?P<code>.*)$", re.MULTILINE)
SKIPPED: Final = re.compile(r"#\s*doctest:.*\+SKIP\b")
"""Says of a line that what it shows is not to be held against what comes out."""
Literal = float | list[float]


def find_examples(text: str, name: str) -> tuple[Example, ...]:
    """Calls of `name` with literal arguments whose result is a number or a sequence of numbers."""
    out: list[Example] = []
    for prompt in list(_PROMPT.finditer(text))[:_MAX_EXAMPLES]:
        shown_line = re.match(r"\r?\n[ \t]*(?!>>>|\.\.\.)(\S[^\r\n]*)", text[prompt.end() :])
        if shown_line is None or len(prompt["code"]) > 400 or SKIPPED.search(prompt["code"]):
            continue
        example = _example(prompt["code"].strip(), shown_line.group(1).strip(), name)
        if example is not None:
            source, arguments, keywords, shown, decimals = example
            span = Span(prompt.start("code") - 4, prompt.end() + shown_line.end())
            out.append(Example(source, arguments, keywords, shown, decimals, span))
    return tuple(out)


def _example(
    code: str, shown: str, name: str
) -> tuple[str, tuple[Literal, ...], tuple[tuple[str, Literal], ...], tuple[float, ...], int | None] | None:
    try:
        call: ast.expr = ast.parse(code, mode="eval").body
        result = _numbers(ast.parse(shown, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    decimals: int | None = None
    if (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"round", "float", "int"}
    ):
        if call.func.id == "round":
            decimals = 0
            if len(call.args) == 2:
                digits = _number(call.args[1])
                decimals = None if digits is None else int(digits)
        call = call.args[0] if call.args else call
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == name):
        return None
    arguments = [_literal(argument) for argument in call.args]
    keywords = [(k.arg, _literal(k.value)) for k in call.keywords]
    if (
        result is None
        or any(a is None for a in arguments)
        or any(k is None or v is None for k, v in keywords)
    ):
        return None
    if decimals is None:
        decimals = _decimals_shown(shown)
    return (
        code,
        tuple(a for a in arguments if a is not None),
        tuple((k, v) for k, v in keywords if k is not None and v is not None),
        tuple(result),
        decimals,
    )


def _decimals_shown(shown: str) -> int | None:
    """Digits after the point, where the value was evidently shortened; None for full precision."""
    found = re.search(r"\d\.(\d*)(?![\de])", shown)
    if found is None:
        return None
    return None if len(found.group(1)) >= 12 else len(found.group(1))


def _literal(node: ast.expr) -> Literal | None:
    number = _number(node)
    if number is not None:
        return number
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "array"
        and node.args
    ):
        node = node.args[0]
    if isinstance(node, ast.List | ast.Tuple):
        items = [_number(item) for item in node.elts]
        return None if any(i is None for i in items) else [i for i in items if i is not None]
    return None


def _number(node: ast.expr) -> float | None:
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _number(operand)
            return None if inner is None else -inner
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np")), args=[argument]):
            return _number(argument)  # `np.float64(1.5)`, as NumPy 2 shows scalars
        case _:
            return None


def _numbers(node: ast.expr) -> Sequence[float] | None:
    match node:
        case ast.Call(func=ast.Name(id="array"), args=[argument, *_]):
            return _numbers(argument)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            numbers = [_number(item) for item in items]
            return None if any(n is None for n in numbers) else [n for n in numbers if n is not None]
        case _:
            single = _number(node)
            return None if single is None else [single]
