"""Passages that belong to no function: their plain words, and where a function made from them goes."""

import re
from dataclasses import dataclass

from ansatz.core.text import Span, TextEdit

from .lines import lines
from .units import module_units

_COMMENT = re.compile(r"^([ \t]*)#+:?[ \t]?(.*)$")
_CELL = re.compile(r"^[ \t]*#[ \t]*%%.*$")
_STRING = re.compile(r"^[rRuU]{0,2}('''|\"\"\"|'|\")(.*)\1$", re.DOTALL)
_STATES_SOMETHING = re.compile(
    r"[=≈∝∑∫√]|\\(?:frac|sum|int)|\$.+\$|^\s*#+\s*\w+\([\w, ]*\)\s*:", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole lines of a text. `words` are what they say, without comment signs or quotes.

    `indent` is that of a comment. `is_kept`: a comment or a string stays as it is beside what is made
    from it; bare prose, which is no Python, gives way to it.
    """

    span: Span
    words: str
    indent: str = ""
    is_comment: bool = False
    is_kept: bool = True


def comment_block(text: str, offset: int) -> Span | None:
    """The comment lines around `offset`, None where there is no comment of its own line."""
    of = lines(text)
    here = of.index(offset)

    def is_comment(line: int) -> bool:
        content = text[of.starts[line] : of.ends[line]]
        return _COMMENT.match(content) is not None and _CELL.match(content) is None

    if not is_comment(here):
        return None
    first = last = here
    while first > 0 and is_comment(first - 1):
        first -= 1
    while last + 1 < len(of.starts) and is_comment(last + 1):
        last += 1
    return Span(of.starts[first], of.ends[last])


def states_something(text: str, span: Span) -> bool:
    """Whether a passage has what an equation is made of, going by its signs alone."""
    return _STATES_SOMETHING.search(span.of(text)) is not None


def passage(text: str, span: Span) -> Passage:
    """The passage that a span lies in, by whole lines."""
    of = lines(text)
    whole = Span(of.start(span.start), of.end(span.end))
    content = whole.of(text)
    rows = content.splitlines()
    matches = [_COMMENT.match(row) for row in rows]
    if all(match is not None or not row.strip() for match, row in zip(matches, rows, strict=True)):
        indent = next((match[1] for match in matches if match is not None), "")
        said = [
            match[2] if match and not _CELL.match(row) else ""
            for match, row in zip(matches, rows, strict=True)
        ]
        return Passage(whole, "\n".join(said).strip("\n"), indent, is_comment=True)
    for unit in module_units(text):
        # A part of a string that stands for itself, as a module's docstring does, means all of it.
        overlaps = unit.span.start < whole.end and whole.start < unit.span.end
        if overlaps and unit.kind == "string" and (string := _STRING.match(unit.span.of(text))):
            return Passage(unit.span, string[2])
    return Passage(whole, content.strip("\n"), is_kept=False)


def insertion(text: str, found: Passage, sources: tuple[str, ...]) -> TextEdit:
    """The edit that adds functions: right below a comment, in place of bare prose, else at the end."""
    ending = lines(text).ending(found.span.start)
    apart = 2 if found.indent else 3
    block = (ending * apart).join(_indented(source.rstrip("\n"), found.indent, ending) for source in sources)
    if not found.is_kept:
        return TextEdit(found.span, block)
    if not found.is_comment:
        at = len(text.rstrip())
        return TextEdit(Span(at, at), ending * apart + block)
    below = text[found.span.end :]
    has = len(below) - len(below.lstrip("\r\n"))
    gap = ending * max(0, apart - has // len(ending)) if below.strip() else ""
    return TextEdit(Span(found.span.end, found.span.end), ending + block + gap)


def _indented(source: str, indent: str, ending: str) -> str:
    return ending.join(indent + row if row.strip() else row for row in source.split("\n"))
