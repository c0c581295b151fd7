"""Values that the text, the module or physics fixes for a symbol."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from scipy import constants

from ..core.quantity import Unit
from ..core.spec import GivenValue
from ..formulas.symbols import spelled
from ..formulas.units import UnknownUnit, parse_unit

_VALUE: Final = re.compile(
    r"(?<![\w.^])(?P<symbol>[A-Za-zͰ-Ͽµ][\w₀-₉]*)\s*=\s*"
    r"(?P<value>[-+−]?\d+(?:\.\d+)?"
    r"(?:\s*(?:[eE]|[×x·*]\s*10\s*(?:\^|\*\*)?)\s*\{?[-+−]?\d+\}?|\s*[×x·]\s*10[⁰¹²³⁴-⁹⁺⁻]+)?)"
    r"(?![\w.]*\s*[-+*/^(√])\s*(?P<unit>[^\s,;).]*(?:[ ·][^\s,;).=]+)*)"
)
_RELATION: Final = re.compile(
    r"\b1\s+(?P<one>[A-Za-zµ/_]+)\s*=\s*(?P<value>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s+(?P<other>[A-Za-zµ/]+)"
)


class _Known(NamedTuple):
    """A physical constant: its name in scipy.constants, its unit, words without which it is not meant."""

    attribute: str
    unit: str
    needs: str = ""


_CONSTANTS: Final = {
    "k_B": _Known("k", "J/K"),
    "kB": _Known("k", "J/K"),
    "N_A": _Known("N_A", "1/mol"),
    "hbar": _Known("hbar", "J s"),
    "h": _Known("h", "J s", "planck"),
    "c": _Known("c", "m/s", "light"),
    "c_0": _Known("c", "m/s"),
    "G": _Known("G", "m^3/(kg s^2)"),
    "mu_0": _Known("mu_0", "N/A^2"),
    "epsilon_0": _Known("epsilon_0", "F/m"),
    "varepsilon_0": _Known("epsilon_0", "F/m"),
    "sigma": _Known("Stefan_Boltzmann", "W/(m^2 K^4)", "stefan"),
    "sigma_SB": _Known("Stefan_Boltzmann", "W/(m^2 K^4)"),
    "R": _Known("R", "J/(mol K)", "gas constant"),
    "e": _Known("e", "C", "elementary charge"),
    "q_e": _Known("e", "C"),
    "m_e": _Known("m_e", "kg"),
    "m_p": _Known("m_p", "kg"),
    "m_u": _Known("m_u", "kg"),
    "F": _Known("physical_constants['Faraday constant'][0]", "C/mol", "faraday"),
    "g": _Known("g", "m/s^2", "gravit"),
    "g_0": _Known("g", "m/s^2", "gravit"),
    "alpha": _Known("fine_structure", "dimensionless", "fine-structure"),
    "a_0": _Known("physical_constants['Bohr radius'][0]", "m", "bohr"),
    "mu_B": _Known("physical_constants['Bohr magneton'][0]", "J/T"),
}


class NotGiven(NamedTuple):
    """A symbol that looks like a constant whose meaning the text leaves open."""

    symbol: str
    needs: str


def stated_values(text: str) -> dict[str, GivenValue]:
    """`m_H = 1.6735e-27 kg` and the like, by canonical symbol. Values without a unit are pure numbers."""
    out: dict[str, GivenValue] = {}
    for found in _VALUE.finditer(text):
        value = _float(found["value"])
        symbol = spelled(found["symbol"])
        if value is None or symbol in out:
            continue
        out[symbol] = GivenValue(symbol, value, repr(value), _unit_words(found["unit"]), None, "docstring")
    return out


def _unit_words(text: str) -> Unit | None:
    words = text.strip().rstrip(".").split(" ")
    for count in range(len(words), 0, -1):
        try:
            return parse_unit(" ".join(words[:count]))
        except UnknownUnit:
            continue
    return None


def _float(text: str) -> float | None:
    plain = text.replace("−", "-").replace(" ", "")
    superscripts = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
    plain = re.sub(r"[×x·*]10(?:\^|\*\*)?\{?([-+]?\d+)\}?$", r"e\1", plain.translate(superscripts))
    try:
        return float(plain)
    except ValueError:
        return None


def unit_relations(text: str) -> dict[str, tuple[float, str]]:
    """`1 mmHg = 0.133322 kPa` as mmHg: (0.133322, kPa), for conversions that the text prescribes."""
    return {m["one"]: (float(m["value"]), m["other"]) for m in _RELATION.finditer(text)}


def physical_constant(symbol: str, text: str, imported: Mapping[str, str]) -> GivenValue | NotGiven | None:
    """The constant that `symbol` stands for. `imported` maps the module's names to what they import.

    NotGiven where the symbol is ambiguous and the text lacks the words that would settle it.
    """
    known = _CONSTANTS.get(symbol)
    if known is None:
        return None
    if known.needs and known.needs not in text.lower():
        return NotGiven(symbol, known.needs)
    expression = next(
        (name for name, origin in imported.items() if origin == f"scipy.constants.{known.attribute}"),
        f"constants.{known.attribute}",
    )
    value = _look_up(known.attribute)
    return GivenValue(symbol, value, repr(value), parse_unit(known.unit), expression, "scipy.constants")


def _look_up(attribute: str) -> float:
    if attribute.startswith("physical_constants"):
        return float(constants.physical_constants[attribute.split("'")[1]][0])
    return float(getattr(constants, attribute))
