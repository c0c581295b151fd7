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


def _defined(code: str) -> set[str]:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
