"""Which constant of physics a symbol stands for, and what in a text says so."""

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from scipy import constants

from ..core.spec import GivenValue
from ..formulas.units import UnknownUnit, parse_unit
from .known_constants import BY_SYMBOL, OF_CHARGES, OTHER_UNITS, OTHER_USE, Known
from .naming import before, descriptions, is_changed, names, states_a_number, units_said, without_marks

_PERMITTIVITY_SIGN: Final = re.compile(r"(?:ε|\\?(?:var)?epsilon)_?\{?[0₀]")


class NotGiven(NamedTuple):
    """A symbol that looks like a constant whose meaning the text leaves open: which would be meant."""

    symbol: str
    value: GivenValue
    name: str

    @property
    def question(self) -> str:
        """What to ask, with the words that settle it."""
        unit = self.value.unit.text if self.value.unit is not None else ""
        return (
            f"`{self.symbol}`: did you mean {self.name}, scipy.{self.value.expression}, "
            f"{self.value.value:.6g} {unit}? Write `{self.symbol} is {self.name}`"
        )


def physical_constant(symbol: str, text: str, imported: Mapping[str, str]) -> GivenValue | NotGiven | None:
    """The constant that `symbol` stands for. `imported` maps the module's names to what they import.

    NotGiven where the symbol is ambiguous and the text lacks the words that would settle it; None where
    the words say something else of it, or state a number of their own.
    """
    candidates = BY_SYMBOL.get(symbol, ())
    if not candidates:
        return None
    plain = without_marks(text)
    if OTHER_UNITS.search(plain):
        candidates = tuple(known for known in candidates if known.unit == "dimensionless")
    if not candidates or states_a_number(symbol, plain):
        return None
    match _attached(symbol, candidates, plain):
        case Known() as known:
            return _in_its_unit(_given(symbol, known, imported), known, plain)
        case "another":
            return None
        case _:
            pass
    named = [known for known in candidates if not known.attached and _is_named(symbol, known, plain)]
    if named:
        if len(named) > 1:
            return None
        return _in_its_unit(_given(symbol, named[0], imported), named[0], plain)
    first = candidates[0]
    other = OTHER_USE.get(symbol)
    if other is not None and other.search(plain):
        return None
    if first.sure or (first.context and re.search(first.context, plain, re.IGNORECASE)):
        return _given(symbol, first, imported)
    if symbol == "e" and OF_CHARGES.search(plain):
        # Beside the vacuum permittivity no other e is squared.
        value = _given(symbol, first, imported)
        return value if _PERMITTIVITY_SIGN.search(text) else NotGiven(symbol, value, first.name)
    return NotGiven(symbol, _given(symbol, first, imported), first.name) if first.asked else None


def _attached(symbol: str, candidates: tuple[Known, ...], plain: str) -> Known | Literal["another"] | None:
    """The constant that the words beside the symbol name, or that they say something else of it."""
    hint = candidates[0].hint
    phrases = tuple(
        phrase
        for phrase in descriptions(symbol, plain)
        if not (hint and re.search(hint, phrase, re.IGNORECASE))
    )
    own: list[Known] = []
    for known in candidates:
        leading = tuple(before(known.words, symbol, plain, known.changes))
        behind = any(names(known.words, phrase, known.changes) for phrase in descriptions(symbol, plain))
        if (behind or any(leading)) and all(leading):
            own.append(known)
        elif leading and not all(leading):
            phrases = (*phrases, known.name)
    if own:
        return own[0] if len(own) == 1 else "another"
    return "another" if phrases else None


def _is_named(symbol: str, known: Known, plain: str) -> bool:
    """Whether the text names the constant anywhere, and unchanged."""
    found = re.finditer(known.words, plain, re.IGNORECASE)
    return any(not is_changed(plain, each, known.changes) for each in found)


def _given(symbol: str, known: Known, imported: Mapping[str, str]) -> GivenValue:
    unit = parse_unit(known.unit)
    if not known.attribute:
        return GivenValue(symbol, known.number, repr(known.number), unit, None, "scipy.constants")
    expression = next(
        (name for name, origin in imported.items() if origin == f"scipy.constants.{known.attribute}"),
        f"constants.{known.attribute}",
    )
    value = _look_up(known.attribute)
    return GivenValue(symbol, value, repr(value), unit, expression, "scipy.constants")


def _in_its_unit(given: GivenValue, known: Known, plain: str) -> GivenValue:
    """The constant in the unit that the text wants it in: `the speed of light in km/s`."""
    for written in units_said(known.words, given.symbol, plain):
        try:
            unit = parse_unit(written)
        except UnknownUnit:
            continue
        if given.unit is None or unit.dimension != given.unit.dimension or unit.factor == given.unit.factor:
            break
        value = given.value * given.unit.factor / unit.factor
        return GivenValue(given.symbol, value, repr(value), unit, None, "scipy.constants")
    return given


def _look_up(attribute: str) -> float:
    if attribute.startswith("physical_constants"):
        return float(constants.physical_constants[attribute.split("'")[1]][0])
    return float(getattr(constants, attribute))
