"""Dimensions and units as plain values; parsing them is `formulas.units`' business."""

from dataclasses import dataclass
from fractions import Fraction

BASES = ("length", "mass", "time", "current", "temperature", "substance", "luminosity")


@dataclass(frozen=True, slots=True)
class Dimension:
    """Exponents of the seven SI base dimensions, in the order of `BASES`."""

    exponents: tuple[Fraction, Fraction, Fraction, Fraction, Fraction, Fraction, Fraction]

    def __mul__(self, other: "Dimension") -> "Dimension":
        return _dimension([a + b for a, b in zip(self.exponents, other.exponents, strict=True)])

    def __truediv__(self, other: "Dimension") -> "Dimension":
        return _dimension([a - b for a, b in zip(self.exponents, other.exponents, strict=True)])

    def __pow__(self, power: Fraction) -> "Dimension":
        return _dimension([a * power for a in self.exponents])

    @property
    def is_one(self) -> bool:
        """Whether a quantity of this dimension is a pure number."""
        return not any(self.exponents)


def _dimension(exponents: list[Fraction]) -> Dimension:
    length, mass, time, current, temperature, substance, luminosity = exponents
    return Dimension((length, mass, time, current, temperature, substance, luminosity))


def dimension(**exponents: int | Fraction) -> Dimension:
    """A dimension from named exponents: `dimension(length=1, time=-2)`."""
    return _dimension([Fraction(exponents.pop(base, 0)) for base in BASES])


ONE = dimension()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written. A value `v` in it is `v * factor + offset` in coherent SI units.

    `is_angle` marks radians and degrees, which are pure numbers that a person still expects
    to see converted.
    """

    text: str
    factor: float
    offset: float
    dimension: Dimension
    is_angle: bool = False
