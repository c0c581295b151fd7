"""Units as scientists write them, to factor, offset and dimension.

The text is taken apart by our own small grammar (words, signs, exponents of at most two digits);
pint only says what a single word means, so no unit text is ever evaluated.
"""

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Final, Protocol, cast

import pint

from ..core.quantity import BASES, ONE, Dimension, Unit, dimension
from .symbols import SUPERSCRIPTS

_MAX_CHARACTERS: Final = 48
_DIMENSIONLESS: Final = frozenset(
    ["dimensionless", "unitless", "1", "-", "none", "ratio", "fraction", "pure", "number", "adimensional"]
) | {"no unit", "pure number", "no units"}
_ALIASES: Final = {
    "°": "degree", "deg": "degree", "degs": "degree", "degrees": "degree", "°C": "degC", "degC": "degC",
    "celsius": "degC", "Celsius": "degC", "ºC": "degC", "°F": "degF", "Å": "angstrom", "A°": "angstrom",
    "Angstrom": "angstrom", "Angstroms": "angstrom", "angstroms": "angstrom", "Ω": "ohm", "ohms": "ohm",
    "%": "percent", "l": "liter", "mmHg": "mmHg", "Da": "dalton", "kDa": "kilodalton", "cc": "cm**3",
    "sec": "second", "secs": "second", "hr": "hour", "hrs": "hour", "yr": "year", "yrs": "year",
    "mins": "minute", "kelvin": "kelvin", "kelvins": "kelvin", "Kelvin": "kelvin", "Msun": "solar_mass",
    "M_sun": "solar_mass", "pc": "parsec", "kpc": "kiloparsec", "Mpc": "megaparsec",
    "AU": "astronomical_unit", "au": "astronomical_unit", "ly": "light_year", "C": "coulomb",
    "G": "gauss_in_si", "gauss": "gauss_in_si", "Gauss": "gauss_in_si", "kG": "kilogauss_in_si",
    "mG": "milligauss_in_si", "µG": "microgauss_in_si", "μG": "microgauss_in_si", "uG": "microgauss_in_si",
    "kilogauss": "kilogauss_in_si", "milligauss": "milligauss_in_si", "microgauss": "microgauss_in_si",
    "Oe": "oersted_in_si", "oersted": "oersted_in_si", "kOe": "kilooersted_in_si",
    "h": "hour", "d": "day", "u": "dalton", "amu": "dalton", "torr": "torr", "Torr": "torr",
    "molar": "molar", "R_sun": "solar_radius", "L_sun": "solar_luminosity",
    "mD": "millidarcy",
    "percents": "percent", "°K": "kelvin", "micron": "micrometer", "microns": "micrometer",
}  # fmt: skip
_NUMBERS: Final = frozenset(
    ["dB", "dBm", "dex", "mag", "mags", "magnitudes", "cells", "photons", "particles", "molecules", "atoms"]
) | {"individuals", "events", "electrons", "ions", "copies", "bit", "bits", "nat", "nats"}
"""Logarithms and things counted: pure numbers that are meant as they stand."""
_CONSTANTS: Final = frozenset(
    {"k", "c", "R", "k_B", "N_A", "mu_0", "epsilon_0", "sigma", "hbar", "F_0", "g_0"}
)
"""What pint takes for a unit and a person for a constant."""
_PHRASES: Final = {
    "mm Hg": "mmHg", "per mille": "permille", "per cent": "percent",
    "decimal degrees": "degree", "degrees celsius": "degC", "degrees C": "degC", "deg C": "degC",
    "degree Celsius": "degC", "degrees Celsius": "degC", "solar masses": "solar_mass",
    "solar mass": "solar_mass",
    "solar luminosities": "solar_luminosity", "solar luminosity": "solar_luminosity",
    "solar radii": "solar_radius", "solar radius": "solar_radius", "earth masses": "earth_mass",
    "earth mass": "earth_mass", "earth radii": "earth_radius", "earth radius": "earth_radius",
    "jupiter masses": "jupiter_mass", "jupiter radii": "jupiter_radius",
    "arc seconds": "arcsecond", "light years": "light_year", "meters per second": "m/s", "per second": "1/s",
    "metres per second": "m/s", "per day": "1/day", "per hour": "1/hour", "nautical miles": "nautical_mile",
}  # fmt: skip
_QUANTITIES: Final = frozenset(
    {"mass", "flux", "point", "points", "chain", "chains", "link", "links", "rod", "rods", "hand", "hands"}
)
"""Words for what is measured, or on what, that a table of units takes for milliarcseconds, for femtolux, for
the surveyor's chain."""
_OHM: Final = re.compile(r"^([a-zA-Z]?)(?:Ω|Ω|[Oo]hms?)$")
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<word>°[CF]|(?!per\b)[^\W\d_⁰¹²³⁴-⁹][^\W\d⁰¹²³⁴-⁹]*|[°Ω%Å])(?P<glued>[-−]?\d(?![\d.]))?"
    r"|(?P<times>\*(?!\*)|[·⋅×]|\.(?=[^\W\d_]|[°Ω%(]))|(?P<over>/|\bper\b)|(?P<open>\()|(?P<close>\))"
    r"|(?P<power>\*\*|\^)\s*(?P<brace>[({])?(?P<exponent>[+-]?\d{1,2}(?:/\d)?)(?(brace)[)}])"
    r"|(?P<raised>[⁰¹²³⁴-⁹⁺⁻]+))"
)


class _Quantity(Protocol):
    """What is used of pint's quantities, whose own types are partial."""

    magnitude: float
    units: object
    dimensionality: Mapping[str, float]


class UnknownUnit(ValueError):
    """The text names no unit that is known here."""


def parse_unit(text: str) -> Unit:
    """The unit written as `text`: `m/s`, `kg m^-3`, `cm⁻³`, `degC`, `µmol/min`. Raises UnknownUnit."""
    shown = text.strip().strip("[]").strip()
    if len(shown) > _MAX_CHARACTERS or not shown:
        raise UnknownUnit(f"`{shown[:60]}` is not a unit")
    if shown.lower() in _DIMENSIONLESS:
        return Unit(shown, 1.0, 0.0, ONE)
    return _parse(shown, _PHRASES.get(shown, _PHRASES.get(shown.lower(), shown)))


def parsed(text: str) -> Unit | None:
    """The unit written as `text`, None where it names none."""
    try:
        return parse_unit(text)
    except UnknownUnit:
        return None


@cache
def _parse(shown: str, text: str) -> Unit:
    whole = _word(text)
    if whole is not None:
        return Unit(shown, *whole)
    factor, result, is_angle = 1.0, ONE, False
    sign = 1
    stack: list[int] = [1]
    pending: tuple[float, Dimension, bool] | None = None
    at, expects_more = 0, True

    def close(power: Fraction) -> None:
        nonlocal factor, result, is_angle, pending
        if pending is not None:
            try:
                factor *= pending[0] ** float(power)
            except (OverflowError, ZeroDivisionError):
                factor = math.inf
            result = result * pending[1] ** power
            is_angle |= pending[2]
            pending = None

    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise UnknownUnit(f"`{shown}` is not a unit")
        at = found.end()
        kind = _kind(found)
        if kind == "raised" or kind == "power":
            if pending is None:
                raise UnknownUnit(f"`{shown}` is not a unit")
            raw = "".join(SUPERSCRIPTS[c] for c in found["raised"]) if kind == "raised" else found["exponent"]
            close(Fraction(raw.lstrip("+")) * sign)
            continue
        close(Fraction(sign))
        if kind in {"number", "word"}:
            # `J/mol K`: what follows a stroke without a sign stays below it, as people mean it.
            if kind == "number" and not expects_more:
                raise UnknownUnit(f"`{shown}` is not a unit")
            if kind == "number":
                pending = (float(found["number"]), ONE, False)
            else:
                # `m3` and `s-1`: a digit that touches a unit is its exponent.
                meaning = _word(found["word"])
                if meaning is None:
                    raise UnknownUnit(f"`{found['word']}` in `{shown}` is not a unit that can be combined")
                # In `W/(m °C)` a degree is a difference, whatever the scale begins at.
                pending = (meaning[0], meaning[2], meaning[3])
                if found["glued"]:
                    close(Fraction(found["glued"].replace("−", "-")) * sign)
            expects_more = False
        elif kind == "times":
            sign, expects_more = stack[-1], True
        elif kind == "over":
            sign, expects_more = -stack[-1], True
        elif kind == "open":
            stack.append(sign)
            expects_more = True
        elif len(stack) > 1:
            stack.pop()
            sign = stack[-1]
        else:
            raise UnknownUnit(f"`{shown}` is not a unit")
    close(Fraction(sign))
    if len(stack) > 1 or (expects_more and text.strip()[-1:] in "*/·"):
        raise UnknownUnit(f"`{shown}` is not a unit")
    if not 0.0 < factor < math.inf:
        raise UnknownUnit(f"`{shown}` is no unit: its size is beyond what floating point holds")
    return Unit(shown, _clean(factor), 0.0, result, is_angle and result.is_one)


def _clean(factor: float) -> float:
    """`0.001 * 1000` is one: what floating point adds in the last digits is taken off."""
    return float(f"{factor:.15g}")


def _kind(found: re.Match[str]) -> str:
    return next(
        kind
        for kind in ("number", "word", "times", "over", "open", "close", "power", "raised")
        if found[kind]
    )


@cache
def _registry() -> pint.UnitRegistry[float]:
    registry: pint.UnitRegistry[float] = pint.UnitRegistry(cache_folder=None)
    registry.define("solar_mass = 1.98841e30 * kilogram")
    registry.define("solar_luminosity = 3.828e26 * watt")
    registry.define("solar_radius = 6.957e8 * meter")
    # Nominal values of IAU 2015 Resolution B3, masses with the constant of gravitation of CODATA 2018.
    registry.define("earth_mass = 5.97217e24 * kilogram")
    registry.define("earth_radius = 6.3781e6 * meter")
    registry.define("jupiter_mass = 1.89812e27 * kilogram")
    registry.define("jupiter_radius = 7.1492e7 * meter")
    # pint's gauss and oersted are those of the Gaussian system, whose dimensions are other ones.
    registry.define("gauss_in_si = 1e-4 * tesla")
    registry.define("oersted_in_si = 1000 / (4 * 3.141592653589793) * ampere / meter")
    return registry


@cache
def _word(word: str) -> tuple[float, float, Dimension, bool] | None:
    """Factor, offset, dimension and whether it is an angle, of one unit word; None if unknown."""
    if word in _NUMBERS:
        return 1.0, 0.0, ONE, False
    if word in _CONSTANTS or word in _QUANTITIES:
        return None
    name = _ALIASES.get(word, _OHM.sub(r"\1ohm", word.replace("µ", "u").replace("μ", "u")))
    if not re.fullmatch(r"[A-Za-z_]+(?:\*\*3)?", name):
        return None
    registry = _registry()
    cubed = name.endswith("**3")
    try:
        one = cast("_Quantity", registry.Quantity(1.0, name.removesuffix("**3")).to_base_units())
        nought = cast("_Quantity", registry.Quantity(0.0, name.removesuffix("**3")).to_base_units())
    except (pint.errors.PintError, AttributeError, ValueError, TypeError):
        return None
    powers = {
        key.strip("[]"): Fraction(str(value)).limit_denominator(100)
        for key, value in one.dimensionality.items()
    }
    if not powers.keys() <= set(BASES):
        return None
    offset = float(nought.magnitude)
    if offset and name not in {"degC", "degF"}:
        return None  # logarithmic units are no multiples of anything
    # What is left of a difference of two large numbers is taken to ten digits.
    factor = float(f"{float(one.magnitude) - offset:.10g}") if offset else float(one.magnitude)
    factor = 5 / 9 if name == "degF" else factor
    size = dimension(**powers)
    if cubed:
        factor, size = factor**3, size ** Fraction(3)
    is_angle = size.is_one and str(one.units) == "radian"
    if is_angle:
        return factor, offset, size, True
    return _clean(factor), _clean(offset), size, is_angle
