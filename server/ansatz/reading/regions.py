"""Where a docstring has mathematics: display, inline and literal passages, and lines with an equation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from .docstring import Docstring, Line, with_margin

Notation = Literal["latex", "plain"]
Kind = Literal["display", "inline", "literal", "line"]

_DISPLAY: Final = re.compile(
    r"\$\$(.+?)\$\$|\\\[(.+?)\\\]"
    r"|\\begin\{(equation|align|aligned|eqnarray|gather|split)\*?\}(.+?)\\end\{\3\*?\}",
    re.DOTALL,
)
_INLINE: Final = re.compile(r":math:`([^`]+)`|(?<![$\\])\$([^$]+)\$(?!\$)|\\\((.+?)\\\)")
_LITERAL: Final = re.compile(r"``([^`\n]+(?:\n[^`\n]+)?)``|(?<![`:\w])`([^`\n]+[=<>][^`\n]+)`(?!`)")
_ASIDE: Final = re.compile(r"^\s*(Examples?|References|See Also|Methods|Attributes)\s*:?\s*$")
_HEADED: Final = re.compile(r"^\s*[A-Z][A-Za-z ]{2,30}\s*:?\s*$")
_SIGNATURE: Final = re.compile(r"\s*[\w.]+\((?:[^()]|\([^()]*\))*\w=(?:[^()]|\([^()]*\))*\)\s*")
"""`name(x, out=None)`, as signatures stand at the head of a docstring."""
_COMMAND: Final = re.compile(r"\\[A-Za-z]{2,}|[_^]\{")


@dataclass(frozen=True, slots=True)
class Region:
    """A passage that is or may be mathematics; `start` is its offset in the docstring."""

    text: str
    start: int
    notation: Notation
    kind: Kind

    @property
    def is_marked(self) -> bool:
        """Whether the author marked it as mathematics."""
        return self.kind in {"display", "inline"}


def regions(doc: Docstring) -> Iterator[Region]:
    """All passages, in order. Entries, examples and references are left out."""
    text = without_entries(doc)
    margin = next((line.indent for line in with_margin([Line(t, 0) for t in doc.text.splitlines()])), 0)
    found: list[tuple[int, int, Region]] = list(_directives(text, margin))
    covered = _blanked(text, [(a, b) for a, b, _ in found])
    for match in _DISPLAY.finditer(covered):
        group = next(i for i in (1, 2, 4) if match.group(i))
        found.append(
            (match.start(), match.end(), Region(match.group(group), match.start(group), "latex", "display"))
        )
    covered = _blanked(covered, [(a, b) for a, b, _ in found])
    for match in _INLINE.finditer(covered):
        inner = next(i for i in (1, 2, 3) if match.group(i))
        found.append(
            (match.start(), match.end(), Region(match.group(inner), match.start(inner), "latex", "inline"))
        )
    covered = _blanked(covered, [(a, b) for a, b, _ in found])
    for match in _LITERAL.finditer(covered):
        inner = 1 if match.group(1) else 2
        found.append(
            (match.start(), match.end(), Region(match.group(inner), match.start(inner), "plain", "literal"))
        )
    covered = _blanked(covered, [(a, b) for a, b, _ in found])
    found.extend(_lines(covered))
    yield from (region for _, _, region in sorted(found, key=lambda s: s[0]) if region.text.strip())


def without_entries(doc: Docstring) -> str:
    """The text with entries of parameters and results, examples and references blanked; offsets stay."""
    spans = [(entry.span.start, entry.span.end) for entry in (*doc.parameters.values(), *doc.results)]
    return _blanked(doc.text, [*spans, *_asides(doc.text)])


def _asides(text: str) -> Iterator[tuple[int, int]]:
    """Sections under a heading that speak of something else, and prompts with what they print."""
    offset, begun, prompted = 0, -1, False
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        is_heading = bool(_HEADED.match(line)) and bool(re.match(r"^\s*[-=~]{3,}\s*$", below))
        if begun >= 0 and is_heading:
            yield begun, offset
            begun = -1
        if begun < 0 and _ASIDE.match(line) and (is_heading or line.rstrip().endswith(":")):
            begun = offset
        if line.lstrip().startswith((">>>", "...")):
            prompted = True
        elif not line.strip():
            prompted = False
        if prompted:
            yield offset, offset + len(line)
        offset += len(line)
    if begun >= 0:
        yield begun, offset


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        pieces.append(text[at:start])
        pieces.append(re.sub(r"[^\r\n]", " ", text[start:end]))
        at = end
    return "".join([*pieces, text[at:]])


def _directives(text: str, margin: int) -> Iterator[tuple[int, int, Region]]:
    """`.. math::` with its content on the same line or indented below."""
    pieces = text.splitlines(keepends=True)
    lines = [Line(t.rstrip("\r\n"), 0) for t in pieces]
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    number = 0
    while number < len(lines):
        opening = re.match(r"^(\s*)\.\. math::[ \t]*(.*)$", lines[number].text)
        if opening is None:
            number += 1
            continue
        last = number
        for later in range(number + 1, len(lines)):
            if lines[later].is_blank:
                continue
            if lines[later].indent <= max(len(opening.group(1)), margin if number == 0 else 0):
                break
            last = later
        start = starts[number] + opening.start(2)
        end = starts[last] + len(lines[last].text)
        content = re.sub(
            r"^\s*:(?:label|nowrap|name):.*$", lambda m: " " * len(m.group()), text[start:end], flags=re.M
        )
        yield starts[number], end, Region(content, start, "latex", "display")
        number = last + 1


def _lines(text: str) -> Iterator[tuple[int, int, Region]]:
    """Lines that hold an equals sign, with the lines that go on with them."""
    offset = 0
    held = ""
    begun = 0
    for line in [*text.splitlines(keepends=True), ""]:
        bare = line.rstrip("\r\n")
        if held and _goes_on(held, bare):
            held = f"{held}{' ' * (offset - begun - len(held))}{bare}"
        else:
            if held:
                notation: Notation = "latex" if _COMMAND.search(held) else "plain"
                yield begun, begun + len(held), Region(held, begun, notation, "line")
            is_wanted = not _SIGNATURE.fullmatch(bare)
            held, begun = (
                (bare, offset) if is_wanted and re.search(r"=|\bif\b|\botherwise\b", bare) else ("", offset)
            )
        offset += len(line)


def _goes_on(before: str, line: str) -> bool:
    """Whether an equation is broken before this line: an open bracket, a sign at either end."""
    if not line.strip() or "=" not in before or len(before) > 600:
        return False
    stripped = before.rstrip()
    opened = stripped.count("(") - stripped.count(")")
    indented = len(line) - len(line.lstrip()) > len(before) - len(before.lstrip())
    if re.search(r"[-+*/=^·×−(]$", stripped) and not re.search(r"[A-Za-z]{3,}[-—]$|--$|==+$", stripped):
        return True
    if (
        opened > 0
        and re.search(r"=[^()]*\([^()]*$", stripped)
        and not re.search(r"\([A-Za-z]{3,}[ ,:]", stripped)
    ):
        return "=" not in line
    return (
        indented and bool(re.match(r"\s*[-+*/·×−]\s+\S", line)) and not re.match(r"\s*[-*+]\s+\w{3,}\b", line)
    )
