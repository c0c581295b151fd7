"""How the lines of a text are indented, and its parts without that."""

from collections import Counter
from functools import lru_cache

from ansatz.core.text import Span

from .lines import lines
from .outline import in_string, outline
from .syntax import masked


def leading_blank(text: str, offset: int) -> str | None:
    """What indents the line of `offset`, or None where other code stands before it on the line."""
    start = lines(text).start(offset)
    before = text[start:offset]
    if start == 0:
        before = before.removeprefix("\ufeff")
    return None if before.strip(" \t\f") else before.rpartition("\f")[2]


def indent_at(text: str, offset: int) -> str:
    """What indents the line of `offset`, as far as `offset`; nothing where other code precedes it."""
    return leading_blank(text, offset) or ""


@lru_cache(maxsize=8)
def indent_unit(text: str) -> str:
    """One step of indentation as most blocks of the text use it; four spaces where none does."""
    code, blank = masked(text), outline(text).blank
    steps = Counter[bytes]()
    around = [b""]
    for line in outline(text).lines:
        own = code[line.start : line.first].rpartition(b"\f")[2]
        while len(around) > 1 and not own.startswith(around[-1]):
            around.pop()
        if len(own) > len(around[-1]) and own.startswith(around[-1]):
            # Continuation lines are indented as well, by whatever looked good.
            if blank[max(0, line.start - 200) : line.start].rstrip().endswith(b":"):
                steps[own[len(around[-1]) :]] += 1
            around.append(own)
    return max(steps, key=lambda step: steps[step]).decode("ascii") if steps else "    "


def dedented(text: str, part: Span, cut: str) -> list[str]:
    """The lines of a part without the indentation `cut`, the first one's included.

    What a string goes over lines with is its value and stays as it is.
    """
    of = lines(text)
    own = range(of.index(part.start), of.index(part.end) + 1)
    rows = [indent_at(text, part.start) + text[part.start : min(of.ends[own[0]], part.end)]]
    rows += [text[of.starts[line] : min(of.ends[line], part.end)] for line in own[1:]]
    return [
        row if line > own[0] and in_string(text, of.starts[line]) else _without(row, cut)
        for line, row in zip(own, rows, strict=True)
    ]


def _without(row: str, cut: str) -> str:
    row = row.lstrip("\f")
    blank = len(row) - len(row.lstrip(" \t"))
    return row.removeprefix(cut) if row.startswith(cut) else row[min(blank, len(cut)) :]
