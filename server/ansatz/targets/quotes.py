"""Where strings and comments stand in a text, also in one where a quote is missing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

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
_MAX_SUSPECTS = 16
# As bad as this many definitions in strings: a triple-quoted string that the text ends in.
_OPEN_END = 6
_TRIPLE = re.compile(rb"\"{3}|'{3}")


class _Region(NamedTuple):
    """A string or comment, and where lines in it start that look like definitions outside it."""

    place: Span
    is_comment: bool
    definitions: tuple[int, ...]


def regions(text: str) -> tuple[list[Span], list[Span]]:
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
    code = masked(text)
    found = _resynchronised(code, _scan(code, 0))
    return [each.place for each in found if not each.is_comment], [
        each.place for each in found if each.is_comment
    ]


def is_open(code: bytes, place: Span) -> bool:
    """Whether a literal, from its opening quote on, lacks its closing one."""
    quotes = code[place.start : place.start + 3]
    if quotes in (b'"""', b"'''") and place.end - place.start != 2:
        return place.end - place.start < 6 or code[place.end - 3 : place.end] != quotes
    return place.end - place.start < 2 or code[place.end - 1] != code[place.start]


def _scan(code: bytes, start: int) -> list[_Region]:
    """Strings and comments by their delimiters, from a place outside of any."""
    found = list[_Region]()
    for match in _STRING_OR_COMMENT.finditer(code, start):
        opens = tuple(_exposed(code, match)) if match["triple"] else ()
        found.append(_Region(Span(match.start(), match.end()), match["comment"] is not None, opens))
    return found


def _exposed(code: bytes, string: re.Match[bytes]) -> Iterator[int]:
    """Definitions in a string no further right than its first line; a docstring indents what it quotes."""
    line = code[code.rfind(b"\n", 0, string.start()) + 1 : string.start()]
    indent = len(line) - len(line.lstrip())
    for each in _OPENS_DEFINITION.finditer(code, string.start() + 3, string.end()):
        width = len(each[0]) - len(each[0].lstrip())
        if width <= indent:
            yield each.start()


def _resynchronised(code: bytes, found: list[_Region]) -> list[_Region]:
    """The regions as they are once one string that was never closed ends before a definition in it.

    From a missing quote on, inside and outside are swapped, so that strings hold most definitions
    and the last one stays open. A docstring may quote a definition, too: a string is ended only if
    that leaves less amiss.
    """
    best, least = found, _amiss(code, found)
    suspects = [index for index, each in enumerate(found) if each.definitions]
    for index in suspects[:_MAX_SUSPECTS]:
        place, _, (first, *_) = found[index]
        # Its last line keeps its end, or the definition would no longer start a line.
        end = place.start + len(code[place.start : first].rstrip())
        ended = [*found[:index], _Region(Span(place.start, end), False, ()), *_scan(code, first)]
        amiss = _amiss(code, ended)
        if amiss < least:
            best, least = ended, amiss
    return best


def _amiss(code: bytes, found: list[_Region]) -> int:
    hidden = sum(len(each.definitions) for each in found)
    last = found[-1].place if found else Span(0, 0)
    # A string of one line is over where that line is; only a triple-quoted one runs away with the rest.
    runs_away = _TRIPLE.match(code, last.start, last.end) and is_open(code, last)
    return hidden + (_OPEN_END if runs_away else 0)
