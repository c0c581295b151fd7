"""One piece of LaTeX as equations, with its cases and ranges."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..core.formula import Branch, Equation, Formula, Number, Piecewise, Symbol
from ..core.text import Span
from ..formulas.build import build_relation
from ..formulas.latex import latex_tokens
from ..formulas.symbols import FUNCTIONS
from ..formulas.tokens import NotRead, Vocabulary
from .conditions import alternatives, counted, is_otherwise, mentioned
from .found import NOTHING, Found
from .left_sides import definition_head, gives_a_value
from .pieces import ARRAY, CASES, WORDED, equals_at_top
from .regions import Region


def latex_equations(text: str, span: Span, piece: Region, words: Vocabulary) -> Iterator[Found]:
    """The equations that one piece of LaTeX holds, or the ranges that it states."""
    # A row break that was joined to a sign is nothing but white space.
    plain = re.sub(r"\\\\(?:\[[^\]]*\])?(?=\s*&?\s*[=+-])", "  ", _as_cases(text))
    plain = re.sub(r":=", " =", re.sub(r"\\\\(?=[A-Za-z])", r"\\", plain))
    comparisons = mentioned(plain, "latex", words)
    if comparisons and (not equals_at_top(plain) or counted(plain, "latex", words)):
        yield Found(NOTHING, span, text, (), range=tuple(comparisons))
        return
    if not equals_at_top(plain):
        if piece.kind != "display":
            return
        sides, notes = build_relation(latex_tokens(plain, words))
        if not isinstance(sides[0], Symbol | Number):
            yield Found(Equation(Symbol(""), sides[0]), span, text, notes)
        return
    head, parameters, rest = definition_head(plain, "latex", words)
    right, notes = _right_sides(rest, words)
    left = [head] if head is not None else []
    sides = [*left, *right]
    if len(sides) < 2 or gives_a_value(sides):
        return
    for one in sides[1:]:
        yield Found(Equation(sides[0], one), span, text, notes, parameters=parameters)


def _as_cases(text: str) -> str:
    return ARRAY.sub(lambda m: r"\begin{cases}" + m.group(1) + r"\end{cases}", text)


def _right_sides(text: str, words: Vocabulary) -> tuple[list[Formula], tuple[str, ...]]:
    head = re.match(
        r"\s*&?\s*(?:\\(?:mathrm|text|mathit|operatorname)\s*\{\s*)?([A-Za-z]{2,12})\s*\}?\s*&?=", text
    )
    if head and head.group(1) not in FUNCTIONS:
        words = replace(words, names=words.names | {head.group(1)})
    cases = CASES.search(text)
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
        worded = WORDED.search(row) or re.search(r"\\q?quad|\\(?:text|mbox)\s*\{\s*(?:otherwise|else)", row)
        if worded is None:
            raise NotRead("a case without a condition")
        value_text, condition_text = row[: worded.start()], row[worded.start() :]
    condition_text = re.sub(r"\\q?quad(?![A-Za-z])|&", " ", condition_text)
    value, notes = build_relation(latex_tokens(f"y = {value_text.strip().rstrip(',')}", words))
    if is_otherwise(condition_text):
        return [Branch(value[1], ())], notes
    return [Branch(value[1], c) for c in alternatives(condition_text, "latex", words)], notes
