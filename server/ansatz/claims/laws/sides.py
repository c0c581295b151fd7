"""Laws of values that the text bounds on one side, or puts in an order: `never above k`, `increasing`."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ..formula_text import formula_in, mentions, values_of
from ..returned import Arguments, Array, Seen
from .law import Broken, Case, Finding, Ground, Held, Law, Open, Stated, floats, one_call_each, parts_for, say
from .speaking import passages, place_of

_TERM: Final = (
    r"[`*$]*(?P<term>(?:(?:max|min)\([\w., ]+\)|[A-Za-z0-9_.+*/^()-]+)(?: ?(?:\*\*|[*/^+-]) "
    r"?[A-Za-z0-9_.()]+)*?)[`*$]*(?=[.,;:)](?!\d)|$)"
)
_MOST: Final = (
    r"at most|never (?:above|exceeds?|larger than|greater than|more than|bigger than)|(?:does not|"
    r"cannot|can't) exceed|"
    r"(?:not|no) (?:larger|greater|more|bigger|higher) than"
)
_LEAST: Final = (
    r"at least|never (?:below|smaller than|less than|under)|(?:not|no) (?:smaller|less|"
    r"lower) than|never falls below"
)
_DOUBT: Final = re.compile(
    r"\b(if|when|where|unless|for|except|usually|typically|often|about|roughly|approximately|may|can|should|expected|"
    r"raises?|iterations?|digits?|order|rank|per cent|%|up to|in magnitude|absolute|length|samples|"
    r"points|entries|values of)\b",
    re.IGNORECASE,
)


def _stated(spec: Spec, model: InputModel) -> list[Stated]:
    names = frozenset(i.name for i in model.inputs if i.kind in {"number", "integer", "array"})
    out: list[Stated] = []
    for passage in (p for p in passages(spec) if p.is_entry):
        for words, side in ((_MOST, "most"), (_LEAST, "least")):
            for match in re.finditer(
                rf"(?:^|[,;:(] ?|\b(?:is|are|and|nor|always) )(?:{words}) {_TERM}",
                passage.text,
                re.IGNORECASE,
            ):
                term = match["term"]
                if _DOUBT.search(_clause(passage.text, match.start(), match.end())):
                    continue
                formula = formula_in(term, names)
                # `(k,) array, at most n` may say how many there are.
                is_count = any(mentions(term, i.name) and i.elements == "integer" for i in model.inputs)
                if formula is None or (is_count and re.search(r"\b(array|list|\(\w+,\))", passage.text)):
                    continue
                text = f"the result is at {side} {term}"
                relation = HasProperty("side", output=passage.number, words=(side, term))
                out.append(Stated(relation, text, place_of(spec, match.group())))
    return out[:3]


def _clause(text: str, start: int, end: int) -> str:
    """The words between commas around a place, with the clause in front where that sets a condition."""
    before = re.split(r"[,;:]", text[: start + 1].rstrip(",;:( "))
    after = re.split(r"[,;:]", text[end:])[0]
    is_condition = re.match(r"\s*(?:if|when|for|where|unless|with)\b", before[-1], re.IGNORECASE)
    front = before[-1] if is_condition or text[start : start + 1] not in ",;:" else ""
    return f"{front} {text[start:end]} {after}"


def _usual(_relation: HasProperty, ground: Ground) -> list[Case]:
    return one_call_each(ground.plain(8))


def _end(term: str, arguments: Arguments) -> Array | None:
    formula = formula_in(term, frozenset(n for n in arguments if mentions(term, n)))
    return None if formula is None else values_of(formula, arguments)


def _check(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    side, term = relation.words
    end = _end(term, case.calls[0])
    parts = parts_for(relation, results[0])
    if end is None or len(parts) != 1 or parts[0].size == 0 or parts[0].dtype.kind not in "iuf":
        return Open(results[0].problem or "there is nothing to compare")
    got = floats(parts[0])
    if (end.ndim and end.shape != got.shape) or not np.isfinite(end).all() or not np.isfinite(got).all():
        return Open("values can't be compared")
    over = (got - end) if side == "most" else (end - got)
    size = max(float(np.abs(end).max()), float(np.abs(got).max()), 1e-280)
    if over.max() <= 1e-7 * size:
        return Held()
    at = np.unravel_index(int(np.argmax(over)), over.shape)
    limit = np.broadcast_to(end, got.shape)[at]
    return Broken(f"at {side} {limit:.10g}", f"{got[at]:.10g}")


SIDE: Final = Law("side", _stated, _usual, _check)

_RISES: Final = (
    (r"(?:strictly |monotonically )?(?:increasing|ascending)|in (?:increasing|ascending|chronological) order|"
     r"sorted in (?:increasing|ascending) order|never decreases?|non-?decreasing|does not decrease", 1.0),
    (r"(?:strictly |monotonically )?(?:decreasing|descending)|in (?:decreasing|descending) order|"
     r"sorted in (?:decreasing|descending) order|never increases?|non-?increasing|does not increase", -1.0),
)  # fmt: skip
_OF_WHAT: Final = re.compile(
    r"\b(if|when|where|unless|except|with|by|as|function|for|usually|typically|row|rows|column|columns|per|each|"
    r"along|may|can|not necessarily|un|absolute|magnitude|modulus|importance|order of|sequence of|in "
    r"the order)\b",
    re.IGNORECASE,
)


def _runs_stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    for passage in (p for p in passages(spec) if p.is_entry):
        if re.search(r"\b(ind(?:ex|ices)|neighbou?rs?|ranks?|labels?)\b", passage.text, re.IGNORECASE):
            continue
        for clause, sign in _clauses(passage.text):
            words = ("up",) if sign > 0 else ("down",)
            text = f"the returned values go {words[0]}"
            relation = HasProperty("runs on", output=passage.number, numbers=(sign,), words=words)
            out.append(Stated(relation, text, place_of(spec, clause)))
    return list({s.relation.output: s for s in out}.values())[:2]


def _clauses(text: str) -> Iterator[tuple[str, float]]:
    """Clauses that say nothing but how the values run."""
    parts = re.split(r"[,;:]", text)
    for part in parts:
        clause = part.strip(" .")
        for pattern, sign in _RISES:
            if re.fullmatch(
                rf"(?:(?:it|they|which|that|and|is|are) )*(?:{pattern})", clause, re.IGNORECASE
            ) or (
                re.search(rf"\b(?:{pattern})$", clause, re.IGNORECASE)
                and re.match(r"[A-Za-z\[\]() /^-]+$", clause)
                and re.search(r"\b(never|sorted|in (?:in|de|a)\w+ order)\b", clause)
                and not _OF_WHAT.search(clause)
            ):
                yield clause, sign


def _runs(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    parts = parts_for(relation, results[0])
    if len(parts) != 1 or parts[0].ndim != 1 or parts[0].size < 2 or parts[0].dtype.kind not in "iuf":
        return Open(results[0].problem or "no list of numbers came back")
    values = floats(parts[0])
    if not np.isfinite(values).all():
        return Open("a value is not finite")
    steps = np.diff(values) * relation.numbers[0]
    if steps.min() >= -1e-9 * float(np.abs(values).max()):
        return Held()
    return Broken(f"values that go {relation.words[0]}", say(parts[0]))


RUNS_ON: Final = Law("runs on", _runs_stated, _usual, _runs)
LAWS: Final = (SIDE, RUNS_ON)
