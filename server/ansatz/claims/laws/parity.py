"""Laws of what is kept: parity under a change of sign, what stays constant, what is conserved."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ..inputs.draw import keeps
from ..inputs.standins import Argument
from ..returned import Array, Seen
from . import indifferent
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
    find_all,
    first_difference,
    floats,
    is_array,
    is_number,
    like,
    one_call_each,
    parts_for,
    same_parts,
    say,
    sentence_at,
    span_of,
)
from .speaking import argument_called
from .values import results_of

_DOUBT: Final = re.compile(
    r"\b(if|when|unless|except|approximately|nearly|roughly|up to|on average|in expectation|until|"
    r"should|not|only)\b",
    re.IGNORECASE,
)


def _turned(value: "Argument") -> "Argument | None":
    if is_number(value):
        return -value  # type: ignore[operator]
    return like(value, -floats(value)) if is_array(value) else None


def _parity_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    out: list[Case] = []
    for run in ground.ordinary(4):
        turned = _turned(run.drawn.arguments[name])
        if turned is None:
            continue
        moved = {**run.drawn.arguments, name: turned}
        if keeps(ground.model, moved):
            out.append(Case((dict(run.drawn.arguments), moved), run))
    return out


def _parity(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    one, other = results
    if one.parts is None or other.parts is None:
        return Open(one.problem or other.problem)
    ones = [floats(p) * relation.numbers[0] for p in parts_for(relation, one)]
    return same_parts(ones, parts_for(relation, other), " for the other sign")


PARITY: Final = Law("parity", indifferent.signs, _parity_cases, _parity)

_KEPT: Final = r"(?:is|are|stays?|remains?) (?:exactly )?(?:conserved|preserved|kept|unchanged)"


def _conserved_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`the sum of u is conserved`, `preserves the mean of x`."""
    out: list[Stated] = []
    if len(results_of(spec)) > 1:
        return []
    for pattern in (
        rf"\b(?:the )?(?P<what>sum|mean|total) of (?:the )?[`*]*(?P<name>[A-Za-z_]\w*)[`*]* {_KEPT}",
        r"\b(?:conserves|preserves|keeps|does not change) the (?P<what>sum|mean|total) of (?:the )?[`*]*"
        r"(?P<name>[A-Za-z_]\w*)[`*]*(?=[.,;:)\s]|$)",
    ):
        for match in find_all(spec, pattern):
            given = argument_called(spec, model, match["name"])
            if given is None or given.kind != "array" or _DOUBT.search(sentence_at(spec, match)):
                continue
            what = "mean" if match["what"].lower() == "mean" else "sum"
            text = f"the {what} of `{given.name}` is conserved"
            out.append(Stated(HasProperty("conserved", (given.name,), words=(what,)), text, span_of(match)))
    return out[:1]


def _usual(_relation: HasProperty, ground: Ground) -> list[Case]:
    return one_call_each(ground.ordinary(6))


def _conserved(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    given = floats(case.calls[0][relation.parameters[0]])
    parts = parts_for(relation, results[0])
    if (
        len(parts) != 1
        or parts[0].shape != given.shape
        or given.size == 0
        or parts[0].dtype.kind not in "iufc"
    ):
        return Open(results[0].problem or "the result is not like the argument")
    if not np.isfinite(parts[0]).all():
        return Open("a value is not finite")
    before, after = np.sum(given), np.sum(parts[0])
    room = 1e-6 * max(float(np.sum(np.abs(given))), float(np.sum(np.abs(parts[0]))))
    if abs(after - before) <= room:
        return Held()
    factor = given.size if relation.words[0] == "mean" else 1
    return Broken(f"a {relation.words[0]} of {before / factor:.10g}", f"{after / factor:.10g}")


CONSERVED: Final = Law("conserved", _conserved_stated, _usual, _conserved)

_LEVEL: Final = r"(?:constant|uniform|flat)"


def _constant_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`a constant inflow passes unchanged`, `a uniform field is left unchanged`."""
    out: list[Stated] = []
    for pattern in (
        rf"\b(?:a|an|every|any) {_LEVEL} [`*]*(?P<name>[A-Za-z_]\w*)[`*]* (?:passes|passes through|"
        rf"stays|remains|is|is left)"
        r" (?:unchanged|unaltered|as it is|untouched|the same)",
        rf"\b(?:leaves|reproduces|preserves|returns) (?:a |an |any )?{_LEVEL} "
        rf"[`*]*(?P<name>[A-Za-z_]\w*)[`*]*"
        r"(?: (?:unchanged|exactly|as it is))(?=[.,;:)\s]|$)",
    ):
        for match in find_all(spec, pattern):
            given = argument_called(spec, model, match["name"])
            arrays = [i for i in model.inputs if i.kind == "array" and i.default is None]
            if (
                given is None
                and len(arrays) == 1
                and match["name"] in {"signal", "field", "profile", "series", "input"}
            ):
                given = arrays[0]
            if given is None or given.kind != "array" or given.elements != "real":
                continue
            if given.traits & {"increasing", "decreasing", "distinct", "sums to one"}:
                continue
            if len(results_of(spec)) > 1 or _DOUBT.search(sentence_at(spec, match)):
                continue
            text = f"a constant `{given.name}` stays as it is"
            out.append(Stated(HasProperty("constant", (given.name,)), text, span_of(match)))
    return out[:1]


def _constant_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    out: list[Case] = []
    for run in ground.ordinary(4):
        given: Array = floats(run.drawn.arguments[name])
        if given.size == 0:
            continue
        moved = {
            **run.drawn.arguments,
            name: like(run.drawn.arguments[name], np.full(given.shape, given.flat[0])),
        }
        if keeps(ground.model, moved):
            out.append(Case((moved,), run))
    return out


def _constant(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    given = floats(case.calls[0][relation.parameters[0]])
    parts = parts_for(relation, results[0])
    if len(parts) != 1 or parts[0].shape != given.shape or parts[0].dtype.kind not in "iufc":
        return Open(results[0].problem or "the result is not like the argument")
    if agree(given, parts[0], 1e-6):
        return Held()
    want, got = first_difference(given, parts[0])
    return Broken(want, f"{got} ({say(parts[0])})")


CONSTANT: Final = Law("constant", _constant_stated, _constant_cases, _constant)
LAWS: Final = (PARITY, CONSERVED, CONSTANT)
