"""What kind of unit a stated one is: one of SI, a share, of one system with others."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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


def fitting_scales(units: Sequence[Unit]) -> NDArray[np.float64] | None:
    """Logarithms of the sizes of base units in which all `units` are coherent; None where there are none.

    The logarithms of their own sizes then are a linear function of their dimensions.
    """
    if not units:
        return np.zeros(0)
    powers = np.array([[float(power) for power in unit.dimension.exponents] for unit in units])
    sizes = np.log([unit.factor for unit in units])
    scales, *_ = np.linalg.lstsq(powers, sizes, rcond=None)
    return scales if np.allclose(powers @ scales, sizes, atol=1e-9) else None
