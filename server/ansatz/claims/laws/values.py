"""Laws of returned values: ranges, sums, kinds, shapes, what the first or last of them is."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Bounds, Result, Spec
from ...core.text import Span
from ..inputs.draw import length_of
from ..inputs.shapes import shapes_in
from ..returned import Array, Seen
from .law import (
    Broken,
    Case,
    Finding,
    Ground,
    Held,
    Law,
    Open,
    Run,
    Stated,
    agree,
    find,
    find_all,
    first_difference,
    floats,
    one_call_each,
    parts_for,
    say,
    span_of,
)


def results_of(spec: Spec) -> list[tuple[int | None, str, Span | None]]:
    """(number, what is said of it, place) for each returned value; one value has no number."""
    found = spec.results
    if len(found) > 1:
        return [(n, f"{r.name or ''} : {r.description}", _place(r, spec)) for n, r in enumerate(found)]
    if found:
        names = re.match(
            r"\s*\(([A-Za-z_]\w*\s*(?:\[[^\]]*\])?\s*(?:,\s*[A-Za-z_]\w*\s*(?:\[[^\]]*\])?\s*)+)\)",
            found[0].description,
        )
        if names and not _is_shape(names, found[0].description):
            parts = re.split(r",", names.group(1))
            return [(n, part.strip(), _place(found[0], spec)) for n, part in enumerate(parts)]
        return [(None, f"{found[0].name or ''} : {found[0].description}", _place(found[0], spec))]
    # To the end of its sentence, whatever it is parted by.
    said = find(spec, r"\breturns? (?P<what>[^.]+(\.(?!\s)[^.]*)*)", 0) or find(
        spec, r"\b(Returns?) (?P<what>[^.]+)", 0
    )
    return [] if said is None else [(None, said["what"], span_of(said))]


def _is_shape(names: re.Match[str], said: str) -> bool:
    """`(n, n) probabilities` is one array, `(low, high)` and `(t, y) with t in s` are two values."""
    parts = re.findall(r"[A-Za-z_]\w*", re.sub(r"\[[^\]]*\]", " ", names.group(1)))
    after = re.match(r"\s+(?P<word>[A-Za-z]\w*)", said[names.end() :])
    is_noun = after is not None and not re.match(
        r"(with|where|in|such|as|for|both|is|are|and|of|from|so|at|or)$", after["word"]
    )
    return len(set(parts)) < len(parts) or (is_noun and all(len(p) <= 2 for p in parts))


def _place(result: Result, spec: Spec) -> Span:
    return Span(result.span.start - spec.span.start, result.span.end - spec.span.start)


def single(relation: HasProperty, seen: Seen) -> tuple[Array, ...]:
    """The value that the law speaks of; none where several came back and the text does not say which."""
    parts = parts_for(relation, seen)
    return parts if relation.output is not None or len(parts) == 1 else ()


def _regular(_relation: HasProperty, ground: Ground) -> list[Case]:
    usual = [r for r in ground.runs if r.drawn.style not in {"mixed", "harsh", "gaps"}][:8]
    return one_call_each((*usual, *ground.hard()))


def _within_stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    for number, said, span in results_of(spec):
        bounds = _range_of(said)
        if bounds is None and _is_never_negative(said):
            bounds = (0.0, math.inf)
        if bounds is None:
            continue
        low, high = bounds
        text = f"the result lies between {low:g} and {high:g}"
        if math.isinf(high):
            text = "the result is never negative"
        out.append(Stated(HasProperty("within", output=number, numbers=bounds), text, span))
    return out


def _is_never_negative(said: str) -> bool:
    """Whether an entry of a result opens with words that rule out values below zero."""
    text = " ".join(said.split())[:120]
    found = re.search(
        r"\b(?:never|not) negative\b|\bnon-?negative\b|"
        r"(?:^|[,;:.] )(?:[Aa]lways |[Ss]trictly )?(?:[Pp]ositive|>= ?0)(?=[.,;)]|$)",
        text,
    )
    return found is not None and not re.search(
        r"\b(if|when|unless|for|where|integers?|indices|index|up to|log\w*|usually|typically|may|can|should|"
        r"input|matrix|operator|definite|semi-?definite|difference|part)\b",
        text,
    )


def _range_of(said: str) -> tuple[float, float] | None:
    text = " ".join(said.split())
    if re.search(
        r"\blog(arithm|it)?\b|\bln\b|score|ratio of|excess|percent|difference|"
        r"\b([Dd]eviation|[Dd]eparture|[Dd]istance) (from|of)\b|\bbefore\b|\bodds\b",
        text,
    ):
        return None
    if re.search(r"\bp[- ]?values?\b", text) and not re.search(r"\b(and|list|statistic)\b", text):
        return (0.0, 1.0)
    if re.search(r"\b(correlation coefficient|cosine similarity)\b", text) and not re.search(
        r"\band\b", text
    ):
        return (-1.0, 1.0)
    if re.search(
        r"^(?!.*\b(with|given|for|by|from|using|between|of)\b.*\bprobabilit).*"
        r"\b(probability (vector|distribution)|probabilities)\b",
        text,
    ) and not re.search(r"\band\b.*\b[a-z]+:", text):
        return (0.0, 1.0)
    found = re.search(
        r"\b(?:between|from|in|within) (-?\d+(?:\.\d+)?) (?:and|to) (-?\d+(?:\.\d+)?)"
        r"\b(?! ?(?:of\b|%|steps|samples|[*·/^]|pi\b|\\\\?pi\b|π|[A-Za-z]\b))",
        text,
    )
    if found and not re.search(r"\bif|when|unless|usually|typically|expected\b", text):
        return (float(found[1]), float(found[2]))
    found = re.search(
        r"\b(?:in|within|∈)\s*(?:the (?:interval|range) )?[\[(](-?\d+(?:\.\d+)?), ?(-?\d+(?:\.\d+)?)[\])]",
        text,
    )
    if found:
        return (float(found[1]), float(found[2]))
    return None


_MAYBE_ONE: Final = re.compile(r"\b(floats?|scalars?|numbers?)\b|^(?!.*array)")


def _within_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    """Calls whose results must keep the range, and calls on which a number may lie outside of its own.

    `Frequency of an allele` says no range, and that of the result holds on numbers from 0 to 1 alone.
    The second kind is marked and accuses nobody.
    """
    # Arrays alone are data; what may be one number is taken point by point.
    loose = {
        p.name
        for p in ground.spec.parameters
        if p.unit is None
        and re.search(
            r"\b(floats?|scalars?|numbers?)\b|^(?!.*array)", f"{p.annotation or ''} {p.description}"
        )
    }
    compared = {side for order in ground.model.orders for side in (order.left, order.right)}
    free = [
        i.name
        for i in ground.model.inputs
        if i.kind == "number" and i.bounds == Bounds() and i.name in loose and i.name not in compared
    ]
    # `array_like` alone is a sample: one number is a poor one.
    data = [
        p.name
        for p in ground.spec.parameters
        if re.search(r"array[_-]like", p.description)
        and not re.search(r"\b(float|scalar|number)s?\b", p.description)
    ]
    out: list[Case] = []
    for case in _regular(relation, ground):
        given = [floats(case.calls[0][name]) for name in free if name in case.calls[0]]
        is_open = any(a.dtype.kind == "f" and a.size and (a.min() < 0.0 or a.max() > 1.0) for a in given)
        is_open = is_open or any(isinstance(case.calls[0].get(name), int | float) for name in data)
        out.append(replace(case, kept=(np.asarray([1.0]),)) if is_open else case)
    return out


def _within(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    low, high = relation.numbers
    slack = 1e-7 * max(1.0, abs(low), abs(high) if math.isfinite(high) else 0.0)
    for part in single(relation, results[0]):
        if part.dtype.kind == "c":
            continue
        finite = floats(part)[np.isfinite(floats(part))]
        if finite.size and (finite.min() < low - slack or finite.max() > high + slack):
            off = finite.min() if finite.min() < low - slack else finite.max()
            if case.kept:
                return Open("a number may lie outside of the range that it has")
            wanted = f"values from {low:g} to {high:g}" if math.isfinite(high) else f"no value below {low:g}"
            return Broken(wanted, f"{off:.10g}", 0)
        if finite.size:
            return Held()
    return Open(results[0].problem or "nothing finite came back")


WITHIN: Final = Law("within", _within_stated, _within_cases, _within, breaks=1)


def _sums_stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    for number, said, span in results_of(spec):
        # A sum that is said of another stage ("before clipping") or under a condition binds nothing.
        text = re.sub(
            r"[^.;]*\b(?:sum|add)(?:s|ming|ing)?\b[^.;]*\b(?:before|unless|except|if|when|only|approximately|"
            r"nearly|almost|on average|in expectation|provided)\b[^.;]*",
            " ",
            " ".join(said.split()),
        )
        if re.search(r"\brows? (sum|add)s? (up )?to (one|1)", text):
            out.append(
                Stated(
                    HasProperty("sums", output=number, numbers=(1.0,), words=("rows",)),
                    "rows sum to one",
                    span,
                )
            )
        elif re.search(r"\bcolumns? (sum|add)s? (up )?to (one|1)", text):
            out.append(
                Stated(
                    HasProperty("sums", output=number, numbers=(1.0,), words=("columns",)),
                    "columns sum to one",
                    span,
                )
            )
        elif re.search(
            r"\b(probability vector|(which|that|they|entries|weights|probabilities|elements|"
            r"values) (all )?(sum|add)s? (up )?to (one|1)|summing to (one|1)|"
            r"normali[sz]ed to (unit sum|sum (one|1)))\b",
            text,
        ):
            out.append(
                Stated(
                    HasProperty("sums", output=number, numbers=(1.0,), words=("all",)),
                    "the entries sum to one",
                    span,
                )
            )
    return out


def _sums(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    decided = False
    for part in single(relation, results[0]):
        if part.ndim == 0 or (part.ndim < 2 and relation.words[0] != "all") or part.size == 0:
            continue
        axis = {"rows": -1, "columns": 0, "all": None}[relation.words[0]]
        if axis is None and part.ndim > 1:
            continue
        totals = np.asarray(floats(part).sum(axis=axis))
        if not np.isfinite(totals).all():
            continue
        decided = True
        if np.abs(totals - 1.0).max() > 1e-6:
            off = totals.ravel()[int(np.argmax(np.abs(totals.ravel() - 1.0)))]
            return Broken("a sum of 1", f"{off:.10g} ({say(part)})", 0)
    return Held() if decided else Open(results[0].problem or "there is nothing to add up")


SUMS: Final = Law("sums", _sums_stated, _regular, _sums)


def _kind_stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    for number, said, span in results_of(spec):
        text = " ".join(said.split())
        if re.search(
            r"\bas integers\b|\b(an? )?integer(-valued)? array\b|\barray of (integers|ints)\b", text[:120]
        ):
            out.append(
                Stated(
                    HasProperty("kind", output=number, words=("integer",)), "the values are integers", span
                )
            )
        elif re.search(r"\b(an? )?bool(ean)? (array|mask)\b", text[:60]):
            out.append(
                Stated(
                    HasProperty("kind", output=number, words=("boolean",)), "the values are booleans", span
                )
            )
    return out


def _kind(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    parts = single(relation, results[0])
    if not parts:
        return Open(results[0].problem)
    kind = parts[0].dtype.kind
    wanted = "iu" if relation.words[0] == "integer" else "b"
    if kind in wanted:
        return Held()
    values = floats(parts[0])
    if kind == "f" and np.isfinite(values).all() and np.array_equal(values, np.round(values)):
        # Whole numbers in an array of floats: not what is asked for, but nobody computes with it wrongly.
        return Open("whole numbers as floats")
    return Broken(f"{relation.words[0]} values", say(parts[0]), 0)


KIND: Final = Law("kind", _kind_stated, _regular, _kind)


def _shape_stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    for number, said, span in results_of(spec):
        text = " ".join(said.split())
        like = re.search(
            r"\b(?:same shape as|(?:the|of) shape of|shaped like|(?:on the )?same grid as|"
            r"array like)\s+[`*]*(?P<name>[A-Za-z_]\w*)",
            text,
        )
        given = model.input(like["name"]) if like else None
        has_condition = bool(like and re.search(r"\b(if|when|unless|except)\b", text[like.end() :][:60]))
        if like and given is not None and given.kind in {"array", "number"} and not given.as_list:
            words = ("like", given.name)
        else:
            # A shape counts where it opens the entry, not where a sentence mentions one in passing.
            shapes = [s for s in shapes_in(text[:70]) if s.dims and not s.leads]
            if not shapes or re.search(r"\bor\b|\bif\b|\bwhen\b", re.split(r"[;.](?=\s)", text[:90])[0]):
                continue
            words = ("dims", *(str(d) for d in shapes[0].dims))
        shown = f"like `{words[1]}`" if words[0] == "like" else f"({', '.join(words[1:])})"
        out.append(
            Stated(
                HasProperty("shape", output=number, words=words),
                f"the result has shape {shown}",
                span,
                not has_condition,
            )
        )
    return out


def _shape_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    out: list[Case] = []
    for run in [r for r in ground.runs if r.drawn.style in {"plain", "small", "wide", "arrays"}][:6]:
        if relation.words[0] == "like":
            shape: tuple[int, ...] | None = np.shape(np.asarray(run.drawn.arguments[relation.words[1]]))
        else:
            dims = [length_of(int(d) if d.isdigit() else d, run.drawn.sizes) for d in relation.words[1:]]
            known = [d for d in dims if d is not None]
            shape = tuple(known) if len(known) == len(dims) else None
        if shape is not None:
            kept = (np.asarray(shape, dtype=np.int64), np.asarray(_batch(ground, run), dtype=np.int64))
            out.append(Case((dict(run.drawn.arguments),), run, kept))
    return out


def _batch(ground: Ground, run: Run) -> tuple[int, ...]:
    """The axis that all arrays begin with, where each has at least two more: a text may speak of one item."""
    arrays = [i for i in ground.model.inputs if i.kind == "array" and i.name in run.drawn.arguments]
    first = {i.dims[:1] for i in arrays}
    if len(arrays) < 2 or len(first) != 1 or min(len(i.dims) for i in arrays) < 3:
        return ()
    return np.shape(np.asarray(run.drawn.arguments[arrays[0].name]))[:1]


def _shape(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    parts = single(relation, results[0])
    if not parts:
        return Open(results[0].problem)
    if relation.output is None and len(parts) != 1:
        return Open("several values came back")
    wanted = tuple(int(n) for n in case.kept[0])
    if parts[0].shape == wanted:
        return Held()
    if relation.words[0] == "like" and wanted == () and parts[0].size == 1:
        return Open("a number in an array")
    batch = tuple(int(n) for n in case.kept[1])
    if batch and parts[0].shape == (*batch, *wanted):
        return Open("the text may speak of one item of what all arrays begin with")
    return Broken(f"shape {wanted}", f"shape {parts[0].shape}", 0)


SHAPE: Final = Law("shape", _shape_stated, _shape_cases, _shape)


def _first_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`row 0 is theta0`, `the first value equals x0`, `at t = 0, where the population is n0`."""
    out: list[Stated] = []
    pattern = (
        r"\b(?P<which>row 0|first (row|entry|value|element|column)|\w+\[0\]) (is|equals|holds|=)"
        r" (the )?[`*]*(?P<name>[A-Za-z_]\w*)(?!\w|[`*]*\s?[\^*/+(\[-])"
    )
    for match in find_all(spec, pattern):
        given = model.input(match["name"])
        if given is None:
            continue
        number = _mentioned_result(spec, match)
        if number is NotImplemented:
            continue
        out.append(_first(given.name, number, match))
    opening = find(
        spec,
        r"\b(which|that|and|it) (begins?|starts?) with (the )?[`*]*(?P<name>[A-Za-z_]\w*)[`*]*(?=[.,;)\s]|$)",
    )
    if opening and model.input(opening["name"]) is not None and len(results_of(spec)) <= 1 and not out:
        out.append(_first(opening["name"], None, opening))
    start = find(
        spec, r"starts? (at|with|from) (0|zero)[^.;]{0,20}where the \w+ is [`*]*(?P<name>[A-Za-z_]\w*)"
    )
    if start and model.input(start["name"]) is not None and len(results_of(spec)) <= 1:
        out.append(_first(start["name"], None, start))
    return out


def _first(name: str, number: int | None, match: re.Match[str]) -> Stated:
    text = f"the first of the returned values is `{name}`"
    return Stated(HasProperty("first", (name,), output=number), text, span_of(match))


def _mentioned_result(spec: Spec, match: re.Match[str]) -> int | None:
    """Which result's entry a match lies in; NotImplemented where in none."""
    for number, _, span in results_of(spec):
        if span is not None and span.start <= match.start() <= span.end + 200:
            best = [n for n, _, s in results_of(spec) if s is not None and s.start <= match.start()]
            return best[-1] if best else number
    return NotImplemented


def _first_check(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    parts = single(relation, results[0])
    assert case.base is not None
    want = floats(case.base.drawn.arguments[relation.parameters[0]])
    if not parts or parts[0].ndim != want.ndim + 1 or len(parts[0]) == 0 or parts[0].dtype.kind == "c":
        return Open(results[0].problem or "the axes are not plain")
    got: Array = parts[0][0]
    if agree(want, floats(got), 1e-9):
        return Held()
    expected, found = first_difference(want, floats(got))
    return Broken(f"{expected} first", found, 0)


FIRST: Final = Law("first", _first_stated, _regular, _first_check)


def _sign_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`positive when mean(x) > mean(y)`, `positive if a > b`."""
    out: list[Stated] = []
    pattern = (
        r"\b(?P<sign>positive|negative) (when|if|where|for) [`*]*((?P<f>mean|median|sum)"
        r"\((?P<a>\w+)\)|(?P<a2>\w+))[`*]* "
        r"?(?P<rel>[<>]) ?[`*]*((?P<g>mean|median|sum)\((?P<b>\w+)\)|(?P<b2>\w+))"
    )
    for match in find_all(spec, pattern):
        a, b, f, g = match["a"] or match["a2"], match["b"] or match["b2"], match["f"], match["g"]
        inputs = (model.input(a), model.input(b))
        if f != g or None in inputs:
            continue
        numbers = [n for n, _, s in results_of(spec) if s and s.start <= match.start() <= s.end + 200]
        positive = (match["sign"].lower() == "positive") == (match["rel"] == ">")
        relation = HasProperty(
            "sign", (a, b), numbers[-1] if numbers else None, (1.0 if positive else -1.0,), (f or "",)
        )
        out.append(Stated(relation, f"the result is {' '.join(match.group().split())}", span_of(match)))
    return out[:1]


def _sign(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    parts = single(relation, results[0])
    assert case.base is not None
    a, b = (floats(case.base.drawn.arguments[n]) for n in relation.parameters)
    how = {"mean": np.mean, "median": np.median, "sum": np.sum}.get(relation.words[0])
    if how is None and (a.ndim or b.ndim):
        return Open("no numbers to compare")
    left, right = (float(how(v)) if how else float(v) for v in (a, b))
    if not parts or parts[0].size != 1 or abs(left - right) < 1e-6 * (abs(left) + abs(right)):
        return Open(results[0].problem or "no difference")
    value = float(floats(parts[0]).ravel()[0])
    want = relation.numbers[0] * (1.0 if left > right else -1.0)
    if not np.isfinite(value) or value == 0.0:
        return Open("no sign")
    return (
        Held()
        if value * want > 0
        else Broken("a positive value" if want > 0 else "a negative value", say(value), 0)
    )


SIGN: Final = Law("sign", _sign_stated, _regular, _sign)


def _balance_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`Group sizes are conserved` where `N: group sizes`: the parts of the whole add up to it."""
    out: list[Stated] = []
    for match in find_all(
        spec, r"(?P<what>[A-Za-z]+(?: [a-z]+)?) (is|are|remains?|stays?) (exactly )?conserved"
    ):
        words = match["what"].lower().split()
        stem = [re.sub(r"s$", "", w) for w in words]
        for p in spec.parameters:
            said = p.description.lower()
            given = model.input(p.name)
            if given is None or given.kind != "array" or not all(s in said for s in stem) or len(stem) < 2:
                continue
            if not find(
                spec, r"\b(compartments?|components|parts|species) in the order|order [A-Z](, ?[A-Z])+"
            ):
                continue
            text = f"{' '.join(match['what'].lower().split())} stay what `{p.name}` says"
            out.append(Stated(HasProperty("balance", (p.name,)), text, span_of(match)))
    return out[:1]


def _balance(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    assert case.base is not None
    total = floats(case.base.drawn.arguments[relation.parameters[0]])
    decided: list[str] = []
    for part in parts_for(relation, results[0]):
        if part.ndim < total.ndim + 1 or part.dtype.kind not in "iuf":
            continue
        for axis in range(part.ndim):
            summed = floats(part).sum(axis=axis)
            for place in range(summed.ndim):
                if summed.shape[place] != total.shape[0] or not np.isfinite(summed).all():
                    continue
                want = total.reshape([-1 if n == place else 1 for n in range(summed.ndim)])
                if np.all(np.abs(summed - want) <= 1e-4 * np.abs(want)):
                    return Held()
                decided.append(say(np.moveaxis(summed, place, 0)[0]))
    return Broken(f"sums of {say(total)}", decided[0], 0) if decided else Open("no such axes came back")


BALANCE: Final = Law("balance", _balance_stated, _regular, _balance)


def _matrix_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """What an operator keeps: trace, Hermiticity, positivity."""
    matrices = [i for i in model.inputs if i.kind == "array" and len(i.dims) == 2 and i.dims[0] == i.dims[1]]
    out: list[Stated] = []
    for i in matrices[:1]:
        trace = find(
            spec,
            rf"\btrace of the (result|output) is (the )?(Tr|trace)( of)?[ (]*[`*]*{i.name}\b|"
            rf"\btrace (is|stays) (preserved|conserved|kept)|\btrace[- ]preserving\b|"
            rf"\bpreserves the trace\b",
        )
        if trace:
            out.append(
                Stated(HasProperty("trace", (i.name,)), f"the trace is that of `{i.name}`", span_of(trace))
            )
        hermitian = find(
            spec,
            r"\bhermitian stays hermitian|preserves hermiticity|hermiticity is preserved|result is hermitian",
        )
        if hermitian:
            out.append(
                Stated(HasProperty("hermitian", (i.name,)), "Hermitian stays Hermitian", span_of(hermitian))
            )
    symmetric = find(spec, r"\breturns? (a |the )?symmetric (positive[- ](semi-?)?definite )?\w*\s?matrix")
    if symmetric:
        out.append(Stated(HasProperty("hermitian"), "the result is symmetric", span_of(symmetric)))
    return out


def _trace(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    assert case.base is not None
    parts = single(relation, results[0])
    if not parts or parts[0].ndim != 2 or parts[0].shape[0] != parts[0].shape[1]:
        return Open(results[0].problem or "no square matrix came back")
    given = np.asarray(case.base.drawn.arguments[relation.parameters[0]])
    want, got = np.trace(given), np.trace(parts[0])
    if not np.isfinite(got):
        return Open("the trace is not finite")
    return (
        Held()
        if abs(want - got) <= 1e-7 * np.abs(np.diag(given)).sum()
        else Broken(f"trace {say(want)}", f"trace {say(got)}", 0)
    )


def _hermitian(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    assert case.base is not None
    parts = single(relation, results[0])
    if (
        not parts
        or parts[0].ndim != 2
        or parts[0].shape[0] != parts[0].shape[1]
        or not np.isfinite(parts[0]).all()
    ):
        return Open(results[0].problem or "no square matrix came back")
    if relation.parameters:
        given = np.asarray(case.base.drawn.arguments[relation.parameters[0]])
        if not np.allclose(given, given.conj().T):
            return Open("the argument is not Hermitian")
    gap = np.abs(parts[0] - parts[0].conj().T).max()
    return Held() if gap <= 1e-7 * np.abs(parts[0]).max() else Broken("its own adjoint", say(parts[0]), 0)


TRACE: Final = Law("trace", _matrix_stated, _regular, _trace)
HERMITIAN: Final = Law("hermitian", lambda _spec, _model: [], _regular, _hermitian)


def _stationary_stated(spec: Spec, model: InputModel) -> list[Stated]:
    chains = [
        i
        for i in model.inputs
        if "rows sum to one" in i.traits and len(i.dims) == 2 and i.dims[0] == i.dims[1]
    ]
    said = find(
        spec,
        r"\b(stationary (distribution|vector|probabilit\w+)|"
        r"(probability )?vector that one more step [^.]{0,40}unchanged|"
        r"invariant distribution|equilibrium distribution of the chain)",
    )
    if said is None or len(chains) != 1 or len(model.inputs) != 1:
        return []
    return [
        Stated(
            HasProperty("stationary", (chains[0].name,)),
            f"one step of `{chains[0].name}` leaves the result unchanged",
            span_of(said),
        )
    ]


def _stationary(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    assert case.base is not None
    parts = single(relation, results[0])
    chain = floats(case.base.drawn.arguments[relation.parameters[0]])
    if not parts or parts[0].shape != (len(chain),) or not np.isfinite(parts[0]).all():
        return Open(results[0].problem or "no vector came back")
    moved = parts[0] @ chain
    return Held() if agree(parts[0], moved) else Broken(f"{say(parts[0])} after one step", say(moved), 0)


STATIONARY: Final = Law("stationary", _stationary_stated, _regular, _stationary)
LAWS: Final = (WITHIN, SUMS, KIND, SHAPE, FIRST, SIGN, BALANCE, TRACE, HERMITIAN, STATIONARY)
