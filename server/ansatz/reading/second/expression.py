"""Tokens of one side of an equation to its formula, and tokens of a range to its conditions."""

from collections.abc import Sequence

from ansatz.core.formula import Branch, Compare, ComparisonSign, Formula, Piecewise

from .parser import Parser, split
from .settle import settle
from .tokens import Token, Unread
from .vocabulary import Vocabulary

_SIGNS: dict[str, ComparisonSign] = {
    "<": "<", "<=": "<=", ">": ">", ">=": ">=", "!=": "!=", "==": "==", "=": "==",
}  # fmt: skip
_LEADS = ("if", "for", "when", "where", "with")


def parse(tokens: Sequence[Token], vocabulary: Vocabulary, is_latex: bool) -> Formula:
    """The formula that `tokens` spell, all of them. Raises `Unread` where that is not certain."""
    kept = [token for token in tokens if token.kind not in ("gap", "newline")]
    while kept and kept[-1].kind == "comma":
        kept.pop()
    if len(kept) == 1 and kept[0].kind == "cases":
        return _cases(kept[0], vocabulary)
    return Parser(settle(kept, vocabulary, is_latex), vocabulary, is_latex).whole()


def conditions(tokens: Sequence[Token], vocabulary: Vocabulary, is_latex: bool) -> tuple[Compare, ...]:
    """The comparisons that `0.1 <= Re < 1000`, `x > 0 and y > 0` or `a, b > 0` make."""
    compares: list[Compare] = []
    waiting: list[Formula] = []
    for part in split(tokens, lambda token: token.kind == "comma" or token.text == "and"):
        part = [token for token in part if token.kind != "gap"]
        if part and part[0].kind == "words" and part[0].text in _LEADS:
            part = part[1:]
        signs = [token for token in _outside(part) if token.kind == "relation"]
        if not signs:
            waiting.append(parse(part, vocabulary, is_latex))
            continue
        sides = split(part, lambda token: token.kind == "relation")
        if any(not side for side in sides):
            raise Unread("a condition that is no comparison")
        formulas = [parse(side, vocabulary, is_latex) for side in sides]
        if waiting and len(signs) > 1:
            raise Unread("a list of quantities between two limits")
        for quantity in waiting:
            compares.append(Compare(_SIGNS[signs[0].text], quantity, formulas[1]))
        waiting = []
        for number, sign in enumerate(signs):
            compares.append(Compare(_SIGNS[sign.text], formulas[number], formulas[number + 1]))
    if waiting or not compares:
        raise Unread("a condition that is no comparison")
    return tuple(compares)


def _cases(token: Token, vocabulary: Vocabulary) -> Piecewise:
    branches: list[Branch] = []
    for number, row in enumerate(token.rows):
        cells = [_trimmed(cell) for cell in row]
        if len(cells) == 1:
            parts = split(cells[0], lambda token: token.kind in ("comma", "words", "gap"))
            cells = [_trimmed(parts[0]), _trimmed(cells[0][len(parts[0]) :])]
        if len(cells) != 2 or not cells[0]:
            raise Unread("a case that is not a value and a condition")
        value = parse(cells[0], vocabulary, True)
        condition = cells[1]
        if [token.text for token in condition] in (["otherwise"], ["else"], ["elsewhere"]):
            if number != len(token.rows) - 1:
                raise Unread("cases after `otherwise`")
            branches.append(Branch(value, ()))
            continue
        branches.extend(alternatives(value, condition, vocabulary, True))
    if len(branches) < 2:
        raise Unread("a single case")
    return Piecewise(tuple(branches))


def alternatives(
    value: Formula, condition: Sequence[Token], vocabulary: Vocabulary, is_latex: bool
) -> list[Branch]:
    """One branch for each condition that `or` joins."""
    kept = [token for token in condition if token.kind != "gap"]
    if any(token.kind == "words" and token.text not in (*_LEADS, "and", "or") for token in kept):
        raise Unread("a condition in words")
    return [
        Branch(value, conditions(part, vocabulary, is_latex))
        for part in split(kept, lambda token: token.kind == "words" and token.text == "or")
    ]


def _trimmed(tokens: Sequence[Token]) -> list[Token]:
    kept = [token for token in tokens if token.kind != "gap"]
    while kept and kept[-1].kind == "comma":
        kept.pop()
    while kept and kept[0].kind == "comma":
        kept.pop(0)
    return kept


def _outside(tokens: Sequence[Token]) -> list[Token]:
    """The tokens outside all brackets."""
    depth = 0
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "close":
            depth -= 1
        if depth == 0 and token.kind not in ("open", "close"):
            kept.append(token)
        if token.kind == "open":
            depth += 1
    return kept
