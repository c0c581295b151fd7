"""One piece of plain mathematics as equations, with the condition of its case."""

import itertools
import re
from collections.abc import Iterator

from ..core.formula import Compare, Equation
from ..core.text import Span
from ..formulas.build import build_relation
from ..formulas.plain import plain_tokens
from ..formulas.symbols import FUNCTIONS
from ..formulas.tokens import NotRead, Vocabulary
from .conditions import alternatives, is_otherwise, mentioned
from .found import NOTHING, Found
from .left_sides import definition_head, gives_a_value
from .regions import Region


def plain_equations(
    text: str, span: Span, piece: Region, words: Vocabulary, before: Found | None
) -> Iterator[Found]:
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
    head, parameters, rest = definition_head(body, "plain", words)
    if _is_prose(body, words.names):
        raise NotRead("prose")
    sides, notes = build_relation(plain_tokens(rest, words))
    if head is not None:
        sides = [head, *sides]
    if len(sides) < 2 or gives_a_value(sides):
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


def _is_prose(text: str, names: frozenset[str]) -> bool:
    """Two words in a row that are neither names nor functions."""
    pieces = re.findall(r"[A-Za-zͰ-Ͽµ_][\w]*|[^\sA-Za-z]", text)
    odd = [
        w.isalpha() and w.isascii() and len(w) > 2 and w not in names and w not in FUNCTIONS for w in pieces
    ]
    return any(a and b for a, b in itertools.pairwise(odd))
