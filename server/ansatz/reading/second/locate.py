"""Where equations stand in the rest of a docstring, and their sides as formulas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ansatz.core.formula import Branch, Compare, Formula, Negate, Number, Piecewise
from ansatz.core.text import Span

from . import latex, plain
from .expression import Vocabulary, conditions, parse, split
from .tokens import FUNCTIONS, Token, Unread

_DIRECTIVE = re.compile(r"^([ \t]*)\.\. math::[ \t]*(.*)$", re.M)
_DISPLAY = re.compile(r"\$\$(.+?)\$\$|\\\[(.+?)\\\]", re.S)
_INLINE = re.compile(r":math:`([^`\n]+)`|(?<![\\$])\$([^$\n]+(?:\n[^$\n]+)?)\$(?!\$)")
_FAMILY = re.compile(r"\s*([ijk])\s*=\s*(\d(?:\s*,\s*\d)+)\s*[.,]?\s*$")
_PROSE = re.compile(r"[A-Za-z]{3,}\s+[A-Za-z]{3,}\s+[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Located:
    """`sides[0] = sides[1] = …` at `span`; `family` are the values of an index that it holds for."""

    sides: tuple[Formula, ...]
    span: Span
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """`i = 1, 2` beside an equation."""

    index: str
    values: tuple[str, ...]


def locate(rest: str, names: frozenset[str]) -> list[Located | Family]:
    """Equations in order. Raises `Unread` where something that is surely an equation cannot be read."""
    found: list[tuple[int, Located | Family]] = []
    covered = list(rest)

    def cover(start: int, end: int) -> None:
        for place in range(start, end):
            if covered[place] not in "\r\n":
                covered[place] = " "

    for match in list(_DIRECTIVE.finditer(rest)):
        start, end = match.start(2), _end_of_block(rest, match)
        found.extend(_latex(rest[start:end], start, names))
        cover(match.start(), end)
    text = "".join(covered)
    for match in _DISPLAY.finditer(text):
        group = 1 if match.group(1) else 2
        found.extend(_latex(match.group(group), match.start(group), names))
        cover(match.start(), match.end())
    text = "".join(covered)
    for match in _INLINE.finditer(text):
        group = 1 if match.group(1) else 2
        if "=" in match.group(group):
            found.extend(_latex(match.group(group), match.start(group), names))
        cover(match.start(), match.end())
    found.extend(_plain_lines("".join(covered), names))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def _end_of_block(rest: str, match: re.Match[str]) -> int:
    end = match.end()
    for line in re.finditer(r"\n([ \t]*)([^\n]*)", rest[match.end() :]):
        if line.group(2).strip() and len(line.group(1)) <= len(match.group(1)):
            break
        if line.group(2).strip():
            end = match.end() + line.end()
    return end


def _latex(text: str, start: int, names: frozenset[str]) -> Iterator[tuple[int, Located | Family]]:
    text = re.sub(r"^\s*:\w+:.*$", lambda m: " " * len(m.group()), text, flags=re.M)
    for piece, offset in _latex_pieces(text):
        family = _FAMILY.match(re.sub(r"\\[,;! ]", " ", piece))
        if family:
            yield start + offset, Family(family.group(1), tuple(re.findall(r"\d", family.group(2))))
            continue
        if "=" not in piece:
            continue
        head = re.match(r"\s*([A-Za-z]{2,8})\s*=", piece)
        known = names | ({head.group(1)} if head and head.group(1) not in FUNCTIONS else frozenset[str]())
        tokens = latex.scan(piece, start + offset, known)
        sides = split(_stripped(tokens), lambda t: t.kind == "relation" and t.text == "=")
        yield (
            start + offset,
            _located([_no_arguments(sides[0]), *sides[1:]], piece, start + offset, known, True),
        )


def _latex_pieces(text: str) -> Iterator[tuple[str, int]]:
    """Cut at row ends, wide spaces and blank lines, but never inside an environment or braces."""
    depth = at = place = 0
    while place < len(text):
        if text.startswith(r"\begin{", place) and not text.startswith((r"\begin{align", r"\begin{eq"), place):
            depth += 1
        elif text.startswith(r"\end{", place) and depth:
            depth -= 1
        cut = (
            re.compile(r"\\\\|,?\s*\\q?quad\b(?:\s*\\q?quad\b)*|\n[ \t]*\n").match(text, place)
            if not depth
            else None
        )
        if cut:
            if text[at:place].strip():
                yield text[at:place], at
            at = place = cut.end()
            continue
        place += 1
    if text[at:].strip():
        yield text[at:], at


def _stripped(tokens: list[Token]) -> list[Token]:
    kept = [t for t in tokens if t.kind not in {"gap", "newline"}]
    while kept and kept[-1].kind in {"comma", "dots"}:
        kept.pop()
    return kept


def _no_arguments(side: list[Token]) -> list[Token]:
    """`A_2(t)` on the left names a function of t."""
    if (
        len(side) >= 4
        and side[0].kind in {"name", "run"}
        and side[1].kind == "open"
        and side[1].text == "("
        and side[-1].kind == "close"
        and all(t.kind in {"name", "run", "comma"} for t in side[2:-1])
    ):
        return side[:1]
    return side


def _located(
    sides: list[list[Token]], text: str, start: int, names: frozenset[str], is_latex: bool
) -> Located:
    if len(sides) < 2 or any(not side for side in sides):
        raise Unread("an equation with an empty side")
    vocabulary = Vocabulary(names)
    formulas = tuple(parse(side, vocabulary, is_latex) for side in sides)
    lead = len(text) - len(text.lstrip())
    return Located(formulas, Span(start + lead, start + len(text.rstrip())), " ".join(text.split()))


def _plain_lines(text: str, names: frozenset[str]) -> Iterator[tuple[int, Located | Family]]:
    """Lines that are equations and nothing else; a line of prose is passed over."""
    cases: list[tuple[Located, tuple[Compare, ...]]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        for piece, place in _plain_pieces(line):
            if "=" not in piece or _PROSE.search(piece) or re.match(r"\s*1\s+[A-Za-z/]+\s*=", piece):
                continue
            body, condition = _condition(piece, names, offset + place)
            try:
                tokens = _stripped(plain.scan(body, offset + place, names))
                sides = split(tokens, lambda t: t.kind == "relation" and t.text == "=")
                read = _located([_no_arguments(sides[0]), *sides[1:]], body, offset + place, names, False)
            except Unread:
                if _is_surely_equation(body):
                    raise
                continue
            if condition is None:
                if not _is_value(read):
                    yield read.span.start, read
            else:
                cases.append((read, condition))
        offset += len(line)
    if cases:
        yield cases[0][0].span.start, _joined(cases)


def _is_value(read: Located) -> bool:
    last = read.sides[-1]
    return isinstance(last.operand if isinstance(last, Negate) else last, Number)


def _plain_pieces(line: str) -> Iterator[tuple[str, int]]:
    at = 0
    for cut in re.finditer(r",\s{2,}|;\s+|(?<=\S) {3,}(?! |if\b|for\b|when\b|otherwise\b|=)", line):
        yield line[at : cut.start()].rstrip(" .,;\r\n"), at
        at = cut.end()
    yield line[at:].rstrip(" .,;\r\n"), at


def _condition(piece: str, names: frozenset[str], start: int) -> tuple[str, tuple[Compare, ...] | None]:
    found = re.search(r",?\s+(?:if|for|when)\s+(.+)$", piece)
    if found:
        tokens = _stripped(plain.scan(found.group(1), start + found.start(1), names))
        return piece[: found.start()], conditions(tokens, Vocabulary(names), False)
    other = re.search(r",?\s+(?:otherwise|else)$", piece)
    return (piece[: other.start()], ()) if other else (piece, None)


def _is_surely_equation(body: str) -> bool:
    return bool(re.match(r"\s*[\w/()]{1,12}\s*=[^=]*[*/^√·+]", body)) and not re.search(
        r"[a-z]{4,} [a-z]{3,}", body
    )


def _joined(cases: list[tuple[Located, tuple[Compare, ...]]]) -> Located:
    first = cases[0][0]
    if len(cases) < 2 or any(len(c.sides) != 2 or c.sides[0] != first.sides[0] for c, _ in cases):
        raise Unread("conditions that belong to no one quantity")
    branches = tuple(Branch(c.sides[1], condition) for c, condition in cases)
    span = Span(first.span.start, cases[-1][0].span.end)
    return Located((first.sides[0], Piecewise(branches)), span, "; ".join(c.text for c, _ in cases))
