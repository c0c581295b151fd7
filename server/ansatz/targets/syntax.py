"""Tree-sitter trees over a text, whose offsets are the text's own code points."""

import re
from functools import cache, lru_cache

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Point, Query, QueryCursor, Range, Tree

from ansatz.core.text import Span

_UNUSUAL = re.compile(r"[^\x01-\x7f]|\r(?!\n)")


_COMPOUND = frozenset(
    {
        *("block", "if_statement", "for_statement", "while_statement", "try_statement", "with_statement"),
        *("match_statement", "function_definition", "class_definition", "decorated_definition"),
        *("else_clause", "elif_clause", "except_clause", "finally_clause", "case_clause"),
    }
)


@cache
def _language() -> Language:
    return Language(tree_sitter_python.language())


@cache
def _query(pattern: str) -> Query:
    return Query(_language(), pattern)


def _stand_in(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\r":
        return "\n"
    if character == "\ufeff" and match.start() == 0:
        return "\f"
    return "x" if f"x{character}".isidentifier() else "$"


@lru_cache(maxsize=8)
def masked(text: str) -> bytes:
    """The text as ASCII, one byte a code point, that parses as the text does.

    Tree-sitter counts bytes and knows neither a lone carriage return nor a byte order mark. A letter
    outside ASCII becomes `x`, any other such character `$`, which is as wrong in code as it was and
    as right in a string.
    """
    return (
        text if text.isascii() and "\r" not in text and "\0" not in text else _UNUSUAL.sub(_stand_in, text)
    ).encode("ascii")


@lru_cache(maxsize=8)
def tree(text: str) -> Tree:
    """The tree of the whole text."""
    return Parser(_language()).parse(masked(text))


def part(text: str, span: Span) -> Tree:
    """The tree of a part alone, as though nothing stood around it; offsets stay those of the text."""
    origin = Point(0, 0)
    return Parser(_language(), included_ranges=[Range(origin, origin, span.start, span.end)]).parse(
        masked(text)
    )


def captures(node: Node, pattern: str) -> list[Node]:
    """The nodes that `pattern`, a query whose captures are all called `@it`, finds, in order."""
    found = QueryCursor(_query(pattern)).captures(node).get("it", [])
    return sorted(found, key=lambda each: (each.start_byte, -each.end_byte))


def span(node: Node) -> Span:
    """Where a node stands."""
    return Span(node.start_byte, node.end_byte)


def code_span(node: Node) -> Span:
    """Where a statement stands, without the comments that its last block may end with."""
    last = node
    while last.type in _COMPOUND and (inner := _last_code(last)):
        last = inner
    return Span(node.start_byte, last.end_byte)


def _last_code(node: Node) -> Node | None:
    inner = [
        child for child in node.children if child.type != "comment" and child.end_byte > child.start_byte
    ]
    return inner[-1] if inner else None


def field(node: Node, name: str) -> Node:
    """A child that the grammar guarantees in a tree without errors."""
    child = node.child_by_field_name(name)
    if child is None:
        raise ValueError(f"{node.type} without {name}")
    return child


def statements(block: Node) -> list[Node]:
    """A block's statements, comments left out."""
    return [child for child in block.named_children if child.type != "comment"]
