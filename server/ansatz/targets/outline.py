"""The lines of code in a text, told from strings and comments, and the definitions that they open.

This works on any text. A bracket, a string or a statement left open makes tree-sitter swallow what
follows into one error; indentation and the words that start lines still tell functions apart, and
each can then be parsed by itself.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from ansatz.core.text import Span

from .syntax import captures, masked, span, tree

_STRING_OR_COMMENT = re.compile(
    rb"""
    (?P<comment>\#[^\r\n]*)
    | (?P<triple>\"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:\"""|\Z)
               | '''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'''|\Z))
    | "[^"\\\r\n]*(?:\\(?:\r\n|[^\r]|\r(?!\n))[^"\\\r\n]*)*(?:"|(?=[\r\n])|\Z)
    | '[^'\\\r\n]*(?:\\(?:\r\n|[^\r]|\r(?!\n))[^'\\\r\n]*)*(?:'|(?=[\r\n])|\Z)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENS_DEFINITION = re.compile(
    rb"^[ \t]*(?:@|(?:async[ \t]+)?def[ \t]+\w+[ \t]*[\[(]|class[ \t]+\w+[ \t]*[\[(:])", re.M
)
_TRIPLE = re.compile(rb"\"{3}|'{3}")
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
    strings, comments = _regions(text, code)
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


def _regions(text: str, code: bytes) -> tuple[list[Span], list[Span]]:
    """Where strings and comments stand: from the tree if there is one, else by their quotes."""
    root = tree(text).root_node
    if not root.has_error:
        strings, comments = list[Span](), list[Span]()
        for node in captures(root, "[(string) (comment)] @it"):
            if node.type == "comment":
                comments.append(span(node))
            elif not strings or strings[-1].end <= node.start_byte:  # else inside an f-string
                strings.append(span(node))
        return strings, comments
    regions = _scan(code, resync=False)
    # A string of one line is over where that line is; only a triple-quoted one runs away with the rest.
    if regions and _TRIPLE.match(code, regions[-1][0].start) and _is_open(code, regions[-1][0]):
        regions = _scan(code, resync=True)
    return [place for place, is_comment in regions if not is_comment], [
        place for place, is_comment in regions if is_comment
    ]


def _is_open(code: bytes, place: Span) -> bool:
    quotes = code[place.start : place.start + 3]
    if quotes in (b'"""', b"'''") and place.end - place.start != 2:
        return place.end - place.start < 6 or code[place.end - 3 : place.end] != quotes
    return place.end - place.start < 2 or code[place.end - 1] != code[place.start]


def _scan(code: bytes, *, resync: bool) -> list[tuple[Span, bool]]:
    """Strings and comments by their delimiters; the flag says comment.

    With `resync` a triple-quoted string ends before a line in it that opens a definition: somewhere
    a closing quote is missing, and from there on inside and outside would be swapped.
    """
    found, position = list[tuple[Span, bool]](), 0
    while match := _STRING_OR_COMMENT.search(code, position):
        end = match.end()
        if (
            resync
            and match["triple"]
            and (definition := _OPENS_DEFINITION.search(code, match.start() + 3, end))
        ):
            # Its last line keeps its end, or the definition would no longer start a line.
            end = match.start() + len(code[match.start() : definition.start()].rstrip())
        found.append((Span(match.start(), end), match["comment"] is not None))
        position = end
    return found


def _definitions(blank: bytes, lines: Sequence[CodeLine]) -> Iterator[Definition]:
    open_, done = list[int](), dict[int, int]()
    opened = list[tuple[int, re.Match[bytes], int | None]]()

    def close(down_to: int, last: CodeLine) -> None:
        while open_ and lines[opened[open_[-1]][0]].width >= down_to:
            done[open_.pop()] = last.end

    previous: CodeLine | None = None
    for number, line in enumerate(lines):
        if previous and not line.opens_with(blank, _CLOSERS):
            close(line.width, previous)
        if match := _DEFINITION.match(blank, line.first):
            opened.append((number, match, open_[-1] if open_ else None))
            open_.append(len(opened) - 1)
        previous = line
    if previous:
        close(0, previous)
    for index, (number, match, parent) in enumerate(opened):
        line = lines[number]
        yield Definition(
            "function" if match[1] else "class",
            Span(match.start(3), match.end(3)),
            lines[_first_decorator(blank, lines, number)].start,
            line.first,
            # A decorator line belongs to what it decorates.
            done[index],
            line.width,
            parent,
        )


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
        content = found.blank[line.first : line.end]
        depth += sum(map(content.count, _OPENING)) - sum(map(content.count, _CLOSING))
    return spans


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
    return _is_open(code, Span(quote, literal.end))


def _start(place: Span) -> int:
    return place.start
