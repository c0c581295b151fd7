"""The law of what arguments must not be together: `alpha + beta < 1, ValueError otherwise`."""

from collections.abc import Sequence
from typing import Final

from ...core.claim import HasProperty
from ...core.inputs import Demand, InputModel
from ...core.spec import Spec
from ..inputs.demands import demands_in, meets
from ..inputs.draw import keeps
from ..returned import Arguments, Seen
from .law import Broken, Case, Finding, Ground, Held, Law, Open, Stated, is_number, say
from .speaking import place_of

_FACTORS: Final = (1.5, 3.0, 10.0, 40.0, 1 / 1.5, 1 / 3.0, 0.1, 0.025)


def _stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    for found in demands_in(spec):
        if found.error is not None:
            relation = HasProperty("forbidden", words=(found.error, found.text))
            out.append(Stated(relation, f"{found.error} unless {found.text}", place_of(spec, found.text)))
    return out[:3]


def _cases(relation: HasProperty, ground: Ground) -> list[Case]:
    found = {f.text: f.demand for f in demands_in(ground.spec)}
    demand = found.get(relation.words[1])
    if demand is None:
        return []
    out: list[Case] = []
    for run in ground.ordinary(3):
        moved = _breaking(demand, run.drawn.arguments, run.drawn.sizes, ground.model)
        if moved is not None:
            out.append(Case((moved,), run))
    return out


def _breaking(
    demand: Demand, arguments: Arguments, sizes: dict[str, int], model: InputModel
) -> Arguments | None:
    """One number moved so that the demand is missed, and nothing else that the text says of arguments."""
    ranges = InputModel(model.inputs, model.orders)
    for name, value in arguments.items():
        if not is_number(value) or not isinstance(value, float):
            continue
        for factor in _FACTORS:
            moved = {**arguments, name: value * factor}
            if keeps(ranges, moved) and not meets(demand, moved, sizes):
                return moved
    return None


def _check(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    seen, error = results[0], relation.words[0]
    if not seen.was_reached:
        return Open(seen.problem)
    if seen.kind:
        return Held() if seen.kind.split(".")[-1] == error else Open(f"{seen.kind} instead")
    return Broken(error, say(seen.parts[0]) if seen.parts else seen.problem)


FORBIDDEN: Final = Law("forbidden", _stated, _cases, _check)
LAWS: Final = (FORBIDDEN,)
