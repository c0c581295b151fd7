"""Laws of edges: values at stated limits are limits, what must not be is refused, gaps are left out."""

import re
from collections.abc import Sequence
from typing import Final, Literal

import numpy as np

from ...core.claim import HasProperty
from ...core.formula import Symbol
from ...core.inputs import InputModel, Order
from ...core.spec import Spec
from ...formulas.evaluate import NotEvaluable, evaluate
from ..inputs.draw import keeps
from ..inputs.orders import chains
from ..inputs.standins import Argument
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
    equal,
    find,
    find_all,
    floats,
    is_number,
    parts_for,
    say,
    sentence_at,
    span_of,
)
from .speaking import place_of

_ERRORS: Final = r"(?P<error>[A-Z]\w*(?:Error|Exception))"
_STEPS: Final = (1e-2, 2e-2, 4e-2)


def _refused_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`ValueError if x < 0`, `ValueError unless n >= 1 and 0 <= l < n`."""
    names = frozenset(i.name for i in model.inputs)
    out: list[Stated] = []
    for match in find_all(
        spec,
        rf"\b{_ERRORS}(\s*:)? (is raised )?(if|when|unless|for) (?P<when>[^;]{{3,160}}?)"
        rf"(?=[.;](\s|$)|\n\s*\n|\n\s*\w+ : |$)",
        0,
    ):
        word = re.search(r"(if|when|unless|for)\s", match.group())
        is_unless = bool(word and word.group(1) == "unless")
        when = match["when"]
        found = [order for orders, _ in chains(when, names) for order in orders]
        # Anything between the comparisons but "and" and "or" is a condition that was not understood.
        rest = re.sub(
            r"[A-Za-z_]\w*\s*(?:[<>]=?|≤|≥)\s*[-\w.]+(?:\s*(?:[<>]=?|≤|≥)\s*[-\w.]+)?|"
            r"-?\d[\d.]*\s*(?:[<>]=?|≤|≥)\s*\w+(?:\s*(?:[<>]=?|≤|≥)\s*\w+)?",
            " ",
            when.replace("`", ""),
        )
        rest = re.sub(r"\b(and|or|is|the|not met|either|any of)\b|[\s,()\n$\\]", "", rest)
        if not found or rest or (not is_unless and re.search(r"\band\b", when)):
            continue
        broken = [_turned(o) for o in found] if is_unless else found
        for order in broken:
            text = f"{match['error']} where {order.left} {order.sign} {order.right}"
            words = (match["error"], str(order.left), order.sign, str(order.right))
            out.append(Stated(HasProperty("refused", words=words), text, span_of(match)))
    return [*out, *_lonely(spec, model)]


def _lonely(spec: Spec, model: InputModel) -> list[Stated]:
    """`ValueError if n is given without m`: one optional argument needs the other."""
    out: list[Stated] = []
    for match in find_all(
        spec,
        rf"\b{_ERRORS}(\s*:)? (is raised )?(if|when) [`*]*(?P<one>[A-Za-z_]\w*)[`*]* is (given|passed) "
        r"without [`*]*(?P<other>[A-Za-z_]\w*)[`*]*(?=[.,;\s]|$)",
    ):
        given = [model.input(match[g]) for g in ("one", "other")]
        if any(i is None or i.default != "None" for i in given):
            continue
        words = (match["error"], match["one"], "without", match["other"])
        text = f"{match['error']} where {match['one']} is given without {match['other']}"
        out.append(Stated(HasProperty("refused", words=words), text, span_of(match)))
    return out[:2]


def _turned(order: Order) -> Order:
    opposite: dict[str, Literal["<", "<=", ">", ">="]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
    return Order(order.left, opposite[order.sign], order.right)


def _refused_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    _, left, sign, right = relation.words
    out: list[Case] = []
    for run in ground.ordinary(3):
        given = run.drawn.arguments
        if sign == "without":
            if left in given and right in given:
                out.append(Case(({k: v for k, v in given.items() if k != right},), run))
            continue
        moved = _violating(ground, given, left, sign, right)
        if moved is not None:
            out.append(Case((moved,), run))
    return out


def _violating(ground: Ground, given: Arguments, left: str, sign: str, right: str) -> Arguments | None:
    """Arguments with one of the two sides moved so that the comparison holds."""
    model = ground.model
    for name, other, towards in (
        (left, right, sign),
        (right, left, {"<": ">", "<=": ">=", ">": "<", ">=": "<="}[sign]),
    ):
        i = model.input(name)
        if i is None or not is_number(given.get(name)):
            continue
        edge = given.get(other) if model.input(other) is not None else _number(other)
        if not isinstance(edge, int | float):
            continue
        shift = 1 if i.kind == "integer" else 0.5
        value = edge + (shift if towards in {">", ">="} else -shift)
        # Exactly at the edge is the hardest case that the text decides.
        if towards in {"<=", ">="} and i.kind == "integer":
            value = edge
        return {**given, name: int(value) if i.kind == "integer" else float(value)}
    return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _refused(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    seen = results[0]
    if not seen.was_reached:
        return Open(seen.problem)
    if seen.kind:
        return Held() if seen.kind.split(".")[-1] == relation.words[0] else Open(f"{seen.kind} instead")
    got = say(seen.parts[0]) if seen.parts else seen.problem
    return Broken(relation.words[0], got, 0)


REFUSED: Final = Law("refused", _refused_stated, _refused_cases, _refused, breaks=1)


def _edge_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """A closed end of a stated range, `x = 0 must work`: there the value is the limit from inside."""
    out: list[Stated] = []
    for i in model.inputs:
        is_list = i.kind == "array" and len(i.dims) == 1 and not i.traits - {"any sign"} and not i.as_list
        if (i.kind != "number" and not is_list) or i.elements != "real":
            continue
        # An argument that others are limited by or measured against has no end of its own.
        said = find(
            spec,
            rf"(?<!\w)[`$\\(]*{re.escape(i.name)}[`$]*\s*(>=|≥|\\geq?\b)\s*(?P<v>\d+(\.\d+)?)(?!\w|\.\d)",
        ) or find(spec, rf"(?<![\w.])(?P<v>0|\d+(\.\d+)?)\s*(<=|≤|\\leq?\b)\s*[`$]*{re.escape(i.name)}(?!\w)")
        # `c = 0, which is not allowed` and `for c = 0 it would stand still` let nothing in.
        plainly = r"(?:(?!\b(?:not|never|no|nor|cannot|would)\b|n't\b| : )[^.;])"
        works = find(
            spec,
            rf"\b{re.escape(i.name)} ?=+ ?(?P<v>0|\d+(\.\d+)?)\b{plainly}{{0,90}}?"
            r"\b(must work|is allowed|allowed|works?|included|valid)\b",
        )
        found = works or said
        if found is None:
            out.extend(_end_of_entry(spec, i.name))
            continue
        value = float(found["v"])
        sentence = sentence_at(spec, found)
        if works is None and re.search(
            r"\b(raise\w*|error|invalid|if|when|where|while|for which|unless)\b", sentence, re.I
        ):
            continue
        text = f"at {i.name} = {value:g} it has the value that it approaches"
        words = ("works",) if works else ()
        out.append(
            Stated(HasProperty("edge", (i.name,), numbers=(value,), words=words), text, span_of(found))
        )
    return out


def _end_of_entry(spec: Spec, name: str) -> list[Stated]:
    """`q : (m,) array, momentum transfer, >= 0`: the end of a range in an argument's own entry."""
    said = next((" ".join(p.description.split()) for p in spec.parameters if p.name == name), "")
    found = re.search(
        r"(?:^|[,;.\])] ?|\b(?:float|array|array_like) )(?:>=|≥) "
        r"?(?P<v>\d+(?:\.\d+)?)(?=[.,;)]|$)",
        said,
    )
    if found is None or re.search(
        r"\b(raise\w*|error|invalid|if|when|where|while|unless|length|"
        r"size)\b",
        said,
        re.I,
    ):
        return []
    value = float(found["v"])
    text = f"at {name} = {value:g} it has the value that it approaches"
    return [Stated(HasProperty("edge", (name,), numbers=(value,)), text, place_of(spec, said[:60]))]


def _edge_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name, at = relation.parameters[0], relation.numbers[0]
    out: list[Case] = []
    for run in ground.ordinary(3):
        value = run.drawn.arguments[name]
        if not is_number(value) and not (isinstance(value, np.ndarray) and value.ndim == 1 and value.size):
            continue
        first = float(floats(value).ravel()[0])
        if abs(first - at) < 1e-9:
            continue
        calls = tuple(
            {**run.drawn.arguments, name: _at_first(value, v)}
            for v in (at, *(at + (first - at) * h for h in _STEPS))
        )
        if all(keeps(ground.model, c) for c in calls[1:]):
            out.append(Case(calls, run))
    return out


def _at_first(value: "Argument", number: float) -> "Argument":
    """A number, or an array with another number in front."""
    if not isinstance(value, np.ndarray):
        return number
    moved = floats(value).copy()
    moved[0] = number
    return moved


def _edge(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    """The value is compared with the limit only where the values nearby have settled.

    A finite value that jumps is left alone where the text says no more than a range: there are
    quantities with a jump at zero (a nugget, a threshold).
    """
    at, near = results[0], results[1:]
    base = case.base.seen if case.base else near[0]
    if any(s.parts is None for s in near):
        return Open("nearby values are missing")
    for number, first in enumerate(parts_for(relation, near[0])):
        rows = [floats(parts_for(relation, s)[number]) for s in near]
        if (
            any(r.shape != rows[0].shape or r.dtype.kind == "c" or not np.isfinite(r).all() for r in rows)
            or first.size == 0
        ):
            return Open("nearby values are not finite")
        limit = 2 * rows[0] - rows[1]
        ordinary = [np.abs(floats(p)).max(initial=0) for p in parts_for(relation, base)[number : number + 1]]
        size = max(float(np.abs(rows[0]).max()), *(float(v) for v in ordinary if np.isfinite(v)), 1e-300)
        if np.abs(limit - (2 * rows[1] - rows[2])).max() > 0.02 * size:
            return Open("nearby values have not settled")
        if at.parts is None:
            is_decided = at.was_reached and (at.kind == "ZeroDivisionError" or "works" in relation.words)
            return Broken(f"about {say(limit)}", at.problem, 0) if is_decided else Open(at.problem)
        got = floats(parts_for(relation, at)[number])
        if got.shape != limit.shape:
            return Open("another shape at the end of the range")
        if np.isnan(got).any():
            return Broken(f"about {say(limit)}", say(got), 0)
        if "works" in relation.words and np.abs(np.nan_to_num(got) - limit).max() > 0.25 * size:
            return Broken(f"about {say(limit)}", say(got), 0)
    return Held()


EDGE: Final = Law("edge", _edge_stated, _edge_cases, _edge)


def _meeting_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`ka == k is allowed, take the limit`."""
    out: list[Stated] = []
    pattern = (
        r"[`*]*(?P<a>[A-Za-z_]\w*)[`*]* (==?|equal to|equals) [`*]*(?P<b>[A-Za-z_]\w*)[`*]* (is |"
        r"are )?(allowed|permitted|possible|must work|may occur|can occur|take the limit|works?)"
    )
    for match in find_all(spec, pattern):
        a, b = match["a"], match["b"]
        if model.input(a) is None:
            a, b = b, a
        given = model.input(a)
        if given is None or given.kind != "number" or a == b:
            continue
        if model.input(b) is None and _defined(spec, b) is None:
            continue
        text = f"where {a} = {b} it has the value that it approaches"
        out.append(Stated(HasProperty("meeting", (a,), words=(b,)), text, span_of(match)))
    for match in find_all(
        spec,
        r"\b(?:for|at|in the case|where) [`*$]*(?P<a>[A-Za-z_]\w*)[`*$]* (?:==?|equal to|->|→) "
        r"(?P<b>\d+(?:\.\d+)?) "
        r"(?:the|its|it is the|it returns the|take the|returns the|use the) (?:limit|limiting value|"
        r"continuous limit)\b",
    ):
        given = model.input(match["a"])
        if given is not None and given.kind == "number":
            text = f"where {given.name} = {match['b']} it has the value that it approaches"
            out.append(
                Stated(HasProperty("meeting", (given.name,), words=(match["b"],)), text, span_of(match))
            )
    return out


def _defined(spec: Spec, symbol: str):
    for reading in spec.readings:
        for statement in reading.statements:
            if statement.equation.left == Symbol(symbol):
                return statement.equation.right
    return None


def _value_of(spec: Spec, symbol: str, given: Arguments) -> float | None:
    if (number := _number(symbol)) is not None:
        return number
    if is_number(given.get(symbol)):
        return float(floats(given[symbol]))
    formula = _defined(spec, symbol)
    if formula is None:
        return None
    known = {k: float(v) for k, v in given.items() if isinstance(v, int | float)}
    try:
        return float(evaluate(formula, dict(known)))
    except (NotEvaluable, ValueError, KeyError, ZeroDivisionError):
        return None


def _meeting_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name, other = relation.parameters[0], relation.words[0]
    out: list[Case] = []
    for run in ground.ordinary(4):
        edge = _value_of(ground.spec, other, run.drawn.arguments)
        if edge is None or not np.isfinite(edge) or edge == 0:
            continue
        steps = (0.0, -2e-3, -1e-3, 1e-3, 2e-3)
        calls = tuple({**run.drawn.arguments, name: edge * (1 + s)} for s in steps)
        if all(keeps(ground.model, c) for c in calls):
            out.append(Case(calls, run))
    return out


def _meeting(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    at, near = results[0], results[1:]
    if any(s.parts is None for s in near):
        return Open("nearby values are missing")
    for number, _ in enumerate(parts_for(relation, near[0])):
        low2, low, high, high2 = (floats(parts_for(relation, s)[number]) for s in near)
        if not (np.isfinite(low2).all() and np.isfinite(high2).all() and low.shape == high.shape):
            return Open("nearby values are not finite")
        limit = (4 * (low + high) - (low2 + high2)) / 6
        size = max(float(np.abs(limit).max(initial=0)), 1e-300)
        if np.abs((low2 + high2) / 2 - limit).max(initial=0) > 1e-3 * size:
            return Open("nearby values have not settled")
        if at.parts is None:
            return Broken(say(limit), at.problem, 0) if at.was_reached else Open(at.problem)
        got = floats(parts_for(relation, at)[number])
        if got.shape != limit.shape:
            return Open("another shape")
        if np.isnan(got).any() or np.abs(np.nan_to_num(got) - limit).max(initial=0) > 1e-5 * size:
            return Broken(say(limit), say(got), 0)
    return Held()


MEETING: Final = Law("meeting", _meeting_stated, _meeting_cases, _meeting)


def _gaps_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`NaN … left out`: missing values change nothing."""
    found = find(
        spec,
        r"\b(nans?|missing (values|data|observations|measurements))\b[^.;]{0,90}\b(left out|"
        r"ignored|dropped|skipped|omitted|excluded|removed|disregarded)\b",
    )
    if found is None or re.search(
        r"\b(if|when|unless|optionally|not|never|should|must|may|can|could|cannot|have to|has to|"
        r"either|before\w*|avoid\w*)\b|n't\b",
        found.group(),
        re.I,
    ):
        return []
    if any(i.kind == "text" and re.search(r"nan|missing|policy", i.name) for i in model.inputs):
        # What is done with them is for the caller to say.
        return []
    if find(
        spec,
        r"\b(lags?|regularly|spacing|time series|autocorrel\w*|consecutive|trends?|spectr\w+|"
        r"differences between|"
        r"grid|image|moving|rolling|smooth\w*|gaps? (are|is) interpolated)\b",
    ):
        # Where the order counts, a missing value is a hole and not nothing.
        return []
    arrays = [i for i in model.inputs if i.kind == "array" and i.elements == "real"]
    if not arrays or any(len(i.dims) != 1 or i.traits & {"sums to one"} for i in arrays):
        return []
    near = [i for i in arrays if re.search(rf"(?<!\w){re.escape(i.name)}(?!\w)", sentence_at(spec, found))]
    chosen = near or arrays
    text = "missing values are left out"
    return [Stated(HasProperty("gaps", tuple(i.name for i in chosen)), text, span_of(found))]


def _gaps_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    out: list[Case] = []
    names = relation.parameters
    rng = ground.rng()
    tied = _tied_sets(ground.model)
    for run in ground.ordinary(3):
        for name in names:
            moved = dict(run.drawn.arguments)
            value = floats(moved[name])
            at = int(rng.integers(0, len(value) + 1))
            for other in tied[name]:
                row = floats(moved[other])
                fill = np.nan if other == name else (row[min(at, len(row) - 1)] if len(row) else 0.0)
                moved[other] = np.insert(row, at, fill)
            out.append(Case((dict(run.drawn.arguments), moved), run))
    return out


def _tied_sets(model: InputModel) -> dict[str, list[str]]:
    """For each argument those that share its first axis, itself among them."""
    arrays = [i for i in model.inputs if i.kind == "array" and i.dims]
    return {i.name: [j.name for j in arrays if j.dims[0] == i.dims[0]] for i in arrays}


def _gaps(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    one, other = results
    if one.parts is None:
        return Open(one.problem)
    if other.parts is None:
        return (
            Broken("a value, with the gap left out", other.problem, 1)
            if other.was_reached
            else Open(other.problem)
        )
    # Where results run along the gaps, their length may follow.
    if any(a.shape != b.shape for a, b in zip(one.parts, other.parts, strict=False)):
        return Open("the result runs along the gap")
    return equal(relation, one, other, " as without the gap")


GAPS: Final = Law("gaps", _gaps_stated, _gaps_cases, _gaps)


LAWS: Final = (REFUSED, EDGE, MEETING, GAPS)
