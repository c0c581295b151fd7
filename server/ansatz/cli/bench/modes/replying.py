"""The code in a model's reply, as text."""

import ast
import re
import textwrap
from typing import Final

from ansatz.cli.bench.modes.author import Nothing

_FENCED: Final = re.compile(r"```(?:python3?|py)?[ \t]*\n(.*?)(?:\n[ \t]*```|\Z)", re.S | re.I)
_THOUGHTS: Final = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S)


def code_of(text: str, entry: str) -> str:
    """The block that defines `entry`, the last one where several do. Raises `Nothing`.

    Code that does not parse is an answer too, and a wrong one, unless it is repaired.
    """
    text = _THOUGHTS.sub("", text)
    blocks = [textwrap.dedent(each[1]).strip("\n") for each in _FENCED.finditer(text)]
    if not blocks and re.search(r"^(?:def|class|import|from)\s", text, re.M):
        blocks = [text]
    defining = [each for each in blocks if entry in _defined(each)]
    if defining:
        return defining[-1] + "\n"
    spoken = [each for each in blocks if re.search(rf"\b(?:def|class)\s+{re.escape(entry)}\b", each)]
    if spoken:
        return spoken[-1] + "\n"
    raise Nothing(f"there is no `{entry}` in the answer", "no_code")


def definition_of(code: str, entry: str) -> str | None:
    """The text of the function or class `entry` alone; None where the code does not parse."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return None
    for node in reversed(tree.body):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == entry:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            return "\n".join(code.split("\n")[first - 1 : node.end_lineno])
    return None


def documented(code: str, header: str, entry: str) -> str:
    """The code with the docstring of `header` in place of its own, so that later steps know what it does.

    As it is, where the code or the header can't be taken apart.
    """
    try:
        tree = ast.parse(code)
        given = ast.parse(f"{header}\n    pass\n").body[-1]
    except (SyntaxError, ValueError, RecursionError):
        return code
    named = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == entry]
    if not named or not isinstance(given, ast.FunctionDef) or ast.get_docstring(given) is None:
        return code
    function, lines = named[-1], code.split("\n")
    first, wanted = function.body[0], given.body[0]
    if first.lineno == function.lineno or wanted.lineno == given.lineno:
        return code
    rows = header.split("\n")[wanted.lineno - 1 :]
    indent = " " * first.col_offset
    docstring = [indent + row.strip() if row.strip() else "" for row in rows]
    has_own = ast.get_docstring(function) is not None
    start = first.lineno - 1
    end = (first.end_lineno or first.lineno) if has_own else start
    return "\n".join((*lines[:start], *docstring, *lines[end:]))


def _defined(code: str) -> set[str]:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
