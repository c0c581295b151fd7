"""What kind of unit a stated one is: one of SI, a share, and what its SI counterpart is called."""

from ..core.quantity import Unit
from ..formulas.dimensions import say


def is_coherent(unit: Unit) -> bool:
    """Whether a unit is one of SI, or a pure number, which goes with any system."""
    return unit.dimension.is_one or (unit.factor, unit.offset) == (1.0, 0.0)


def is_share(unit: Unit) -> bool:
    """Percent, permille, ppm."""
    return unit.dimension.is_one and not unit.is_angle and unit.factor != 1.0


def si_name(unit: Unit) -> str:
    """What the coherent unit of the same kind is called."""
    return "rad" if unit.is_angle else say(unit.dimension) if not unit.dimension.is_one else "1"
