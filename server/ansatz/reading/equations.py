"""The equations of a docstring as the parsers make them out, with the conditions that stand beside them."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..core.formula import Equation, Number, Power
from ..core.text import Span
from ..formulas.evaluate import NotEvaluable, evaluate
from ..formulas.plain import canonical_name
from ..formulas.tokens import NotRead, Vocabulary
from ..formulas.tree import symbols, walk
from .cases import cases_by_range, joined_cases
from .docstring import Docstring
from .found import NOTHING, Found, Unread
from .givens import is_value
from .latex_equations import latex_equations
from .pieces import CUT_OFF, pieces
from .plain_equations import plain_equations
from .regions import Region, regions
from .units_beside import without_unit

MAX_EQUATIONS: Final = 40
"""A docstring with more is a textbook; reading stops there and says so."""


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
    return joined_cases(found), unread


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
    for piece in pieces(region, words):
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
    found[first:] = cases_by_range(found[first:])


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
    if CUT_OFF.search(piece.text):
        raise NotRead("a sum or product that goes on with dots; write it with its index, as in sum_{i=1}^n")
    text = piece.text.rstrip(".,;: \n\\")
    span = Span(piece.start, piece.start + len(text))
    if is_value(text, words.names):
        return
    if piece.notation == "latex":
        if family := _family(text):
            yield Found(NOTHING, span, text, (), family=family)
            return
        yield from latex_equations(text, span, piece, words)
        return
    yield from plain_equations(text, span, piece, words, before)


def _family(text: str) -> tuple[str, tuple[str, ...]] | None:
    found = re.fullmatch(r"([ijk])\s*=\s*(\d(?:\s*,\s*\d)+)", text) or re.fullmatch(
        r"([ijk])\s*\\in\s*\\?\{\s*(\d(?:\s*,\s*\d)+)\s*\\?\}", text
    )
    return (found[1], tuple(re.findall(r"\d", found[2]))) if found else None


def _looks_mathematical(text: str) -> bool:
    """Whether a line that could not be read was meant as an equation."""
    return bool(re.match(r"^\s*[^\s=]{1,16}\s*=\s*[^=]*[-+*/^√·×()]", text)) and not re.search(
        r"\b[a-z]{4,}\s+[a-z]{3,}\b", text
    )
