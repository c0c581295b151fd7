"""The law of returned derivatives: a Jacobian or a slope is that of another returned value."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ..returned import Arguments, Array, Seen
from .law import Broken, Case, Finding, Ground, Held, Law, Open, Stated, find, first_difference, floats
from .values import results_of

_STEP: Final = 1e-5
_IS_SLOPE: Final = re.compile(
    r"\b(?:jacobian|gradients?|(?:partial )?derivatives?|sensitivit(?:y|ies))\b", re.I
)
_QUOTIENT: Final = re.compile(
    r"(?<![\w^])(?:d|∂|\\partial ?)\s?(?P<f>[A-Za-z]\w*) ?/ ?(?:d|∂|\\partial ?)\s?(?P<x>[A-Za-z]\w*)"
)
_RESPECT: Final = re.compile(r"(?:with respect to|w\.?r\.?t\.?) (?:the )?[`*$]*(?P<x>[A-Za-z_]\w*)")
_NOT: Final = re.compile(
    r"\b(second|2nd|mixed|numerical|central|finite|approximat\w+|smoothed|log\w*|relative|normali[sz]ed|negative|"
    r"minus|inverse|adjoint|time|temporal|local|norm|scaled)\b|\bd\^?2|∂²|degree|\[[^\]]*deg",
    re.I,
)


def _stated(spec: Spec, model: InputModel) -> list[Stated]:
    found = results_of(spec)
    if not 2 <= len(found) <= 3 or any(i.kind in {"generator", "seed"} for i in model.inputs):
        return []
    names = [r.name for r in spec.results] if len(spec.results) == len(found) else [None] * len(found)
    out: list[Stated] = []
    for number, said, span in found:
        text = " ".join(said.split())
        quotient = _QUOTIENT.search(text)
        is_named = re.match(r"\W*(?:J|jac|jacobian|grad|gradient)\b", text, re.I)
        if number is None or not (_IS_SLOPE.search(text) or quotient or is_named) or _NOT.search(text):
            continue
        x = _argument(spec, model, text, quotient)
        of = _value(names, number, quotient, len(found))
        if not (quotient and quotient["f"] in names) and not _belongs(spec, text, names, of):
            continue
        if x is None or of is None:
            continue
        # The derivative of something that is passed in is another matter.
        if (about := re.search(r"\bderivatives? of [`*]*(\w+)", text)) and model.input(about.group(1)):
            continue
        relation = HasProperty("slope", (x,), number, words=(str(of),))
        out.append(Stated(relation, f"it is the derivative of the other value by `{x}`", span))
    return out[:1]


def _belongs(spec: Spec, text: str, names: Sequence[str | None], of: int | None) -> bool:
    """Whether the text says that it is the derivative of the other value, and not of a part of it."""
    if of is None or re.search(
        r"\b(root|solv\w+|minimi\w+|maximi\w+|optimi\w+|fit\w*|estimat\w+|"
        r"iterat\w+)\b",
        spec.text,
        re.I,
    ):
        return False
    name = names[of]
    if name and re.search(rf"\b(?:of|in) (?:the )?[`*$]*{re.escape(name)}\b", text):
        return True
    if re.match(r"\W*(?:J|jac|jacobian)\b", text, re.I) and (_QUOTIENT.search(text) or _RESPECT.search(text)):
        return True
    return bool(
        re.search(
            r"(?::|array|\)) Its (?:\w+ )?(?:jacobian|gradient|derivative|"
            r"sensitivit)",
            text,
            re.I,
        )
    )


def _argument(spec: Spec, model: InputModel, text: str, quotient: re.Match[str] | None) -> str | None:
    candidates: list[str] = []
    if quotient is not None:
        candidates += [quotient["x"], re.sub(r"_\w+$", "", quotient["x"])]
    if said := _RESPECT.search(text):
        candidates.append(said["x"])
    if not candidates:
        around = find(spec, r"\b(?:Jacobian|derivatives?|gradient)\b[^.;]{0,80}?(?:with respect to|"
        r"w\.?r\.?t\.?) "
                            r"(?:the )?[`*$]*(?P<x>[A-Za-z_]\w*)")  # fmt: skip
        candidates += [around["x"]] if around else []
    for name in candidates:
        given = model.input(name)
        if given is not None and given.kind in {"number", "array"} and given.elements == "real":
            return name
    return None


def _value(
    names: Sequence[str | None], number: int, quotient: re.Match[str] | None, count: int
) -> int | None:
    if quotient is not None and quotient["f"] in names:
        at = names.index(quotient["f"])
        return at if at != number else None
    return (1 - number) if count == 2 else None


def _cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    rng = ground.rng()
    out: list[Case] = []
    for run in ground.ordinary(4):
        point = floats(run.drawn.arguments[name])
        direction = np.asarray(rng.normal(size=point.shape))
        if direction.ndim:
            # Half of the entries stay, to see whether each value is a matter of its own entry.
            direction = direction * (np.arange(direction.size).reshape(direction.shape) % 2)
        step = _STEP * max(1.0, float(np.abs(point).max(initial=0.0)))
        calls: list[Arguments] = [dict(run.drawn.arguments)]
        for k in (-2, -1, 1, 2):
            moved = point + k * step * direction
            calls.append({**run.drawn.arguments, name: moved if moved.ndim else float(moved)})
        out.append(Case(tuple(calls), run, (direction, np.asarray(step))))
    return out


def _along(slope: Array, direction: Array, shape: tuple[int, ...]) -> Array | None:
    """The derivative along a direction; None where the axes don't tell what is differentiated by what."""
    if slope.shape == (*shape, *direction.shape) and direction.ndim:
        return np.tensordot(slope, direction, direction.ndim)
    if slope.shape == shape and direction.shape in {(), shape}:
        return slope * direction
    is_stack = (
        direction.ndim == 2
        and len(shape) == 2
        and slope.ndim == 3
        and direction.shape[0] == shape[0] == slope.shape[0]
    )
    if is_stack and slope.shape[1:] == (shape[1], direction.shape[1]):
        return np.einsum("kai,ki->ka", slope, direction)
    return None


def _check(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    of, at = int(relation.words[0]), relation.output or 0
    if any(s.parts is None or len(s.parts) <= max(of, at) for s in results):
        return Open(results[0].problem or "fewer values came back")
    values = [floats(s.parts[of]) for s in results if s.parts is not None]
    assert results[0].parts is not None
    slope = floats(results[0].parts[at])
    direction, step = case.kept[0], float(case.kept[1])
    if any(v.shape != values[0].shape or v.dtype.kind != "f" or not np.isfinite(v).all() for v in values):
        return Open("values can't be compared")
    got = _along(slope, direction, values[0].shape)
    if got is None or slope.dtype.kind != "f" or not np.isfinite(slope).all():
        return Open("the axes do not tell what is differentiated by what")
    f0, f1, f2, f3, f4 = values
    wanted = (f1 - 8 * f2 + 8 * f3 - f4) / (12 * step)
    rough = (f3 - f2) / (2 * step)
    is_own = slope.shape == values[0].shape == direction.shape and direction.ndim > 0
    if is_own and np.abs(np.where(direction == 0, wanted, 0.0)).max(initial=0.0) > 1e-6 * np.abs(wanted).max(
        initial=0.0
    ):
        return Open("a value depends on more than its own entry")
    size = max(float(np.abs(wanted).max(initial=0.0)), float(np.abs(got).max(initial=0.0)))
    noise = 1e-12 * float(np.abs(f0).max(initial=0.0)) / step + 10 * float(
        np.abs(wanted - rough).max(initial=0.0)
    )
    if not np.abs(wanted).max(initial=0.0) > 1e-9 * size:
        return Open("the value does not depend on the argument")
    if size == 0 or noise > 0.01 * size:
        return Open("differences are not precise enough")
    if np.abs(wanted - got).max() <= 1e-3 * size + noise:
        return Held()
    want, have = first_difference(np.asarray(wanted), np.asarray(got))
    return Broken(f"{want} along a direction, by differences", have)


SLOPE: Final = Law("slope", _stated, _cases, _check)
LAWS: Final = (SLOPE,)
