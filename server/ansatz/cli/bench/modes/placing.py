"""A file's stub as an assignment, and an author's code put in its place."""

import ast
import textwrap
from typing import Final

from ansatz.cli.bench.modes.assignment import Assignment
from ansatz.cli.bench.modes.author import Nothing
from ansatz.cli.bench.modes.replying import definition_of
from ansatz.core.target import FunctionTarget

_USUAL: Final = ("import math", "import numpy as np", "import scipy")


def assignment_in(name: str, text: str, target: FunctionTarget) -> Assignment:
    """A stub of a file, with what stands above it."""
    end = target.docstring.end if target.docstring else target.signature.end
    return Assignment(
        id=name,
        group=name,
        wanted="",
        header=textwrap.dedent(_line_start(text, target.span.start) + text[target.span.start : end]),
        entry=target.name,
        dependencies="\n".join(dict.fromkeys((*_imports(text), *_USUAL))),
        above=_without_imports(text[: _top(text, target)]),
    )


def placed(text: str, target: FunctionTarget, assignment: Assignment, code: str) -> str:
    """The file with the code for its stub. Raises `Nothing` where a method's code can't be taken over."""
    own = set(_imports(text))
    imports = "\n".join(line for line in assignment.dependencies.split("\n") if line not in own)
    top = _top(text, target)
    if not target.is_method:
        return f"{text[:top]}{imports}\n\n{code.strip()}\n{text[target.span.end :]}"
    definition = definition_of(code, target.name)
    if definition is None:
        raise Nothing("the code does not parse, so that it can't be put into its class", "no_code")
    start = text.rfind("\n", 0, target.span.start) + 1
    indent = text[start : target.span.start]
    method = textwrap.indent(textwrap.dedent(definition), indent)
    return f"{text[:top]}{imports}\n\n\n{text[top:start]}{method}\n{text[target.span.end :]}"


def _imports(text: str) -> list[str]:
    return [
        ast.unparse(node)
        for node in _statements(text)
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module != "__future__")
    ]


def _without_imports(text: str) -> str:
    lines = text.split("\n")
    for node in _statements(text):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = ""
    return "\n".join(lines).strip()


def _top(text: str, target: FunctionTarget) -> int:
    """Where the top-level statement that holds the stub begins."""
    line = text.count("\n", 0, target.span.start) + 1
    for node in _statements(text):
        decorators = node.decorator_list if isinstance(node, ast.ClassDef | ast.FunctionDef) else []
        first = min([node.lineno, *(each.lineno for each in decorators)])
        if first <= line <= (node.end_lineno or node.lineno):
            return sum(len(each) + 1 for each in text.split("\n")[: first - 1])
    return target.span.start


def _line_start(text: str, at: int) -> str:
    """The blanks before a place on its line."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before if before.isspace() else ""


def _statements(text: str) -> list[ast.stmt]:
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError):
        return []
