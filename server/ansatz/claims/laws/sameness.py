"""Laws of sameness: the same call gives the same, arguments stay, whole numbers count as numbers."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ..inputs.standins import is_standin, standin
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
    agree,
    equal,
    find,
    find_all,
    floats,
    generators,
    is_array,
    is_number,
    one_call_each,
    reals,
    sentence_at,
    span_of,
)

_CHANGES: Final = (
    r"\b(in[- ]?place|overwrit\w+|mutat\w+|updates? (the|its|x|a|an)\b|modif(y|ies|ied)|fills? the|"
    r"shuffles?|sorts? the|appends?|replaces? (the|specified|all) (elements|entries|values)|"
    r"set(s)? the (value|element)|"
    r"out parameter|work(ing)? array|clobber\w*|destroy\w*|consum\w+)"
)
_CHANCE: Final = (
    r"\b(random\w*|stochastic\w*|sampl(e|es|ing) from|monte[- ]carlo|bootstrap\w*|shuffl\w+|"
    r"noise|noisy|rng|seed|"
    r"simulat\w+|realis\w+|realiz\w+|draws?|drawn|permutation test|resampl\w+|jitter|"
    r"current time|now|unique id|"
    r"counter|cache|state of|temporary)\b"
)


def updated(spec: Spec) -> frozenset[str]:
    """Arguments that the text returns under their own name: whether a copy is meant, it does not say."""
    return frozenset(p.name for p in spec.parameters) & {r.name or "" for r in spec.results}


def _is_denied(spec: Spec, match: re.Match[str]) -> bool:
    """`are not modified`, `without overwriting`: words of change that rule it out."""
    before = spec.text[max(0, match.start() - 24) : match.start()]
    return (
        re.search(r"(\b(not|never|without|nor|nothing is)|n't)\s+(be\s+|being\s+)?(\w+ly\s+)?$", before)
        is not None
    )


def _unchanged_stated(spec: Spec, model: InputModel) -> list[Stated]:
    relation = HasProperty("unchanged")
    if any(not _is_denied(spec, match) for match in find_all(spec, _CHANGES)) or updated(spec):
        return []
    return [Stated(relation, "it leaves its arguments as they are")]


def _all_runs(_relation: HasProperty, ground: Ground) -> list[Case]:
    runs = [r for r in (*ground.runs[:5], *ground.runs[-2:]) if not _may_change(r.drawn.arguments)]
    return one_call_each(runs)


def _may_change(arguments: Arguments) -> bool:
    """Whether an argument allows it: `copy_x=False`, `overwrite_a=True`."""
    return any(
        (value is False and re.match(r"copy(_|$)", name))
        or (value is True and re.match(r"(overwrite|in_?place)(_|$)", name))
        for name, value in arguments.items()
    )


def _unchanged(_relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    seen = results[0]
    if seen.parts is None:
        return Open(seen.problem)
    if seen.changed:
        names = ", ".join(f"`{name}`" for name in seen.changed)
        return Broken("arguments as they were", f"{names} changed by the call")
    return Held()


UNCHANGED: Final = Law("unchanged", _unchanged_stated, _all_runs, _unchanged, breaks=1)


def _is_random(spec: Spec, model: InputModel) -> bool:
    named = {"seed", "random_state", "rng", "random_seed"}
    return bool(generators(model)) or any(i.name in named for i in model.inputs)


def _repeatable_stated(spec: Spec, model: InputModel) -> list[Stated]:
    if _is_random(spec, model):
        text = "the same generator state or seed gives the same result"
        found = find(spec, r"\b(rng|seed|generator|random_state)\b")
        return [Stated(HasProperty("repeatable"), text, span_of(found))]
    if find(spec, _CHANCE):
        return []
    return [Stated(HasProperty("repeatable"), "the same arguments give the same result")]


def _repeatable_cases(_relation: HasProperty, ground: Ground) -> list[Case]:
    runs = [r for r in ground.runs if r.drawn.style in {"plain", "small"}][:4]
    others = [r.drawn.arguments for r in runs]
    out: list[Case] = []
    for number, run in enumerate(runs):
        other = others[(number + 1) % len(others)]
        # Another call in between shows state that is carried from call to call.
        out.append(Case((dict(run.drawn.arguments), dict(other), dict(run.drawn.arguments)), run))
    return out


def _repeatable(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    if results[0].parts is None or results[2].parts is None:
        return Open(results[0].problem or results[2].problem)
    flipped = [
        a.shape == b.shape and agree(np.abs(a), np.abs(b), 1e-6)
        for a, b in zip(results[0].parts, results[2].parts, strict=False)
        if a.dtype.kind in "fc" and b.dtype.kind in "fc"
    ]
    if len(flipped) == len(results[0].parts) and all(flipped):
        # The sign of an eigenvector is nobody's choice; iterative solvers start from chance.
        return Held()
    return equal(relation, results[0], results[2], " as in the first call", at=2, rtol=1e-6)


REPEATABLE: Final = Law("repeatable", _repeatable_stated, _repeatable_cases, _repeatable, breaks=1)


def _fresh_stated(spec: Spec, model: InputModel) -> list[Stated]:
    found = find(
        spec,
        r"\b(fresh|new|unpredictable|OS entropy|operating system'?s? entropy|unseeded|non-?deterministic)\b",
    )
    if found is None or not re.search(r"none|default_rng|seed|generator", sentence_at(spec, found), re.I):
        return []
    optional = [i for i in generators(model) if i.default == "None"]
    text = "without a generator every call draws anew"
    return [Stated(HasProperty("fresh", (i.name,)), text, span_of(found)) for i in optional[:1]]


def _fresh_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    runs = sorted(
        ground.plain(9), key=lambda r: -sum(np.size(np.asarray(v)) for v in r.drawn.arguments.values())
    )[:2]
    out: list[Case] = []
    for run in runs:
        given = {k: v for k, v in run.drawn.arguments.items() if k != name}
        seeded: list[Arguments] = [{**given, name: standin("generator", 11 * n + 3)} for n in range(6)]
        out.append(Case((*seeded, *[dict(given) for _ in range(6)]), run))
    return out


def _fresh(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    def distinct(some: Sequence[Seen]) -> int:
        firsts: list[Seen] = []
        for one in some:
            if not any(isinstance(equal(relation, one, f), Held) for f in firsts):
                firsts.append(one)
        return len(firsts)

    if any(s.parts is None for s in results):
        return Open("a call gave nothing")
    if distinct(results[:6]) < 6:
        return Open("seeds make too little difference")
    if distinct(results[6:]) == 1:
        return Broken("results that differ", "the same result six times", at=6)
    return Held()


FRESH: Final = Law("fresh", _fresh_stated, _fresh_cases, _fresh)


def _whole_stated(spec: Spec, model: InputModel) -> list[Stated]:
    # What is updated where it lies keeps the kind of number that the caller chose.
    names = tuple(
        i.name
        for i in reals(model)
        if not re.search(r"dtype|image|mask|label", i.name) and i.name not in updated(spec)
    )
    if not names or find(
        spec, r"\b(dtype|integer (input|arguments?|arrays?) (is|are)|int(eger)?s? (vs|versus))\b"
    ):
        return []
    return [
        Stated(HasProperty("whole", names), "whole numbers as integers or as floats are the same numbers")
    ]


def _whole_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    out: list[Case] = []
    # What gives another value each time says nothing of how its numbers are written.
    if not all(run.is_steady for run in ground.runs):
        return out
    for run in [r for r in ground.runs if r.drawn.style in {"whole", "arrays", "mixed", "plain"}][:6]:
        ints, reals_ = dict(run.drawn.arguments), dict(run.drawn.arguments)
        moved = False
        for name in relation.parameters:
            value = run.drawn.arguments.get(name)
            bounds = next(i.bounds for i in ground.model.inputs if i.name == name)
            if is_standin(value) or not (is_number(value) or is_array(value)):
                continue
            rounded = np.round(floats(value))
            is_same = np.array_equal(rounded, floats(value))
            low, high = bounds.low, bounds.high
            fits = (low is None or rounded.min(initial=np.inf) > low) and (
                high is None or rounded.max(initial=-np.inf) < high
            )
            if not is_same and (run.drawn.style == "plain" or not fits or _is_tied(ground, name)):
                continue
            if rounded.size == 0 or np.abs(rounded).max() > 1e6 or not np.isfinite(rounded).all():
                continue
            whole = rounded.astype(np.int64)
            ints[name] = whole.tolist() if isinstance(value, int | float | list) else whole
            reals_[name] = rounded.tolist() if isinstance(value, int | float | list) else rounded
            moved = True
        if moved:
            out.append(Case((reals_, ints), run))
    return out


def _is_tied(ground: Ground, name: str) -> bool:
    """Rounding would break what ties the argument to others."""
    found = ground.model.input(name)
    return (
        found is None
        or bool(found.traits - {"any sign"})
        or any(name in (o.left, o.right) for o in ground.model.orders)
    )


_LARGEST_WHOLE: Final = 2.0**53


def _whole(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    if results[1].parts is None and results[0].parts is not None:
        return Open(results[1].problem)
    if any(
        np.abs(part).max(initial=0.0) > _LARGEST_WHOLE
        for part in results[0].parts or ()
        if part.dtype.kind == "f"
    ):
        return Open("the result is larger than whole numbers of a computer go")
    return equal(relation, results[0], results[1], " as for the same numbers written as floats")


WHOLE: Final = Law("whole", _whole_stated, _whole_cases, _whole)
LAWS: Final = (UNCHANGED, REPEATABLE, FRESH, WHOLE)
