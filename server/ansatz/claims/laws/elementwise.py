"""Laws of arrays: element by element, row by row, and in any order of what is evaluated."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import Input, InputModel
from ...core.spec import Spec
from ..inputs.draw import keeps
from ..returned import Arguments, Array, Seen
from . import indifferent
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
    parts_for,
    sentence_at,
    span_of,
)

_OPEN: Final = (
    r"\b(scalars?|numbers?|floats?)\b[^.;]{0,25}\bor\b[^.;]{0,30}\b(arrays?|ndarrays?)|may be (an )?arrays?|"
    r"array[_-]?like|arrays? (of them|allowed)|scalar or|or arrays? of"
)
_WIDE: Final = re.IGNORECASE | re.DOTALL
_KEEPS_SHAPE: Final = (
    r"\b(same|the) shape (as|of)|shaped like|same (size|length) as|element[- ]?wise|vectori[sz]ed over"
)


def _elementwise_stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    chance = find(spec, r"\b(random\w*|stochastic\w*|noise|noisy|monte[- ]carlo)\b")
    if chance or any(i.kind == "generator" or i.name in {"seed", "random_state"} for i in model.inputs):
        return []
    for i in model.inputs:
        if not i.elementwise or i.kind != "number":
            continue
        found = find(spec, rf"(?<!\w){re.escape(i.name)}\b[^.;]{{0,160}}?({_OPEN})") or find(spec, _OPEN)
        keeps = find(spec, _KEEPS_SHAPE)
        said = _one_thing(spec, model)
        words = ("shape",) if keeps else ()
        text = f"an array of `{i.name}` gives for each element what the element alone gives"
        plain = bool(
            re.search(r"\b(scalars?|numbers?|floats?)\b.{0,25}\bor\b|may be", sentence_of(spec, found))
        )
        # An array may also be one thing of several parts (band edges): the result has to be said to follow.
        follows = bool(keeps) or bool(find(spec, rf"\breturns?\b.{{0,160}}?({_OPEN})", _WIDE))
        stated = said and plain and follows and not _is_one_each(spec, i)
        out.append(Stated(HasProperty("elementwise", (i.name,), words=words), text, span_of(found), stated))
    return out


def sentence_of(spec: Spec, found: "re.Match[str] | None") -> str:
    """The sentence of a match, empty without one."""
    return "" if found is None else sentence_at(spec, found)


def _is_one_each(spec: Spec, given: Input) -> bool:
    """`a number, or one for each axis`: an array of the argument is one thing of several parts."""
    own = next((" ".join(p.description.split()) for p in spec.parameters if p.name == given.name), "")
    things = (
        r"(axis|axes|dimensions?|coefficients?|variables?|features?|components?|parameters?|columns?|rows?|"
        r"channels?|samples?|observations?|directions?|layers?|species|bins?|groups?|sites?|nodes?|bodies|masses)"
    )
    return re.search(rf"\b(each|every|all|per)( of)?( the)? {things}\b", own, re.IGNORECASE) is not None


def _one_thing(spec: Spec, model: InputModel) -> bool:
    """Whether nothing in the text reduces over the elements or runs along them."""
    del model
    return not find(
        spec,
        r"\b(mean over|sum over the (array|elements)|total of|cumulative|normali[sz]ed (to|by)"
        r" (the|its) (max|sum)|"
        r"trajectory|time series|sequence|interpolat|aggregate|reduce|initial value|histogram|statistic)\w*|"
        r"\b(divided by|minus|relative to|less|subtract\w*|deviations? from) (their|its|the) (own )?(mean|"
        r"median|sum|total|average|largest|smallest|maximum|minimum|first|last)\b|"
        r"\b(softmax|z-?scores?|ranks? of the)\b|"
        r"\bstandardi[sz]ed (values|data|scores)\b|\b(sum|add)s? (up )?to (one|1)\b",
    ) or bool(find(spec, r"\b(where to evaluate|evaluation points?|query points?|points? to evaluate)\b"))


def _elementwise_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    rng = ground.rng()
    out: list[Case] = []
    for run in [
        r for r in ground.runs if r.drawn.style in {"plain", "whole", "wide", "small"} and r.is_steady
    ][:6]:
        value = run.drawn.arguments[name]
        pool = [
            r.drawn.arguments[name] for r in ground.runs if np.ndim(np.asarray(r.drawn.arguments[name])) == 0
        ]
        scalars = [float(v) for v in [value, *pool] if isinstance(v, int | float)]
        kept = [v for v in dict.fromkeys(scalars) if _fits(ground, run, name, v)][:5]
        if len(kept) < 2:
            continue
        if run.drawn.style == "whole":
            kept = [v for v in kept if v == round(v)]
            if len(kept) < 2:
                continue
        others = {k: v for k, v in run.drawn.arguments.items() if k != name}
        if any(
            isinstance(v, np.ndarray) and ground.model.input(k) in _spread(ground) for k, v in others.items()
        ):
            continue
        column = np.asarray(kept)
        if find(ground.spec, r"\b(increasing|ascending|sorted|monotonic\w*)\b"):
            column = np.sort(column)
        else:
            rng.shuffle(column)
        singles = [{**others, name: float(v)} for v in column]
        arrays: list[Arguments] = [{**others, name: column}, {**others, name: column[:1]}]
        if "shape" in relation.words and len(column) >= 4:
            arrays.append({**others, name: column[:4].reshape(2, 2)})
        out.append(Case((*singles, *arrays), run, (column,)))
    return out


def _spread(ground: Ground) -> list[Input | None]:
    return [i for i in ground.model.inputs if i.elementwise]


def _fits(ground: Ground, run: Run, name: str, value: float) -> bool:
    return keeps(ground.model, {**run.drawn.arguments, name: value})


def _elementwise(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    count = len(case.kept[0])
    singles, arrays = results[:count], results[count:]
    if any(s.parts is None for s in singles):
        return Open("a call with a number gave nothing")
    firsts = [parts_for(relation, s) for s in singles]
    # An ordinary function of a number gives numbers; where it gives arrays the axes are not ours to know.
    if any(p.size != 1 for parts in firsts for p in parts):
        return Open("a number gives an array")
    if "shape" in relation.words and any(p.ndim for parts in firsts for p in parts):
        return Broken("a number for a number", f"shape {firsts[0][0].shape}", at=0)
    wanted = [(case.kept[0].shape, count), ((1,), 1), ((2, 2), 4)]
    for number, got in enumerate(arrays):
        shape, used = wanted[number]
        at = count + number
        if got.parts is None:
            # Nested shapes may be refused, a plain array that the text allows may not.
            if number == 0 and got.was_reached:
                return Broken("a value for an array", got.problem, at)
            continue
        for place, have in enumerate(parts_for(relation, got)):
            want = np.asarray([floats(firsts[n][place]).ravel()[0] for n in range(used)])
            if have.size == used and (have.shape == shape or number < 2):
                want = want.reshape(have.shape)
            else:
                want = want.reshape(shape)
            if not agree(want, have):
                expected, found = first_difference(want, have)
                return Broken(f"{expected}, as for each element alone", found, at)
            if number == 2 and have.shape != shape:
                return Broken(f"shape {shape}", f"shape {have.shape}", at)
    return Held()


ELEMENTWISE: Final = Law("elementwise", _elementwise_stated, _elementwise_cases, _elementwise)


def _rows_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """Arguments of shape `(..., 3)`, `(n_frames, 3)` for single `(3,)`, or rows taken one by one."""
    out: list[Stated] = []
    leading = [i.name for i in model.inputs if i.leads]
    if leading:
        said = find(
            spec, r"\(\s*(\.\.\.|…)\s*,|whole (trajectory|series|stack|batch)|single (points?|vectors?)"
        )
        alone = find(
            spec,
            r"\b(averag\w+|mean|histogram|total|sum(med)?|pairs?|cent(re|er) of)"
            r"\b over the (frames|trajectory|points)",
        )
        if said and not alone:
            text = f"rows of {_listed(leading)} are computed one by one"
            out.append(Stated(HasProperty("rows", tuple(leading)), text, span_of(said)))
    for match in find_all(spec, r"\bat the (rows|points|positions) (of )?[`*]*(?P<name>[A-Za-z_]\w*)"):
        i = model.input(match["name"])
        if i is not None and i.kind == "array" and len(i.dims) == 2 and isinstance(i.dims[0], str):
            text = f"rows of `{i.name}` are computed one by one"
            out.append(Stated(HasProperty("rows", (i.name,)), text, span_of(match)))
    return out


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{n}`" for n in names)


def _rows_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    out: list[Case] = []
    for run in [r for r in ground.runs if r.drawn.style in {"plain", "wide"} and r.is_steady][:3]:
        arrays = [run.drawn.arguments[n] for n in relation.parameters]
        counts = {len(a) for a in arrays if isinstance(a, np.ndarray) and a.ndim >= 2}
        if len(counts) != 1 or len(arrays) != len(
            [a for a in arrays if isinstance(a, np.ndarray) and a.ndim >= 2]
        ):
            continue
        count = counts.pop()
        leads = all((i := ground.model.input(n)) is not None and i.leads for n in relation.parameters)
        calls: list[Arguments] = [dict(run.drawn.arguments)]
        for row in range(min(count, 4)):
            pick = row if leads else slice(row, row + 1)
            calls.append(
                {
                    **run.drawn.arguments,
                    **{n: np.asarray(run.drawn.arguments[n])[pick] for n in relation.parameters},
                }
            )
        out.append(Case(tuple(calls), run))
    return out


def _rows(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    whole = results[0]
    if whole.parts is None:
        return Open(whole.problem)
    decided = False
    for row, got in enumerate(results[1:]):
        if got.parts is None:
            continue
        for all_rows, have in zip(parts_for(relation, whole), parts_for(relation, got), strict=False):
            if all_rows.ndim == 0 or len(all_rows) <= row:
                return Broken("a value for every row", f"shape {all_rows.shape}", at=0)
            want: Array = all_rows[row]
            if have.size == want.size:
                have = have.reshape(want.shape)
            decided = True
            if not agree(have, want):
                expected, found = first_difference(have, want)
                return Broken(f"{expected}, as for row {row} alone", f"{found} in row {row}", at=0)
    return Held() if decided else Open("single rows gave nothing")


ROWS: Final = Law("rows", _rows_stated, _rows_cases, _rows)


def _reordered_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`nodes … in any order`: the tied arrays may be reordered together."""
    out: list[Stated] = []
    pattern = (
        r"\b(in )?any order\b|\bneed not be (sorted|ordered|in order)\b|"
        r"\border (of the \w+ )?(does not|doesn't|is not) (matter|relevant)|"
        r"\bnot (necessarily )?sorted\b|\bunordered\b|\bunsorted\b"
    )
    for match in find_all(spec, pattern):
        before = spec.text[: match.start()]
        said = re.split(r"\n\s*\n|[.;]\s", before)[-1] + match.group()
        named = [i for i in model.inputs if re.search(rf"(?<!\w){re.escape(i.name)}(?!\w)", said)]
        # A kind of variable ("unordered discrete") is no order of the values.
        kind = re.match(
            r"\s+(discrete|categor\w*|factors?|variables?|data|graph|pairs?|set)\b", spec.text[match.end() :]
        )
        if not named or kind or re.search(r"\b(listed|keep|axes)\b", said):
            continue
        i = named[-1] if len(named) > 1 and "\n" in said else named[0]
        if i.kind != "array" or len(i.dims) != 1:
            continue
        tied = tuple(j.name for j in model.inputs if j.kind == "array" and i.dims[0] in j.dims)
        if len(tied) < 2 or any(len(j.dims) != 1 for j in model.inputs if j.name in tied):
            continue
        text = f"reordering {_listed(tied)} together changes nothing but the order"
        out.append(Stated(HasProperty("reordered", tied), text, span_of(match)))
    return out[:1] or indifferent.orders(spec, model)


def _reordered_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    rng = ground.rng()
    out: list[Case] = []
    for run in ground.ordinary(12):
        arrays = [np.asarray(run.drawn.arguments[n]) for n in relation.parameters]
        if len({len(a) for a in arrays}) != 1 or len(arrays[0]) < 3 or len(out) >= 6:
            continue
        for order in (np.arange(len(arrays[0]))[::-1], rng.permutation(len(arrays[0]))):
            moved = {
                n: a[np.ix_(order, order)] if _is_square(ground, n) else a[order]
                for n, a in zip(relation.parameters, arrays, strict=True)
            }
            out.append(Case((dict(run.drawn.arguments), {**run.drawn.arguments, **moved}), run, (order,)))
    return out


def _is_square(ground: Ground, name: str) -> bool:
    """Whether both axes of a matrix run over the same things."""
    given = ground.model.input(name)
    return given is not None and len(given.dims) == 2 and given.dims[0] == given.dims[1]


def _reordered(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    one, other = results
    if one.parts is None or other.parts is None:
        return Open(one.problem or other.problem)
    order = case.kept[0]
    for a, b in zip(parts_for(relation, one), parts_for(relation, other), strict=False):
        if agree(a, b) or any(agree(np.take(a, order, axis), b) for axis in _axes(a, len(order))):
            continue
        if a.ndim == 2 and a.shape == (len(order),) * 2 and agree(a[np.ix_(order, order)], b):
            continue
        want, got = first_difference(a, b)
        return Broken(f"{want} in whichever order", got, at=1)
    return Held()


def _axes(array: Array, length: int) -> list[int]:
    return [axis for axis, size in enumerate(array.shape) if size == length]


REORDERED: Final = Law("reordered", _reordered_stated, _reordered_cases, _reordered)
LAWS: Final = (ELEMENTWISE, ROWS, REORDERED)
