"""Where an equation begins and ends in a line of prose: `Angle y = arcsin(x) in radians.`"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..formulas.symbols import FUNCTIONS, GREEK, GREEK_NAMES, LITERAL_UNITS, SUBSCRIPTS

_GREEK: Final = "".join(GREEK)
_LOWERED: Final = "".join(SUBSCRIPTS)
_PIECE: Final = re.compile(
    rf"(?P<number>(?:\d+(?:\.\d+|\.(?!\s|$))?|\.\d+)(?:[eE][+-]?\d+)?)"
    rf"|(?P<command>\\[A-Za-z]+|\\[,;!: ])"
    rf"|(?P<word>[A-Za-z{_GREEK}][A-Za-z0-9{_GREEK}_{_LOWERED}]*[\u0302-\u0305]?['′]?(?:[°⁰⊖⦵‡](?![CFK⁰¹²³⁴-⁹])|½)?)"
    rf"|(?P<open>[(\[{{⌊⌈⟨])|(?P<close>[)\]}}⌋⌉⟩])"
    rf"|(?P<sign>\*\*|<=|>=|!=|==|[-+*/^=<>≤≥≠−–·×⋅∙÷≡_&])"
    rf"|(?P<after>[⁰¹²³⁴-⁹⁺⁻ⁿ!′]+|\||‖|°[CF](?![A-Za-z]))|(?P<before>[√∛∑Σ∏∫∞½¼¾])|(?P<other>\S)"
)
_STOPS: Final = frozenset(
    [
        "where",
        "with",
        "for",
        "in",
        "if",
        "is",
        "are",
        "and",
        "as",
        "when",
        "while",
        "which",
        "the",
        "of",
        "by",
        "to",
        "from",
        "at",
        "on",
        "or",
        "per",
        "so",
        "then",
        "than",
        "that",
        "using",
        "giving",
        "hence",
        "holds",
        "must",
        "be",
        "otherwise",
        "else",
        "via",
        "after",
        "before",
        "over",
        "under",
        "between",
    ]
)
_CONDITIONS: Final = frozenset({"if", "when", "for", "otherwise", "else", "where"})
_APPLIED: Final = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan"}
    | {"ln", "log", "log10", "log2", "exp", "sqrt"}
)
"""Functions that people write before their argument without brackets, and that are no English words."""


class _Piece(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def equation_spans(text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Start and end of every equation in a line, chains of equals signs taken together."""
    pieces = [
        _Piece(str(found.lastgroup), found.group(), found.start(), found.end())
        for found in _PIECE.finditer(text)
    ]
    number = 0
    while number < len(pieces):
        if pieces[number].text not in {"=", "≡"}:
            number += 1
            continue
        first = _leftwards(pieces, number, names)
        last = _rightwards(pieces, number, names)
        if first < number < last:
            yield pieces[first].start, pieces[last].end
        number = max(last, number) + 1


def is_symbol(word: str, names: frozenset[str]) -> bool:
    """Whether a word looks like a quantity and not like English."""
    if word in names:
        return True
    bare = word.rstrip("'′\u0302\u0303\u0304\u0305°⁰⊖⦵‡½")
    if len(bare) == 1:
        return bare.isalpha()
    if bare in GREEK_NAMES or bare in {"pi", "hbar"} or re.fullmatch(r"d[A-Za-z]", bare):
        return True
    if any(c in GREEK or c in SUBSCRIPTS for c in bare) or re.search(r"\d", bare):
        return True
    if "_" in bare.strip("_"):
        return True
    if 1 < len(bare) <= 4 and bare.lower() not in _STOPS and all(letter in names for letter in bare):
        return True  # `kT`, `mgh`: quantities that run together
    return len(bare) <= 3 and bare[0].isupper() and bare.lower() not in _STOPS and bare not in {"The", "For"}


def _leftwards(pieces: list[_Piece], sign: int, names: frozenset[str]) -> int:
    """The first piece of what stands to the left of an equals sign."""
    at = sign
    expects_value = True
    depth = 0
    while at > 0:
        piece = pieces[at - 1]
        if piece.kind == "close":
            if not expects_value and depth == 0:
                break
            depth += 1
        elif piece.kind == "open":
            depth -= 1
            if depth < 0:
                break
            # What opens after a name without a blank is its arguments.
            touches = (
                at >= 2 and pieces[at - 2].end == piece.start and pieces[at - 2].kind in {"word", "command"}
            )
            expects_value = depth == 0 and touches
            at -= 1
            continue
        elif piece.kind == "sign":
            if depth == 0 and (expects_value or piece.text in {"=", "<", ">", "<=", ">="}):
                break
            expects_value = True
        elif piece.kind in {"number", "word", "command", "before"}:
            if depth == 0:
                is_word = piece.kind == "word" and not (
                    is_symbol(piece.text, names) or piece.text in FUNCTIONS
                )
                joins = expects_value or _may_join(piece, pieces[at], names)
                if at == sign and piece.kind == "word" and piece.text.lower() not in _STOPS:
                    is_word = False  # what stands before the sign is its left side, whatever its name
                if _is_head(pieces, at, sign) and piece.text.lower() not in _STOPS:
                    is_word = False  # `logistic(x) = …` defines it, whatever its name
                is_article = at != sign and piece.text in {"a", "A", "I"} and piece.text not in names
                if is_word or not joins or is_article:
                    break
            expects_value = False
        elif piece.kind == "after":
            pass
        elif depth == 0:
            break
        at -= 1
    while at < sign and pieces[at].kind == "sign" and pieces[at].text not in {"-", "−"}:
        at += 1
    return at


def _is_head(pieces: list[_Piece], at: int, sign: int) -> bool:
    """Whether the word before `at` has all that stands before the equals sign as its arguments."""
    if pieces[at].kind != "open" or pieces[at].text != "(" or pieces[at].start != pieces[at - 1].end:
        return False
    return pieces[sign - 1].text == ")" and not any(
        p.kind in {"open", "close"} for p in pieces[at + 1 : sign - 1]
    )


def _may_join(piece: _Piece, following: _Piece, names: frozenset[str]) -> bool:
    """Whether two things stand side by side as a product: `p V = …`, `2 a = …`, `k_B T = …`."""
    if following.kind in {"open", "after"} or piece.kind == "command" or following.kind == "command":
        return True
    if piece.kind == "number":
        return True
    if piece.text in _APPLIED and following.kind in {"word", "before", "number"}:
        return True  # `sin θ = …`
    short = len(piece.text) == 1 or "_" in piece.text or piece.text[0] in GREEK
    return short and piece.text in names and following.kind == "word" and following.text in names


def _rightwards(pieces: list[_Piece], sign: int, names: frozenset[str]) -> int:
    """The last piece of what stands to the right of an equals sign."""
    at = sign
    complete = sign
    after_value = False
    depth = 0
    while at + 1 < len(pieces):
        piece, number = pieces[at + 1], at + 1
        if piece.kind == "open":
            if piece.text == "(" and after_value and depth == 0 and _is_remark(pieces, number, names):
                break
            depth += 1
            after_value = False
        elif piece.kind == "close":
            depth -= 1
            if depth < 0:
                break
            after_value = True
        elif piece.kind == "sign":
            if depth == 0 and piece.text in {"<", ">", "<=", ">=", "≤", "≥", "≠", "!=", "=="}:
                break
            if (
                depth == 0
                and piece.text in {"-", "–", "*"}
                and after_value
                and _is_dash(pieces, number, names)
            ):
                break
            after_value = False
        elif piece.kind == "word":
            if piece.text.lower() in _STOPS and piece.text not in names:
                break
            known = is_symbol(piece.text, names) or _is_unit_of_number(pieces, number, depth, names)
            applied = piece.text in FUNCTIONS or (
                number + 1 < len(pieces)
                and pieces[number + 1].kind == "open"
                and pieces[number + 1].start == piece.end
            )
            if after_value and not known and not applied:
                break
            if after_value and depth == 0 and piece.start - pieces[at].end > 1:
                break  # a wide gap parts the equation from a remark
            if after_value and _is_article(pieces, number, names):
                break
            after_value = True
        elif piece.kind in {"number", "after"}:
            after_value = True
        elif piece.kind in {"command", "before"}:
            after_value = piece.text == "∞" or piece.text[1:] in GREEK_NAMES
        elif (piece.text == "," and depth > 0) or (piece.text == ";" and depth > 0):
            after_value = False
        else:
            break
        at = number
        if depth == 0 and after_value:
            complete = at
    return complete


def _is_remark(pieces: list[_Piece], opening: int, names: frozenset[str]) -> bool:
    """Whether brackets after a value hold a remark: `(h: Planck constant)`, `(Eq. 3)`, `(in K)`."""
    depth = 0
    words = 0
    for piece in pieces[opening:]:
        depth += (piece.kind == "open") - (piece.kind == "close")
        if depth == 0:
            break
        if piece.text in {":", "="} or piece.text.lower() in {"eq", "eqn", "equation", "ref"}:
            return True
        words += piece.kind == "word" and not is_symbol(piece.text, names) and piece.text not in FUNCTIONS
        if piece.kind == "word" and piece.text.lower() in _STOPS and piece.text not in names:
            return True
    return words > 1 or (
        words == 1
        and depth == 0
        and opening + 2 < len(pieces)
        and pieces[opening + 2].kind == "close"
        and pieces[opening].start > pieces[opening - 1].end
    )


def _is_unit_of_number(pieces: list[_Piece], number: int, depth: int, names: frozenset[str]) -> bool:
    """Whether a word within brackets is the unit of the number before it: `log10(d / 10 pc)`."""
    before = pieces[number - 1] if number else None
    return (
        depth > 0
        and before is not None
        and before.kind == "number"
        and pieces[number].text in LITERAL_UNITS - names
        and pieces[number].start - before.end <= 1
    )


def _is_article(pieces: list[_Piece], number: int, names: frozenset[str]) -> bool:
    """Whether `a`, `A` or `I` begins words that go on, and is no quantity."""
    if pieces[number].text not in {"a", "A", "I"} or pieces[number].text in names:
        return False
    following = pieces[number + 1] if number + 1 < len(pieces) else None
    return (
        following is not None
        and following.kind == "word"
        and not is_symbol(following.text, names)
        and following.text not in FUNCTIONS
    )


def _is_dash(pieces: list[_Piece], number: int, names: frozenset[str]) -> bool:
    """Whether a stroke parts two thoughts: words follow it that are no quantities."""
    following = [p for p in pieces[number + 1 : number + 3] if p.kind == "word"]
    if len(following) == 2 and following[1].text in _CONDITIONS:
        return False  # `sigma = E * eps   if eps < eps_y`
    return len(following) == 2 and not any(is_symbol(p.text, names) or p.text in FUNCTIONS for p in following)
