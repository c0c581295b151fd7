"""The equations of a docstring as the parsers make them out, with the conditions that stand beside them."""

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ..core.formula import Branch, Compare, Equation, Formula, Negate, Number, Piecewise, Power, Symbol
from ..core.quantity import Unit
from ..core.text import Span
from ..formulas.build import build_relation
from ..formulas.evaluate import NotEvaluable, evaluate
from ..formulas.latex import latex_tokens
from ..formulas.plain import canonical_name, plain_tokens
from ..formulas.symbols import FUNCTIONS
from ..formulas.tokens import NotRead, Token, Vocabulary
from ..formulas.tree import symbols, walk
from ..formulas.units import UnknownUnit, parse_unit
from .conditions import alternatives, counted, is_otherwise, mentioned
from .docstring import Docstring
from .extents import equation_spans
from .givens import is_value
from .regions import Notation, Region, regions, without_entries
from .units_beside import without_unit

MAX_EQUATIONS: Final = 40
"""A docstring with more is a textbook; reading stops there and says so."""

_CASES: Final = re.compile(r"\\begin\{cases\}(.*?)\\end\{cases\}", re.DOTALL)
_ARRAY: Final = re.compile(
    r"\\(?:left)?\s*\\\{\s*\\begin\{array\}\s*\{[^{}]*\}(.*?)\\end\{array\}\s*(?:\\right\s*\.)?", re.DOTALL
)
_BREAK: Final = re.compile(
    r"\\\\(?![A-Za-z])(?:\[[^\]]*\])?|\n[ \t]*\n|,?\s*\\q?quad(?![A-Za-z])[ ,]*(?:\\q?quad(?![A-Za-z]))*"
)
_WORDED: Final = re.compile(
    r",?\s*\\(?:text|mbox|mathrm|textrm)\s*\{\s*,?\s*(?:for|if|when|where|with|and)\b"
)
_DROPPED: Final = re.compile(
    r"\\(?:label|tag|nonumber|notag)(?:\{[^{}]*\})?|\\(?:begin|end)\{(?!cases|array)\w+\*?\}"
)
_SIGN: Final = (
    r"<|>|≤|≥|\\leq?(?![a-z])|\\geq?(?![a-z])|\\l[te](?![a-z])|\\g[te](?![a-z])|\\neq?(?![a-z])|\\in(?![a-z])"
)


_LIST: Final = r"[,;](?=[^,;]*(?:=|" + _SIGN + r"))"


@dataclass(frozen=True, slots=True)
class Found:
    """One equation as parsed.

    `parameters` are those of a definition `f(x, a) = …`, whose left side is then `f`. `conditions`
    where the line states one case of several. `is_certain`: it is all that stands there, so that each
    of its words is a quantity. An expression without an equals sign has an empty name on the left.
    """

    equation: Equation
    span: Span
    text: str
    notes: tuple[str, ...]
    conditions: tuple[Compare, ...] | None = None
    family: tuple[str, tuple[str, ...]] | None = None
    """`i = 1, 2` beside the equation: the index and its values."""
    unit: Unit | None = None
    parameters: tuple[str, ...] | None = None
    is_certain: bool = True
    is_marked: bool = True
    range: tuple[Compare, ...] = ()
    """Comparisons that stand beside the equation or follow it in the text."""


@dataclass(frozen=True, slots=True)
class Unread:
    """What looks like an equation and could not be read, and why."""

    text: str
    span: Span
    why: str


_CUT_OFF: Final = re.compile(r"\s*[-+−*/·×]\s*(?:\.{3}|…)")
_TAIL: Final = re.compile(
    r"\s*,?\s*\(?\s*(?:if|for|when|otherwise|else|elsewhere|where(?![^;<>≤≥≠]*[^;<>!=≤≥≠]=(?!=)))\b[^;]*"
)
"""What may be a condition; `where R = 8.3` explains a quantity."""
NOTHING: Final = Equation(Symbol(""), Symbol(""))


def find_equations(doc: Docstring, words: Vocabulary) -> tuple[list[Found], list[Unread]]:
    """Equations in order of appearance, with ranges that the text states for their quantities."""
    found: list[Found] = []
    unread: list[Unread] = []
    sentence = _Sentence(doc.text)
    for region in regions(doc):
        if len(found) >= MAX_EQUATIONS:
            unread.append(
                Unread(region.text, Span(region.start, region.start), "more equations than are read")
            )
            break
        _take(without_unit(region, words.names, doc.text), words, found, unread, sentence)
    return _joined_cases(found), unread


class _Sentence:
    """Whether a condition belongs to the equation before it: the same sentence goes on from there."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end: int | None = None

    def begins(self, end: int) -> None:
        """An equation ends at `end`."""
        self._end = end

    def reaches(self, start: int, end: int) -> bool:
        """Whether the sentence goes on to a condition, which then ends at `end`."""
        if self._end is None:
            return False
        gap = re.sub(r":math:`[^`]*`?|``?|\$+", " ", self._text[self._end : start])
        gap = re.sub(r"\([^()]*\)|\[\d+\]_", " ", gap)
        words = gap.lower().split()
        if re.search(r"[.](?:\s|$)", gap) or len(gap) > 300 or {"or", "except", "unless"} & set(words):
            self._end = None
            return False
        if (words and words[0].strip(",.") not in _GOES_ON) or "if" in words[1:]:
            self._end = None
            return False
        self._end = end
        return True


_GOES_ON: Final = frozenset(
    {"", "for", "where", "with", "when", "if", "and", "in", "on", "all", "here", "over"}
)


def _take(
    region: Region, words: Vocabulary, found: list[Found], unread: list[Unread], sentence: _Sentence
) -> None:
    first = len(found)
    for piece in _pieces(region, words):
        try:
            before = found[-1] if found else None
            for item in _parsed(piece, words, before):
                _refuse_beyond_doubles(item.equation)
                if item.equation is NOTHING and item.range:
                    inside = region.kind == "display" or sentence.reaches(
                        piece.start, piece.start + len(piece.text)
                    )
                    if before is not None and inside:
                        for number, one in enumerate(found):
                            if one.span == before.span:
                                found[number] = replace(one, range=(*one.range, *item.range))
                else:
                    found.append(item)
                    sentence.begins(region.start + len(region.text))
        except NotRead as error:
            if (region.is_marked and "=" in piece.text) or _looks_mathematical(piece.text):
                span = Span(piece.start, piece.start + len(piece.text))
                unread.append(Unread(piece.text.strip(), span, str(error)))
    found[first:] = _cases_by_range(found[first:])


def _cases_by_range(found: list[Found]) -> list[Found]:
    """Equations for one quantity in one passage, each with a range of its own, are its cases."""
    lefts = [item.equation.left for item in found]
    if len(found) < 2 or len(set(map(repr, lefts))) > 1 or any(not item.range for item in found):
        return found
    if len({item.span.start for item in found}) < len(found) or len({item.range for item in found}) < len(
        found
    ):
        return found
    branches = tuple(Branch(item.equation.right, item.range) for item in found)
    span = Span(found[0].span.start, found[-1].span.end)
    text = "; ".join(item.text for item in found)
    return [
        replace(found[0], equation=Equation(lefts[0], Piecewise(branches)), span=span, text=text, range=())
    ]


def heads(doc: Docstring) -> frozenset[str]:
    """Functions that the text defines and uses: `R(t) = …` where `R(` occurs elsewhere, too."""
    text = re.sub(r"\\(?:left|right|mathrm|text|operatorname)\b|[{}]", "", doc.text)
    defined = re.findall(
        r"(?<![\w\\])\\?([A-Za-zͰ-Ͽ]\w*)\(\s*\\?\w+(?:\s*[,;]\s*\\?\w+)*\s*\)\s*:?=(?!=)", text
    )
    names = list(dict.fromkeys(defined))[:MAX_EQUATIONS]
    return frozenset(
        canonical_name(name) for name in names if len(re.findall(rf"(?<!\w){name}\s*\(", text)) > 1
    )


# Pieces of a region.


def _pieces(region: Region, words: Vocabulary) -> Iterator[Region]:
    """A region's separate equations."""
    if region.notation == "latex" and (region.kind != "line" or _is_all_latex(region.text, words.names)):
        yield from _latex_pieces(region)
        return
    text = region.text
    at = 0
    for start, end in equation_spans(text, words.names | words.letters):
        following = text[end:]
        tail = _CUT_OFF.match(following) or _TAIL.match(following)
        yield Region(
            text[start : end + (tail.end() if tail else 0)],
            region.start + start,
            region.notation,
            region.kind,
        )
        at = end
    if at == 0 and region.kind == "line" and re.search(r"\S\s+(?:if|for|otherwise|else)\b", text):
        # A further case of the equation above: `log(x)   if p == 0`.
        lead = len(text) - len(text.lstrip())
        yield Region(text.strip(), region.start + lead, region.notation, region.kind)
    elif at == 0 and region.kind == "literal" and re.search(r"[<>]", text):
        yield region


def _is_all_latex(text: str, names: frozenset[str]) -> bool:
    """Whether a line that nobody marked is nothing but LaTeX: no words stand between its equations."""
    bare = re.sub(
        r"\\(?:text|mathrm|mbox|textrm|operatorname)\s*\{[^{}]*\}|\\[A-Za-z]+|_\{[^{}]*\}", " ", text
    )
    return not any(word not in names for word in re.findall(r"[A-Za-z]{3,}", bare))


def _latex_pieces(region: Region) -> Iterator[Region]:
    text = _DROPPED.sub(lambda m: " " * len(m.group()), region.text)
    body = _ARRAY.sub(lambda m: "\0" * len(m.group()), _CASES.sub(lambda m: "\0" * len(m.group()), text))
    depths = _depths(body)
    cuts = [m.span() for m in _BREAK.finditer(body) if depths[m.start()] == 0]
    cuts += [(m.start(), m.start()) for m in _WORDED.finditer(body) if depths[m.start()] == 0]
    listed = () if region.kind == "inline" and not _equals_at_top(text) else re.finditer(_LIST, body)
    for m in listed:
        if depths[m.start()] == 0:
            cuts.append(m.span())
    # A line of its own that begins with `name =` is an equation of its own.
    for m in re.finditer(r"\n(?=[ \t]*\\?[A-Za-z]\w*(?:_\{\w+\})?[ \t]*&?=)", body):
        if "=" in body[: m.start()] and depths[m.start()] == 0:
            cuts.append(m.span())
    at = 0
    held: tuple[int, int] | None = None
    for start, end in [*sorted(cuts, key=lambda c: (c[0], -c[1])), (len(text), len(text))]:
        if start < at:
            continue
        piece = text[at:start]
        if piece.strip():
            begins = re.match(r"\s*&?\s*(?:=|\+|-|\\times|\\cdot)", piece)
            if begins and held is not None and "=" in piece and not _equals_at_top(text[held[0] : held[1]]):
                # `f = a, \\quad x > 0 \\ &= b, \\quad x < 0`: another case of the same quantity.
                yield _trimmed(region, text, held)
                held = None
                left = re.match(r"([^=]*)=", text)
                case = piece.lstrip().removeprefix("&")
                lead = len(piece) - len(piece.lstrip())
                yield Region(
                    f"{left.group(1) if left else ''}{case}",
                    region.start + at + lead,
                    region.notation,
                    region.kind,
                )
            elif begins and held is not None:
                # `\\ &= …` and `\\ & + …` go on with the equation above.
                held = (held[0], start)
            else:
                if held is not None:
                    yield _trimmed(region, text, held)
                held = (at, start)
        at = end
    if held is not None:
        yield _trimmed(region, text, held)


def _trimmed(region: Region, text: str, span: tuple[int, int]) -> Region:
    piece = text[span[0] : span[1]]
    lead = len(piece) - len(piece.lstrip())
    return Region(piece.strip(), region.start + span[0] + lead, region.notation, region.kind)


def _depths(text: str) -> list[int]:
    """How many brackets are open at each place, the end included."""
    plain = text.replace(r"\{", " (").replace(r"\}", " )")
    steps = ((c in "([{") - (c in ")]}") for c in plain)
    return list(itertools.accumulate(steps, initial=0))


# One piece.


def _refuse_beyond_doubles(equation: Equation) -> None:
    """`10^400` and `9^9^9^9` are no numbers that a computation could hold. Raises NotRead."""
    for side in (equation.left, equation.right):
        for node in walk(side):
            if isinstance(node, Power) and not symbols(node):
                try:
                    value = float(evaluate(node, {}))
                except NotEvaluable:
                    continue
                if not math.isfinite(value):
                    raise NotRead("a number beyond what floating point holds")
            if isinstance(node, Number) and not math.isfinite(float(node.text)):
                raise NotRead("a number beyond what floating point holds")


def _parsed(piece: Region, words: Vocabulary, before: Found | None) -> Iterator[Found]:
    if _CUT_OFF.search(piece.text):
        raise NotRead("a sum or product that goes on with dots; write it with its index, as in sum_{i=1}^n")
    text = piece.text.rstrip(".,;: \n\\")
    span = Span(piece.start, piece.start + len(text))
    if is_value(text, words.names):
        return
    if piece.notation == "latex":
        if family := _family(text):
            yield Found(NOTHING, span, text, (), family=family)
            return
        yield from _latex(text, span, piece, words)
        return
    yield from _plain(text, span, piece, words, before)


def _family(text: str) -> tuple[str, tuple[str, ...]] | None:
    found = re.fullmatch(r"([ijk])\s*=\s*(\d(?:\s*,\s*\d)+)", text) or re.fullmatch(
        r"([ijk])\s*\\in\s*\\?\{\s*(\d(?:\s*,\s*\d)+)\s*\\?\}", text
    )
    return (found[1], tuple(re.findall(r"\d", found[2]))) if found else None


def _latex(text: str, span: Span, piece: Region, words: Vocabulary) -> Iterator[Found]:
    # A row break that was joined to a sign is nothing but white space.
    plain = re.sub(r"\\\\(?:\[[^\]]*\])?(?=\s*&?\s*[=+-])", "  ", _as_cases(text))
    plain = re.sub(r":=", " =", re.sub(r"\\\\(?=[A-Za-z])", r"\\", plain))
    comparisons = mentioned(plain, "latex", words)
    if comparisons and (not _equals_at_top(plain) or counted(plain, "latex", words)):
        yield Found(NOTHING, span, text, (), range=tuple(comparisons))
        return
    if not _equals_at_top(plain):
        if piece.kind != "display":
            return
        sides, notes = build_relation(latex_tokens(plain, words))
        if not isinstance(sides[0], Symbol | Number):
            yield Found(Equation(Symbol(""), sides[0]), span, text, notes)
        return
    head, parameters, rest = _head(plain, "latex", words)
    right, notes = _right_sides(rest, words)
    left = [head] if head is not None else []
    sides = [*left, *right]
    if len(sides) < 2 or _is_value(sides):
        return
    for one in sides[1:]:
        yield Found(Equation(sides[0], one), span, text, notes, parameters=parameters)


def _as_cases(text: str) -> str:
    return _ARRAY.sub(lambda m: r"\begin{cases}" + m.group(1) + r"\end{cases}", text)


def _equals_at_top(text: str) -> bool:
    """Whether an equals sign stands outside all brackets (`\\sum_{i=1}` has none)."""
    body = _CASES.sub(" ", text).replace(r"\{", "(").replace(r"\}", ")")
    depth = 0
    for number, character in enumerate(body):
        depth += (character in "([{") - (character in ")]}")
        if character == "=" and depth == 0 and body[number - 1 : number] not in {"<", ">", "!"}:
            return True
    return r"\equiv" in body


def _head(
    text: str, notation: Notation, words: Vocabulary
) -> tuple[Symbol | None, tuple[str, ...] | None, str]:
    """`f(x, a) =`, `J_v(z) =`, `P(X = k) =`: the name, its parameters, and what follows.

    None where the left side is anything else; the text then comes back whole.
    """
    found = re.match(
        r"\s*([^=()]*?)\s*\\?(?:left)?\(((?:[^=()]|=(?=\s*\w\s*\)))*?)(?:\\right)?\)\s*&?\s*=(?!=)", text
    )
    if found is None:
        return None, None, text
    scan = latex_tokens if notation == "latex" else plain_tokens
    name_text = re.sub(r"^\s*&", "", found.group(1))
    word = re.fullmatch(
        r"\\?(?:mathrm|text|operatorname|mathit)?\s*\{?\s*([A-Za-z]\w{1,15})\s*\}?",
        name_text.replace(r"\_", "_"),
    )
    known = words.names | (frozenset({word.group(1)}) if word else frozenset[str]())
    try:
        name = (
            [Token("SYM", word.group(1))]
            if word and (len(word.group(1)) > 2 or "mathrm" in name_text or "text" in name_text)
            else scan(name_text, Vocabulary(known))
        )
        inside = scan(found.group(2), Vocabulary(words.names))
    except NotRead:
        return None, None, text
    name = [token for token in name if token.type != "VECTOR"]
    if len(name) != 1 or name[0].type != "SYM" or name[0].value in FUNCTIONS:
        return None, None, text
    listed = _listed(inside)
    if listed is None or (
        name[0].value in words.names
        and notation == "plain"
        and " " in found.group(0).strip()[:-1].split("(")[0]
    ):
        return None, None, text
    base, _, subscript = name[0].value.partition("_")
    head = name[0].value
    if subscript and subscript in words.names and head not in words.names:
        head, listed = base, (subscript, *listed)
    return Symbol(head), listed, " " * found.end() + text[found.end() :]


def _listed(tokens: list[Token]) -> tuple[str, ...] | None:
    """Symbols parted by commas; `X = k` stands for `k`."""
    tokens = [token for token in tokens if token.type != "VECTOR"]
    if len(tokens) == 3 and [t.type for t in tokens] == ["SYM", "EQ", "SYM"]:
        return (tokens[2].value,)
    if len(tokens) % 2 == 0:
        return None
    if any(t.type != ("COMMA" if n % 2 else "SYM") for n, t in enumerate(tokens)):
        return None
    return tuple(token.value for token in tokens[::2])


def _right_sides(text: str, words: Vocabulary) -> tuple[list[Formula], tuple[str, ...]]:
    head = re.match(
        r"\s*&?\s*(?:\\(?:mathrm|text|mathit|operatorname)\s*\{\s*)?([A-Za-z]{2,12})\s*\}?\s*&?=", text
    )
    if head and head.group(1) not in FUNCTIONS:
        words = replace(words, names=words.names | {head.group(1)})
    cases = _CASES.search(text)
    if cases is None:
        return _chain(text, words)
    before, after = text[: cases.start()], text[cases.end() :]
    if after.strip(" .,&") or (not before.rstrip().endswith("=") and before.strip()):
        raise NotRead("cases inside a larger expression are not covered")
    left, notes = (
        build_relation(latex_tokens(f"{before.rstrip()[:-1]} = 0", words)) if before.strip() else ([], ())
    )
    branches: list[Branch] = []
    for row in re.split(r"\\\\(?:\[[^\]]*\])?", cases.group(1)):
        if row.strip():
            row_branches, more = _case(row, words)
            branches.extend(row_branches)
            notes = (*notes, *more)
    return [*left[:-1], Piecewise(tuple(branches))], notes


def _chain(text: str, words: Vocabulary) -> tuple[list[Formula], tuple[str, ...]]:
    """The sides of `a = b = c`; a later side that is not covered is left out as long as one is."""
    try:
        return build_relation(latex_tokens(text, words))
    except NotRead as error:
        sides: list[Formula] = []
        notes: tuple[str, ...] = ()
        parts = _split_at_equals(text)
        for number, part in enumerate(parts):
            try:
                read, more = build_relation(latex_tokens(part, words))
            except NotRead:
                if number == 0:
                    raise error from None
                continue
            sides.append(read[0])
            notes = (*notes, *more)
        if not sides or (len(sides) < 2 and text.lstrip()[:1] != "" and not text.startswith(" ")):
            raise
        return sides, notes


def _split_at_equals(text: str) -> list[str]:
    out, depth = [""], 0
    for character in text.replace(r"\{", "(").replace(r"\}", ")"):
        depth += (character in "([{") - (character in ")]}")
        if character == "=" and depth == 0:
            out.append("")
        else:
            out[-1] += character
    return [part for part in out if part.strip(" &")]


def _case(row: str, words: Vocabulary) -> tuple[list[Branch], tuple[str, ...]]:
    value_text, sign, condition_text = row.partition("&")
    if not sign:
        worded = _WORDED.search(row) or re.search(r"\\q?quad|\\(?:text|mbox)\s*\{\s*(?:otherwise|else)", row)
        if worded is None:
            raise NotRead("a case without a condition")
        value_text, condition_text = row[: worded.start()], row[worded.start() :]
    condition_text = re.sub(r"\\q?quad(?![A-Za-z])|&", " ", condition_text)
    value, notes = build_relation(latex_tokens(f"y = {value_text.strip().rstrip(',')}", words))
    if is_otherwise(condition_text):
        return [Branch(value[1], ())], notes
    return [Branch(value[1], c) for c in alternatives(condition_text, "latex", words)], notes


def _plain(text: str, span: Span, piece: Region, words: Vocabulary, before: Found | None) -> Iterator[Found]:
    """One equation of plain mathematics, or a further case of the one before it."""
    if re.match(r"\s*1 +[A-Za-z/]+ *=", text):
        raise NotRead("a relation between units")
    body, branches = _with_condition(text, words)
    if "=" not in re.sub(r"[<>=!]=", "", body):
        comparisons = mentioned(text, "plain", words) if piece.kind == "literal" else []
        if comparisons:
            yield Found(NOTHING, span, text, (), range=tuple(comparisons))
        elif before is not None and before.conditions is not None and branches is not None:
            value, notes = build_relation(plain_tokens(f"y = {body}", words))
            for conditions in branches:
                yield Found(Equation(before.equation.left, value[1]), span, text, notes, conditions)
        return
    head, parameters, rest = _head(body, "plain", words)
    if _is_prose(body, words.names):
        raise NotRead("prose")
    sides, notes = build_relation(plain_tokens(rest, words))
    if head is not None:
        sides = [head, *sides]
    if len(sides) < 2 or _is_value(sides):
        return
    certain = piece.kind in {"display", "inline"} or _fills_line(piece, words)
    for right in sides[1:]:
        for conditions in branches if branches is not None else [None]:
            yield Found(
                Equation(sides[0], right), span, text, notes, conditions, parameters=parameters,
                is_certain=certain, is_marked=piece.kind != "line",
            )  # fmt: skip


def _fills_line(piece: Region, words: Vocabulary) -> bool:
    return not re.search(r"\b[a-z]{4,}\b(?=\s+[a-z]{2,})", piece.text)


def _with_condition(text: str, words: Vocabulary) -> tuple[str, list[tuple[Compare, ...]] | None]:
    """The equation and the conditions of its case; no conditions for the case that is left over."""
    for found in re.finditer(r"\s*,?\s+\(?(if|for|when|where|otherwise|else|elsewhere)\b", text):
        rest = text[found.start() :]
        if is_otherwise(rest):
            return text[: found.start()], [()]
        try:
            return text[: found.start()], alternatives(rest.rstrip(") "), "plain", words)
        except NotRead:
            return text[: found.start()], None
    return text, None


def _is_value(sides: list[Formula]) -> bool:
    """`m_H = 1.67e-27` gives a value and is read elsewhere."""
    right = sides[1].operand if isinstance(sides[1], Negate) else sides[1]
    return len(sides) == 2 and isinstance(right, Number)


def _is_prose(text: str, names: frozenset[str]) -> bool:
    """Two words in a row that are neither names nor functions."""
    pieces = re.findall(r"[A-Za-zͰ-Ͽµ_][\w]*|[^\sA-Za-z]", text)
    odd = [
        w.isalpha() and w.isascii() and len(w) > 2 and w not in names and w not in FUNCTIONS for w in pieces
    ]
    return any(a and b for a, b in itertools.pairwise(odd))


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
            out[-1] = replace(
                before,
                equation=Equation(item.equation.left, Piecewise(branches)),
                span=Span(before.span.start, item.span.end),
                text=f"{before.text}; {item.text}",
                notes=(*before.notes, *item.notes),
                conditions=item.conditions,
            )
        else:
            cases = Piecewise((Branch(item.equation.right, item.conditions),))
            out.append(replace(item, equation=Equation(item.equation.left, cases)))
    return out


def stated_units(doc: Docstring, wanted: frozenset[str]) -> dict[str, Unit]:
    """Units that the text outside the entries gives for quantities: `P_sat in mmHg, T in degC`."""
    units: dict[str, Unit] = {}
    for symbol, text in re.findall(r"(?:^|[\s,;(])([A-Za-z][\w]*)\s+in\s+([^\s,;()]+)", without_entries(doc)):
        if symbol not in wanted:
            continue
        try:
            units.setdefault(symbol, parse_unit(text))
        except UnknownUnit:
            continue
    return units
