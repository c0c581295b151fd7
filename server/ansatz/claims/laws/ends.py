"""Laws of ends: ranges that the arguments themselves set, limits, values at a point, the first of many."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Bounds, Spec
from ...formulas.evaluate import NotEvaluable, evaluate
from ...formulas.tree import symbols
from ..formula_text import equation_in
from ..inputs.draw import keeps
from ..inputs.standins import is_standin
from ..returned import Arguments, Seen
from .law import (
    Broken,
    Case,
    Finding,
    Ground,
    Held,
    Law,
    Open,
    Stated,
    find,
    find_all,
    floats,
    is_array,
    one_call_each,
    parts_for,
    say,
    sentence_at,
    span_of,
)
from .scaling import hidden_dimensions
from .values import results_of

_DOUBT: Final = re.compile(
    r"\b(if|when|unless|except|usually|typically|often|generally|roughly|approximately|about|expected|"
    r"for large|for small|not (?:necessarily|always)|may|can|raises?|error)\b",
    re.IGNORECASE,
)
_WORD: Final = r"[`*$]{0,3}(?P<name>[A-Za-z_]\w*)[`*$]{0,3}"
_LEAST: Final = r"(?:smallest|least|lowest|minimum|minimal)"
_MOST: Final = r"(?:largest|greatest|highest|biggest|maximum|maximal)"


def _between_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`between the smallest and the largest of the moduli`, `between min(x) and max(x)`."""
    out: list[Stated] = []
    patterns = (
        rf"\b(?:between|from) the {_LEAST} (?:and|to) (?:the )?{_MOST}(?: value| entry| element)?s? "
        rf"(?:of|in) (?:the |its )?{_WORD}(?=[\s.,;)`*]|$)",
        r"\b(?:between|from) min\((?P<name>[A-Za-z_]\w*)\) (?:and|to) max\((?P=name)\)",
    )
    for match in (m for pattern in patterns for m in find_all(spec, pattern)):
        given = model.input(match["name"])
        if given is None or given.kind != "array" or given.elements != "real" or len(results_of(spec)) > 1:
            continue
        if _DOUBT.search(sentence_at(spec, match)) or not _is_of_result(spec, match):
            continue
        text = f"the result lies between the smallest and the largest of `{given.name}`"
        out.append(Stated(HasProperty("between", (given.name,)), text, span_of(match)))
    return out[:1] or _no_new_extrema(spec, model)


def _no_new_extrema(spec: Spec, model: InputModel) -> list[Stated]:
    """`no new extrema appear`, `does not overshoot`, where there is but one array that it can speak of."""
    arrays = [i for i in model.inputs if i.kind == "array" and i.default is None]
    match = find(
        spec,
        r"\b(?:no new (?:extrema|maxima|minima|extremes?)(?: (?:appear|arise|are (?:created|introduced|"
        r"generated)))?"
        r"(?=[\s,.;])|(?:creates|introduces|generates) no new extrema|never (?:overshoots|undershoots)|"
        r"(?:does not|doesn't) (?:overshoot|undershoot))",
    )
    if match is None or len(arrays) != 1 or arrays[0].elements != "real" or len(results_of(spec)) > 1:
        return []
    if _DOUBT.search(sentence_at(spec, match)):
        return []
    text = f"the result lies between the smallest and the largest of `{arrays[0].name}`"
    return [Stated(HasProperty("between", (arrays[0].name,)), text, span_of(match))]


def _is_of_result(spec: Spec, match: re.Match[str]) -> bool:
    """Whether the words stand in what is said of the result, and not in an argument's entry."""
    near = " ".join(match.group().split())
    return any(near in " ".join(said.split()) for _, said, _ in results_of(spec))


def _plain_cases(_relation: HasProperty, ground: Ground) -> list[Case]:
    usual = [r for r in ground.runs if r.drawn.style not in {"mixed", "harsh", "gaps", "arrays"}][:8]
    return one_call_each(usual)


def _between(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    given = case.calls[0].get(relation.parameters[0])
    parts = results[0].parts
    if parts is None or len(parts) != 1 or not is_array(given) or parts[0].dtype.kind not in "iuf":
        return Open(results[0].problem or "there is nothing to compare")
    values, got = floats(given), floats(parts[0])
    if values.size == 0 or not np.isfinite(values).all() or got.size == 0 or not np.isfinite(got).all():
        return Open("a value is not finite")
    low, high = float(values.min()), float(values.max())
    slack = 1e-7 * max(abs(low), abs(high), 1e-300)
    if got.min() >= low - slack and got.max() <= high + slack:
        return Held()
    off = got.min() if got.min() < low - slack else got.max()
    return Broken(f"values from {low:.6g} to {high:.6g}", f"{off:.10g}", 0)


BETWEEN: Final = Law("between", _between_stated, _plain_cases, _between, breaks=1)


_NO_RANGE: Final = re.compile(
    r"\b(integra\w+|sum(?:s|med|mation)?|distances?|differences?|relations?|connect\w*|form(?:ed|s)?|pairs?|"
    r"vectors?|paths?|interpol\w*|conver\w*|transform\w*|maps?|correlat\w*|coordinates?|intervals?|time|lags?|"
    r"steps?|frequenc\w+ response|ind(?:ex|ices))\b",
    re.IGNORECASE,
)
"""Words with which `from a to b` is a way, a relation or a numbering, and no range of values."""


def _ranged_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`between 0 and Vmax`, `from 1 to 1 + g`: ends that numbers among the arguments give."""
    out: list[Stated] = []
    scalars = frozenset(i.name for i in model.inputs if i.kind in {"number", "integer"})
    for number, said, span in results_of(spec):
        text = " ".join(said.split())
        match = re.search(
            r"(?:^|[,;:] |\b(?:lies|lying|is|ranges?|ranging|values?|always|number) )(?:between|from) "
            r"[`*$]*(?P<a>[\w.* +/-]{1,24}?)[`*$]* (?:and|to) [`*$]*(?P<b>[\w.* +/-]{1,24}?)[`*$]*"
            r"(?=[,;)]|\.(?!\d)|$)",
            text,
        )
        if match is None or _DOUBT.search(text) or _NO_RANGE.search(text):
            continue
        ends = [_end(match[g], scalars) for g in ("a", "b")]
        if None in ends or all(re.fullmatch(r"-?[\d.]+", e or "") for e in ends):
            continue
        words = tuple(e for e in ends if e is not None)
        claim = f"the result lies between {words[0]} and {words[1]}"
        out.append(Stated(HasProperty("ranged", output=number, words=words), claim, span))
    return out


def _end(text: str, names: frozenset[str]) -> str | None:
    """An end of a range, None where it is no number or formula of numbers."""
    text = text.strip()
    equation = equation_in(f"end_ = {text}", names | {"end_"})
    return text if equation is not None and symbols(equation.right) <= names else None


def _value(text: str, arguments: Arguments) -> float | None:
    known = {
        k: float(v)
        for k, v in arguments.items()
        if isinstance(v, int | float) and not isinstance(v, bool) and not is_standin(v)
    }
    equation = equation_in(f"end_ = {text}", frozenset(known) | {"end_"})
    if equation is None:
        return None
    try:
        value = float(evaluate(equation.right, known))
    except (NotEvaluable, ValueError, KeyError, ZeroDivisionError):
        return None
    return value if np.isfinite(value) else None


def _ranged(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    low, high = (_value(w, case.calls[0]) for w in relation.words)
    parts = parts_for(relation, results[0])
    if low is None or high is None or low > high or len(parts) != 1 or parts[0].dtype.kind not in "iuf":
        return Open(results[0].problem or "the ends are not known there")
    got = floats(parts[0])
    if got.size == 0 or not np.isfinite(got).all():
        return Open("a value is not finite")
    slack = 1e-7 * max(abs(low), abs(high), 1e-300)
    if got.min() >= low - slack and got.max() <= high + slack:
        return Held()
    if case.kept:
        return Open("a number may lie outside of the range that it has")
    off = got.min() if got.min() < low - slack else got.max()
    return Broken(f"values from {low:.10g} to {high:.10g}", f"{off:.10g}", 0)


def _ranged_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    """Marked where nothing says in which range a number lies: outside of it, the result may lie anywhere."""
    compared = {side for order in ground.model.orders for side in (order.left, order.right)}
    is_open = any(
        i.kind == "number" and i.bounds == Bounds() and i.name not in compared and i.default is None
        for i in ground.model.inputs
    )
    cases = _plain_cases(relation, ground)
    return [replace(case, kept=(np.asarray([1.0]),)) for case in cases] if is_open else cases


RANGED: Final = Law("ranged", _ranged_stated, _ranged_cases, _ranged, breaks=1)

_GOES: Final = r"(?:goes|tends|approaches|converges|->|→|\\to)(?: to(?:wards)?)?"
_FAR: Final = r"(?P<to>infinity|inf|oo|∞|zero|0)"
_TARGET: Final = (
    r"[`*$]*(?P<value>[\w.][\w.* +/-]{0,20}?)[`*$]*(?=[,;)]|\.(?!\d)|\s*$|\s*\n| (?:and|as|for|when)\b)"
)


def _limit_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`as T goes to infinity Z goes to 1 + g`, `tends to 1 for x -> 0`."""
    if len(results_of(spec)) > 1:
        return []
    scalars = frozenset(i.name for i in model.inputs if i.kind in {"number", "integer"})
    named = {r.symbol or r.name or "it" for r in spec.results}
    names = named | {"it", "the result", "the value", "the returned value"}
    subject = rf"(?:{'|'.join(re.escape(n) for n in sorted(names))})"
    patterns = (
        rf"\b(?:as|for|when) {_WORD} {_GOES} {_FAR},? {subject} {_GOES} {_TARGET}",
        rf"\b{subject} {_GOES} {_TARGET} (?:as|for|when) {_WORD} {_GOES} {_FAR}(?!\w)",
    )
    out: list[Stated] = []
    for match in (m for pattern in patterns for m in find_all(spec, pattern)):
        given = model.input(match["name"])
        value = _end(match["value"], scalars)
        if given is None or given.kind != "number" or given.elements != "real" or value is None:
            continue
        is_far = match["to"].lower() not in {"zero", "0"}
        inside = given.bounds.high is None if is_far else given.bounds.low in {None, 0.0}
        if not inside:
            continue
        words = (value, "far" if is_far else "zero")
        text = f"it goes to {value} as `{given.name}` goes to {'infinity' if is_far else 'zero'}"
        out.append(Stated(HasProperty("limit", (given.name,), words=words), text, span_of(match)))
    return out[:2]


def _limit_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    factors = (1e3, 1e5, 1e7) if relation.words[1] == "far" else (1e-3, 1e-5, 1e-7)
    unit = next((p.unit for p in ground.spec.parameters if p.name == name), None)
    if unit is not None and not unit.dimension.is_one and hidden_dimensions(ground.module) != []:
        # What is large is measured by constants of nature, and may lie anywhere.
        return []
    out: list[Case] = []
    for run in ground.ordinary(3):
        value = run.drawn.arguments[name]
        if isinstance(value, int | float) and value > 0:
            calls = tuple({**run.drawn.arguments, name: float(value) * f} for f in factors)
            if all(keeps(ground.model, c) for c in calls):
                out.append(Case(calls, run))
    return out


def _limit(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    want = _value(relation.words[0], case.calls[-1])
    if want is None or any(s.parts is None or len(s.parts) != 1 or s.parts[0].size != 1 for s in results):
        return Open("a call gave no single number")
    one, other, last = (float(floats(s.parts[0]).ravel()[0]) for s in results if s.parts)
    base = case.base.seen.parts if case.base else None
    usual = float(floats(base[0]).ravel()[0]) if base and base[0].size == 1 else float("nan")
    if not np.isfinite([one, other, last, usual]).all():
        return Open("a value is not finite")
    size = max(abs(want), abs(last), 1e-12)
    if abs(usual - last) <= 1e-3 * size:
        return Open("it does not move there")
    if abs(last - want) <= 1e-2 * size or abs(last - want) < 0.5 * abs(other - want):
        return Held() if abs(last - want) <= 1e-2 * size else Open("it is still on its way")
    if abs(last - other) > 1e-3 * size and abs(last - want) < abs(one - want):
        return Open("it is still on its way")
    return Broken(f"about {want:.6g}", f"{last:.10g}", len(results) - 1)


LIMIT: Final = Law("limit", _limit_stated, _limit_cases, _limit)

_NUMBERS: Final = {"zero": 0.0, "one": 1.0, "unity": 1.0}


def _number(text: str) -> float:
    return _NUMBERS[text.lower()] if text.lower() in _NUMBERS else float(text)


def _at_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`0 for k = 0`, `equals 1 at t = 0`, in what is said of the result."""
    out: list[Stated] = []
    for number, said, span in results_of(spec):
        text = " ".join(said.split())
        for match in re.finditer(
            r"(?:^|[,:;.] |\b(?:is|equals|gives|and|be) )(?P<v>-?\d+(?:\.\d+)?|zero|one|unity) "
            r"(?:for|at|where|when|if) [`*$]*(?P<name>[A-Za-z_]\w*)[`*$]* ?(?:==?|is|equals) ?"
            r"(?P<at>-?\d+(?:\.\d+)?|zero|one)(?![\w^*/(])(?!\.\d)",
            text,
        ):
            given = model.input(match["name"])
            rest = text[match.end() :][:24]
            if (
                given is None
                or given.kind not in {"number", "integer"}
                or re.match(r"\s*(and|or|,? but)\b", rest)
            ):
                continue
            value, at = _number(match["v"]), _number(match["at"])
            low, high = given.bounds.low, given.bounds.high
            if (low is not None and at < low) or (high is not None and at > high):
                continue
            claim = f"it is {value:g} where {given.name} = {at:g}"
            out.append(Stated(HasProperty("at", (given.name,), number, (at, value)), claim, span))
    return out[:3]


def _at_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name, at = relation.parameters[0], relation.numbers[0]
    out: list[Case] = []
    for run in ground.ordinary(3):
        value: float | int = int(at) if isinstance(run.drawn.arguments[name], int) and at == int(at) else at
        out.append(Case(({**run.drawn.arguments, name: value},), run))
    return out


def _at(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    parts = parts_for(relation, results[0])
    if len(parts) != 1 or parts[0].size == 0 or parts[0].dtype.kind not in "iufc":
        return Open(results[0].problem or "no number came back")
    want, usual = relation.numbers[1], case.base.seen.parts if case.base else None
    base = usual[relation.output or 0] if usual and len(usual) > (relation.output or 0) else parts[0]
    size = max(abs(want), float(np.max(np.abs(base), initial=0.0)))
    if not np.isfinite(size):
        return Open("a value is not finite")
    if np.isfinite(parts[0]).all() and np.abs(parts[0] - want).max() <= 1e-7 * max(size, 1e-12):
        return Held()
    return Broken(f"{want:g}", say(parts[0]), 0)


AT: Final = Law("at", _at_stated, _at_cases, _at)


def _begins_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`The first value is 0`, `the lag-0 value is 1`."""
    out: list[Stated] = []
    for match in find_all(
        spec,
        r"\b(?:the )?(?:first (?:value|entry|element)|lag[- ](?:0|zero) value|value at lag (?:0|zero)) "
        r"(?:is|equals) (?:always |then )?[`*]*(?P<v>zero|one|unity|-?\d+(?:\.\d+)?)(?![\w*/^+])(?!\.\d)",
    ):
        sentence = spec.text[match.start() : match.end() + 40]
        if len(results_of(spec)) <= 1 and not _DOUBT.search(sentence):
            value = _number(match["v"])
            claim = f"the first of the returned values is {value:g}"
            out.append(Stated(HasProperty("begins", numbers=(value,)), claim, span_of(match)))
    return out[:1]


def _begins(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    parts = results[0].parts
    if (
        parts is None
        or len(parts) != 1
        or parts[0].ndim != 1
        or parts[0].size < 2
        or parts[0].dtype.kind not in "iuf"
    ):
        return Open(results[0].problem or "no list of numbers came back")
    got, want = float(parts[0][0]), relation.numbers[0]
    if not np.isfinite(got):
        return Open("the first value is not finite")
    size = max(abs(want), float(np.max(np.abs(parts[0][np.isfinite(parts[0])]), initial=0.0)))
    return Held() if abs(got - want) <= 1e-7 * size else Broken(f"{want:g} first", f"{got:.10g}", 0)


BEGINS: Final = Law("begins", _begins_stated, _plain_cases, _begins)
LAWS: Final = (BETWEEN, RANGED, LIMIT, AT, BEGINS)
