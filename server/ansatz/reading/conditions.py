"""Conditions beside an equation: `for x >= 0, a > 0`, `0 < x < 1`, `c, d > 0`, `x ∈ [0, 1)`, `otherwise`."""

import re
from collections.abc import Iterator
from typing import Final

from ..core.formula import Compare, Formula, Symbol
from ..formulas.build import build_condition, build_sum
from ..formulas.latex import latex_tokens
from ..formulas.plain import plain_tokens
from ..formulas.tokens import NotRead, Vocabulary
from .regions import Notation

_WORDS: Final = re.compile(r"\\(?:text|mathrm|textrm|mbox|rm|textit)\s*\{([^{}]*)\}")
_OPENING: Final = re.compile(
    r"^\s*[,(]?\s*(?:only\s+)?(?:if|for|when|where|with|whenever|provided(?:\s+that)?|and)\b"
)
_OTHERWISE: Final = re.compile(r"^\s*,?\s*(?:\(?)(?:otherwise|else|elsewhere|in all other cases)\b")
_SIGN: Final = re.compile(r"<=|>=|!=|==|[<>≤≥≠]|\\(?:leq?|geq?|leqslant|geqslant|neq?|lt|gt)(?![A-Za-z])")
_ANY_SIGN: Final = re.compile(_SIGN.pattern + r"|=")


def is_otherwise(text: str) -> bool:
    """Whether this is the last case: all that is left."""
    return bool(_OTHERWISE.match(_plain_words(text)))


def alternatives(text: str, notation: Notation, words: Vocabulary) -> list[tuple[Compare, ...]]:
    """The condition of a case, one entry for each side of an "or". Raises NotRead."""
    said = _OPENING.sub("", _plain_words(text)).strip(" .,;:")
    return [
        tuple(compared(part, notation, words))
        for part in re.split(r"\s+or\s+|\\(?:lor|vee)(?![A-Za-z])", said)
    ]


def compared(text: str, notation: Notation, words: Vocabulary) -> list[Compare]:
    """All comparisons of a condition; `=` compares, too. Raises NotRead where any part is none."""
    out: list[Compare] = []
    for part in _parts(text):
        if found := _within(part, notation, words):
            out.extend(found)
            continue
        *listed, last = _split(part, ",")
        first = build_condition(_tokens(last, notation, words))[0]
        for name in listed:
            subject = build_sum(_tokens(name, notation, words))[0]
            if len(first) != 1 or not isinstance(subject, Symbol):
                raise NotRead("a list of conditions that is not covered")
            out.append(Compare(first[0].sign, subject, first[0].right))
        out.extend(first)
    if not out:
        raise NotRead("no condition")
    return out


_DOTS: Final = r"(?:\\[lc]?dots[a-z]*|\.\.\.|…)"
_COUNTED: Final = re.compile(
    rf"\s*(?P<name>\\?\w+)\s*(?:=|\\in(?![a-z])|∈)\s*(?:\\?\{{)?\s*(?P<first>[^,{{}}]+?)\s*(?:,[^,{{}}]+?)*?,\s*{_DOTS}"
    rf"(?:\s*,\s*(?P<last>[^,{{}}]+?))?\s*(?:\\?\}})?\s*"
)


def counted(text: str, notation: Notation, words: Vocabulary) -> list[Compare]:
    """`k = 0, 1, …, n`: the whole numbers from 0 to n."""
    found = _COUNTED.fullmatch(text.strip(" .,;"))
    if found is None:
        return []
    name, low = (build_sum(_tokens(found[part], notation, words))[0] for part in ("name", "first"))
    out = [Compare(">=", name, low)]
    if found["last"] and "infty" not in found["last"]:
        out.append(Compare("<=", name, build_sum(_tokens(found["last"], notation, words))[0]))
    return out


def mentioned(text: str, notation: Notation, words: Vocabulary) -> list[Compare]:
    """The comparisons of a passage, none where it is anything else."""
    try:
        if numbers := counted(text, notation, words):
            return numbers
    except NotRead:
        return []
    if not _SIGN.search(text) and "\\in" not in text and "∈" not in text:
        return []
    try:
        return compared(_OPENING.sub("", _plain_words(text)).strip(" .,;:"), notation, words)
    except NotRead:
        return []


def _tokens(text: str, notation: Notation, words: Vocabulary):
    text = re.sub(r"(?<![<>=!])=(?!=)", "==", text) if notation == "plain" else text
    return latex_tokens(text, words) if notation == "latex" else plain_tokens(text, words)


def _plain_words(text: str) -> str:
    return _WORDS.sub(lambda m: f" {m.group(1)} ", text)


def _parts(text: str) -> Iterator[str]:
    """Conditions parted by commas and "and"; a list before a sign (`c, d > 0`) stays together."""
    held: list[str] = []
    for piece in re.split(r"\s+and\s+|\\(?:land|wedge)(?![A-Za-z])|\s+&\s+", text):
        for part in _split(piece, ","):
            held.append(part)
            if _ANY_SIGN.search(part) or "\\in" in part or "∈" in part:
                yield ",".join(held).strip()
                held = []
    if held and "".join(held).strip():
        raise NotRead("a condition in words")


def _split(text: str, mark: str) -> list[str]:
    """Split at `mark` where no bracket is open."""
    out, depth, at = [""], 0, 0
    while at < len(text):
        character = text[at]
        depth += (character in "([{") - (character in ")]}")
        if character == mark and depth == 0:
            out.append("")
        else:
            out[-1] += character
        at += 1
    return [part for part in out if part.strip()]


def _within(text: str, notation: Notation, words: Vocabulary) -> list[Compare]:
    """`x ∈ [0, 1)` as two comparisons; the square bracket takes the end in."""
    found = re.fullmatch(
        r"\s*(.+?)\s*(?:∈|\\in(?![A-Za-z]))\s*([(\[])\s*(.+?)\s*,\s*(.+?)\s*([)\]])\s*", text
    )
    if found is None:
        return []
    name, left, low, high, right = found.groups()
    sides: list[Formula] = [build_sum(_tokens(side, notation, words))[0] for side in (name, low, high)]
    return [
        Compare(">=" if left == "[" else ">", sides[0], sides[1]),
        Compare("<=" if right == "]" else "<", sides[0], sides[2]),
    ]
