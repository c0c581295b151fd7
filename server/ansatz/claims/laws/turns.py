"""The law of angles: what is given in degrees is taken in degrees, what is given in radians in radians.

A function of an angle in degrees does not come back to the same value after 6.28 degrees, time and again,
while it moves with every other step; one that takes the number for radians does.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ..inputs.draw import keeps
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
    agree,
    floats,
    is_number,
    like,
    parts_for,
    say,
)
from .speaking import place_of

_DEGREES: Final = re.compile(
    r"\[\s*(?:deg|degrees?|°)\s*\]|\((?:deg|degrees?|°)\)|\bin (?:decimal )?degrees\b", re.I
)
_RADIANS: Final = re.compile(r"\[\s*rad(?:ians?)?\s*\]|\(rad(?:ians)?\)|\bin rad(?:ians)?\b", re.I)
_OPEN: Final = re.compile(r"quantity|degrees of|celsius|kelvin|°\s*C|\brad/|\bdeg/|temperature", re.I)
_FULL: Final = {"degrees": 360.0, "radians": 2 * np.pi}
_STEPS: Final = (0.43, 0.81, 1.32)
"""In turns of the wrong kind: far from whole ones, and from whole turns of the right kind."""


def _stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    for p in spec.parameters:
        given = model.input(p.name)
        said = " ".join(p.description.split())
        in_degrees, in_radians = bool(_DEGREES.search(said)), bool(_RADIANS.search(said))
        if given is None or given.kind not in {"number", "array"} or given.elements != "real":
            continue
        if in_degrees == in_radians or _OPEN.search(said):
            continue
        unit = "degrees" if in_degrees else "radians"
        text = f"`{p.name}` is taken in {unit}"
        out.append(Stated(HasProperty("turn", (p.name,), words=(unit,)), text, place_of(spec, said[:60])))
    return out[:4]


def _cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    wrong = _FULL["radians" if relation.words[0] == "degrees" else "degrees"]
    out: list[Case] = []
    for run in ground.ordinary(4):
        value = run.drawn.arguments[name]
        for sign in (1.0, -1.0):
            shifts = [sign * wrong * n for n in (1, 2, *_STEPS)]
            calls: list[Arguments] = [dict(run.drawn.arguments)]
            calls += [{**run.drawn.arguments, name: _moved(value, s)} for s in shifts]
            if all(keeps(ground.model, c) for c in calls):
                out.append(Case(tuple(calls), run))
                break
    return out


def _moved(value: "Argument", shift: float) -> "Argument":
    if is_number(value):
        return float(floats(value)) + shift
    return like(value, floats(value) + shift)


def _check(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    if any(s.parts is None for s in results):
        return Open(next(s.problem for s in results if s.parts is None))
    rows = [parts_for(relation, s) for s in results]
    base, turned, moved = rows[0], rows[1:3], rows[3:]
    if not base or any(len(r) != len(base) or [p.shape for p in r] != [p.shape for p in base] for r in rows):
        return Open("values can't be compared")
    if not all(p.dtype.kind in "fc" and np.isfinite(p).all() for r in rows for p in r):
        return Open("a value is not finite")
    comes_back = all(agree(a, b, 1e-8) for r in turned for a, b in zip(base, r, strict=True))
    stays = any(all(agree(a, b, 1e-6) for a, b in zip(base, r, strict=True)) for r in moved)
    if not comes_back or stays:
        return Held()
    name, unit = relation.parameters[0], relation.words[0]
    step = _FULL["radians" if unit == "degrees" else "degrees"]
    return Broken(f"another value {step:.5g} {unit} of `{name}` further", f"the same, {say(base[0])}", 1)


TURN: Final = Law("turn", _stated, _cases, _check)
LAWS: Final = (TURN,)
