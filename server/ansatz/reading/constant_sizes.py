"""The unit of a constant that a text gives without one, by its size."""

import re
from typing import Final

from ..core.quantity import Unit
from ..formulas.units import parse_unit

_SIZES: Final[tuple[tuple[str, float, str], ...]] = (
    ("R", 8.314462618, "J/(mol K)"),
    ("R", 0.082057, "L atm/(mol K)"),
    ("R", 1.98720, "cal/(mol K)"),
    ("R_d", 287.05, "J/(kg K)"),
    ("R_v", 461.5, "J/(kg K)"),
    ("g", 9.80665, "m/s^2"),
    ("c", 2.99792458e8, "m/s"),
    ("F", 96485.33, "C/mol"),
    ("h", 6.62607e-34, "J s"),
    ("k", 1.380649e-23, "J/K"),
    ("k", 8.617333e-5, "eV/K"),
    ("G", 6.6743e-11, "m^3/(kg s^2)"),
    ("sigma", 5.670374e-8, "W/(m^2 K^4)"),
    ("N", 6.02214e23, "1/mol"),
    ("e", 1.602177e-19, "C"),
    ("epsilon", 8.854188e-12, "F/m"),
)
"""Beginning of a symbol, value and unit of constants whose size says in which units they are given."""
_CLOSE: Final = 5e-3


def unit_by_size(symbol: str, value: float) -> Unit | None:
    """The unit of a constant given without one: `R = 8.314` is in J/(mol K), as its size says."""
    fitting = [
        unit
        for begin, size, unit in _SIZES
        if abs(value - size) <= _CLOSE * size and re.fullmatch(rf"{begin}(?:_\w+)?|k?{begin}B?", symbol)
    ]
    return parse_unit(fitting[0]) if fitting else None
