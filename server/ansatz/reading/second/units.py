"""The second reader's own units: their sizes in SI, and a parser for the ways people write them."""

from dataclasses import replace
from fractions import Fraction

from ansatz.core.quantity import ONE, Dimension, Unit, dimension

from .tokens import SUPERSCRIPTS

_LENGTH, _MASS, _TIME = dimension(length=1), dimension(mass=1), dimension(time=1)
_CURRENT, _KELVIN, _MOLE = dimension(current=1), dimension(temperature=1), dimension(substance=1)
_SPEED = _LENGTH / _TIME
_FORCE = _MASS * _SPEED / _TIME
_ENERGY = _FORCE * _LENGTH
_POWER = _ENERGY / _TIME
_PRESSURE = _FORCE / _LENGTH ** Fraction(2)
_FIELD = _POWER / _CURRENT * _TIME / _LENGTH ** Fraction(2)
_AREA = _LENGTH ** Fraction(2)
_CHARGE = _CURRENT * _TIME
_VOLTAGE = _POWER / _CURRENT
_VOLUME = _LENGTH ** Fraction(3)
_RATE = ONE / _TIME
_GRAY = _SPEED ** Fraction(2)
_DEGREE = 0.017453292519943295
_YEAR = 31_557_600.0  # the Julian year

_PREFIXES = {
    "T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "m": 1e-3, "u": 1e-6, "µ": 1e-6, "μ": 1e-6, "n": 1e-9,
    "p": 1e-12, "f": 1e-15,
}  # fmt: skip
# Prefixes that few units take; elsewhere they would make units out of ordinary words (`as`, `at`).
_RARE_PREFIXES = {
    "m": {"h": 1e2, "d": 1e-1, "c": 1e-2}, "g": {"h": 1e2, "d": 1e-1, "c": 1e-2}, "Pa": {"h": 1e2},
    "L": {"h": 1e2, "d": 1e-1, "c": 1e-2}, "l": {"h": 1e2, "d": 1e-1, "c": 1e-2},
    "eV": {"P": 1e15, "E": 1e18}, "J": {"P": 1e15, "E": 1e18, "a": 1e-18}, "W": {"P": 1e15},
    "Hz": {"P": 1e15}, "Bq": {"P": 1e15},
}  # fmt: skip
_WORD_PREFIXES = {
    "giga": 1e9, "mega": 1e6, "kilo": 1e3, "hecto": 1e2, "centi": 1e-2, "milli": 1e-3, "micro": 1e-6,
    "nano": 1e-9, "pico": 1e-12, "femto": 1e-15,
}  # fmt: skip

_PREFIXABLE: dict[str, tuple[float, Dimension]] = {
    "m": (1.0, _LENGTH), "g": (1e-3, _MASS), "s": (1.0, _TIME), "A": (1.0, _CURRENT), "K": (1.0, _KELVIN),
    "mol": (1.0, _MOLE), "cd": (1.0, dimension(luminosity=1)), "Hz": (1.0, _RATE), "N": (1.0, _FORCE),
    "Pa": (1.0, _PRESSURE), "J": (1.0, _ENERGY), "W": (1.0, _POWER), "C": (1.0, _CHARGE),
    "V": (1.0, _VOLTAGE), "F": (1.0, _CHARGE / _VOLTAGE), "ohm": (1.0, _VOLTAGE / _CURRENT),
    "Ohm": (1.0, _VOLTAGE / _CURRENT), "Ω": (1.0, _VOLTAGE / _CURRENT),
    "\u2126": (1.0, _VOLTAGE / _CURRENT),
    "S": (1.0, _CURRENT / _VOLTAGE), "Wb": (1.0, _VOLTAGE * _TIME),
    "T": (1.0, _FIELD), "H": (1.0, _VOLTAGE * _TIME / _CURRENT),
    "L": (1e-3, _VOLUME), "l": (1e-3, _VOLUME), "eV": (1.602176634e-19, _ENERGY), "bar": (1e5, _PRESSURE),
    "M": (1e3, _MOLE / _VOLUME), "Bq": (1.0, _RATE), "Gy": (1.0, _GRAY),
    "Sv": (1.0, _GRAY), "Da": (1.66053906892e-27, _MASS), "pc": (3.0856775814913673e16, _LENGTH),
    "cal": (4.184, _ENERGY), "kat": (1.0, _MOLE / _TIME), "Jy": (1e-26, _POWER / _AREA / _RATE),
    "lx": (1.0, dimension(luminosity=1, length=-2)), "lm": (1.0, dimension(luminosity=1)),
    "Ci": (3.7e10, _RATE), "Wh": (3600.0, _ENERGY), "torr": (101325.0 / 760.0, _PRESSURE),
    "Torr": (101325.0 / 760.0, _PRESSURE), "yr": (_YEAR, _TIME), "gauss": (1e-4, _FIELD),
}  # fmt: skip
_NO_UNITS = frozenset({"pH"})
"""Spelled like a unit, and always something else."""

_PLAIN: dict[str, tuple[float, Dimension]] = {
    "kg": (1.0, _MASS), "min": (60.0, _TIME), "minute": (60.0, _TIME), "h": (3600.0, _TIME),
    "hr": (3600.0, _TIME), "hour": (3600.0, _TIME), "d": (86400.0, _TIME), "day": (86400.0, _TIME),
    "week": (604800.0, _TIME), "month": (_YEAR / 12, _TIME), "year": (_YEAR, _TIME), "sec": (1.0, _TIME),
    "Myr": (1e6 * _YEAR, _TIME), "Ma": (1e6 * _YEAR, _TIME), "Ga": (1e9 * _YEAR, _TIME),
    "ka": (1e3 * _YEAR, _TIME),
    "atm": (101325.0, _PRESSURE), "atmosphere": (101325.0, _PRESSURE), "mmHg": (133.322387415, _PRESSURE),
    "psi": (6894.757293168361, _PRESSURE), "Å": (1e-10, _LENGTH), "\u212b": (1e-10, _LENGTH),
    "Angstrom": (1e-10, _LENGTH), "angstrom": (1e-10, _LENGTH), "ångström": (1e-10, _LENGTH),
    "u": (1.66053906892e-27, _MASS), "amu": (1.66053906892e-27, _MASS), "dalton": (1.66053906892e-27, _MASS),
    "AU": (149597870700.0, _LENGTH), "au": (149597870700.0, _LENGTH), "ly": (9460730472580800.0, _LENGTH),
    "micron": (1e-6, _LENGTH), "ft": (0.3048, _LENGTH), "foot": (0.3048, _LENGTH), "feet": (0.3048, _LENGTH),
    "inch": (0.0254, _LENGTH), "inches": (0.0254, _LENGTH), "mile": (1609.344, _LENGTH), "ha": (1e4, _AREA),
    "hectare": (1e4, _AREA), "knot": (1852.0 / 3600.0, _SPEED), "erg": (1e-7, _ENERGY),
    "dyn": (1e-5, _FORCE), "dyne": (1e-5, _FORCE), "tonne": (1e3, _MASS), "cP": (1e-3, _PRESSURE * _TIME),
    "Msun": (1.98847e30, _MASS), "Rsun": (6.957e8, _LENGTH), "Lsun": (3.828e26, _POWER),
    "dioptre": (1.0, ONE / _LENGTH), "diopter": (1.0, ONE / _LENGTH), "hertz": (1.0, _RATE),
    "siemens": (1.0, _CURRENT / _VOLTAGE), "celsius": (1.0, _KELVIN),
    "%": (1e-2, ONE), "percent": (1e-2, ONE), "‰": (1e-3, ONE), "permil": (1e-3, ONE), "ppm": (1e-6, ONE),
    "ppb": (1e-9, ONE), "sr": (1.0, ONE), "steradian": (1.0, ONE),
}  # fmt: skip
_WORDS: dict[str, tuple[float, Dimension]] = {
    "metre": (1.0, _LENGTH), "meter": (1.0, _LENGTH), "gram": (1e-3, _MASS), "second": (1.0, _TIME),
    "ampere": (1.0, _CURRENT), "kelvin": (1.0, _KELVIN), "mole": (1.0, _MOLE), "newton": (1.0, _FORCE),
    "pascal": (1.0, _PRESSURE), "joule": (1.0, _ENERGY), "watt": (1.0, _POWER), "coulomb": (1.0, _CHARGE),
    "volt": (1.0, _VOLTAGE), "farad": (1.0, _CHARGE / _VOLTAGE), "weber": (1.0, _VOLTAGE * _TIME),
    "tesla": (1.0, _FIELD), "henry": (1.0, _VOLTAGE * _TIME / _CURRENT),
    "litre": (1e-3, _VOLUME), "liter": (1e-3, _VOLUME), "molar": (1e3, _MOLE / _VOLUME),
    "parsec": (3.0856775814913673e16, _LENGTH), "becquerel": (1.0, _RATE), "hertz": (1.0, _RATE),
    "ohm": (1.0, _VOLTAGE / _CURRENT), "electronvolt": (1.602176634e-19, _ENERGY),
    "calorie": (4.184, _ENERGY),
}  # fmt: skip
_ANGLES = {
    "rad": 1.0, "radian": 1.0, "radians": 1.0, "mrad": 1e-3, "µrad": 1e-6, "μrad": 1e-6,
    "deg": _DEGREE, "degree": _DEGREE, "degrees": _DEGREE, "°": _DEGREE, "decimal degrees": _DEGREE,
    "arcmin": _DEGREE / 60, "arcminutes": _DEGREE / 60, "arcsec": _DEGREE / 3600,
    "arcseconds": _DEGREE / 3600,
}  # fmt: skip
_SOLAR = {
    "solar mass": "Msun", "solar masses": "Msun", "M_sun": "Msun", "M☉": "Msun", "solar radius": "Rsun",
    "solar radii": "Rsun", "R_sun": "Rsun", "R☉": "Rsun", "solar luminosity": "Lsun",
    "solar luminosities": "Lsun", "L_sun": "Lsun", "L☉": "Lsun",
}  # fmt: skip
_CELSIUS = frozenset(
    {"degC", "°C", "℃", "deg C", "deg. C", "° C", "celsius", "Celsius", "degree Celsius", "degrees Celsius",
     "degree C", "degrees C", "degrees celsius", "degree celsius", "deg Celsius"}
)  # fmt: skip
_FAHRENHEIT = frozenset({"degF", "°F", "deg F", "degrees Fahrenheit", "degree Fahrenheit", "Fahrenheit"})
_DIMENSIONLESS = frozenset({"dimensionless", "unitless", "-", "–", "—", "1"})
_CELSIUS_ZERO, _FAHRENHEIT_ZERO = 273.15, 459.67 * 5 / 9


def parse_unit(text: str) -> Unit | None:
    """The unit that the whole of `text` spells, or None where it is none or could be two.

    Temperatures in Celsius and Fahrenheit carry their zero when they stand alone; inside a
    compound unit (`W/(m degC)`) they are differences.
    """
    written = " ".join(text.split())
    if not written or len(written) > 60:
        return None
    if written in _DIMENSIONLESS:
        return Unit(written, 1.0, 0.0, ONE)
    if written in _CELSIUS:
        return Unit(written, 1.0, _CELSIUS_ZERO, _KELVIN)
    if written in _FAHRENHEIT:
        return Unit(written, 5 / 9, _FAHRENHEIT_ZERO, _KELVIN)
    if written in _SOLAR:
        size, of = _PLAIN[_SOLAR[written]]
        return Unit(written, size, 0.0, of)
    if written in _ANGLES:
        return Unit(written, _ANGLES[written], 0.0, ONE, is_angle=True)
    parsed = _Parser(_tokens(written)).whole()
    return None if parsed is None else Unit(written, parsed[0], 0.0, parsed[1])


def as_difference(unit: Unit) -> Unit:
    """The unit for differences of what it measures: without a zero of its own."""
    return replace(unit, offset=0.0)


def _atom(name: str) -> tuple[float, Dimension] | None:
    """The size of a unit without exponent."""
    if name in _PLAIN:
        return _PLAIN[name]
    if name in _PREFIXABLE:
        return _PREFIXABLE[name]
    if name in _ANGLES:
        return _ANGLES[name], ONE
    if name in ("degC", "°C", "℃", "Celsius"):
        return 1.0, _KELVIN
    if name in _NO_UNITS:
        return None
    base = _PREFIXABLE.get(name[1:])
    if base is not None:
        size = _PREFIXES.get(name[0]) or _RARE_PREFIXES.get(name[1:], {}).get(name[0])
        if size is not None:
            return size * base[0], base[1]
    return _spelled(name)


def _spelled(name: str) -> tuple[float, Dimension] | None:
    """A unit written as a word, in the plural or with a prefix: `metres`, `kilojoule`."""
    word = name.lower() if name[:1].isupper() and name[1:].islower() else name
    for singular in (word, word.removesuffix("s"), word.removesuffix("es")):
        if len(singular) < 3:
            continue
        if singular in _WORDS:
            return _WORDS[singular]
        if singular in _PLAIN and singular not in ("min", "atm", "psi", "amu", "erg", "dyn", "ppm", "ppb"):
            return _PLAIN[singular]
        for prefix, size in _WORD_PREFIXES.items():
            base = _WORDS.get(singular.removeprefix(prefix)) if singular.startswith(prefix) else None
            if base is not None:
                return size * base[0], base[1]
    return None


def _tokens(text: str) -> list[str] | None:
    """Words, numbers and signs; an exponent is a token `^n`. None at anything else."""
    tokens: list[str] = []
    at = 0
    while at < len(text):
        character = text[at]
        if character == " ":
            at += 1
        elif character in "()/":
            tokens.append(character)
            at += 1
        elif text.startswith("**", at) or character == "^":
            at += 2 if character == "*" else 1
            is_wrapped = text[at : at + 1] in ("(", "{")
            at += is_wrapped
            end = at
            while end < len(text) and (text[end] in "0123456789+-−./"):
                if text[end] == "/" and not is_wrapped:
                    break
                end += 1
            tokens.append("^" + text[at:end].replace("−", "-"))
            at = end + is_wrapped
        elif character in "·⋅*×.∙":
            tokens.append("*")
            at += 1
        elif character in SUPERSCRIPTS:
            end = at
            while end < len(text) and text[end] in SUPERSCRIPTS:
                end += 1
            tokens.append("^" + "".join(SUPERSCRIPTS[c] for c in text[at:end]))
            at = end
        elif character.isalpha() or character in "°%‰":
            end = at + 1
            while end < len(text) and text[end].isalpha():
                end += 1
            tokens.append(text[at:end])
            # `m s-1`, `cm2`: the exponent of a unit needs no sign of its own.
            number = end + (text[end : end + 1] in ("-", "−"))
            if text[number : number + 1] in tuple("0123456789"):
                tokens.append("^" + text[end:number].replace("−", "-") + text[number])
                end = number + 1
            at = end
        elif character in "0123456789":
            end = at
            while end < len(text) and text[end] in "0123456789.":
                end += 1
            tokens.append(text[at:end])
            at = end
        else:
            return None
    return tokens


class _Parser:
    """`unit = factor { (blank | * | / | per) factor }`; a product after a division is ambiguous."""

    def __init__(self, tokens: list[str] | None) -> None:
        self.tokens = tokens or []
        self.at = 0

    def whole(self) -> tuple[float, Dimension] | None:
        result = self.product(0)
        return result if result is not None and self.at == len(self.tokens) else None

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def product(self, depth: int) -> tuple[float, Dimension] | None:
        if depth > 4:
            return None
        if self.peek() == "per":
            result: tuple[float, Dimension] | None = (1.0, ONE)
        else:
            result = self.factor(depth)
        has_divided = False
        while result is not None and self.peek() not in ("", ")"):
            sign = self.peek()
            is_divided = sign in ("/", "per")
            if is_divided or sign == "*":
                self.at += 1
            if has_divided and not is_divided:
                return None
            has_divided = has_divided or is_divided
            other = self.factor(depth)
            if other is None:
                return None
            if is_divided:
                result = result[0] / other[0], result[1] / other[1]
            else:
                result = result[0] * other[0], result[1] * other[1]
        return result

    def factor(self, depth: int) -> tuple[float, Dimension] | None:
        token = self.peek()
        self.at += 1
        if token == "(":
            result = self.product(depth + 1)
            if result is None or self.peek() != ")":
                return None
            self.at += 1
        elif token == "1" and self.at == 1:
            # `1/day`: only as a numerator.
            return (1.0, ONE) if self.peek() == "/" else None
        elif token == "square" or token == "cubic":
            base = self.factor(depth) if depth < 4 else None
            power = Fraction(2 if token == "square" else 3)
            return None if base is None else (base[0] ** int(power), base[1] ** power)
        elif token[:1].isalpha() or token[:1] in ("°", "%", "‰"):
            result = _atom(token)
        else:
            return None
        if result is not None and self.peek().startswith("^"):
            power = _power(self.peek()[1:])
            self.at += 1
            if power is None:
                return None
            result = result[0] ** float(power), result[1] ** power
        return result


def _power(text: str) -> Fraction | None:
    sign = -1 if text.startswith("-") else 1
    top, slash, bottom = text.lstrip("+-").partition("/")
    if not (_is_number(top) and len(top) <= 4) or (slash and bottom not in tuple("123456")):
        return None
    power = Fraction(top) / (Fraction(bottom) if slash else 1)
    return sign * power if power <= 12 else None


def _is_number(text: str) -> bool:
    digits = text.replace(".", "", 1)
    return bool(digits) and all(character in "0123456789" for character in digits)
