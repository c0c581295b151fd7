"""Quantities on the way to an empirical equation, in the units that it wants them in.

`M0 = mu A D` balances in any units; what `Mw = 2/3 (log10 M0 - 9.1)` makes of it does not.
"""

from collections.abc import Iterator

from ..core.plan import Conversion, Step
from ..core.quantity import ONE, Dimension, Unit
from ..core.spec import Reading
from ..formulas.dimensions import Inhomogeneous, dimension_of
from ..formulas.tree import symbols
from .homogeneity import Ambiguous
from .planning import Ordered
from .unit_kinds import fitting_scales, is_coherent, si_name


def conversions_on_the_way(reading: Reading, ordered: Ordered) -> tuple[Conversion, ...]:
    """What brings steps that balance into the units stated for them, or into SI.

    Raises Ambiguous where their quantities are in units of different systems and nothing says in which
    unit the equation wants what they make, or where one of them enters elsewhere as it is.
    """
    stated = {name: s.unit for s in reading.statements if s.unit for name in symbols(s.equation.left)}
    units = dict(reading.units)
    parameter_of = {b.symbol: b.parameter for b in reading.bindings}
    own = {symbol: units[name] for symbol, name in parameter_of.items() if name in units}
    own |= {g.symbol: g.unit for g in reading.givens if g.unit is not None}
    out: dict[str, Conversion] = {}
    for step, found in _balanced(ordered, reading, own):
        made_of = {name: own[name] for name in symbols(step.formula) if name in own}
        wanted = stated.get(step.symbol)
        if wanted is not None and wanted.dimension != found:
            continue
        parts = [unit for unit in made_of.values() if not unit.dimension.is_one]
        if fitting_scales([*parts, wanted] if wanted is not None else parts) is not None:
            continue
        if wanted is None or not is_coherent(wanted):
            where = "" if wanted is None else f" {wanted.text} or"
            raise Ambiguous(
                f"`{step.symbol}` is made of quantities in units of different systems, and the equation may "
                f"want it in{where} {si_name(wanted or Unit('', 1.0, 0.0, found))}"
            )
        elsewhere = {n for other in ordered.steps if other is not step for n in symbols(other.formula)}
        for name, unit in made_of.items():
            if is_coherent(unit):
                continue
            if name in elsewhere or name not in parameter_of:
                raise Ambiguous(f"`{name}` is in {unit.text}, and `{step.symbol}` in {wanted.text}")
            out[name] = Conversion(parameter_of[name], unit.factor, unit.offset, unit.text, si_name(unit))
    return tuple(out.values())


def _balanced(ordered: Ordered, reading: Reading, own: dict[str, Unit]) -> Iterator[tuple[Step, Dimension]]:
    """Steps to other quantities than the results that have a dimension, of several quantities with units."""
    known: dict[str, Dimension | None] = {b.symbol: ONE for b in reading.bindings}
    known |= {g.symbol: ONE for g in reading.givens}
    known |= {name: unit.dimension for name, unit in own.items()}
    for step in ordered.steps:
        try:
            found = dimension_of(step.formula, known)
        except Inhomogeneous:
            found = None
        known[step.symbol] = found
        has_several = sum(not own[n].dimension.is_one for n in symbols(step.formula) if n in own) > 1
        if step.symbol not in reading.outputs and found is not None and not found.is_one and has_several:
            yield step, found
