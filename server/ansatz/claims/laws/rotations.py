"""Laws of space: a result that rotations leave alone, and lengths that a map keeps."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ..inputs.draw import keeps
from ..inputs.shapes import shapes_in
from ..returned import Arguments, Array, Seen
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
    first_difference,
    floats,
    one_call_each,
    parts_for,
    sentence_at,
    span_of,
)
from .values import results_of

_CONDITION: Final = re.compile(
    r"\b(if|when|unless|except|not|approximately|nearly|only|about (?:the )?[xyz]\b|in the plane|"
    r"average\w*)\b",
    re.IGNORECASE,
)
_SAID: Final = (
    r"\b(?:unaffected by|invariant (?:under|to)|independent of|does not depend on|unchanged (?:by|under)|"
    r"insensitive to) (?:any |all |the |a )?(?:global |overall |rigid |common )?"
    r"(?:translations? (?:and|or) |translation, )?(?:rotations?\b|rigid motions?\b)|\brotationally "
    r"invariant\b|"
    r"\b(?:rotating|turning) (?:the )?(?:whole|entire|all) (?:\w+ )?(?:changes nothing|does not change)"
)


def _is_conditional(spec: Spec, said: re.Match[str]) -> bool:
    """Whether the clause of a match, up to its next comma, says under which condition it holds."""
    sentence = sentence_at(spec, said)
    words = " ".join(said.group().split())
    before, _, after = sentence.partition(words)
    return _CONDITION.search(before[-40:] + re.split(r",| and ", after)[0]) is not None


def _stated(spec: Spec, model: InputModel) -> list[Stated]:
    said = find(spec, _SAID)
    arrays = [i for i in model.inputs if i.kind == "array" and 3 in i.dims]
    if said is None or not arrays or _is_conditional(spec, said):
        return []
    # Every vector in space turns along; what else has three entries may be a box, a lattice or a tensor.
    if any(
        i.dims[-1] != 3 or i.dims.count(3) > 1 or i.elements != "real" or i.traits & {"labels"}
        for i in arrays
    ):
        return []
    if re.search(r"\b(box|cell|lattice|grid|periodic|tensor)\b", spec.text, re.IGNORECASE):
        return []
    names = tuple(i.name for i in arrays)
    text = f"turning {', '.join(f'`{n}`' for n in names)} changes nothing"
    return [Stated(HasProperty("rotated", names), text, span_of(said))]


def _cases(relation: HasProperty, ground: Ground) -> list[Case]:
    rng = ground.rng()
    out: list[Case] = []
    for run in ground.ordinary(4):
        turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
        turn = turn * np.sign(np.linalg.det(turn))
        moved: Arguments = dict(run.drawn.arguments)
        for name in relation.parameters:
            moved[name] = np.asarray(floats(moved[name]) @ turn.T)
        if keeps(ground.model, moved):
            out.append(Case((dict(run.drawn.arguments), moved), run))
    return out


def _check(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    return equal(relation, results[0], results[1], " as before it is turned")


ROTATED: Final = Law("rotated", _stated, _cases, _check)


def _lengths_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`lengths are preserved`, `the norm is conserved`, of the argument that the result is like."""
    if len(results_of(spec)) > 1:
        return []
    said = find(
        spec,
        r"\b(?:the |all )?(?P<what>lengths?|(?:euclidean )?norms?)(?: of (?:the |each )?\w+)? (?:is|"
        r"are) (?:preserved|conserved|kept|"
        r"unchanged|not changed)|\b(?:preserves|conserves|keeps) (?:the |all )?(?P<kept>lengths?|"
        r"(?:euclidean )?norms?)\b"
        r"(?: of (?:the |each )?\w+)?(?=[\s.,;)]|$)",
    )
    if said is None or _is_conditional(spec, said):
        return []
    result = " ".join(results_of(spec)[0][1].split()) if results_of(spec) else ""
    like = [
        i
        for i in model.inputs
        if i.kind == "array"
        and i.elements in {"real", "complex"}
        and any(tuple(map(str, s.dims)) == tuple(map(str, i.dims)) for s in shapes_in(result))
    ]
    if len(like) != 1:
        return []
    words = ("rows",) if len(like[0].dims) == 2 else ("whole",)
    text = f"lengths of `{like[0].name}` are kept"
    return [Stated(HasProperty("lengths", (like[0].name,), words=words), text, span_of(said))]


def _usual(_relation: HasProperty, ground: Ground) -> list[Case]:
    return one_call_each(ground.ordinary(5))


def _lengths(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    given = floats(case.calls[0][relation.parameters[0]])
    parts = parts_for(relation, results[0])
    if (
        len(parts) != 1
        or parts[0].shape != given.shape
        or given.ndim == 0
        or parts[0].dtype.kind not in "iufc"
    ):
        return Open(results[0].problem or "the result is not like the argument")
    want, got = _norms(given, relation.words[0]), _norms(parts[0], relation.words[0])
    if not np.isfinite(got).all():
        return Open("a value is not finite")
    if agree(want, got, 1e-6):
        return Held()
    wanted, found = first_difference(want, got)
    return Broken(f"length {wanted}", f"length {found}")


def _norms(array: Array, what: str) -> Array:
    return np.asarray(np.linalg.norm(array, axis=-1) if what == "rows" else np.linalg.norm(array))


LENGTHS: Final = Law("lengths", _lengths_stated, _usual, _lengths)
LAWS: Final = (ROTATED, LENGTHS)
