"""`a / b c`: whether units say that `c` stands above the stroke, where the notation leaves it open."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..core.formula import Divide, Formula, Multiply
from ..core.quantity import ONE, Dimension
from ..core.spec import Reading
from ..formulas.build import OPEN_STROKE
from ..formulas.dimensions import Inhomogeneous, dimension_of
from ..formulas.tree import walk
from .homogeneity import Ambiguous, UnitsDisagree, balances, homogeneity
from .planning import NotPlannable, ordered_steps


def with_strokes_settled(reading: Reading) -> Reading:
    """The reading without the question what stands below a stroke, where only one answer balances.

    Below the stroke, a factor changes the dimension of the whole by its square. So where all units are
    stated and the equations balance, no factor that has a dimension can stand there.
    """
    if OPEN_STROKE not in reading.ambiguities or not _are_settled(reading):
        return reading
    return replace(reading, ambiguities=tuple(each for each in reading.ambiguities if each != OPEN_STROKE))


def _are_settled(reading: Reading) -> bool:
    units = dict(reading.units)
    if not all(reading.output_units) or any(b.parameter not in units for b in reading.bindings):
        return False
    if not balances(reading):
        return False
    try:
        ordered = ordered_steps(reading)
        known = homogeneity(
            ordered,
            {b.symbol: units[b.parameter] for b in reading.bindings},
            {g.symbol: g.unit for g in reading.givens},
            list(zip(reading.outputs, reading.output_units, strict=True)),
        ).dimensions
        formulas = [step.formula for step in ordered.steps]
        return all(
            found is not None and not found.is_one for f in formulas for found in _behind_strokes(f, known)
        )
    except (NotPlannable, Ambiguous, UnitsDisagree, Inhomogeneous):
        return False


def _behind_strokes(formula: Formula, known: Mapping[str, Dimension | None]) -> Iterator[Dimension | None]:
    """Dimensions of what may stand below each stroke: the next factor, the next two together, and so on."""
    for node in walk(formula):
        if not isinstance(node, Multiply):
            continue
        for number, factor in enumerate(node.factors):
            if not isinstance(factor, Divide):
                continue
            product: Dimension | None = ONE
            for following in node.factors[number + 1 :]:
                own = dimension_of(following, known)
                product = None if own is None or product is None else product * own
                yield product
