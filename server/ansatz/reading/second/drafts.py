r"""Passages cut into equations, before their sides are parsed: what is on the left, and for which range."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ansatz.core.text import Span

from . import latex, plain
from .commands import ENVIRONMENTS
from .constants import is_near
from .named import Named
from .parser import split
from .passages import Clause, Passage, Style
from .sums import INDEX_LETTERS
from .tokens import SUPERSCRIPTS, Token, Unread
from .units import parse_unit

MAXIMUM_DRAFTS = 120
_NO_EQUATION = re.compile(
    r"\\(?:approx|sim|simeq|propto|to|mapsto|rightarrow|Rightarrow|ll|gg|overset|xrightarrow|partial|nabla|lim"
    r"|iff|Leftrightarrow|cong)(?![a-zA-Z])|[≈∼∝→↦⇒]"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """`sides` are tokens between signs of equality; `name(arguments)` is the left one where it names a value.

    `arguments` is None where nothing stands in parentheses; an argument that is no name makes the
    draft a special case. `condition` are the tokens of a range, `is_otherwise` one without any.
    """

    sides: tuple[tuple[Token, ...], ...]
    name: str
    arguments: tuple[str, ...] | None
    span: Span
    text: str
    is_latex: bool
    style: Style
    outer: tuple[int, int]
    condition: tuple[Token, ...] = ()
    is_otherwise: bool = False
    is_special: bool = False
    is_alone: bool = True
    after: str = ""
    before: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What scanning needs to know: declared symbols, which of them are arguments, functions by name."""

    names: frozenset[str]
    parameters: frozenset[str]
    specials: Mapping[str, Named]


def from_passage(passage: Passage, lexicon: Lexicon) -> list[Draft]:
    """The equations of a marked passage; rows of one display that go on with `=` belong together."""
    if _NO_EQUATION.search(passage.text):
        return [_failed(passage, "a relation that is no equation")]
    found: list[Draft] = []
    for row, offset in _rows(passage.text) if passage.is_latex else [(passage.text, 0)]:
        start = passage.start + offset
        if passage.style == "literal" and not passage.is_value and not re.search(r"(?<![<>=!])=(?!=)", row):
            continue
        try:
            tokens = _scanned(row, start, passage, lexicon)
            made = list(_from_tokens(tokens, row, start, passage, lexicon, found))
        except Unread as reason:
            made = [replace(_failed(passage, str(reason)), span=_span(row, start), text=_one_line(row))]
        found.extend(made)
    return found


def _scanned(row: str, start: int, passage: Passage, lexicon: Lexicon) -> list[Token]:
    """The tokens of a row; where it is a chain, sides that can't be scanned are left out."""
    scanner = latex if passage.is_latex else plain
    body = re.sub(r"(?:\\[,;! ]|[\s.,;])+$", "", row) if passage.is_latex else row
    try:
        return scanner.scan(body, start, lexicon.names, lexicon.specials)
    except Unread:
        sides = [m.start() for m in re.finditer(r"(?<![<>!:=])=(?!=)", body) if _is_outside(body, m.start())]
        if len(sides) < 2:
            raise
        tokens = scanner.scan(body[: sides[0]], start, lexicon.names, lexicon.specials)
        found = 0
        for begin, end in pairwise([*sides, len(body)]):
            try:
                side = scanner.scan(body[begin:end], start + begin, lexicon.names, lexicon.specials)
            except Unread:
                continue
            tokens.extend(side)
            found += 1
        if not found:
            raise
        return tokens


def _is_outside(text: str, place: int) -> bool:
    """Whether a place is outside all brackets and environments."""
    before = text[:place]
    return before.count("\\begin") == before.count("\\end") and all(
        before.count(a) == before.count(b) for a, b in ("{}", "()", "[]")
    )


def from_clause(clause: Clause, lexicon: Lexicon) -> Draft | None:
    """The equation of a line, or None where it turns out to be none."""
    span = _span(clause.text, clause.start)
    if _NO_EQUATION.search(clause.text) or _is_quantity(clause.text, lexicon):
        return None
    body = re.sub(r"^[-*•]\s+", lambda m: " " * len(m.group()), clause.text)
    passage = Passage(clause.text, clause.start, (span.start, span.end), False, "line")
    try:
        tokens = _kept(plain.scan(body, clause.start, lexicon.names, lexicon.specials))
        sides = split(tokens, lambda t: t.kind == "relation" and t.text in ("=", "=="))
        draft = _draft(sides, body, clause.start, passage, lexicon)
        condition, otherwise = _plain_condition(clause, lexicon)
    except Unread as reason:
        if not _is_mathematical(body):
            return None
        return replace(_failed(passage, str(reason)), name=_guess(body), is_alone=clause.is_alone)
    return replace(
        draft, condition=condition, is_otherwise=otherwise, is_alone=clause.is_alone, after=clause.after,
        before=clause.before,
    )  # fmt: skip


_QUANTITY = re.compile(
    r"=\s*(?P<number>[-+−]?\d[\d.]*(?:[eE][-+]?\d+)?)(?:\s*[×x*]\s*10\s*\^?(?P<power>[-−⁻]?[\d⁰¹²³⁴-⁹]+))?\s+(?P<unit>\D.*)$"
)


def _is_quantity(text: str, lexicon: Lexicon) -> bool:
    """`c = 299792458 m/s`: a value with its unit, whose letters name no arguments."""
    found = _QUANTITY.search(text)
    if found is None or parse_unit(found["unit"].strip()) is None:
        return False
    if not set(re.findall(r"[^\W\d]\w*", found["unit"])) & lexicon.parameters:
        return True
    # `a = 9.81 m` is a product where m is an argument; `c = 299792458 m/s` is the speed of light.
    number = found["number"] + (f"e{_lowered(found['power'])}" if found["power"] else "")
    return is_near(text.partition("=")[0].strip(), number, found["unit"])


def _lowered(power: str) -> str:
    """An exponent in ASCII, be it raised or not."""
    return "".join(SUPERSCRIPTS.get(c, c) for c in power)


def _is_mathematical(body: str) -> bool:
    """Whether a line that can't be read is an equation all the same, and no accident of prose."""
    return bool(re.search(r"=[^=]*[*/^√·+²³(]|=[^=]*\w\s-\s\w", body)) and not re.search(
        r"[a-z]{4,} [a-z]{3,}", body
    )


def _guess(text: str) -> str:
    found = re.match(r"\s*\\?([A-Za-z]\w*)", text)
    return found.group(1) if found else ""


def _failed(passage: Passage, reason: str) -> Draft:
    return Draft(
        (), _guess(passage.text), None, _span(passage.text, passage.start), _one_line(passage.text),
        passage.is_latex, passage.style, passage.outer, failed=reason,
    )  # fmt: skip


def _span(text: str, start: int) -> Span:
    lead = len(text) - len(text.lstrip())
    return Span(start + lead, start + max(lead, len(text.rstrip())))


def _one_line(text: str) -> str:
    return " ".join(text.split())


_ROWS_OF = re.compile(
    rf"\\(?:begin|end)\{{(?:{'|'.join(map(re.escape, sorted(ENVIRONMENTS)))})\}}(?:\{{[lrc]+\}})?"
)
"""What only says that rows follow."""


def _rows(text: str) -> Iterator[tuple[str, int]]:
    """A display at its row ends and blank lines; a row that holds no relation goes on with the last."""
    text = _ROWS_OF.sub(lambda m: " " * len(m.group()), text)
    pieces: list[tuple[int, int]] = []
    apart: set[int] = set()
    depth = at = begin = 0
    while at < len(text):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
        elif text.startswith("\\begin{", at) and re.match(r"\\begin\{[dr]?cases\}", text[at : at + 20]):
            end = text.find("\\end{", at)
            close = text.find("}", end)
            at = len(text) if end < 0 or close < 0 else close + 1
            continue
        elif text.startswith("\\\\", at):
            if depth == 0:
                pieces.append((begin, at))
                begin = at + 2
            at += 2
            continue
        elif text[at] == "\\":
            at += 2
            continue
        elif depth == 0 and (blank := re.compile(r"\n[ \t]*\n").match(text, at)):
            pieces.append((begin, at))
            begin = at = blank.end()
            apart.add(begin)
            continue
        at += 1
    pieces.append((begin, len(text)))
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        row = text[start:end]
        if not re.sub(r"\\(?:begin|end)\{\w+\*?\}", "", row).strip(" \t\r\n.,"):
            continue
        if (
            joined
            and start not in apart
            and not re.search(r"=|\\(?:le|ge|lt|gt|in|neq?|leq|geq)(?![a-zA-Z])|[<>]", row)
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    for start, end in joined:
        yield text[start:end], start


def _kept(tokens: Sequence[Token]) -> list[Token]:
    kept = [token for token in tokens if token.kind != "newline"]
    while kept and kept[-1].kind in ("comma", "gap"):
        kept.pop()
    return kept


def _from_tokens(
    tokens: Sequence[Token],
    row: str,
    start: int,
    passage: Passage,
    lexicon: Lexicon,
    before: Sequence[Draft],
) -> Iterator[Draft]:
    parts = [_kept(part) for part in split(tokens, lambda t: t.kind == "gap")]
    parts = _rejoined([part for part in parts if part])
    pending: Draft | None = None
    for part in parts:
        tidy = _kept([t for t in part if t.kind != "dots"]) if part[-1:] and part[-1].kind == "dots" else part
        if _is_family(tidy):
            continue
        if pending is not None and _is_condition(tidy, lexicon):
            pending = replace(pending, condition=(*pending.condition, *_led(tidy, bool(pending.condition))))
            continue
        if pending is not None:
            yield pending
            pending = None
        sides = split(tidy, lambda t: t.kind == "relation" and t.text == "=")
        if len(sides) > 1 and not sides[0]:
            if not before or before[-1].failed:
                raise Unread("a row without its left side")
            sides = [list(before[-1].sides[0]), *sides[1:]]
        if len(sides) == 1:
            if not (passage.style == "display" or passage.is_value) or any(
                t.kind in ("relation", "member") for t in tidy
            ):
                continue
            pending = Draft(
                (tuple(tidy),),
                "",
                None,
                _span(row, start),
                _one_line(row),
                True,
                passage.style,
                passage.outer,
            )
            continue
        sides[-1], condition, is_otherwise = _tail(sides[-1])
        pending = replace(
            _draft(sides, row, start, passage, lexicon), condition=tuple(condition), is_otherwise=is_otherwise
        )
    if pending is not None:
        yield pending


def _is_family(tokens: Sequence[Token]) -> bool:
    """`i = 1, 2` or `j = 1, …, n`: the values of an index, not an equation."""
    if len(tokens) < 3 or tokens[0].text not in INDEX_LETTERS or tokens[1].text != "=":
        return False
    return any(t.kind in ("comma", "dots") for t in tokens[2:]) and all(
        t.kind in ("number", "comma", "dots", "run", "name") for t in tokens[2:]
    )


def _rejoined(parts: list[list[Token]]) -> list[list[Token]]:
    """Parts set apart by wide spaces only, where the first is no equation yet: `x \\quad = \\quad y`."""
    while len(parts) > 1 and (
        parts[1][0].kind == "relation" or (parts[0] and parts[0][-1].kind in ("relation", "operator"))
    ):
        parts = [[*parts[0], *parts[1]], *parts[2:]]
    return parts


def _led(tokens: Sequence[Token], is_more: bool) -> list[Token]:
    comma = Token("comma", ",", tokens[0].start, tokens[0].start)
    return [comma, *tokens] if is_more else list(tokens)


def _is_condition(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    if tokens and tokens[0].kind == "words" and tokens[0].text in ("if", "for", "when", "where"):
        return True
    signs = [t for t in tokens if t.kind in ("relation", "member")]
    if not signs:
        return False
    if any(t.text != "=" for t in signs):
        return True
    return tokens[0].kind in ("name", "run") and tokens[0].text + tokens[0].sub in lexicon.parameters


def _tail(side: Sequence[Token]) -> tuple[list[Token], list[Token], bool]:
    """A side without the range that follows it: `…, x ≥ 0`, `… if x > 0`, `… otherwise`."""
    depth = 0
    for place, token in enumerate(side):
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0 and token.kind == "words":
            if token.text in ("otherwise", "else", "elsewhere"):
                return _kept(side[:place]), [], True
            if token.text in ("if", "for", "when", "where"):
                return _kept(side[:place]), list(side[place:]), False
        if depth == 0 and token.kind == "comma":
            rest = list(side[place + 1 :])
            if any(t.kind in ("relation", "member") for t in rest):
                return list(side[:place]), rest, False
            if rest and rest[0].kind == "words":
                continue
            raise Unread("a comma inside a side")
    return list(side), [], False


def _draft(
    sides: Sequence[Sequence[Token]], row: str, start: int, passage: Passage, lexicon: Lexicon
) -> Draft:
    if len(sides) < 2 or any(not side for side in sides):
        raise Unread("an equation with an empty side")
    name, arguments, is_special = _left(sides[0], lexicon)
    return Draft(
        tuple(tuple(side) for side in sides), name, arguments, _span(row, start), _one_line(row),
        passage.is_latex, passage.style, passage.outer, is_special=is_special,
    )  # fmt: skip


def _left(side: Sequence[Token], lexicon: Lexicon) -> tuple[str, tuple[str, ...] | None, bool]:
    """The name on the left, its arguments, and whether one of those is a value: `f(x, 0)`."""
    if side[0].kind == "subscript" and len(side) > 1:
        side = side[1:]  # the 2 of `_2F_1`
    first = side[0]
    if first.kind not in ("name", "run", "special"):
        return "", None, False
    name = first.text + first.sub
    orders: list[str] = []
    if first.kind == "special":
        marks = [t for row in first.rows for t in row[0] if t.kind in ("name", "run", "number")]
        orders = [t.text + t.sub for t in marks]
    side, raised = _without_mark(side)
    orders.extend(raised)
    if len(side) == 1:
        if raised:
            return "", None, False
        return name, (tuple(orders) or None), any(o[0].isdigit() for o in orders)
    if side[1].kind != "open" or side[1].text not in "([" or side[-1].kind != "close" or _closes_early(side):
        return "", None, False
    stem, _, order = name.partition("_")
    if order and name not in lexicon.names and order in lexicon.parameters:
        name, orders = stem, [order]
    arguments: list[str] = []
    is_special = any(o[0].isdigit() for o in orders)
    for piece in split(side[2:-1], lambda t: t.kind == "comma"):
        named = [t for t in piece if t.kind != "gap"]
        if len(named) == 3 and named[1].text == "=":
            named = named[2:]  # P(X = k)
        if len(named) != 1 or named[0].kind not in ("name", "run"):
            is_special = True
            continue
        arguments.append(named[0].text + named[0].sub)
    if is_special and not any(t.kind == "number" for t in side[2:-1]) and not orders:
        return "", None, False  # `(a + b) c = …` and its like
    return name, (*orders, *arguments), is_special


def _without_mark(side: Sequence[Token]) -> tuple[Sequence[Token], list[str]]:
    """The side without a mark such as `^{(α, β)}` between name and parentheses, and the names in it."""
    if len(side) < 6 or side[1].text != "^" or side[2].kind != "open":
        return side, []
    inner = [t for t in side[3:] if t.kind != "gap"]
    if not inner or inner[0].kind != "open" or inner[0].text != "(":
        return side, []
    depth = 0
    for place in range(2, len(side)):
        depth += (side[place].kind == "open") - (side[place].kind == "close")
        if depth == 0:
            marks = [t.text + t.sub for t in side[3:place] if t.kind in ("name", "run", "number")]
            return [side[0], *side[place + 1 :]], marks
    return side, []


def _closes_early(side: Sequence[Token]) -> bool:
    depth = 0
    for place, token in enumerate(side):
        depth += (token.kind == "open") - (token.kind == "close")
        if place > 0 and depth == 0 and place < len(side) - 1:
            return True
    return False


def _plain_condition(clause: Clause, lexicon: Lexicon) -> tuple[tuple[Token, ...], bool]:
    """The range that goes on after an equation in a line."""
    after = clause.after
    if re.match(r",?\s+(?:otherwise|else|elsewhere)\s*[.,;]?\s*$", after):
        return (), True
    found = re.match(r",?\s+(?:if|for|when)\s+(.+?)\s*[.;,]?\s*$", after)
    if found is None or not re.search(r"[<>≤≥=≠]", found.group(1)):
        return (), False
    if re.search(r"\belse\b", found.group(1)):
        raise Unread("a conditional expression")
    start = clause.start + len(clause.text) + found.start(1)
    words = re.split(r"\s+(?=where\b|with\b|in\b)|[.]\s|\s+\(", found.group(1))[0]
    return tuple(_kept(plain.scan(words, start, lexicon.names, lexicon.specials))), False
