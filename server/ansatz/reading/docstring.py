"""A docstring taken apart: what it says of each parameter and result, and the rest as lines.

numpydoc, Google, reST and the free styles that people write (`lam    wavelength [nm]`,
`T: temperature (K)`) come down to the same entries, each with its place.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from ..core.text import Span

_UNDERLINE: Final = re.compile(r"^\s*(-{3,}|={3,})\s*$")
_HEADING: Final = re.compile(
    r"^\s*(Parameters?|Args|Arguments|Inputs?|Returns?|Yields|Outputs?|Raises|Notes?|Examples?|References"
    r"|See Also|Attributes|Warnings?|Other Parameters|Keyword Args)\s*:?\s*$"
)
_RETURN_FIELD: Final = re.compile(r"^\s*:returns?\s*:\s*")
_RETURN_SENTENCE: Final = re.compile(r"^\s*(?:Returns?|Output|Gives|Result)\b\s*:?\s*", re.IGNORECASE)
_FIELD: Final = re.compile(r"^\s*:(\w+)[^:]*:")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the docstring; `start` is its offset."""

    text: str
    start: int

    @property
    def indent(self) -> int:
        """Width of the leading white space."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one name. `shared_with` are all names that the entry stands for, in order."""

    name: str
    text: str
    span: Span
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Docstring:
    """Entries of parameters and results in order of appearance, and all that is neither."""

    text: str
    summary: str
    parameters: dict[str, Entry]
    results: tuple[Entry, ...]
    rest: tuple[Line, ...]


def take_apart(text: str, names: Collection[str]) -> Docstring:
    """`text` is a docstring's inner text, `names` the function's parameters."""
    lines = _with_listed(_lines(text), names)
    displayed = _displayed(lines)
    used: set[int] = set(displayed)
    parameters = _parameter_entries(lines, names, used)
    results = _result_entries(lines, used, names)
    used -= displayed
    for number, line in enumerate(lines):
        if _UNDERLINE.match(line.text) or _HEADING.match(line.text):
            used.add(number)
    first = next((line.text.strip() for line in lines if not line.is_blank), "")
    rest = tuple(Line("", line.start) if number in used else line for number, line in enumerate(lines))
    return Docstring(text, first, parameters, results, rest)


def _lines(text: str) -> list[Line]:
    out: list[Line] = []
    start = 0
    for piece in text.splitlines(keepends=True):
        out.append(Line(piece.rstrip("\r\n"), start))
        start += len(piece)
    return out


def _with_listed(lines: list[Line], names: Collection[str]) -> list[Line]:
    """Lines that list arguments (`D: dose [mg]; tau: interval [h]`) taken apart, each part set in alike.

    So are lines in which a sentence about the result follows: `…, T in °C. Returns p in kPa.`
    """
    one = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)"
    cut = re.compile(
        rf"(?<=[;,.])\s+(?=[`*]*(?:{one})[`*]*\s*:\s+[^\s=])|(?<=[;.])\s+(?=(?:[Rr]eturns|[Rr]esult in)\s)"
    )
    # `lat1, lon1 : …` is one entry of two.
    shared = re.compile(rf"\s*(?:[`*]*(?:{one})[`*]*\s*,\s*)+")
    out: list[Line] = []
    for line in lines:
        at, indent = 0, line.indent
        for found in cut.finditer(line.text):
            if shared.fullmatch(line.text[at : found.start()]):
                continue
            out.append(_part(line, at, found.start(), indent))
            at = found.end()
        out.append(_part(line, at, len(line.text), indent))
    return out


def _part(line: Line, start: int, end: int, indent: int) -> Line:
    if start == 0:
        return Line(line.text[:end], line.start)
    return Line(" " * indent + line.text[start:end], line.start + start - indent)


def with_margin(lines: list[Line]) -> list[Line]:
    """The lines with the first, which stands beside the quotes, set in like the others."""
    indents = [line.indent for line in lines[1:] if not line.is_blank]
    if not lines or not indents or lines[0].indent >= min(indents):
        return lines
    return [Line(" " * min(indents) + lines[0].text.lstrip(), lines[0].start), *lines[1:]]


def _displayed(lines: list[Line]) -> set[int]:
    """Numbers of the lines under `.. math::`, which are no entries whatever they look like."""
    out: set[int] = set()
    margin: int | None = None
    for number, line in enumerate(with_margin(lines)):
        if margin is not None and not line.is_blank and line.indent <= margin:
            margin = None
        if margin is not None:
            out.add(number)
        elif re.match(r"\s*\.\. math::", line.text):
            margin = line.indent
            out.add(number)
    return out


def _entry_pattern(names: Collection[str]) -> re.Pattern[str]:
    one = r"[`*]*(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b[`*]*"
    return re.compile(
        rf"^\s*(?:[-*•]\s+)?(?P<field>:(?:param|parameter|arg|argument|key|keyword)\s+(?:[\w.,\[\]| ]+\s+)?)?"
        rf"(?P<names>{one}(?:\s*(?:,|and)\s*{one})*)"
        rf"(?P<type>\s*\([^)]*\))?(?:\s*:(?!:)\s*|\s{{2,}}(?!=)|\s+[-–—]+\s+|\s*$)(?P<text>(?!=).*)$"
    )


def _parameter_entries(lines: list[Line], names: Collection[str], used: set[int]) -> dict[str, Entry]:
    if not names:
        return {}
    pattern = _entry_pattern(names)
    entries: dict[str, Entry] = {}
    returns_from = _returns_start(lines)
    last_of_block = -1
    for number, line in enumerate(lines):
        if number in used or (
            returns_from is not None and number >= returns_from and _in_returns(lines, returns_from, number)
        ):
            continue
        found = pattern.match(line.text)
        if found is None and number == last_of_block + 1 and number:
            # In a column of entries the longest name leaves one blank before its description.
            found = pattern.match(re.sub(r"^(\s*\S+) (?=\S)", r"\1  ", line.text))
        if found is None or (not found["text"] and not found["type"] and not _described_below(lines, number)):
            continue
        listed = tuple(re.findall(r"\w+", re.sub(r"\band\b", " ", found["names"])))
        if any(name in entries for name in listed):
            continue
        block = _block(lines, number, pattern)
        used.update(block)
        last_of_block = block[-1]
        text = " ".join(
            [
                (found["type"] or "").strip(),
                found["text"].strip(),
                *(lines[n].text.strip() for n in block[1:]),
            ]
        ).strip()
        span = Span(line.start + line.indent, lines[block[-1]].start + len(lines[block[-1]].text))
        for name in listed:
            entries[name] = Entry(name, text, span, listed)
    return entries


def _described_below(lines: list[Line], number: int) -> bool:
    """A bare name is an entry only where an indented description follows it."""
    after = lines[number + 1] if number + 1 < len(lines) else None
    return after is not None and not after.is_blank and after.indent > lines[number].indent


def _block(lines: list[Line], number: int, pattern: re.Pattern[str]) -> list[int]:
    """The entry's own line and the more deeply indented ones that go on with it."""
    block = [number]
    for later in range(number + 1, len(lines)):
        line = lines[later]
        if line.is_blank or line.indent <= lines[number].indent or _FIELD.match(line.text):
            break
        if pattern.match(line.text) and line.indent == lines[number].indent:
            break
        block.append(later)
    return block


def _returns_start(lines: list[Line]) -> int | None:
    for number, line in enumerate(lines):
        if re.match(r"^\s*(Returns?|Yields|Outputs?)\s*:?\s*$", line.text):
            return number
    return None


def _in_returns(lines: list[Line], start: int, number: int) -> bool:
    """Whether a line belongs to the section that `start` opens."""
    for later in range(start + 1, number + 1):
        line = lines[later]
        if _UNDERLINE.match(line.text):
            continue
        if _HEADING.match(line.text) or (not line.is_blank and line.indent < lines[start].indent):
            return False
    return True


def _result_entries(lines: list[Line], used: set[int], names: Collection[str]) -> tuple[Entry, ...]:
    start = _returns_start(lines)
    if start is not None:
        return _result_section(lines, start, used)
    for number, line in enumerate(lines):
        if number in used:
            continue
        opening = _RETURN_FIELD.match(line.text) or (_RETURN_SENTENCE.match(line.text) if number else None)
        if opening:
            block = [number]
            for later in range(number + 1, len(lines)):
                if lines[later].is_blank or later in used or _FIELD.match(lines[later].text):
                    break
                block.append(later)
            used.update(block)
            text = " ".join([line.text[opening.end() :].strip(), *(lines[n].text.strip() for n in block[1:])])
            span = Span(line.start + line.indent, lines[block[-1]].start + len(lines[block[-1]].text))
            return _split_sentence(text, span)
    return ()


def _result_section(lines: list[Line], start: int, used: set[int]) -> tuple[Entry, ...]:
    body: list[int] = []
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if _UNDERLINE.match(line.text):
            used.add(number)
            continue
        if not _in_returns(lines, start, number):
            break
        if line.is_blank:
            if body:
                break
            continue
        body.append(number)
    used.update([start, *body])
    if not body:
        return ()
    base = min(lines[number].indent for number in body)
    groups: list[list[int]] = []
    for number in body:
        if lines[number].indent == base or not groups:
            groups.append([number])
        else:
            groups[-1].append(number)
    entries: list[Entry] = []
    for group in groups:
        text = " ".join(lines[n].text.strip() for n in group)
        span = Span(lines[group[0]].start + base, lines[group[-1]].start + len(lines[group[-1]].text))
        named = re.match(r"[`*]*(\w+)[`*]*\s*:(?!\w)\s*(.*)", text)
        is_numpy = named is not None and (len(group) > 1 or " " not in text.split(":")[0].strip())
        if named and is_numpy and not _is_type(named.group(1)):
            entries.append(Entry(named.group(1), named.group(2), span))
        elif entries and not named and len(groups) > 1 and len(group) == 1 and not _is_type(text.split()[0]):
            last = entries[-1]
            entries[-1] = Entry(last.name, f"{last.text} {text}", Span(last.span.start, span.end))
        else:
            entries.extend(_split_sentence(text, span))
    return tuple(entries)


def _is_type(word: str) -> bool:
    return word.lower().strip(",.:;") in {
        "float", "int", "ndarray", "array", "array_like", "scalar", "bool", "complex", "list", "tuple",
        "np", "numpy", "float64", "number", "sequence",
    }  # fmt: skip


def _split_sentence(text: str, span: Span) -> tuple[Entry, ...]:
    """A result described in a sentence: `V1 in mL`, `:math:`v_A` in m/s`, `(s, m) in metres`."""
    return (Entry("", text, span),)
