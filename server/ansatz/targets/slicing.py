"""A function with what it statically needs, as a module that runs by itself."""

from collections.abc import Sequence
from typing import NamedTuple

from tree_sitter import Node

from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span

from .finding import refound
from .imports import plan_imports
from .layout import dedented, indent_at
from .lines import lines
from .naming import identifier
from .needs import Header, Needs, needs
from .outline import code_lines, header_end, outline
from .placing import apply, place
from .syntax import captures, part
from .units import Unit

_POSTPONED = "from __future__ import annotations"


class Slice(NamedTuple):
    """A module of one function.

    `entry` is where the function is found in it (`f`, `Cls.method`), `line_offset` the number of
    lines before the function's first one (its first decorator), `first_body_line` the line, from 1,
    of the first statement after the docstring. Lines end in line feeds. The function keeps its lines:
    each of them stands as far from the first as it does in the text.
    """

    module: str
    entry: str
    line_offset: int
    first_body_line: int


def module_slice(
    text: str, target: FunctionTarget, body: str | None = None, imports: Sequence[str] = ()
) -> Slice:
    """The module of a function, with another body if one is given.

    A body is placed as it would be in the text, so that what is judged is what is offered. The
    function comes with the imports, constants, classes and functions that it needs; what does not
    parse, or needs at once what nothing provides, is left out. A nested function is dedented and
    takes along what it needs of the functions around it; a method stays in its class, with the
    class's own values, its constructor, and the methods that it calls. Raises NoPlaceError if a body
    is given and the function can't take one.
    """
    if body is not None:
        text, target = _with(text, target, apply(text, place(text, target, body, imports)))
    elif imports and (change := plan_imports(text, target, imports).change):
        text, target = _with(text, target, apply(text, [change]))
    return _assembled(text, target, needs(text, target))


def _with(text: str, target: FunctionTarget, changed: str) -> tuple[str, FunctionTarget]:
    found = refound(changed, target)
    if found is None:
        raise ValueError(f"{target.qualified_name} is no longer found after the edit")
    return changed, found


class _Rows:
    """The lines of a module as it grows, blocks set off by a blank line."""

    def __init__(self) -> None:
        self.rows = list[str]()
        self._was_block = True

    def add(self, rows: Sequence[str], *, is_block: bool) -> int:
        """Append rows, and say how many stand before them."""
        if self.rows and (is_block or self._was_block):
            self.rows.append("")
        self._was_block = is_block
        before = len(self.rows)
        self.rows += rows
        return before


def _assembled(text: str, target: FunctionTarget, found: Needs) -> Slice:
    module = _Rows()
    futures = [*([_POSTPONED] if found.is_postponed else []), *(each.span.of(text) for each in found.futures)]
    if futures:
        module.add(futures, is_block=False)
    for unit in (*found.before, *found.around):
        _add(module, text, unit, indent_at(text, unit.span.start), is_outer=unit in found.around)
    outermost = found.headers[0].definition.keyword if found.headers else target.span.start
    cut = indent_at(text, outermost)
    for header in found.headers:
        module.add(_header_rows(text, header, cut), is_block=header is found.headers[0])
    for unit in found.members:
        if unit.span.start < target.span.start:
            _add(module, text, unit, cut)
    rows = _lifted(text, target.span, cut)
    of = lines(text)
    first = of.index(target.span.start)
    for dropped in found.dropped:
        for line in range(of.index(dropped.start), of.index(dropped.end) + 1):
            rows[line - first] = ""
    before = module.add(rows, is_block=True)
    for unit in found.members:
        if unit.span.start > target.span.start:
            _add(module, text, unit, cut)
    for unit in found.after:
        _add(module, text, unit, "")
    body = (
        of.index(target.statements.start)
        - first
        + (1 if target.statements.start < target.statements.end else 2)
    )
    names = [identifier(each.definition.name, text) for each in found.headers]
    return Slice("\n".join(module.rows) + "\n", ".".join([*names, target.name]), before, before + body)


def _add(module: _Rows, text: str, unit: Unit, cut: str, *, is_outer: bool = False) -> None:
    rows = _lifted(text, unit.span, cut) if is_outer else dedented(text, unit.span, cut)
    module.add(rows, is_block=unit.kind == "definition")


def _lifted(text: str, span: Span, cut: str) -> list[str]:
    """The lines of a function that may have stood in another: what was nonlocal to it is now global."""
    rows = dedented(text, span, cut)
    of = lines(text)
    for node in captures(part(text, span).root_node, "(nonlocal_statement) @it"):
        if _depth(node) == 1:
            row = of.index(node.start_byte) - of.index(span.start)
            rows[row] = rows[row].replace("nonlocal", "global", 1)
    return rows


def _depth(node: Node) -> int:
    depth = 0
    while node.parent:
        node = node.parent
        depth += node.type == "function_definition"
    return depth


def _header_rows(text: str, header: Header, cut: str) -> list[str]:
    definition = header.definition
    colon = header_end(outline(text).blank, definition.name.end, definition.end)
    if header.is_sound and colon:
        start = next(iter(code_lines(text, definition.start, colon))).first
        return dedented(text, Span(start, colon), cut)
    return [f"{indent_at(text, definition.keyword).removeprefix(cut)}class {definition.name.of(text)}:"]
