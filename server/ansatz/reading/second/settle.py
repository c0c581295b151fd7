"""Tokens made ready for the parser: runs of letters become names, integrals get their body."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from .tokens import Token, Unread
from .vocabulary import Vocabulary

_CONSTANT_LETTERS = frozenset({"R", "c", "h", "G"})


def settle(tokens: Sequence[Token], vocabulary: Vocabulary, is_latex: bool) -> list[Token]:
    """Runs resolved into names: whole where declared, letter by letter where each is; integrals folded."""
    folded = fold_integrals([token for token in tokens if token.kind != "gap"])
    running = {token.index for token in folded if token.kind == "reduce" and len(token.index) == 1}
    known = vocabulary.names | _CONSTANT_LETTERS | running
    settled: list[Token] = []
    for token in folded:
        if token.kind == "run":
            settled.extend(_names(token, known, vocabulary.names))
        else:
            settled.append(token)
    for first, second in pairwise(settled):
        if first.text == "d" and first.kind == second.kind == "name" and (is_latex or not second.spaced):
            raise Unread("a d before a symbol may be a differential")
    return settled


def _names(token: Token, known: Collection[str], declared: Collection[str]) -> list[Token]:
    whole = token.text + token.sub
    names = [*token.text[:-1], token.text[-1] + token.sub]
    is_product = (
        len(token.text) > 1
        and whole not in declared
        and token.text.isalpha()
        and all(name in known or _is_element(name, known) for name in names)
    )
    if not is_product:
        return [Token("name", whole, token.start, token.end, token.spaced)]
    if names[0] == "d":
        raise Unread("a d before a symbol may be a differential")
    made: list[Token] = []
    for place, name in enumerate(names):
        start = token.start + place
        end = token.end if place == len(names) - 1 else start + 1
        made.append(Token("name", name, start, end, token.spaced and place == 0))
    return made


def _is_element(name: str, known: Collection[str]) -> bool:
    stem, _, index = name.partition("_")
    return bool(index) and stem in known and index in known


def fold_integrals(tokens: Sequence[Token]) -> list[Token]:
    """Each integral sign with what stands between it and its differential as one token."""
    if not any(token.kind == "integral" and not token.index for token in tokens):
        return list(tokens)
    place = max(n for n, token in enumerate(tokens) if token.kind == "integral" and not token.index)
    sign = tokens[place]
    if not (sign.rows[0][0] and sign.rows[1][0]):
        raise Unread("an integral without limits")
    body, variable, end = _body(tokens, place + 1)
    if not body:
        raise Unread("an integral of nothing")
    whole = Token(
        "integral", "int", sign.start, tokens[end - 1].end, sign.spaced, index=variable,
        rows=(sign.rows[0], sign.rows[1], (tuple(body),)),
    )  # fmt: skip
    return fold_integrals([*tokens[:place], whole, *tokens[end:]])


def _body(tokens: Sequence[Token], start: int) -> tuple[list[Token], str, int]:
    """The integrand, its variable, and where the integral is over."""
    depth = 0
    for place in range(start, len(tokens)):
        token = tokens[place]
        if token.kind == "open":
            depth += 1
        elif token.kind == "close":
            depth -= 1
            if depth < 0:
                raise Unread("an integral without a differential")
        found = _differential(tokens, place)
        if found is None:
            continue
        variable, length, kept = found
        before = [*tokens[start:place], *kept]
        if depth == 0:
            return before, variable, place + length
        return _inside_fraction(tokens, start, place, variable, length, kept)
    raise Unread("an integral without a differential")


def _differential(tokens: Sequence[Token], place: int) -> tuple[str, int, list[Token]] | None:
    """`dt`, `d\\theta`: the variable, how many tokens it takes, and letters glued before it."""
    token = tokens[place]
    if token.kind != "run" or (token.sub and token.text == "d"):
        return None
    if token.text == "d":
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if following is not None and following.kind in ("name", "run") and len(following.text) >= 1:
            if following.kind == "run" and len(following.text) != 1:
                return None
            return following.text + following.sub, 2, []
        return None
    if len(token.text) == 2 and token.text[0] == "d":
        return token.text[1] + token.sub, 1, []
    if len(token.text) == 3 and token.text[1] == "d" and not token.sub:
        # `t dt` without its blank.
        return token.text[2], 1, [replace(token, text=token.text[0], end=token.start + 1)]
    return None


def _inside_fraction(
    tokens: Sequence[Token], start: int, place: int, variable: str, length: int, kept: list[Token]
) -> tuple[list[Token], str, int]:
    r"""`\frac{\sin t\,dt}{t}`: the differential ends the numerator of the integrand's last fraction."""
    if place + length >= len(tokens) or tokens[place + length].kind != "close":
        raise Unread("a differential inside the integrand")
    opening = _opening(tokens, place + length)
    if opening < start or tokens[opening - 1].kind != "fraction":
        raise Unread("a differential inside the integrand")
    top = [*tokens[opening + 1 : place], *kept]
    if not top:
        top = [Token("number", "1", tokens[place].start, tokens[place].start)]
    end = _closing(tokens, place + length + 1) + 1
    rest = tokens[place + length : end]
    return [*tokens[start : opening + 1], *top, *rest], variable, end


def _opening(tokens: Sequence[Token], close: int) -> int:
    depth = 0
    for place in range(close, -1, -1):
        depth += (tokens[place].kind == "close") - (tokens[place].kind == "open")
        if depth == 0:
            return place
    raise Unread("brackets that don't match")


def _closing(tokens: Sequence[Token], opening: int) -> int:
    depth = 0
    for place in range(opening, len(tokens)):
        depth += (tokens[place].kind == "open") - (tokens[place].kind == "close")
        if depth == 0:
            return place
    raise Unread("brackets that don't match")
