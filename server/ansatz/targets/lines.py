"""Offsets in a text to lines and columns and back, for every column unit that an editor may count in."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

Encoding = Literal["utf-8", "utf-16", "utf-32"]
"""What a column counts: bytes, UTF-16 code units, or code points."""

# What the protocol calls the end of a line, and Python's own tokenizer too; `str.splitlines` has more.
_LINE_END = re.compile(r"\r\n|\n|\r")


class Place(NamedTuple):
    """A line and a column in it, both from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one text. `starts` and `ends` are code-point offsets; an end excludes the terminator."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def index(self, offset: int) -> int:
        """The line, from 0, that holds `offset`; an offset inside a terminator belongs to its line."""
        return bisect_right(self.starts, offset) - 1

    def start(self, offset: int) -> int:
        """Where the line of `offset` starts."""
        return self.starts[self.index(offset)]

    def end(self, offset: int) -> int:
        """Where the line of `offset` ends, before its terminator."""
        return self.ends[self.index(offset)]

    def terminator(self, line: int) -> str:
        """What ends the line: a line feed, a carriage return, both, or nothing for the last one."""
        after = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return self.text[self.ends[line] : after]

    def ending(self, offset: int) -> str:
        """The terminator in use around `offset`: its own line's, else the one above, else a line feed."""
        line = self.index(offset)
        return self.terminator(line) or (self.terminator(line - 1) if line else "") or "\n"

    def place(self, offset: int, encoding: Encoding) -> Place:
        """The line and column of an offset, which is clamped to the text and out of terminators."""
        line = self.index(max(0, min(offset, len(self.text))))
        before = self.text[self.starts[line] : min(max(offset, 0), self.ends[line])]
        return Place(line, _units(before, encoding))

    def offset(self, line: int, column: int, encoding: Encoding) -> int:
        """The offset of a line and column.

        Past the end of a line means its end, past the last line the end of the text, and a column
        in the middle of a character the character's start.
        """
        if line < 0 or column < 0:
            return 0 if line <= 0 else self.starts[min(line, len(self.starts) - 1)]
        if line >= len(self.starts):
            return len(self.text)
        start, end = self.starts[line], self.ends[line]
        content = self.text[start : min(end, start + column)]
        if encoding == "utf-32" or content.isascii():
            return start + len(content)
        units = 0
        for count, character in enumerate(content):
            units += _units(character, encoding)
            if units > column:
                return start + count
        return start + len(content)


def _units(text: str, encoding: Encoding) -> int:
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(character > "\uffff" for character in text)


@lru_cache(maxsize=8)
def lines(text: str) -> Lines:
    """The lines of a text; those of the last few texts are kept."""
    starts, ends = [0], list[int]()
    for match in _LINE_END.finditer(text):
        ends.append(match.start())
        starts.append(match.end())
    ends.append(len(text))
    return Lines(text, tuple(starts), tuple(ends))
