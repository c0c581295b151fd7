"""The parts of a docstring by their lines: entries of arguments, what is returned, and the rest."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .tokens import Unread

MAXIMUM_LINE = 2_000
_RULE = re.compile(r"\s*[-=~]{3,}\s*$")
_TITLE = re.compile(
    r"\s*(?:parameters?|args|arguments|inputs?|notes?|examples?|raises|references|see also)\s*:?\s*$", re.I
)
_RETURNS = re.compile(r"\s*(?::returns?:|returns?\b:?|outputs?:|yields:)\s*", re.I)


@dataclass(frozen=True, slots=True)
class Argument:
    """What is said of one argument; `group` are the names that share the entry, in order."""

    name: str
    text: str
    group: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """One returned value: the name before its colon, where there is one, and the words."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The docstring in parts. `rest` has the same length, with the entries blanked."""

    arguments: dict[str, Argument]
    returned: tuple[Returned, ...]
    rest: str


def lay_out(docstring: str, names: Collection[str]) -> Layout:
    """Raises `Unread` where an argument is described twice or a line is longer than anyone writes."""
    lines = docstring.splitlines(keepends=True)
    if any(len(line) > MAXIMUM_LINE for line in lines):
        raise Unread("an overlong line")
    blanked = list(lines)
    arguments: dict[str, Argument] = {}
    returned: tuple[Returned, ...] = ()
    number = 0
    in_column = False
    while number < len(lines):
        line = lines[number]
        group, words = _opening(line, names, in_column)
        if group and (words or _is_deeper(lines, number)):
            end = _end_of_entry(lines, number)
            text = " ".join([words, *(each.strip() for each in lines[number + 1 : end])]).strip()
            for name in group:
                if name in arguments:
                    raise Unread(f"{name} is described twice")
                arguments[name] = Argument(name, text, group)
            _blank(blanked, number, end)
            number, in_column = end, True
            continue
        in_column = False
        if number and _RETURNS.match(line) and not returned:
            end = _end_of_returns(lines, number)
            returned = _returned(lines, number, end)
            _blank(blanked, number, end)
            number = end
            continue
        if _RULE.match(line) or _TITLE.match(line) or line.lstrip().startswith((">>>", "...")):
            _blank(blanked, number, number + 1)
        number += 1
    return Layout(arguments, returned, "".join(blanked))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_deeper(lines: Sequence[str], number: int) -> bool:
    after = lines[number + 1] if number + 1 < len(lines) else ""
    return bool(after.strip()) and _indent(after) > _indent(lines[number])


def _opening(line: str, names: Collection[str], in_column: bool) -> tuple[tuple[str, ...], str]:
    """The names that a line describes, and the words after them; no names where it describes none."""
    rest = line.strip()
    field = re.match(r":(?:param|parameter|arg|argument|key|keyword)\s+([^:]*):\s*(.*)", rest)
    if field:
        named = field.group(1).split()[-1:]
        return (tuple(named), field.group(2)) if named and named[0] in names else ((), "")
    rest = re.sub(r"^[-*•]\s+", "", rest)
    found: list[str] = []
    while match := re.match(r"[`*]{0,2}(\w+)[`*]{0,2}", rest):
        if match.group(1) not in names:
            return (), ""
        found.append(match.group(1))
        rest = rest[match.end() :]
        separator = re.match(r"\s*,\s*|\s+and\s+(?=\w+\s*(?::|\s{2}))", rest)
        if not separator:
            break
        rest = rest[separator.end() :]
    if not found:
        return (), ""
    kind = re.match(r"\s*(\([^)]*\))\s*:\s*", rest)
    gap = re.match(r"\s*:(?![:=])\s*|\s{2,}(?![=+\-*/])|\s+[–—-]\s+(?=[a-zA-Z])", rest)
    if kind:
        return tuple(found), f"{kind.group(1)} {rest[kind.end() :]}"
    if gap:
        return tuple(found), rest[gap.end() :]
    if in_column and re.match(r" [a-z]", rest):
        return tuple(found), rest[1:]
    return (tuple(found), "") if not rest else ((), "")


def _end_of_entry(lines: Sequence[str], number: int) -> int:
    end = number + 1
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > _indent(lines[number]):
        end += 1
    return end


def _end_of_returns(lines: Sequence[str], number: int) -> int:
    end = number + 1
    if end < len(lines) and _RULE.match(lines[end]):
        end += 1
    while end < len(lines) and lines[end].strip() and not _TITLE.match(lines[end]):
        if re.match(r"\s*(?::(?!math:)|>>>)", lines[end]) or _indent(lines[end]) < _indent(lines[number]):
            break
        end += 1
    return end


def _returned(lines: Sequence[str], number: int, end: int) -> tuple[Returned, ...]:
    opening = _RETURNS.match(lines[number])
    first = lines[number][opening.end() :].strip() if opening else ""
    body = [line for line in lines[number + 1 : end] if not _RULE.match(line)]
    if first:
        return (Returned("", " ".join([first, *(line.strip() for line in body)])),)
    if not body:
        return ()
    base = min(_indent(line) for line in body)
    out: list[Returned] = []
    for line in body:
        words = line.strip()
        named = re.match(r"[`*]{0,2}(\w+)[`*]{0,2}\s*:\s*(?!`)(.*)", words)
        if _indent(line) == base and named:
            out.append(Returned(named.group(1), named.group(2)))
        elif out:
            out[-1] = Returned(out[-1].name, f"{out[-1].text} {words}".strip())
        else:
            out.append(Returned("", words))
    return tuple(out)


def _blank(lines: list[str], start: int, end: int) -> None:
    for number in range(start, end):
        ending = lines[number][len(lines[number].rstrip("\r\n")) :]
        lines[number] = " " * (len(lines[number]) - len(ending)) + ending
