"""The law of hard inputs: where a text says that they occur, results are finite."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ...core.text import Span
from ..inputs.harsh import hardened, hardships
from ..returned import Seen
from .law import Broken, Case, Finding, Ground, Held, Law, Open, Stated, say

_WORDS: Final = {"long": "long", "large": "large", "reach": "high"}


def _stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    for hard in hardships(spec, model):
        text = f"results stay finite for {_WORDS[hard.how]} `{hard.name}`"
        relation = HasProperty("harsh", (hard.name,), words=(hard.how,))
        out.append(Stated(relation, text, Span(*hard.place)))
    return out


def _cases(relation: HasProperty, ground: Ground) -> list[Case]:
    hard = next(h for h in hardships(ground.spec, ground.model) if h.name == relation.parameters[0])
    found = [hardened(hard, r.drawn) for r in ground.ordinary(4)]
    return [Case((dict(d.arguments),)) for d in found if d is not None]


def _check(_relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    seen = results[0]
    if not seen.was_reached:
        return Open(seen.problem)
    if seen.parts is None:
        return Broken("a finite value", seen.problem, 0)
    for part in seen.parts:
        if part.dtype.kind in "fc" and not np.isfinite(part).all():
            return Broken("finite values", say(part[~np.isfinite(part)] if part.ndim else part), 0)
    return Held()


HARSH: Final = Law("harsh", _stated, _cases, _check)
LAWS: Final = (HARSH,)
