"""The edits that give a function another body, and nothing else."""

import re
from collections.abc import Iterator, Sequence

from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span, TextEdit

from .imports import plan_imports
from .layout import indent_unit, leading_blank
from .lines import lines
from .outline import in_string, is_open_string, outline, string_at
from .syntax import masked, tree

_SEMICOLON = re.compile(rb"[ \t\f]*;")
_COMMENT = re.compile(rb"[ \t\f]*(?=#)")


class NoPlaceError(ValueError):
    """A function that no body can be put into: its signature or its docstring is not complete."""


def place(text: str, target: FunctionTarget, body: str, imports: Sequence[str] = ()) -> tuple[TextEdit, ...]:
    """Replace what follows the docstring by `body` (unindented statements), with the imports it needs.

    The edits are in ascending order and do not overlap. The body takes over the file's line ends and
    indentation. Comments above the replaced statements stay; one behind a stub (`...  # to do`)
    stays above the body; comments among replaced statements go with them. Raises NoPlaceError.
    """
    if not body.strip():
        raise ValueError("an empty body")
    if text[target.signature.end - 1 : target.signature.end] != ":":
        raise NoPlaceError(f"The signature of {target.qualified_name} is not complete.")
    opening = string_at(text, target.body.start)
    if target.docstring is None and opening and is_open_string(text, opening):
        raise NoPlaceError(f"The docstring of {target.qualified_name} is not closed.")
    plan = plan_imports(text, target, imports)
    block = _block(text, target, "\n".join([*plan.local, _newlines(body)]))
    head = (plan.change,) if plan.change else ()
    if target.statements.start < target.statements.end:
        return (*head, *_replaced(text, target, block))
    return (*head, *_added(text, target, block))


def apply(text: str, changes: Sequence[TextEdit]) -> str:
    """The text with the changes made. Raises ValueError for changes that overlap or are out of order."""
    pieces, position = list[str](), 0
    for change in changes:
        if not position <= change.span.start <= change.span.end <= len(text):
            raise ValueError("changes overlap, are out of order or lie outside the text")
        pieces += [text[position : change.span.start], change.text]
        position = change.span.end
    return "".join([*pieces, text[position:]])


def _newlines(body: str) -> str:
    return re.sub(r"\r\n?", "\n", body).rstrip().lstrip("\n")


def _block(text: str, target: FunctionTarget, body: str) -> str:
    """The body with the file's line ends, its lines indented, but for the first."""
    body = _with_unit(body, _step(text, target))
    rows, offset = list[str](), 0
    for row in body.split("\n"):
        # What a string goes over lines with is its value, not layout.
        is_layout = offset > 0 and row.strip() and not in_string(body, offset)
        rows.append(target.indent + row if is_layout else row)
        offset += len(row) + 1
    return lines(text).ending(target.signature.end - 1).join(rows)


def _step(text: str, target: FunctionTarget) -> str:
    outer = leading_blank(text, target.signature.start) or ""
    own = target.indent.removeprefix(outer)
    return own if own and target.indent.startswith(outer) else indent_unit(text)


def _with_unit(body: str, wanted: str) -> str:
    """The body with every step of its own indentation replaced by `wanted`."""
    unit = indent_unit(body)
    if unit == wanted:
        return body
    rows, offset = list[str](), 0
    for row in body.split("\n"):
        steps = 0
        while not in_string(body, offset) and row.startswith(unit, steps * len(unit)):
            steps += 1
        rows.append(wanted * steps + row[steps * len(unit) :])
        offset += len(row) + 1
    changed = "\n".join(rows)
    # A body whose blocks are indented unevenly could change its meaning.
    return changed if str(tree(changed).root_node) == str(tree(body).root_node) else body


def _replaced(text: str, target: FunctionTarget, block: str) -> Iterator[TextEdit]:
    """The edits for a function that has statements after its docstring, or instead of one."""
    of, code, own = lines(text), masked(text), target.statements
    new_line = of.ending(target.signature.end - 1) + target.indent
    yield from _docstring_below(text, target, new_line)
    on_own_line = _starts_line(text, target, own.start)
    start = own.start if on_own_line else _header_end(text, target)
    semicolon = _SEMICOLON.match(code, own.end)
    end = semicolon.end() if semicolon else own.end
    comment, line_end = _COMMENT.match(code, end), of.end(end)
    if comment is None:
        end = line_end if not code[end:line_end].strip() else end
        yield TextEdit(Span(start, end), block if on_own_line else new_line + block)
    elif target.is_stub or not on_own_line:
        yield TextEdit(Span(start, comment.end() if on_own_line else end), "")
        yield TextEdit(Span(line_end, line_end), new_line + block)
    else:
        yield TextEdit(Span(start, line_end), block)


def _added(text: str, target: FunctionTarget, block: str) -> Iterator[TextEdit]:
    """The edits for a function with at most a docstring: below it and the comments that follow."""
    of = lines(text)
    new_line = of.ending(target.signature.end - 1) + target.indent
    yield from _docstring_below(text, target, new_line)
    outer = leading_blank(text, target.signature.start) or ""
    last = line = of.index(target.statements.start)
    while (line := line + 1) < len(of.starts):
        content = text[of.starts[line] : of.ends[line]]
        if content.lstrip(" \t\f").startswith("#") and content[len(outer) :][:1] in (" ", "\t"):
            last = line
        elif content.strip():
            break
    yield TextEdit(Span(of.ends[last], of.ends[last]), new_line + block)


def _docstring_below(text: str, target: FunctionTarget, new_line: str) -> Iterator[TextEdit]:
    """A docstring on the line of the `def` moves to a line of its own."""
    if target.docstring and not _starts_line(text, target, target.body.start):
        yield TextEdit(Span(target.signature.end, target.body.start), new_line)


def _starts_line(text: str, target: FunctionTarget, offset: int) -> bool:
    """Whether a statement starts a line, and not one that a backslash joins to the line above."""
    between = outline(text).blank[target.signature.end : offset].rpartition(b'"')[2]
    return leading_blank(text, offset) is not None and any(end in between for end in (b"\n", b"\r"))


def _header_end(text: str, target: FunctionTarget) -> int:
    """Where the docstring's statement ends, or the signature where there is no docstring."""
    start = target.docstring.end if target.docstring else target.signature.end
    return start + len(outline(text).blank[start : target.statements.start].rstrip(b" \t\f\r\n;"))
