"""Constants of physics: what symbol stands for which, and what in a text says so."""

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from scipy import constants

from ..core.quantity import Unit
from ..core.spec import GivenValue
from ..formulas.units import UnknownUnit, parse_unit
from .naming import before, descriptions, is_changed, names, states_a_number, units_said, without_marks


class _Known(NamedTuple):
    """A physical constant. `words` name it, and `changes` right behind them make another quantity of it.

    A symbol that is `sure` needs no words; one in a text with the words of `context` needs no name, one
    that is `asked` about needs neither to be asked about. Without an `attribute` it has a `number`.
    Words of `hint` neither name it nor say something else.
    """

    attribute: str
    unit: str
    name: str
    words: str
    sure: bool = False
    asked: bool = False
    changes: str = ""
    context: str = ""
    attached: bool = False
    number: float = 0.0
    hint: str = ""


_FARADAY: Final = "physical_constants['Faraday constant'][0]"
_BOHR: Final = "physical_constants['Bohr radius'][0]"
_MAGNETON: Final = "physical_constants['Bohr magneton'][0]"
_RYDBERG: Final = "physical_constants['Rydberg constant times hc in J'][0]"
_OF_A_MEDIUM: Final = (
    r"(?:of|in|inside|within|through)\s+"
    r"(?!(?:an? |the )?(?:vacu|free space|empty space)|SI\b|[A-Z]/m|\w{0,2}m(?:/| per | )s)"
)
_TWO_PI: Final = r"\s*(?:divided by|over|/)\s*\(?\s*(?:2|two)\s*(?:pi)\b"
_BOLTZMANN: Final = _Known(
    "k",
    "J/K",
    "the Boltzmann constant",
    r"(?<!stefan[- –])\bboltzmann(?:['’]?s)? (?:and [\w'’]+ )?const",
    asked=True,
)
_COULOMB: Final = _Known(
    "",
    "N m^2/C^2",
    "the Coulomb constant",
    r"\bcoulomb(?:['’]?s)? (?:force |law )?const|\belectrostatic const|\bcoulomb(?:['’]?s)? law const",
    changes=_OF_A_MEDIUM,
    number=1.0 / (4.0 * constants.pi * constants.epsilon_0),
)
_PLANCK: Final = _Known(
    "h",
    "J s",
    "the Planck constant",
    r"(?<!reduced )\bplanck(?:['’]?s)?(?! (?:mass|length|time|units?)\b)",
    asked=True,
    changes=_TWO_PI,
)
_REDUCED: Final = _Known(
    "hbar",
    "J s",
    "the reduced Planck constant",
    rf"\breduced planck|\bdirac(?:['’]?s)? const|\bplanck(?:['’]?s)? const(?:ant|\.)?{_TWO_PI}",
    sure=True,
)
_LIGHT: Final = _Known(
    "c",
    "m/s",
    "the speed of light",
    r"\bspeed of light|\blight speed|\bvelocity of light",
    asked=True,
    changes=_OF_A_MEDIUM,
)
_GAS: Final = _Known(
    "R",
    "J/(mol K)",
    "the molar gas constant",
    r"\bgas(?:es)? constant",
    asked=True,
    changes=r"(?:of|for|in)\s+(?!(?:an? |the )?(?:ideal|perfect)|SI\b|J|units)[a-z]|per (?:unit )?mass",
)
_RYDBERG_CONSTANT: Final = _Known(
    "Rydberg",
    "1/m",
    "the Rydberg constant",
    r"\brydberg(?:['’]?s)? const",
    changes=r"(?:of|for|in)\s+(?!SI\b|1/m|an infinite|infinite)[a-zA-Z]",
)
_RYDBERG_ENERGY: Final = _Known(
    _RYDBERG,
    "J",
    "the Rydberg energy",
    r"\brydberg(?:['’]?s)? (?:unit of )?energy",
    changes=r"(?:of|for)\s+[a-z]",
)
_STEFAN: Final = _Known(
    "Stefan_Boltzmann", "W/(m^2 K^4)", "the Stefan-Boltzmann constant", r"\bstefan", asked=True
)
_CHARGE_WORDS: Final = r"(?:elementary charge|electron(?:ic)? charge|charge of (?:the|an) electron)"
_CHARGE: Final = _Known("e", "C", "the elementary charge", rf"\b{_CHARGE_WORDS}")
_PERMITTIVITY_SIGN: Final = re.compile(r"(?:ε|\\?(?:var)?epsilon)_?\{?[0₀]")
_OF_CHARGES: Final = re.compile(
    r"\b(?:charge|coulomb|electr|ion|plasma|debye|bohr|permittivity|atom|hydrogen)", re.IGNORECASE
)
_GRAVITY: Final = _Known(
    "g",
    "m/s^2",
    "the standard acceleration of gravity",
    r"\bstandard (?:\w+ (?:of |due to )?)?gravi",
    asked=True,
    changes=r"(?:on|at|of|near)\s+(?!(?:the )?earth|sea level)",
    hint=r"\bgravity\b|\bgravitational accel",
)
_AVOGADRO: Final = _Known(
    "N_A",
    "1/mol",
    "the Avogadro constant",
    r"\bavogadro",
    context=r"\bmol\b|\bmol[\]/)]|/mol\b|\bmol(?:ar|es?|ecul)",
)
_PERMITTIVITY: Final = _Known(
    "epsilon_0",
    "F/m",
    "the vacuum permittivity",
    r"\bpermittivity|\belectric constant",
    changes=_OF_A_MEDIUM,
    context=r"\b(?:charge|coulomb|electr|ion|plasma|debye|capaci|dielectric|maxwell|poynting|dipole)",
)

_BY_SYMBOL: Final[Mapping[str, tuple[_Known, ...]]] = {
    "k_B": (_BOLTZMANN._replace(sure=True),),
    "kB": (_BOLTZMANN._replace(sure=True),),
    "k": (_BOLTZMANN, _COULOMB),
    "k_e": (_COULOMB,),
    "N_A": (_AVOGADRO,),
    "hbar": (_REDUCED,),
    "h": (_PLANCK, _REDUCED._replace(attached=True)),
    "c": (_LIGHT,),
    "c_0": (_LIGHT,),
    "G": (
        _Known(
            "G",
            "m^3/(kg s^2)",
            "the constant of gravitation",
            r"\bgravit\w*(?: \w+)? const|\bconst\w* of (?:universal )?gravit|\bnewton(?:['’]?s|ian)? const"
            r"|\bconst\w* of newton|\bgravity const|\bcavendish",
            asked=True,
            context=r"\bgravit|\borbit|\bkepler|\bnewton|\bschwarzschild|\bescape|\bsolar|\bplanet|\bstar",
        ),
    ),
    "mu_0": (
        _Known(
            "mu_0",
            "N/A^2",
            "the vacuum permeability",
            r"\bpermeab|\bmagnetic constant",
            asked=True,
            changes=_OF_A_MEDIUM,
            context=r"\bpermeab|\bmagnet|\bvacuum|\binduct|\bcoil|\bplasma|\balfv",
        ),
    ),
    "epsilon_0": (_PERMITTIVITY,),
    "varepsilon_0": (_PERMITTIVITY,),
    "sigma": (_STEFAN,),
    "sigma_SB": (_STEFAN._replace(sure=True),),
    "sigma_B": (_STEFAN,),
    "R": (_GAS, _RYDBERG_CONSTANT, _RYDBERG_ENERGY),
    "R_inf": (_RYDBERG_CONSTANT,),
    "R_infty": (_RYDBERG_CONSTANT,),
    "e": (_CHARGE,),
    "q": (_CHARGE._replace(attached=True),),
    "q_e": (_CHARGE._replace(context=_OF_CHARGES.pattern),),
    "m_e": (
        _Known(
            "m_e",
            "kg",
            "the mass of the electron",
            r"\belectron",
            context=r"\bcompton|\bplasma|\bcyclotron|\bbohr|\brydberg",
        ),
    ),
    "m_p": (_Known("m_p", "kg", "the mass of the proton", r"\bproton"),),
    "m_u": (_Known("m_u", "kg", "the atomic mass constant", r"\b(?:unified )?atomic mass (?:const|unit)"),),
    "F": (_Known(_FARADAY, "C/mol", "the Faraday constant", r"\bfaraday(?:['’]?s)? const", asked=True),),
    "g": (_GRAVITY,),
    "g_0": (_GRAVITY,),
    "g_n": (_GRAVITY,),
    "alpha": (
        _Known(
            "fine_structure", "dimensionless", "the fine-structure constant", r"\bfine[- ]structure const"
        ),
    ),
    "a_0": (_Known(_BOHR, "m", "the Bohr radius", r"\bbohr(?:['’]?s)? radi"),),
    "mu_B": (_Known(_MAGNETON, "J/T", "the Bohr magneton", r"\bbohr(?:['’]?s)? magneton"),),
}
_ELSEWHERE: Final = re.compile(
    r"(?i)\b(?:on|at|of|near) (?:the |an? )?(?:surface of (?:the |an? )?)?(?:moon|mars|venus|mercury|jupiter|"
    r"saturn|uranus|neptune|titan|planet|sun|star|asteroid|comet)\b|\blunar\b|\bmartian\b"
)
_OTHER_USE: Final[Mapping[str, re.Pattern[str]]] = {
    "c": re.compile(
        r"(?i)\bsound|\bsonic|\bacoust|\bultraso|\bsonar|\bseismic|\bspecific heat|\bheat capacity"
    ),
    "c_0": re.compile(r"(?i)\bsound|\bsonic|\bacoust|\bultraso|\bsonar|\bseismic|\bconcentration"),
    "N_A": re.compile(r"(?i:\bdop(?:ing|ants?|ed)\b|\bacceptor|\bdonor|\bsemiconduct)|\bN_[B-Zb-df-z]\b"),
    "k_B": re.compile(r"(?i:\brate const|\bspring const)|\bk_(?:[AC-Zac]|\d)\b"),
    "g": _ELSEWHERE,
    "e": re.compile(r"(?i)\beccentric|\beuler|\bvapou?r pressure"),
    "g_0": re.compile(r"(?i)\bconductance|\bgain\b|\bgradient"),
    "q_e": re.compile(r"(?i)\badsor|\bsorb|\bsorption|\bequilibrium"),
}
"""What a text speaks of in which the symbol stands for something else, unless it is named."""
_OTHER_UNITS: Final = re.compile(
    r"\b(?:natural|atomic|planck|geometri[sz]ed|geometric(?:al)?|hartree|gaussian|lattice|"
    r"code|simulation|reduced|dimensionless|Lennard-Jones)\s+(?:system of\s+)?units?\b(?!\s+of mass)"
    r"|\b(?:hbar|c|G|k_B|e|m_e)\s*=\s*(?:(?:hbar|c|G|k_B|e|m_e)\s*=\s*)+1\b",
    re.IGNORECASE,
)
"""Systems of units in which constants have other values than in SI."""
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

    NotGiven where the symbol is ambiguous and the text lacks the words that would settle it; None where
    the words say something else of it, or state a number of their own.
    """
    candidates = _BY_SYMBOL.get(symbol, ())
    if not candidates:
        return None
    plain = without_marks(text)
    if _OTHER_UNITS.search(plain):
        candidates = tuple(known for known in candidates if known.unit == "dimensionless")
    if not candidates or states_a_number(symbol, plain):
        return None
    match _attached(symbol, candidates, plain):
        case _Known() as known:
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
    other = _OTHER_USE.get(symbol)
    if other is not None and other.search(plain):
        return None
    if first.sure or (first.context and re.search(first.context, plain, re.IGNORECASE)):
        return _given(symbol, first, imported)
    if symbol == "e" and _OF_CHARGES.search(plain):
        # Beside the vacuum permittivity no other e is squared.
        value = _given(symbol, first, imported)
        return value if _PERMITTIVITY_SIGN.search(text) else NotGiven(symbol, value, first.name)
    return NotGiven(symbol, _given(symbol, first, imported), first.name) if first.asked else None


def _attached(symbol: str, candidates: tuple[_Known, ...], plain: str) -> _Known | Literal["another"] | None:
    """The constant that the words beside the symbol name, or that they say something else of it."""
    hint = candidates[0].hint
    phrases = tuple(
        phrase
        for phrase in descriptions(symbol, plain)
        if not (hint and re.search(hint, phrase, re.IGNORECASE))
    )
    own: list[_Known] = []
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


def _is_named(symbol: str, known: _Known, plain: str) -> bool:
    """Whether the text names the constant anywhere, and unchanged."""
    found = re.finditer(known.words, plain, re.IGNORECASE)
    return any(not is_changed(plain, each, known.changes) for each in found)


def _given(symbol: str, known: _Known, imported: Mapping[str, str]) -> GivenValue:
    unit = parse_unit(known.unit)
    if not known.attribute:
        return GivenValue(symbol, known.number, repr(known.number), unit, None, "scipy.constants")
    expression = next(
        (name for name, origin in imported.items() if origin == f"scipy.constants.{known.attribute}"),
        f"constants.{known.attribute}",
    )
    value = _look_up(known.attribute)
    return GivenValue(symbol, value, repr(value), unit, expression, "scipy.constants")


def _in_its_unit(given: GivenValue, known: _Known, plain: str) -> GivenValue:
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


def unit_by_size(symbol: str, value: float) -> Unit | None:
    """The unit of a constant given without one: `R = 8.314` is in J/(mol K), as its size says."""
    fitting = [
        unit
        for begin, size, unit in _SIZES
        if abs(value - size) <= _CLOSE * size and re.fullmatch(rf"{begin}(?:_\w+)?|k?{begin}B?", symbol)
    ]
    return parse_unit(fitting[0]) if fitting else None
