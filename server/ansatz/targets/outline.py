"""The lines of code in a text, told from strings and comments, and the definitions that they open.

This works on any text. A bracket, a string or a statement left open makes tree-sitter swallow what
follows into one error; indentation and the words that start lines still tell functions apart, and
each can then be parsed by itself.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from ansatz.core.text import Span

from .quotes import is_open, regions
from .syntax import masked, tree

_CONTINUED = re.compile(rb"\\\r?\n")
_LINE = re.compile(rb"^[ \t\f]*([^\s][^\r\n]*)", re.M)
_DEFINITION = re.compile(rb"(?:(?:async[ \t]+)?(def)|(class))[ \t]+(\w+)")
_NOT_NEWLINE = re.compile(rb"[^\r\n]")
_CLOSERS = b")]}"
_OPENING, _CLOSING = (b"(", b"[", b"{"), (b")", b"]", b"}")
_BRACKET_COLON_OR_END = re.compile(rb"[()\[\]{}:\n]")
_STARTS = re.compile(
    rb"@|(?:(?:async[ \t]+)?def|class|import)[ \t]|from[ \t]+[\w.]+[ \t]+import\b|(?:with|while|try|return)\b"
)
_GOES_ON = re.compile(rb"(?:else|elif|except|finally)\b|[)\]}]")


class CodeLine(NamedTuple):
    """A line that holds code, together with those that a string or a backslash joins to it.

    `width` is the column where the code starts, tabs counted as Python counts them.
    """

    start: int
    first: int
    end: int
    width: int

    def opens_with(self, blank: bytes, characters: bytes) -> bool:
        """Whether its first character is one of `characters`."""
        return blank[self.first] in characters


@dataclass(frozen=True, slots=True)
class Definition:
    """A `def` or `class` line with what belongs to it by indentation.

    `start` is that of the line of the first decorator, `keyword` the place of `def`, `async` or
    `class`, `parent` the index of the enclosing definition.
    """

    kind: Literal["function", "class"]
    name: Span
    start: int
    keyword: int
    end: int
    width: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A text's code. In `blank` strings are runs of `"`, comments and backslash joints are spaces."""

    blank: bytes
    strings: tuple[Span, ...]
    lines: tuple[CodeLine, ...]
    definitions: tuple[Definition, ...]


@lru_cache(maxsize=8)
def outline(text: str) -> Outline:
    """The outline of a text, whether or not it parses."""
    code = masked(text)
    strings, comments = regions(text)
    blank = bytearray(code)
    for each in comments:
        blank[each.start : each.end] = b" " * (each.end - each.start)
    for each in strings:
        blank[each.start : each.end] = b'"' * (each.end - each.start)
    code = _CONTINUED.sub(lambda match: b" " * len(match[0]), bytes(blank))
    code_lines = tuple(
        CodeLine(match.start(), match.start(1), match.start(1) + len(match[1].rstrip()), _width(match))
        for match in _LINE.finditer(code)
    )
    return Outline(code, tuple(strings), code_lines, tuple(_definitions(code, code_lines)))


def _width(match: re.Match[bytes]) -> int:
    # A form feed starts the column count again.
    blank = match[0][: match.start(1) - match.start()]
    return len(blank.rpartition(b"\f")[2].expandtabs(8))


@dataclass(slots=True)
class _Open:
    """A definition while its lines are gathered; `inner` is the width of the definitions in it."""

    number: int
    match: re.Match[bytes]
    parent: int | None
    end: int = 0
    inner: int | None = None


def _definitions(blank: bytes, lines: Sequence[CodeLine]) -> list[Definition]:
    found, around = list[_Open](), list[int]()
    torn: int | None = None
    depth = 0
    for number, line in enumerate(lines):
        if depth <= 0 or not line.opens_with(blank, _CLOSERS):
            while around and lines[found[around[-1]].number].width >= line.width:
                closed = around.pop()
                torn = closed if found[closed].match[2] else torn
        match = _DEFINITION.match(blank, line.first)
        # Whatever was left open above a definition, it is not open in it.
        depth = _opened(blank[line.first : line.end]) + (0 if match else depth)
        if match:
            # A class goes on after a stray line to its left: nothing else could indent its methods.
            if (
                torn is not None
                and found[torn].inner == line.width
                and found[torn].parent == (around or [None])[-1]
            ):
                around.append(torn)
            if around:
                found[around[-1]].inner = line.width
            found.append(_Open(number, match, around[-1] if around else None))
            around.append(len(found) - 1)
        if torn is not None and blank[line.end - 1] == ord(":") and line.width < (found[torn].inner or 0):
            torn = None
        for index in around:
            found[index].end = line.end
    return [
        Definition(
            "function" if each.match[1] else "class",
            Span(each.match.start(3), each.match.end(3)),
            lines[_first_decorator(blank, lines, each.number)].start,
            lines[each.number].first,
            each.end,
            lines[each.number].width,
            each.parent,
        )
        for each in found
    ]


def _first_decorator(blank: bytes, lines: Sequence[CodeLine], number: int) -> int:
    first, width = number, lines[number].width
    for above in range(number - 1, -1, -1):
        line = lines[above]
        if line.width == width and line.opens_with(blank, b"@"):
            first = above
        elif line.width <= width and not line.opens_with(blank, _CLOSERS):
            break
    return first


def header_end(blank: bytes, name_end: int, end: int) -> int | None:
    """The end of the colon that ends the header of a definition, or None where there is none."""
    depth = 0
    for match in _BRACKET_COLON_OR_END.finditer(blank, name_end, end):
        if match[0] in b"([{":
            depth += 1
        elif match[0] in b")]}":
            depth -= 1
        elif depth <= 0:
            return match.end() if match[0] == b":" else None
    return None


def segments(text: str, start: int, end: int, width: int) -> list[Span]:
    """The statements of `width` in a part of a text that a block's lines make up.

    In a broken text a bracket left open ends where the next definition or import at that width begins.
    """
    found, is_broken = outline(text), tree(text).root_node.has_error
    spans = list[Span]()
    depth, decorated = 0, False
    for line in code_lines(text, start, end):
        is_own = line.width <= width
        if is_own and decorated and _DEFINITION.match(found.blank, line.first):
            decorated, starts = False, False
        elif is_own and decorated and line.opens_with(found.blank, b"@"):
            starts = False
        else:
            goes_on = depth > 0 or _GOES_ON.match(found.blank, line.first)
            starts = is_own and bool(not goes_on or (is_broken and _STARTS.match(found.blank, line.first)))
            decorated = line.opens_with(found.blank, b"@") if starts else decorated
        if starts or not spans:
            spans.append(Span(line.first, line.end))
            depth = 0
        else:
            spans[-1] = Span(spans[-1].start, line.end)
        depth += _opened(found.blank[line.first : line.end])
    return spans


def _opened(content: bytes) -> int:
    """How many brackets stay open, less those that only end."""
    return sum(map(content.count, _OPENING)) - sum(map(content.count, _CLOSING))


def code_lines(text: str, start: int, end: int) -> Sequence[CodeLine]:
    """The lines of code that begin in a part of the text."""
    every = outline(text).lines
    return every[bisect_left(every, start, key=_first) : bisect_left(every, end, key=_first)]


def _first(line: CodeLine) -> int:
    return line.first


def string_at(text: str, offset: int) -> Span | None:
    """The string literal around an offset, the one that ends there included only by its last quote.

    In a sound text it starts with its prefix, in a broken one with its quote.
    """
    strings = outline(text).strings
    index = bisect_right(strings, offset, key=_start) - 1
    return strings[index] if index >= 0 and offset < strings[index].end else None


def in_string(text: str, offset: int) -> bool:
    """Whether an offset lies behind the start of a string, where text is not layout but content."""
    literal = string_at(text, offset)
    return literal is not None and literal.start < offset


def is_open_string(text: str, literal: Span) -> bool:
    """Whether the closing quote of a literal, as `string_at` gives it, is missing."""
    code = masked(text)
    quote = min(place for mark in (b'"', b"'") if (place := code.find(mark, literal.start, literal.end)) >= 0)
    return is_open(code, Span(quote, literal.end))


def _start(place: Span) -> int:
    return place.start
