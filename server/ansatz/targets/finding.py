"""The functions of a text, whether or not the text parses."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tree_sitter import Node

from ansatz.core.target import FunctionTarget, ParameterKind, ParameterSource
from ansatz.core.text import Span

from .layout import indent_unit, leading_blank
from .lines import lines
from .naming import identifier
from .outline import Definition, code_lines, header_end, is_open_string, outline, string_at
from .syntax import captures, code_span, field, part, span, statements, tree

_STRING_START = re.compile(rb"[A-Za-z]{0,2}(?=\")")
_STUB = re.compile(r"\.\.\.|pass|raise\s+NotImplementedError\s*(?:\(.*\))?", re.DOTALL)


@lru_cache(maxsize=8)
def functions(text: str) -> tuple[FunctionTarget, ...]:
    """All functions in order of appearance: methods, nested, async and decorated ones too.

    `signature` runs from `def` (or `async`) to the colon, `indent` is what a line of the body starts
    with. A function is broken where its own signature or body does not parse, or has no body.
    """
    root = tree(text).root_node
    parts = _from_outline(text) if root.has_error else _from_tree(text, root)
    seen = Counter[str]()
    found = list[FunctionTarget]()
    for each in parts:
        found.append(_target(text, each, seen[each.qualified_name]))
        seen[each.qualified_name] += 1
    return tuple(found)


def named(text: str, name: str) -> tuple[FunctionTarget, ...]:
    """The functions of a qualified name (`Class.method`, `outer.inner`), else of a simple one.

    `name#2` is the second of them in order of appearance.
    """
    wanted, _, number = unicodedata.normalize("NFKC", name).partition("#")
    every = functions(text)
    found = [each for each in every if each.qualified_name == wanted] or [
        each for each in every if each.name == wanted
    ]
    if not number:
        return tuple(found)
    return tuple(found[int(number) - 1 :][:1]) if number.isdecimal() and int(number) > 0 else ()


def refound(text: str, target: FunctionTarget) -> FunctionTarget | None:
    """The function of the same qualified name and ordinal in another version of its text."""
    for each in functions(text):
        if each.qualified_name == target.qualified_name and each.ordinal == target.ordinal:
            return each
    return None


class _Parts(NamedTuple):
    """A function's places before its layout is looked at. `spans` are of statements, docstring included."""

    qualified_name: str
    is_method: bool
    start: int
    signature: Span
    name: Span
    header: Node | None
    statements: tuple[Span, ...]
    literal: Span | None
    is_broken: bool


def _from_tree(text: str, root: Node) -> Iterator[_Parts]:
    around = list[tuple[int, str, bool]]()
    for node in captures(root, "[(function_definition) (class_definition)] @it"):
        while around and around[-1][0] <= node.start_byte:
            around.pop()
        name = identifier(span(field(node, "name")), text)
        qualified = f"{around[-1][1]}.{name}" if around else name
        is_class = node.type == "class_definition"
        if not is_class:
            yield _from_node(text, node, qualified, is_method=bool(around) and around[-1][2])
        around.append((node.end_byte, qualified, is_class))


def _from_node(text: str, node: Node, qualified_name: str, *, is_method: bool) -> _Parts:
    decorated = node.parent if node.parent and node.parent.type == "decorated_definition" else node
    colon = next(child for child in reversed(node.children) if child.type == ":")
    body = statements(field(node, "body"))
    return _Parts(
        qualified_name,
        is_method,
        decorated.start_byte,
        Span(node.start_byte, colon.end_byte),
        span(field(node, "name")),
        node,
        tuple(map(code_span, body)),
        _literal(text, body[0]) if body else None,
        is_broken=not body,
    )


def _literal(text: str, statement: Node) -> Span | None:
    """The string literal that a statement consists of, if that makes a docstring."""
    node = statement
    while node.type in ("expression_statement", "parenthesized_expression") and node.named_child_count == 1:
        node = node.named_children[0]
    literals = node.named_children if node.type == "concatenated_string" else [node]
    for each in literals:
        if each.type != "string" or re.match(r"\w*[bftBFT]", text[each.start_byte : each.end_byte]):
            return None
    return span(node)


def _from_outline(text: str) -> Iterator[_Parts]:
    definitions = outline(text).definitions
    qualified = list[str]()
    for each in definitions:
        name = identifier(each.name, text)
        qualified.append(name if each.parent is None else f"{qualified[each.parent]}.{name}")
        if each.kind == "function":
            is_method = each.parent is not None and definitions[each.parent].kind == "class"
            yield _from_definition(text, each, qualified[-1], is_method=is_method)


def _from_definition(text: str, definition: Definition, qualified_name: str, *, is_method: bool) -> _Parts:
    alone = part(text, Span(definition.start, definition.end)).root_node
    if not alone.has_error:
        for node in captures(alone, "(function_definition) @it"):
            if node.start_byte == definition.keyword:
                return _from_node(text, node, qualified_name, is_method=is_method)
    blank = outline(text).blank
    colon = header_end(blank, definition.name.end, definition.end)
    first = next(iter(code_lines(text, definition.keyword, definition.end)))
    signature = Span(definition.keyword, colon or first.end)
    header = captures(part(text, signature).root_node, "(function_definition) @it")
    body = _body_span(text, signature.end, definition.end)
    literal = _leading_literal(text, body) if body else None
    rest = _body_span(text, literal.end, definition.end) if literal else body
    start = next(iter(code_lines(text, definition.start, definition.end))).first
    return _Parts(
        qualified_name,
        is_method,
        start,
        signature,
        definition.name,
        header[0] if header else None,
        tuple(each for each in (literal, rest) if each),
        literal,
        is_broken=True,
    )


def _body_span(text: str, start: int, end: int) -> Span | None:
    code = outline(text).blank[start:end]
    content = code.lstrip(b" \t\f\r\n;")
    return Span(end - len(content), start + len(code.rstrip())) if content else None


def _leading_literal(text: str, body: Span) -> Span | None:
    """The docstring that a body opens with, by its quotes alone; None where it is left open."""
    blank = outline(text).blank
    prefix = _STRING_START.match(blank, body.start)
    if prefix is None or re.search(rb"[bft]", prefix[0], re.IGNORECASE):
        return None
    literal = string_at(text, prefix.end())
    if literal is None or literal.end > body.end or is_open_string(text, literal):
        return None
    after = blank[literal.end : body.end].lstrip(b" \t\f")
    return Span(body.start, literal.end) if after[:1] in (b"", b"\r", b"\n", b";") else None


def _target(text: str, parts: _Parts, ordinal: int) -> FunctionTarget:
    signature, literal = parts.signature, parts.literal
    own = parts.statements[1:] if literal else parts.statements
    after = parts.statements[0].end if literal else signature.end
    end = parts.statements[-1].end if parts.statements else signature.end
    returns = parts.header.child_by_field_name("return_type") if parts.header else None
    return FunctionTarget(
        name=identifier(parts.name, text),
        qualified_name=parts.qualified_name,
        ordinal=ordinal,
        span=Span(parts.start, end),
        signature=signature,
        name_span=parts.name,
        body=Span(parts.statements[0].start if parts.statements else signature.end, end),
        docstring=literal,
        docstring_text=_between_quotes(text, literal) if literal else None,
        statements=Span(own[0].start, end) if own else Span(after, after),
        indent=_body_indent(text, parts),
        parameters=tuple(_parameters(text, parts.header)) if parts.header else (),
        return_annotation=span(returns).of(text) if returns else None,
        is_stub=all(_STUB.fullmatch(each.of(text)) for each in own),
        is_method=parts.is_method,
        is_async=text.startswith("async", signature.start),
        is_broken=parts.is_broken,
    )


def _between_quotes(text: str, literal: Span) -> Span:
    opening = re.compile(r"\w*(\"\"\"|'''|\"|')").match(text, literal.start)
    if opening is None:
        return literal
    closing = (
        3
        if text[literal.start : literal.end].endswith(('"""', "'''")) and literal.end - opening.end() >= 3
        else 1
    )
    return Span(opening.end(), max(opening.end(), literal.end - closing))


def _body_indent(text: str, parts: _Parts) -> str:
    if parts.statements:
        first = parts.statements[0].start
        own = leading_blank(text, first)
        if own is not None and lines(text).index(first) > lines(text).index(parts.signature.end - 1):
            return own
    return (leading_blank(text, parts.signature.start) or "") + indent_unit(text)


def _parameters(text: str, header: Node) -> Iterator[ParameterSource]:
    listed = header.child_by_field_name("parameters")
    if listed is None:
        return
    children = [child for child in listed.named_children if child.type != "comment"]
    slash = next((index for index, child in enumerate(children) if child.type == "positional_separator"), 0)
    kind: ParameterKind = "positional"
    for index, child in enumerate(children):
        if child.type == "keyword_separator":
            kind = "keyword_only"
            continue
        name = child.child_by_field_name("name") or (
            child.named_children[0] if child.type == "typed_parameter" else child
        )
        own: ParameterKind = "positional_only" if index < slash else kind
        if name.type == "list_splat_pattern":
            own = "var_positional"
            kind = "keyword_only"
        elif name.type == "dictionary_splat_pattern":
            own = "var_keyword"
        if own in ("var_positional", "var_keyword"):
            name = name.named_children[0]
        if name.type == "identifier":
            annotation, default = child.child_by_field_name("type"), child.child_by_field_name("value")
            yield ParameterSource(
                identifier(span(name), text),
                own,
                span(child),
                span(annotation).of(text) if annotation else None,
                span(default).of(text) if default else None,
            )
