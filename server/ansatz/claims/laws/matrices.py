"""Laws of returned matrices: rotations and unitary ones, symmetric and Hermitian ones, what undoes itself."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ..inputs.draw import keeps
from ..returned import Array, Seen
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
    find,
    first_difference,
    floats,
    one_call_each,
    parts_for,
    say,
    span_of,
)
from .values import results_of

_LENGTHS: Final = re.compile(r"\b(quaternion|axis|axes|direction|basis|normal|reflect\w*)\b", re.IGNORECASE)
_NOT_PLAIN: Final = re.compile(
    r"\b(if|when|unless|nearly|approximately|homogeneous|not|columns?|rows?|block|angles?|axis|vectors?|sequence|"
    r"besides|other|than|without|logarithm|derivative)\b",
    re.IGNORECASE,
)


def _turning_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`R : (3, 3) rotation matrix`, `Orthogonal, determinant 1`, `unitary matrix`."""
    # A direction that nothing says to be of unit length may make a matrix that is longer, too.
    for p in spec.parameters:
        given = model.input(p.name)
        if _LENGTHS.search(f"{p.name} {p.description}") and given and "unit vector" not in given.traits:
            return []
    out: list[Stated] = []
    for number, said, span in results_of(spec):
        text = " ".join(said.split())[:110]
        match = re.search(
            r"\b(?:(?P<proper>(?:proper )?rotation) (?:matrix|matrices)|(?P<plain>orthogonal|unitary)"
            r"(?: (?:matrix|matrices|operator)|,|\.|$))",
            text,
            re.IGNORECASE,
        )
        if match is None or _NOT_PLAIN.search(text):
            continue
        is_proper = match["proper"] is not None or re.search(r"\bdet(?:erminant)?\b[^.;]{0,12}\b1\b", text)
        words = ("proper",) if is_proper else ("any",)
        kind = "a rotation" if is_proper else "orthogonal or unitary"
        out.append(Stated(HasProperty("turning", output=number, words=words), f"the matrix is {kind}", span))
    return out


def _cases(_relation: HasProperty, ground: Ground) -> list[Case]:
    usual = [r for r in ground.runs if r.drawn.style in {"plain", "wide", "narrow", "whole"}][:8]
    return one_call_each(usual)


def _square(relation: HasProperty, seen: Seen) -> Array | Open:
    """The one square matrix, or stack of them, that came back."""
    parts = parts_for(relation, seen)
    if len(parts) != 1 or parts[0].ndim < 2 or parts[0].shape[-1] != parts[0].shape[-2]:
        return Open(seen.problem or "no square matrix came back")
    matrix: Array = np.asarray(parts[0])
    if matrix.dtype.kind not in "iufc" or not np.isfinite(matrix).all() or matrix.size == 0:
        return Open("the matrix is not finite")
    return matrix


def _turning(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    matrix = _square(relation, results[0])
    if isinstance(matrix, Open):
        return matrix
    turned = matrix @ np.swapaxes(matrix.conj(), -1, -2)
    if np.abs(turned - np.eye(matrix.shape[-1])).max() > 1e-6:
        return Broken("a matrix whose inverse is its adjoint", say(matrix, 9), 0)
    if relation.words[0] == "proper" and np.abs(np.linalg.det(matrix) - 1).max() > 1e-6:
        return Broken("determinant 1", f"determinant {say(np.linalg.det(matrix))}", 0)
    return Held()


TURNING: Final = Law("turning", _turning_stated, _cases, _turning)


def _adjoint_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """An entry of a result that opens with `Hermitian matrix` or `symmetric (n, n) matrix`."""
    out: list[Stated] = []
    for number, said, span in results_of(spec):
        text = " ".join(said.split())[:90]
        match = re.search(
            r"(?:^|[:,;)] )(?:The |A |Real |Complex )?(?:\([^()]*\) )?(?P<kind>symmetric|hermitian)"
            r"(?: positive[- ](?:semi-?)?definite)?(?: \([^()]*\))?(?: [a-z]+){0,2} (?:matrix|tensor)\b",
            text,
            re.IGNORECASE,
        )
        if match is not None and not re.search(r"\b(if|when|unless|not|tridiagonal|banded|packed)\b", text):
            claim = f"the matrix is {match['kind'].lower()}"
            words = (match["kind"].lower(),)
            out.append(Stated(HasProperty("adjoint", output=number, words=words), claim, span))
    return out


def _adjoint(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    matrix = _square(relation, results[0])
    if isinstance(matrix, Open):
        return matrix
    if matrix.ndim != 2 or matrix.size < 4:
        return Open("no single matrix with sides came back")
    other = matrix.T if relation.words[0] == "symmetric" else matrix.conj().T
    if np.abs(matrix - other).max() <= 1e-7 * np.abs(matrix).max():
        return Held()
    expected, got = first_difference(other, matrix)
    return Broken(f"{expected}, as across the diagonal", got, 0)


ADJOINT: Final = Law("adjoint", _adjoint_stated, _cases, _adjoint)

_ONCE_MORE: Final = r"\b(?:applying|applied|calling|using|doing) (?:it|this|the (?:function|transform|map))"


def _twice_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`its own inverse`, `applying it twice gives len(a) times the input`, `idempotent`."""
    arrays = [i for i in model.inputs if i.kind == "array" and i.default is None and not i.as_list]
    if len(arrays) != 1 or arrays[0].elements not in {"real", "complex"} or len(results_of(spec)) > 1:
        return []
    name = arrays[0].name
    back = find(
        spec,
        rf"\bits own inverse\b|\bis an involution\b|{_ONCE_MORE} twice (?:gives|returns|recovers|restores)"
        rf" (?:back )?(?:(?P<times>len\({name}\)|n|N|the length) times )?"
        r"the (?:input|original|argument|same)\b",
    )
    stays = find(
        spec,
        rf"(?<!not )\bidempotent\b|{_ONCE_MORE} (?:twice|again) (?:changes nothing|is the same as once|"
        r"has no (?:further )?effect|does not change (?:it|the result|anything))",
    )
    out: list[Stated] = []
    if back is not None:
        words = ("times",) if back.groupdict().get("times") else ("back",)
        text = f"applied twice it gives `{name}` again"
        out.append(Stated(HasProperty("twice", (name,), words=words), text, span_of(back)))
    elif stays is not None:
        text = "applied to its own result it changes nothing"
        out.append(Stated(HasProperty("twice", (name,), words=("stays",)), text, span_of(stays)))
    return out


def _twice_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    out: list[Case] = []
    for run in ground.ordinary(4):
        given, parts = floats(run.drawn.arguments[name]), run.seen.parts
        if (
            parts is None
            or len(parts) != 1
            or parts[0].shape != given.shape
            or parts[0].dtype.kind not in "fc"
        ):
            continue
        if parts[0].dtype.kind == "c" and given.dtype.kind != "c":
            continue
        again = {**run.drawn.arguments, name: parts[0]}
        if keeps(ground.model, again):
            out.append(Case((again,), run))
    return out


def _twice(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    parts = results[0].parts
    assert case.base is not None and case.base.seen.parts is not None
    first = case.base.seen.parts[0]
    given = floats(case.base.drawn.arguments[relation.parameters[0]])
    if parts is None or len(parts) != 1 or not np.isfinite(first).all():
        return Open(results[0].problem or "no single array came back")
    factor = float(len(given)) if relation.words[0] == "times" else 1.0
    want = first if relation.words[0] == "stays" else given * factor
    if agree(want, parts[0], 1e-6):
        return Held()
    expected, got = first_difference(want, parts[0])
    return Broken(expected, got, 0)


TWICE: Final = Law("twice", _twice_stated, _twice_cases, _twice)
LAWS: Final = (TURNING, ADJOINT, TWICE)
