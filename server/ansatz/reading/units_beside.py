"""Units in the lines around an equation: behind it (`c = …, in m/s.`), or `P_sat in mmHg`."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from ..core.quantity import Unit
from ..formulas.units import UnknownUnit, parse_unit
from .docstring import Docstring
from .regions import Region, without_entries

_IN: Final = re.compile(
    r"[`$]*\s*,?\s*\(?\s*(?:(?:given|expressed|measured)\s+)?in\s+(?P<unit>[^,;()\n]+?(?:\([^()\n]*\))?)"
    r"(?=\.?[ \t]*(?:\n|$)|\.\s|[,;)]|\s+(?:where|with|for|from|if|when|at)\b)"
)
_BRACKETED: Final = re.compile(r"(?<=[ \t])\[(?P<unit>[^\[\]\n]+)\](?=[ \t]*[.,;]?[ \t]*(?:\n|$)|[.,;]\s)")
_IN_PARENTHESES: Final = re.compile(
    r"(?<=[\w)\]²³] )\((?P<unit>[^()\n=]*[A-Za-z%°µΩÅ][^()\n=]*)\)(?=[ \t]*[.,;:]?[ \t]*(?:\n|$)|[.,;:]\s)"
)
_BARE: Final = re.compile(
    r"[ \t]+(?P<unit>[A-Za-zµΩ°]+(?:[ ·][A-Za-zµΩ°]+)*(?:/|\^?[-⁻])[A-Za-zµΩ°\d⁻¹²³^ ()]*?)"
    r"(?=[.,;]?[ \t]*(?:\n|$)|[.,;]\s)"
)
"""`B = 70 m^0.75 kcal/d`: a unit that can't be a quantity, for it has a stroke or a negative power."""
_COMPOUND: Final = re.compile(
    r"(?<=[\w)\]])[ \t]+(?P<unit>(?:[kmµMG]?(?:W|J|N|Pa|V|mol|g|m|K)|km|mm|cm|mL|L|mg|µg)"
    r"/(?:(?:m|cm|km|mm)(?:\^?[23]|[²³])?|s(?:\^?2|²)?|kg|mol|K|L|mL|h|day|min))"
    r"(?=[.,;]?[ \t]*(?:\n|$)|[.,;]\s|\s+(?:for|where|with|if|when|at)\b)"
)
"""Compound units as they are written everywhere."""
_ARTICLES: Final = frozenset({"a", "as", "d"})


def unit_after(text: str, end: int, names: Collection[str]) -> Unit | None:
    """The unit behind the equation that ends at `end`; `names` are quantities, which are no units."""
    following = text[end : end + 80]
    found = _IN.match(following)
    if found is None:
        bare = re.match(r"[`$]*,?[ \t]*", following)
        at = bare.end() if bare else 0
        found = (
            _BRACKETED.match(following, at)
            or _IN_PARENTHESES.match(f"x {following[at:]}", 2)
            or _COMPOUND.match(f"x{following}", 1)
            or _BARE.match(following)
        )
    return _unit(found["unit"].strip(), names) if found else None


def unit_within(equation: str, names: Collection[str], text: str) -> Unit | None:
    """A compound unit at the end of an equation of `text`: `… ln(C/C0) W/m^2 for …`."""
    found = _COMPOUND.search(equation)
    if found is None or _is_made_of_quantities(found["unit"], names, text):
        return None
    return _unit(found["unit"].strip(), names)


def _is_made_of_quantities(unit: str, names: Collection[str], text: str) -> bool:
    """Whether a letter of `N/L` is a quantity: an argument, or one that the text says something of."""
    words = re.findall(r"[^\W\d_]+", unit)
    said = r"[`$*]*\s*(?:=|:|—|–|,?\s+(?:is|are|being|denotes|the|an?)\b)"
    return any(word in names or re.search(rf"(?<![\w/^]){word}{said}", text) for word in words)


def without_unit(region: Region, names: Collection[str], text: str) -> Region:
    """The passage with a unit in square brackets at its end blanked, so that it is no factor.

    Where the text speaks of concentrations, `[S]` is one; only what has a sign in it is then a unit.
    """
    if region.notation != "plain" or region.is_marked:
        return region
    is_about_concentrations = "concentration" in text.lower()

    def blanked(found: re.Match[str]) -> str:
        unit = found["unit"].strip()
        if (is_about_concentrations and unit.isalnum()) or _unit(unit, names) is None:
            return found.group()
        return " " * len(found.group())

    def blanked_beyond_doubt(found: re.Match[str]) -> str:
        """`(1/h)` and `(kPa)` are units, `(T)` is a factor."""
        unit = found["unit"].strip()
        is_word = len(re.sub(r"[^A-Za-z]", "", unit)) > 1 and "/" not in unit
        known = any(word in names for word in re.findall(r"\w+", unit))
        if known or not (is_word or re.match(r"1/|/", unit)) or _unit(unit, names) is None:
            return found.group()
        return " " * len(found.group())

    def blanked_compound(found: re.Match[str]) -> str:
        """`… ln(C/C0) W/m^2 for …`: no quantity is written so."""
        unit = found["unit"].strip()
        known = _is_made_of_quantities(unit, names, text)
        return found.group() if known or _unit(unit, names) is None else " " * len(found.group())

    shown = _IN_PARENTHESES.sub(blanked_beyond_doubt, region.text)
    return replace(region, text=_BRACKETED.sub(blanked, _COMPOUND.sub(blanked_compound, shown)))


def _unit(text: str, names: Collection[str]) -> Unit | None:
    if text in names or text in _ARTICLES or re.fullmatch(r"[\d.\s]+", text):
        return None
    try:
        return parse_unit(text)
    except UnknownUnit:
        return None


def stated_units(doc: Docstring, wanted: frozenset[str]) -> dict[str, Unit]:
    """Units that the text outside the entries gives for quantities: `P_sat in mmHg, T in degC`."""
    units: dict[str, Unit] = {}
    for symbol, text in re.findall(r"(?:^|[\s,;(])([A-Za-z][\w]*)\s+in\s+([^\s,;()]+)", without_entries(doc)):
        if symbol not in wanted:
            continue
        try:
            units.setdefault(symbol, parse_unit(text))
        except UnknownUnit:
            continue
    return units
