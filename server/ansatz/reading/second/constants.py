"""Constants of nature that a text may use by their names, with values in SI."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from scipy import constants as si

from ansatz.core.spec import GivenValue

from .units import parse_unit

_NEAR = 0.02
"""How far from a constant a number may be that people write for it (9.8, 3e8, 6.67e-11)."""


class Known(NamedTuple):
    """A constant: words that name it, how code does, its unit, and symbols that mean nothing else."""

    words: str
    attribute: str
    unit: str
    certain: tuple[str, ...] = ()
    usual: str = ""
    """A symbol that means it where that makes the dimensions fit."""


KNOWN: tuple[Known, ...] = (
    Known(r"reduced planck(?:'s)? constant|dirac constant", "hbar", "J s", ("hbar",)),
    Known(r"planck(?:'s)? constant", "h", "J s", (), "h"),
    Known(r"speed of light|light speed|velocity of light", "c", "m/s", (), "c"),
    Known(r"boltzmann(?:'s)? constant", "k", "J/K", ("k_B", "k_b", "kB"), "k"),
    Known(r"stefan[-– ]boltzmann(?:'s)? constant", "sigma", "W/(m^2 K^4)", ("sigma_SB", "sigma_B"), "sigma"),
    Known(r"(?:molar |universal |ideal )?gas constant", "R", "J/(mol K)", (), "R"),
    Known(r"avogadro(?:'s)? (?:constant|number)", "N_A", "1/mol", (), "N_A"),
    Known(r"elementary charge|electron charge|charge of (?:the|an) electron", "e", "C", (), "q_e"),
    Known(r"faraday(?:'s)? constant", "physical_constants['Faraday constant'][0]", "C/mol", (), "F"),
    Known(r"(?:newton(?:'s)?|newtonian|universal)? ?(?:gravitational constant|constant of gravitation)", "G",
          "m^3/(kg s^2)", (), "G"),
    Known(r"(?:vacuum permittivity|permittivity of (?:free space|(?:the )?vacuum)|electric constant)",
          "epsilon_0", "F/m", (), "epsilon_0"),
    Known(r"(?:vacuum permeability|permeability of (?:free space|(?:the )?vacuum)|magnetic constant)", "mu_0",
          "H/m", (), "mu_0"),
    Known(r"electron(?:'s)? (?:rest )?mass|mass of (?:the|an) electron", "m_e", "kg", (), "m_e"),
    Known(r"proton(?:'s)? (?:rest )?mass|mass of (?:the|a) proton", "m_p", "kg", (), "m_p"),
    Known(r"standard (?:acceleration of )?gravity|standard gravitational acceleration", "g", "m/s^2"),
    Known(r"bohr radius", "physical_constants['Bohr radius'][0]", "m"),
    Known(r"rydberg constant", "Rydberg", "1/m"),
    Known(r"atomic mass (?:unit|constant)", "u", "kg"),
    Known(r"bohr magneton", "physical_constants['Bohr magneton'][0]", "J/T"),
)  # fmt: skip


def value_of(known: Known) -> float:
    """The constant in the SI unit that `known` names (CODATA, as SciPy has it)."""
    if known.attribute.startswith("physical_constants"):
        return float(si.physical_constants[known.attribute.split("'")[1]][0])
    return float(getattr(si, known.attribute))


def given(symbol: str, known: Known) -> GivenValue:
    """The constant as a given value under a symbol of the equations."""
    value = value_of(known)
    return GivenValue(
        symbol, value, repr(value), parse_unit(known.unit), f"constants.{known.attribute}", "scipy.constants"
    )


def constant_for(symbol: str, after: Iterable[str], before: Iterable[str]) -> Known | None:
    """The constant that a symbol stands for: it can mean nothing else, or words beside it name one.

    `after` are words that explain the symbol, `before` words that it directly follows.
    """
    for known in KNOWN:
        if symbol in known.certain:
            return known
    opened = [re.sub(r"^(?:the|a|an)\s+", "", words.strip(), flags=re.I) for words in after]
    opened = [words for words in opened if not words.lower().startswith("specific ")]
    before = [words for words in before if not re.search(r"specific [\w ]*constant", words, re.IGNORECASE)]
    for known in KNOWN:
        begins = re.compile(rf"(?:{known.words})\b", re.IGNORECASE)
        ends = re.compile(rf"(?<![\w-])(?:{known.words})\s*\(?$", re.IGNORECASE)
        if any(begins.match(words) for words in opened) or any(ends.search(words) for words in before):
            return known
    return None


def is_near(symbol: str, number: str, unit: str, meant: Known | None = None) -> bool:
    """Whether a number with a unit is, within two percent, a constant of nature.

    Which one is `meant`, or else the one that the symbol usually is.
    """
    found = parse_unit(unit.strip())
    for known in KNOWN if meant is None else (meant,):
        own = parse_unit(known.unit)
        if meant is None and symbol not in (*known.certain, known.usual, known.attribute):
            continue
        if found is None or own is None:
            continue
        try:
            value = float(number.replace("−", "-")) * found.factor
        except ValueError:
            return False
        if found.dimension == own.dimension and abs(value / value_of(known) - 1) < _NEAR:
            return True
    return False


def usual_constant(symbol: str, text: str) -> Known | None:
    """The constant that a symbol usually is; the speed of light only where the text is about light."""
    for known in KNOWN:
        if known.usual == symbol:
            is_light = re.search(
                r"light|photon|optic|relativ|electromagnet|radiation|spectr|laser", text, re.I
            )
            return known if symbol != "c" or is_light else None
    return None
