"""The units claim: the candidate's arithmetic has the dimension that the stated units ask for.

For compiled code the dimensions are followed through its plan. For other code they are observed:
when every input is expressed in units of another size, the result must come out as the same quantity
in that system (dimensional analysis as a symmetry, after Bridgman, Dimensional Analysis, 1922).
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from ..core.claim import HasDimension
from ..core.evidence import Inconclusive, Refuted, Supported, Verdict, Witness
from ..core.plan import Plan
from ..core.quantity import BASES, ONE, Dimension, Unit
from ..formulas.dimensions import Inhomogeneous, dimension_of, say
from ..formulas.evaluate import Argument
from .comparing import witness
from .domains import Sample
from .observing import Observation

_FACTOR: Final = 1.75


def check_plan(relation: HasDimension, plan: Plan) -> Verdict:
    """Follow dimensions through the plan's steps."""
    inputs = dict(relation.inputs)
    givens = dict(relation.givens)
    known: dict[str, Dimension | None] = {s: _dimension(inputs.get(p)) for s, p in plan.bindings}
    known |= {symbol: _dimension(givens.get(symbol)) for symbol, _ in plan.givens}
    for step in plan.steps:
        try:
            known[step.symbol] = dimension_of(step.formula, known)
        except Inhomogeneous as error:
            return _refuted(f"{step.symbol}: dimensions that go together", str(error))
    for output, unit in zip(plan.outputs, relation.outputs, strict=True):
        found = known.get(output.symbol)
        if unit is not None and found is not None and found != unit.dimension:
            return _refuted(f"{output.symbol} in {unit.text}", say(found))
    return Supported(len(plan.steps))


def _refuted(expected: str, got: str) -> Refuted:
    return Refuted(Witness((), expected, got))


def _dimension(unit: Unit | None) -> Dimension:
    return ONE if unit is None else unit.dimension


def rescaled(relation: HasDimension, samples: Sequence[Sample]) -> list[tuple[Sample, Sample, str]]:
    """Pairs of samples that describe the same situation in two unit systems, and the base rescaled.

    Empty where a quantity has an offset unit or a given value has a dimension: the code's own
    constants do not change their units.
    """
    inputs = dict(relation.inputs)
    if any(u is not None and u.offset for u in (*inputs.values(), *relation.outputs)):
        return []
    if any(u is not None and not u.dimension.is_one for _, u in relation.givens):
        return []
    out: list[tuple[Sample, Sample, str]] = []
    plain = [s for s in samples if s.form == "numbers"][:3]
    for number, base in enumerate(BASES):
        powers = {name: float(_dimension(unit).exponents[number]) for name, unit in inputs.items()}
        if not any(powers.values()):
            continue
        for sample in plain:
            moved = {
                name: _times(value, _FACTOR ** powers.get(name, 0.0))
                for name, value in sample.arguments.items()
            }
            out.append((sample, Sample("numbers", moved), base))
    return out


def _times(value: Argument, factor: float) -> Argument:
    if factor == 1.0:
        return value
    return (
        np.asarray(value, dtype=np.float64) * factor if np.ndim(value) else float(np.asarray(value)) * factor
    )


def check_scaling(
    relation: HasDimension,
    pairs: Sequence[tuple[Sample, Sample, str]],
    seen: Mapping[int, Observation],
) -> Verdict:
    """Hold each pair's results against the factor that the result's dimension asks for."""
    tried = 0
    for sample, moved, base in pairs:
        before, after = seen.get(id(sample)), seen.get(id(moved))
        if before is None or after is None or before.values is None or after.values is None:
            continue
        for one, other, unit in zip(before.values, after.values, relation.outputs, strict=True):
            if unit is None or one.shape != other.shape:
                continue
            want = one * _FACTOR ** float(unit.dimension.exponents[BASES.index(base)])
            finite = np.isfinite(want) & np.isfinite(other) & (np.abs(want) > 1e-290)
            tried += bool(finite.any())
            if np.any(finite & (np.abs(other - want) > 1e-6 * np.abs(want))):
                return Refuted(
                    witness(
                        moved.arguments,
                        f"{np.ravel(want)[0]:.8g} (the unit of {base} is changed by {1 / _FACTOR:.3g})",
                        f"{np.ravel(other)[0]:.8g}",
                    )
                )
    return Supported(tried) if tried >= 2 else Inconclusive("too few inputs can be expressed in other units")
