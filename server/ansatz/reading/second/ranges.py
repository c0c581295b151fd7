"""For which values an equation is said to hold, where running text says so after it."""

import re
from collections.abc import Sequence

from ansatz.core.formula import Compare, Constant, Formula, Negate, Number, Symbol

from . import latex, plain
from .expression import conditions as conditions_of
from .passages import Passage
from .quantities import symbol
from .tokens import Unread
from .trees import symbols
from .vocabulary import Vocabulary

_LEAD = re.compile(r"\s*,?\s*(?:and\s+)?(?:which\s+is\s+|is\s+)?(?:defined\s+|valid\s+|given\s+|holds\s+)?"
                   r"(?:only\s+)?(?:for|where|if|when|with|whenever)\b")  # fmt: skip
_SENTENCE_END = re.compile(r"\.(?=\s|$)|\n[ \t]*\n")
_SET = re.compile(
    r"^(?P<what>[^\\]+|\\[a-z]+)\\in\s*\\\{\s*(?P<low>[^,]+),(?:.*,)?\s*(?:\\[lc]?dots|\.\.\.)\s*,\s*(?P<high>.+?)\s*\\\}$",
    re.S,
)
_INTERVAL = re.compile(
    r"^(?P<what>[^\\]+|\\[a-z]+)\\in\s*(?:\\left)?(?P<open>[\[(])\s*(?P<low>[^,;]+)[,;]\s*(?P<high>.+?)\s*(?:\\right)?"
    r"(?P<close>[\])])$",
    re.S,
)
_LIST = re.compile(
    r"^(?P<what>\w+|\\[a-z]+)\s*=\s*(?P<low>-?\w+)\s*,(?:.*,)?\s*(?:\\[lc]?dots|\.{2,3})\s*,\s*(?P<high>.+)$",
    re.S,
)

_COMPARISON = re.compile(r"[<>≤≥]|\\(?:le|ge|lt|gt|leq|geq)(?![a-zA-Z])")

Alternatives = tuple[tuple[Compare, ...], ...]


def after(docstring: str, end: int, passages: Sequence[Passage]) -> tuple[str, list[Passage]]:
    """The sentence that goes on after `end`, and the mathematics in it."""
    text = docstring[end:]
    lead = re.match(r"\s*", text)
    start = end + (lead.end() if lead else 0)
    stop = _SENTENCE_END.search(docstring, start)
    close = stop.start() if stop else len(docstring)
    inside = [p for p in passages if p.start >= start and p.outer[1] <= close and p.style != "display"]
    cut = next((p.outer[0] for p in passages if p.style == "display" and start <= p.outer[0] < close), close)
    return docstring[start:cut], [p for p in inside if p.outer[1] <= cut]


def stated(docstring: str, end: int, passages: Sequence[Passage], vocabulary: Vocabulary) -> Alternatives:
    """Conditions between several quantities that the sentence after an equation gives; () for none.

    Ranges of one quantity alone are the argument's own, and not repeated here. Each alternative is a
    set of conditions that hold together. Raises `Unread` where the sentence is more involved.
    """
    sentence, inside = after(docstring, end, passages)
    if not _LEAD.match(sentence) or re.search(r"\.\s*$", docstring[max(0, end - 8) : end]):
        return ()
    begin = end + len(docstring[end:]) - len(docstring[end:].lstrip())
    pairs: list[tuple[tuple[Compare, ...], tuple[Compare, ...]]] = []
    common: list[Compare] = []
    previous: tuple[Compare, ...] | None = None
    place = begin
    for passage in inside:
        between = docstring[place : passage.outer[0]].strip().lower()
        place = passage.outer[1]
        found = _conditions(passage, vocabulary)
        if found is None:
            previous = None
            continue
        if previous is not None and between.endswith("if"):
            pairs.append((previous, found))
            previous = None
            continue
        if previous is not None:
            common.extend(previous)
        previous = found
    if previous is not None:
        common.extend(previous)
    if re.search(r"not (?:both )?(?:equal to )?(?:0|zero)\b|non-?zero", sentence, re.IGNORECASE):
        names = [symbol(p.text, is_latex=p.is_latex) for p in inside]
        common.extend(Compare("!=", Symbol(name), Number("0")) for name in names if name)
    elif not common and re.match(r"\s*,?\s*(?:if|when|whenever)\b", sentence, re.IGNORECASE):
        raise Unread("a condition in words")
    shared = tuple(c for c in common if _is_coupled(c) or c.sign == "!=")
    if not pairs:
        return (shared,) if shared else ()
    if len(pairs) == 1:
        raise Unread("a range that holds under a condition")
    return tuple((*shared, *first, *second) for first, second in pairs)


def support(
    docstring: str, end: int, passages: Sequence[Passage], vocabulary: Vocabulary, variable: str
) -> tuple[Formula, Formula] | None:
    """The least and greatest value of a variable that the sentence after an equation gives.

    `(-∞, ∞)` where it is said to be any real number; None where nothing plain is said.
    """
    sentence, inside = after(docstring, end, passages)
    if re.search(r"\bif\b|\ball\b", sentence):
        return None
    low: list[Formula] = []
    high: list[Formula] = []
    is_real = False
    place = end + len(docstring[end:]) - len(docstring[end:].lstrip())
    for passage in inside:
        between = docstring[place : passage.outer[0]]
        behind = docstring[passage.outer[1] : passage.outer[1] + 24]
        place = passage.outer[1]
        if symbol(passage.text, is_latex=passage.is_latex) == variable:
            is_real = is_real or bool(
                re.search(r"\breal(?: numbers?)?\s*$", between) or re.match(r"\s+is (?:a|any) real", behind)
            )
        conditions = _conditions(passage, vocabulary) or ()
        is_list = "," in passage.text and any(Symbol(variable) in (c.left, c.right) for c in conditions)
        if is_list and not all(_COMPARISON.search(part) for part in passage.text.split(",")):
            return None  # `for all x, c > 0` may mean every x
        for compare in conditions:
            if compare.sign in ("<", "<=") and compare.right == Symbol(variable):
                low.append(compare.left)
            elif compare.sign in (">", ">=") and compare.left == Symbol(variable):
                low.append(compare.right)
            elif compare.sign in ("<", "<=") and compare.left == Symbol(variable):
                high.append(compare.right)
            elif compare.sign in (">", ">=") and compare.right == Symbol(variable):
                high.append(compare.left)
    if len(low) > 1 or len(high) > 1 or not (low or high or is_real):
        return None
    infinite: Formula = Constant("inf")
    return (low[0] if low else Negate(infinite)), (high[0] if high else infinite)


def _is_coupled(compare: Compare) -> bool:
    return len({*symbols(compare.left), *symbols(compare.right)}) > 1


def _conditions(passage: Passage, vocabulary: Vocabulary) -> tuple[Compare, ...] | None:
    """The comparisons that a piece of mathematics makes; None where it is none."""
    text = passage.text.strip().rstrip(",.")
    if passage.is_latex:
        text = comparable(text)
    if not re.search(r"[<>≤≥≠]|\\(?:le|ge|lt|gt|leq|geq|ne|neq)(?![a-zA-Z])", text):
        return None
    scanner = latex if passage.is_latex else plain
    try:
        tokens = scanner.scan(text, passage.start, vocabulary.names, vocabulary.specials)
        return conditions_of(tokens, vocabulary, passage.is_latex)
    except Unread:
        return None


def comparable(text: str) -> str:
    r"""Membership written as comparison: `k \in \{0, 1, \dots, n\}` as `0 \le k \le n`."""
    if found := _SET.match(text) or _LIST.match(text):
        return rf"{found['low']} \le {found['what']} \le {found['high']}"
    if found := _INTERVAL.match(text):
        below = r"\le" if found["open"] == "[" else "<"
        above = r"\le" if found["close"] == "]" else "<"
        return f"{found['low']} {below} {found['what']} {above} {found['high']}"
    return text
