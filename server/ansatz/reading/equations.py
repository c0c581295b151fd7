"""Where a docstring states equations, and what the parsers make of them."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ..core.formula import Branch, Compare, Equation, Formula, Negate, Number, Piecewise, Symbol
from ..core.quantity import Unit
from ..core.text import Span
from ..formulas.build import build_condition, build_relation
from ..formulas.latex import latex_tokens
from ..formulas.plain import plain_tokens
from ..formulas.symbols import FUNCTIONS, GREEK
from ..formulas.tokens import NotRead
from ..formulas.units import UnknownUnit, parse_unit
from .docstring import Docstring, Line

Notation = Literal["latex", "plain"]
MAX_EQUATIONS: Final = 40
"""A docstring with more is a textbook; reading stops there and says so."""

_DISPLAY: Final = re.compile(
    r"\$\$(.+?)\$\$|\\\[(.+?)\\\]|\\begin\{(equation|align|aligned|eqnarray)\*?\}(.+?)\\end\{\3\*?\}",
    re.DOTALL,
)
_INLINE: Final = re.compile(r":math:`([^`]+)`|(?<!\$)\$([^$]+)\$(?!\$)|\\\((.+?)\\\)")
_LITERAL: Final = re.compile(r"``?([^`]+=[^`]+)``?")
_CASES: Final = re.compile(r"\\begin\{cases\}(.*?)\\end\{cases\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """One equation as parsed; `conditions` when the line states one case of several."""

    equation: Equation
    span: Span
    text: str
    notes: tuple[str, ...]
    conditions: tuple[Compare, ...] | None = None
    family: tuple[str, tuple[str, ...]] | None = None
    """`i = 1, 2` beside the equation: the index and its values."""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """What looks like an equation and could not be read, and why."""

    text: str
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class _Region:
    text: str
    start: int
    notation: Notation
    is_certain: bool


def find_equations(doc: Docstring, names: frozenset[str]) -> tuple[list[Found], list[Unread]]:
    """Equations in order of appearance. `names` are words that are one symbol."""
    found: list[Found] = []
    unread: list[Unread] = []
    for region in _regions(doc):
        if len(found) >= MAX_EQUATIONS:
            unread.append(
                Unread(region.text, Span(region.start, region.start), "more equations than are read")
            )
            break
        for piece in _pieces(region):
            try:
                found.extend(_parsed(piece, names))
            except NotRead as error:
                if piece.is_certain or _looks_mathematical(piece.text):
                    span = Span(piece.start, piece.start + len(piece.text))
                    unread.append(Unread(piece.text.strip(), span, str(error)))
    return _joined_cases(found), unread


def _regions(doc: Docstring) -> Iterator[_Region]:
    text = _without_entries(doc)
    spans: list[tuple[int, int, _Region]] = []
    for match in _DISPLAY.finditer(text):
        group = next(i for i in (1, 2, 4) if match.group(i))
        spans.append(
            (match.start(), match.end(), _Region(match.group(group), match.start(group), "latex", True))
        )
    spans.extend(_directives(doc, text))
    covered = _blanked(text, [(a, b) for a, b, _ in spans])
    for match in _INLINE.finditer(covered):
        inner = next(i for i in (1, 2, 3) if match.group(i))
        if "=" in match.group(inner):
            spans.append(
                (match.start(), match.end(), _Region(match.group(inner), match.start(inner), "latex", True))
            )
        else:
            spans.append((match.start(), match.end(), _Region("", match.start(inner), "latex", False)))
    covered = _blanked(covered, [(a, b) for a, b, _ in spans])
    for match in _LITERAL.finditer(covered):
        spans.append((match.start(), match.end(), _Region(match.group(1), match.start(1), "plain", False)))
    covered = _blanked(covered, [(a, b) for a, b, _ in spans])
    offset = 0
    for line in covered.splitlines(keepends=True):
        if "=" in line and not line.lstrip().startswith((">>>", "...")):
            spans.append((offset, offset + len(line), _Region(line.rstrip("\r\n"), offset, "plain", False)))
        offset += len(line)
    yield from (region for _, _, region in sorted(spans, key=lambda s: s[0]) if region.text)


def _without_entries(doc: Docstring) -> str:
    """The text with entries of parameters and results blanked, so that offsets stay."""
    spans = [entry.span for entry in (*doc.parameters.values(), *doc.results)]
    return _blanked(doc.text, [(span.start, span.end) for span in spans])


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        for place in range(start, min(end, len(characters))):
            if characters[place] not in "\r\n":
                characters[place] = " "
    return "".join(characters)


def _directives(doc: Docstring, text: str) -> Iterator[tuple[int, int, _Region]]:
    """`.. math::` with its content on the same line or indented below."""
    lines = [Line(t.rstrip("\r\n"), 0) for t in text.splitlines(keepends=True)]
    starts = [0]
    for piece in text.splitlines(keepends=True):
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
            if lines[later].indent <= len(opening.group(1)):
                break
            last = later
        start = starts[number] + opening.start(2)
        end = starts[last] + len(lines[last].text)
        content = re.sub(
            r"^\s*:(?:label|nowrap|name):.*$", lambda m: " " * len(m.group()), text[start:end], flags=re.M
        )
        yield starts[number], end, _Region(content, start, "latex", True)
        number = last + 1


def _pieces(region: _Region) -> Iterator[_Region]:
    r"""A region's separate equations: blank lines, `\\`, `,\qquad` and wide gaps part them."""
    if region.notation == "latex":
        body = _CASES.sub(lambda m: "\0" * len(m.group()), region.text)
        cuts = [
            m.span()
            for m in re.finditer(r"\\\\(?:\[[^\]]*\])?|,?\s*\\q?quad\b[ ,]*(?:\\q?quad)?|\n\s*\n|;\s", body)
        ]
    else:
        cuts = [
            m.span()
            for m in re.finditer(
                r"\s*[,;]\s{2,}|;\s+|,\s+(?=[^\s=,]{1,12}\s*=(?!=))|(?<=\S)\s{3,}(?!\s|(?:if|for|when|where|otherwise|else)\b|=)",
                region.text,
            )
        ]
    at = 0
    for start, end in [*cuts, (len(region.text), len(region.text))]:
        piece = region.text[at:start]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield _Region(
                piece.strip(), region.start + at + lead, region.notation, region.is_certain and "=" in piece
            )
        at = end


def _parsed(piece: _Region, names: frozenset[str]) -> Iterator[Found]:
    text = piece.text.rstrip(".,;: ")
    span = Span(piece.start, piece.start + len(text))
    if piece.notation == "latex":
        family = re.fullmatch(r"([ijk])\s*=\s*(\d(?:\s*,\s*\d)+)", text) or re.fullmatch(
            r"([ijk])\s*\\in\s*\\?\{\s*(\d(?:\s*,\s*\d)+)\s*\\?\}", text
        )
        if family:
            yield Found(_NOTHING, span, text, (), family=(family[1], tuple(re.findall(r"\d", family[2]))))
        elif "=" in text:
            yield from _equations(*_latex_sides(text, names), span, text)
        return
    yield from _plain_equation(text, piece.start, names)


_NOTHING: Final = Equation(Symbol(""), Symbol(""))


def _equations(sides: list[Formula], notes: tuple[str, ...], span: Span, text: str) -> Iterator[Found]:
    for right in sides[1:]:
        yield Found(Equation(sides[0], right), span, text, notes)


def _latex_sides(text: str, names: frozenset[str]) -> tuple[list[Formula], tuple[str, ...]]:
    text = re.sub(r"\\\\(?=[A-Za-z])", r"\\", text)
    cases = _CASES.search(text)
    head = re.match(
        r"\s*(?:\\(?:mathrm|text|mathit|operatorname)\s*\{\s*)?([A-Za-z]{2,12})\s*\}?\s*(?:\([^()]*\))?\s*=",
        text,
    )
    if head and head.group(1) not in FUNCTIONS:
        names = names | {head.group(1)}
    text = re.sub(r"^(\s*[^=]*?)\(\s*(?:\\?[A-Za-z_0-9]+\s*[,;]?\s*)+\)\s*=", r"\1 =", text)
    if cases is None:
        sides, notes = build_relation(latex_tokens(text, names))
        return sides, notes
    before, after = (
        text[: text.index(r"\begin{cases}")],
        text[text.index(r"\end{cases}") + len(r"\end{cases}") :],
    )
    if after.strip(" .,") or not before.rstrip().endswith("="):
        raise NotRead("cases inside a larger expression are not covered")
    left, notes = build_relation(latex_tokens(f"{before.rstrip()[:-1]} = 0", names))
    branches: list[Branch] = []
    for row in re.split(r"\\\\(?:\[[^\]]*\])?", cases.group(1)):
        if row.strip():
            branch, more = _case(row, names)
            branches.append(branch)
            notes = (*notes, *more)
    return [*left[:-1], Piecewise(tuple(branches))], notes


def _case(row: str, names: frozenset[str]) -> tuple[Branch, tuple[str, ...]]:
    value_text, _, condition_text = row.partition("&")
    value, notes = build_relation(latex_tokens(f"y = {value_text.strip().rstrip(',')}", names))
    condition = re.sub(r"\\(?:text|mathrm|textrm|mbox)\s*\{([^}]*)\}", r" \1 ", condition_text)
    condition = re.sub(r"^\s*(?:if|for|when|where)\b", "", condition.strip()).strip(" .,")
    if re.match(r"(?:otherwise|else|elsewhere)\b", condition):
        return Branch(value[1], ()), notes
    if not condition:
        raise NotRead("a case without a condition")
    compared, more = build_condition(latex_tokens(condition, names))
    return Branch(value[1], tuple(compared)), (*notes, *more)


def _plain_equation(text: str, start: int, names: frozenset[str]) -> Iterator[Found]:
    """One line of plain mathematics, with the words around it taken off."""
    body = text
    lead = re.match(
        r"^(?:.*?(?::|\bwhere|\bwith|\bas|\bis|\band|\bthen|\bby|\bso)\s+)?(?=\S{1,24}\s*=(?!=))", body
    )
    if lead is None:
        lead = re.match(r"(?=[^=]{1,40}=)", body)
    if lead is None:
        raise NotRead("no equation")
    offset = lead.end()
    body = body[offset:]
    if re.match(r"1 +[A-Za-z/]+ *=", body):
        raise NotRead("a relation between units")
    # `A_2(t) = …` names a function of t.
    named = re.match(r"(\s*[^\s=()]+)\s*\(\s*[A-Za-zͰ-Ͽ_]\w*(?:\s*,\s*[A-Za-zͰ-Ͽ_]\w*)*\s*\)(?=\s*=)", body)
    if named and named.group(1).strip() not in FUNCTIONS:
        body = named.group(1) + " " * (named.end() - named.end(1)) + body[named.end() :]
    body, condition = _condition_of(body, names)
    last: NotRead | None = None
    for candidate in _truncations(body):
        try:
            _check_words(candidate, names)
            sides, notes = build_relation(plain_tokens(candidate, names))
        except NotRead as error:
            last = error
            continue
        if len(sides) > 1 and not _is_value(sides):
            span = Span(start + offset, start + offset + len(candidate.rstrip()))
            for right in sides[1:]:
                yield Found(Equation(sides[0], right), span, candidate.strip(), notes, condition)
        return
    raise last or NotRead("no equation")


def _is_value(sides: list[Formula]) -> bool:
    """`m_H = 1.67e-27` gives a value and is read elsewhere."""
    right = sides[1].operand if isinstance(sides[1], Negate) else sides[1]
    return len(sides) == 2 and isinstance(right, Number)


def _condition_of(body: str, names: frozenset[str]) -> tuple[str, tuple[Compare, ...] | None]:
    found = re.search(r"\s*,?\s+(?:if|for|when|where)\s+(.+)$", body)
    if found and re.search(r"[<>=≤≥≠]", found.group(1)):
        condition = re.sub(r"(?<![<>=!])=(?!=)", "==", found.group(1)).rstrip(" .,;")
        try:
            compared, _ = build_condition(plain_tokens(condition, names))
        except NotRead:
            return body, None
        return body[: found.start()], tuple(compared)
    other = re.search(r"\s*,?\s+(?:otherwise|else|elsewhere)\s*[.,;]?$", body)
    if other:
        return body[: other.start()], ()
    return body, None


def _truncations(body: str) -> Iterator[str]:
    """The text, then what stands before the places where prose may begin, longest first."""
    yield body
    cuts = [
        m.start()
        for m in re.finditer(
            r"\.\s|,\s|\swhere\b|\swith\b|\sfor\b|\sin\b|\s\((?=[a-z]{2})|\s[-–—]{1,2}\s(?=[a-z]{3})", body
        )
    ]
    for cut in reversed(cuts):
        if "=" in body[:cut]:
            yield body[:cut]


def _check_words(text: str, names: frozenset[str]) -> None:
    """Refuse prose: two words in a row that are neither names nor functions."""
    words = re.findall(r"[A-Za-zͰ-Ͽµ_][\w]*|[^\sA-Za-z]", text)
    odd = [
        w.isalpha()
        and w.isascii()
        and len(w) > 2
        and w not in names
        and w not in FUNCTIONS
        and w not in GREEK.values()
        for w in words
    ]
    if any(a and b for a, b in itertools.pairwise(odd)):
        raise NotRead("prose")


def _looks_mathematical(text: str) -> bool:
    """Whether a line that could not be read was meant as an equation."""
    return bool(re.match(r"^\s*[^\s=]{1,16}\s*=\s*[^=]*[-+*/^√·×()]", text)) and not re.search(
        r"\b[a-z]{4,}\s+[a-z]{3,}\b", text
    )


def _joined_cases(found: list[Found]) -> list[Found]:
    """Lines that give one left-hand side under different conditions become one piecewise equation."""
    out: list[Found] = []
    for item in found:
        before = out[-1] if out else None
        if item.conditions is None:
            out.append(item)
        elif (
            before is not None
            and isinstance(before.equation.right, Piecewise)
            and before.conditions is not None
            and before.equation.left == item.equation.left
        ):
            branches = (*before.equation.right.branches, Branch(item.equation.right, item.conditions))
            out[-1] = Found(
                Equation(item.equation.left, Piecewise(branches)),
                Span(before.span.start, item.span.end),
                f"{before.text}; {item.text}",
                (*before.notes, *item.notes),
                item.conditions,
            )
        else:
            cases = Piecewise((Branch(item.equation.right, item.conditions),))
            out.append(
                Found(Equation(item.equation.left, cases), item.span, item.text, item.notes, item.conditions)
            )
    return out


def stated_units(doc: Docstring, symbols: frozenset[str]) -> dict[str, Unit]:
    """Units that the text outside the entries gives for `symbols`: `P_sat in mmHg, T in degC`."""
    units: dict[str, Unit] = {}
    for symbol, text in re.findall(
        r"(?:^|[\s,;(])([A-Za-z][\w]*)\s+in\s+([^\s,;()]+)", _without_entries(doc)
    ):
        if symbol not in symbols:
            continue
        try:
            units.setdefault(symbol, parse_unit(text))
        except UnknownUnit:
            continue
    return units
