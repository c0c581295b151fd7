"""Units that a docstring mentions and no reading took up: what was left out could change every value."""

import re
from collections.abc import Iterator
from typing import Final

from ..core.spec import Spec

_SIMPLE: Final = (
    "nm", "um", "µm", "μm", "mm", "cm", "km", "pm", "fm", "kpc", "Mpc", "pc", "au", "ly", "ft",
    "inch", "inches", "mile", "miles", "yd", "fs", "ps", "ns", "us", "µs", "μs", "ms", "min", "hr",
    "hour", "hours", "day", "days", "week", "weeks", "year", "years", "yr", "kg", "mg", "ug", "µg",
    "μg", "ng", "lb", "lbs", "oz", "Da", "kDa", "Hz", "kHz", "MHz", "GHz", "THz", "rpm", "Pa",
    "kPa", "hPa", "MPa", "GPa", "bar", "mbar", "atm", "torr", "psi", "mmHg", "kJ", "MJ", "mJ", "eV",
    "keV", "MeV", "GeV", "meV", "kcal", "cal", "kWh", "Wh", "mW", "kW", "MW", "GW", "kOhm", "MOhm",
    "ohm", "Ohm", "kΩ", "MΩ", "mV", "kV", "uV", "µV", "mA", "uA", "µA", "nA", "kA", "mT", "nT",
    "uT", "µT", "degC", "degF", "°C", "°F", "celsius", "fahrenheit", "deg", "degree", "degrees",
    "°", "arcsec", "arcmin", "mrad", "mas", "mol", "mmol", "umol", "µmol", "nmol", "mM", "uM", "µM",
    "nM", "pM", "ppm", "ppb", "percent", "cm^-1", "1/cm", "cm⁻¹", "kg/m2",
)  # fmt: skip
_ONE = "|".join(sorted((re.escape(each) for each in _SIMPLE), key=len, reverse=True))
_PART = rf"(?:{_ONE}|[A-Za-zµμ°Ω]{{1,4}})(?:\s?[\^*]{{0,2}}[-⁻]?[0-9²³⁻]+)?"
_POWERS = r"[A-Za-zµμ]{1,4}(?:[ *·][A-Za-zµμ]{1,4}\^?[-⁻][0-9²³¹⁴⁻]+)+"
_COMPOUND = rf"{_PART}\s?/\s?\(?{_PART}(?:[ *·]{_PART})*\)?"
_ONWARD = 24
_ASIDE = re.compile(r"\n[ \t]*(?:Examples?|References|See Also)[ \t]*\n[ \t]*-{3,}")
"""Sections that say nothing of the function's own quantities."""
_IN_WORDS = re.compile(rf"\bin\s+(?:units of\s+)?[`$]*({_COMPOUND}|{_ONE})(?![\w/^])")
_IN_BRACKETS = re.compile(rf"[\[(]\s*(?:in\s+)?({_COMPOUND}|{_ONE})\s*[\])]")
_WANTED = re.compile(
    rf"\b(?:needs|requires?|expects|wants|takes|assumes|uses|converted (?:in)?to)\s+"
    rf"({_COMPOUND}|{_ONE})(?![\w/^])"
)
_OF_EQUATION = re.compile(
    r"\b(?:equation|formula|expression|correlation|fit)s?\s+"
    r"(?:needs?|requires?|expects?|wants?|takes?|assumes?|uses?|holds? (?:for|in)|(?:is|are) (?:for|in))\s+"
    r"(?:\w+\s+(?:in\s+)?)??(kelvins?|K|celsius|pascals?|Pa|bars?|joules?|radians?|metres?|meters?|seconds?|"
    rf"grams?|kilograms?|{_ONE})(?![\w/^])",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:rate|value|constant|solubility|coefficient|limit|\w+ity) at\s+\d+(?:\.\d+)?\s?(?:°C|K|degC)$"
)
"""`limiting rate at 25 °C`: under which conditions, not in which unit."""
_MULTIPLE = re.compile(
    r"\b(?:units|multiples)\s+of\s+[$`]*(\d[^,;()\n]{0,24})|[(\[]\s*[x×]\s*(\d[^)\]\n]{0,24})[)\]]"
    r"|\b((?:thousands|millions|billions)\s+of\s+[^\s,;)]+)"
)
"""A unit with a number of its own, which nobody took up where no unit has one."""
_ALONE = re.compile(
    rf"^[ \t]*(?:[A-Za-z_]+,?[ \t]+)?({_COMPOUND}|{_ONE}|1/[a-z]{{1,4}})[ \t]*$", re.MULTILINE
)
_BEHIND_NUMBER = re.compile(rf"[\d}}][`$]*\s({_POWERS}|{_COMPOUND}|{_ONE})(?![\w/^]|\s+of\s+freedom)")


def unaccounted_unit(spec: Spec) -> str | None:
    """The first unit that stands in the text and belongs to nothing that was understood."""
    known = {_plain(text) for text in _understood(spec)}
    known |= {re.sub(r"^\d[\d.e×+-]*(?=[a-zµ°%])", "", unit) for unit in known}
    said = _ASIDE.split(spec.text)[0]
    for match in _MULTIPLE.finditer(said):
        shown = next(group for group in match.groups() if group)
        plain = re.sub(r"[{}]", "", _plain(shown))
        if not any(unit[:1].isdigit() and plain.startswith(unit) for unit in known):
            return shown.strip()
    for match in _OF_EQUATION.finditer(said):
        if not any(unit and _plain(match[1]).startswith(unit) for unit in known):
            return match[1]
    for pattern in (_IN_WORDS, _IN_BRACKETS, _BEHIND_NUMBER, _WANTED, _ALONE):
        for match in pattern.finditer(said):
            if pattern is _BEHIND_NUMBER and _CONDITION.search(said[: match.end()]):
                continue
            # `kg m/s` is one unit of which only the beginning was found.
            onward = _plain(said[match.start(1) : match.end(1) + _ONWARD])
            if _is_unit(match[1]) and not any(unit and onward.startswith(unit) for unit in known):
                return match[1]
    return None


def _is_unit(text: str) -> bool:
    """Whether at least one part of a compound is beyond doubt a unit."""
    parts = re.findall(r"[A-Za-zµμ°Ω]+", text)
    return (
        text in _SIMPLE
        or any(part in _SIMPLE for part in parts)
        or text in ("m/s", "J/K", "N/m", "V/m", "W/m")
    )


def _understood(spec: Spec) -> Iterator[str]:
    units = [each.unit for each in (*spec.parameters, *spec.results)]
    for reading in spec.readings:
        units += [unit for _, unit in reading.units]
        units += reading.output_units
        units += [each.unit for each in (*reading.givens, *reading.statements)]
    yield from (unit.text for unit in units if unit is not None)


def _plain(text: str) -> str:
    """Spelled alike: without blanks and signs of powers, degrees in one way."""
    words = text.translate(str.maketrans("²³⁻μ", "23-µ")).replace("**", "").replace("°C", "degC")
    words = re.sub(r"\bper ?cent\b", "%", words)
    words = re.sub(r"\bdegrees?\b|°(?![CF])", "deg", words)
    return re.sub(r"[\s^*·()\[\]`$]", "", words).replace("celsius", "degC").lower()
