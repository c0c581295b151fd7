"""Constants of physics: what symbol stands for which, and what in a text says so."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from scipy import constants

from ..core.quantity import Unit
from ..core.spec import GivenValue
from ..formulas.units import parse_unit


class _Known(NamedTuple):
    """A physical constant. `words` name it; a symbol that is `sure` needs none of them."""

    attribute: str
    unit: str
    name: str
    words: str
    sure: bool = False


_FARADAY: Final = "physical_constants['Faraday constant'][0]"
_BOHR: Final = "physical_constants['Bohr radius'][0]"
_MAGNETON: Final = "physical_constants['Bohr magneton'][0]"
_BOLTZMANN: Final = _Known(
    "k", "J/K", "the Boltzmann constant", r"(?<!stefan[- –])\bboltzmann(?:['’]?s)? const"
)
_PLANCK: Final = _Known("h", "J s", "the Planck constant", r"(?<!reduced )\bplanck")
_REDUCED: Final = _Known(
    "hbar", "J s", "the reduced Planck constant", r"\breduced planck|\bdirac const", True
)
_LIGHT: Final = _Known(
    "c", "m/s", "the speed of light", r"\bspeed of light|\blight speed|\bvelocity of light"
)
_GAS: Final = _Known("R", "J/(mol K)", "the molar gas constant", r"(?<!specific )\bgas constant")
_STEFAN: Final = _Known("Stefan_Boltzmann", "W/(m^2 K^4)", "the Stefan-Boltzmann constant", r"\bstefan")
_CHARGE_WORDS: Final = r"(?:elementary charge|electron(?:ic)? charge|charge of (?:the|an) electron)"
_CHARGE: Final = _Known("e", "C", "the elementary charge", rf"\b{_CHARGE_WORDS}")
_PERMITTIVITY_SIGN: Final = re.compile(r"(?:ε|\\?(?:var)?epsilon)_?\{?[0₀]")
_OF_CHARGES: Final = re.compile(
    r"\b(?:charge|coulomb|electr|ion|plasma|debye|bohr|permittivity|atom|hydrogen)", re.IGNORECASE
)
_GRAVITY: Final = _Known(
    "g", "m/s^2", "the standard acceleration of gravity", r"\bstandard (?:\w+ of )?gravi"
)
_AVOGADRO: Final = _Known("N_A", "1/mol", "the Avogadro constant", r"\bavogadro", True)
_PERMITTIVITY: Final = _Known("epsilon_0", "F/m", "the vacuum permittivity", r"\bpermittivity", True)

_BY_SYMBOL: Final[Mapping[str, _Known]] = {
    "k_B": _BOLTZMANN._replace(sure=True),
    "kB": _BOLTZMANN._replace(sure=True),
    "k": _BOLTZMANN,
    "N_A": _AVOGADRO,
    "hbar": _REDUCED,
    "h": _PLANCK,
    "c": _LIGHT,
    "c_0": _LIGHT,
    "G": _Known(
        "G",
        "m^3/(kg s^2)",
        "the constant of gravitation",
        r"\bgravit|\borbit|\bkepler|\bnewton|\bschwarzschild|\bescape|\bsolar|\bplanet|\bstar",
    ),
    "mu_0": _Known(
        "mu_0",
        "N/A^2",
        "the vacuum permeability",
        r"\bpermeab|\bmagnet|\bvacuum|\binduct|\bcoil|\bplasma|\balfv",
    ),
    "epsilon_0": _PERMITTIVITY,
    "varepsilon_0": _PERMITTIVITY,
    "sigma": _STEFAN,
    "sigma_SB": _STEFAN._replace(sure=True),
    "sigma_B": _STEFAN,
    "R": _GAS,
    "e": _CHARGE,
    "q": _CHARGE._replace(
        words=rf"(?<![a-z\d_])q[`$)]*\s*(?:,|:|is|=|denotes|\()?\s*(?:the |an )?{_CHARGE_WORDS}"
        rf"|\b{_CHARGE_WORDS}\W{{1,9}}q(?![a-z\d_])"
    ),
    "q_e": _CHARGE._replace(sure=True),
    "m_e": _Known(
        "m_e", "kg", "the mass of the electron", r"\belectron|\bcompton|\bplasma|\bcyclotron|\bbohr|\brydberg"
    ),
    "m_p": _Known("m_p", "kg", "the mass of the proton", r"\bproton|\bplasma|\balfv|\bhydrogen"),
    "m_u": _Known("m_u", "kg", "the atomic mass constant", r"\batomic mass", True),
    "F": _Known(_FARADAY, "C/mol", "the Faraday constant", r"\bfaraday(?:['’]?s)? const"),
    "g": _GRAVITY,
    "g_0": _GRAVITY,
    "g_n": _GRAVITY,
    "alpha": _Known("fine_structure", "dimensionless", "the fine-structure constant", r"\bfine[- ]structure"),
    "a_0": _Known(_BOHR, "m", "the Bohr radius", r"\bbohr"),
    "mu_B": _Known(_MAGNETON, "J/T", "the Bohr magneton", r"\bbohr", True),
}
_ONLY_NAMED: Final = frozenset({"q"})
"""What means so many other things that nothing is guessed where the text does not name it."""
LETTERS: Final = frozenset(symbol for symbol in _BY_SYMBOL if len(symbol) == 1)
"""Constants that are one Latin letter."""
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

    NotGiven where the symbol is ambiguous and the text lacks the words that would settle it.
    """
    known = next((k for k in _named(symbol, text)), None)
    if known is not None:
        return _given(symbol, known, imported)
    known = _BY_SYMBOL.get(symbol)
    if known is None or symbol in _ONLY_NAMED:
        return None
    value = _given(symbol, known, imported)
    return value if known.sure else NotGiven(symbol, value, known.name)


def _named(symbol: str, text: str) -> Iterator[_Known]:
    """The constant of this symbol, where words of the text name it."""
    for written, known in _BY_SYMBOL.items():
        if written == symbol and re.search(known.words, text, re.IGNORECASE):
            yield known
    if symbol == "e" and _PERMITTIVITY_SIGN.search(text) and _OF_CHARGES.search(text):
        yield _CHARGE  # beside the vacuum permittivity no other e is squared


def _given(symbol: str, known: _Known, imported: Mapping[str, str]) -> GivenValue:
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


def unit_by_size(symbol: str, value: float) -> Unit | None:
    """The unit of a constant given without one: `R = 8.314` is in J/(mol K), as its size says."""
    fitting = [
        unit
        for begin, size, unit in _SIZES
        if abs(value - size) <= _CLOSE * size and re.fullmatch(rf"{begin}(?:_\w+)?|k?{begin}B?", symbol)
    ]
    return parse_unit(fitting[0]) if fitting else None
