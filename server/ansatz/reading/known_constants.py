"""The constants of physics by symbol, and the words that name each or speak of something else."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from scipy import constants


class Known(NamedTuple):
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
_THOMSON: Final = "physical_constants['Thomson cross section'][0]"
_OF_A_MEDIUM: Final = (
    r"(?:of|in|inside|within|through)\s+"
    r"(?!(?:an? |the )?(?:vacu|free space|empty space)|SI\b|[A-Z]/m|\w{0,2}m(?:/| per | )s)"
)
_TWO_PI: Final = r"\s*(?:divided by|over|/)\s*\(?\s*(?:2|two)\s*(?:pi)\b"
_BOLTZMANN: Final = Known(
    "k",
    "J/K",
    "the Boltzmann constant",
    r"(?<!stefan[- –])\bboltzmann(?:['’]?s)? (?:and [\w'’]+ )?const",
    asked=True,
)
_COULOMB: Final = Known(
    "",
    "N m^2/C^2",
    "the Coulomb constant",
    r"\bcoulomb(?:['’]?s)? (?:force |law )?const|\belectrostatic const|\bcoulomb(?:['’]?s)? law const",
    changes=_OF_A_MEDIUM,
    number=1.0 / (4.0 * constants.pi * constants.epsilon_0),
)
_PLANCK: Final = Known(
    "h",
    "J s",
    "the Planck constant",
    r"(?<!reduced )\bplanck(?:['’]?s)?(?! (?:mass|length|time|units?)\b)",
    asked=True,
    changes=_TWO_PI,
)
_REDUCED: Final = Known(
    "hbar",
    "J s",
    "the reduced Planck constant",
    rf"\breduced planck|\bdirac(?:['’]?s)? const|\bplanck(?:['’]?s)? const(?:ant|\.)?{_TWO_PI}",
    sure=True,
)
_LIGHT: Final = Known(
    "c",
    "m/s",
    "the speed of light",
    r"\bspeed of light|\blight speed|\bvelocity of light",
    asked=True,
    changes=_OF_A_MEDIUM,
)
_GAS: Final = Known(
    "R",
    "J/(mol K)",
    "the molar gas constant",
    r"\bgas(?:es)? constant",
    asked=True,
    changes=r"(?:of|for|in)\s+(?!(?:an? |the )?(?:ideal|perfect)|SI\b|J|units)[a-z]|per (?:unit )?mass",
)
_RYDBERG_CONSTANT: Final = Known(
    "Rydberg",
    "1/m",
    "the Rydberg constant",
    r"\brydberg(?:['’]?s)? const",
    changes=r"(?:of|for|in)\s+(?!SI\b|1/m|an infinite|infinite)[a-zA-Z]",
)
_RYDBERG_ENERGY: Final = Known(
    _RYDBERG,
    "J",
    "the Rydberg energy",
    r"\brydberg(?:['’]?s)? (?:unit of )?energy",
    changes=r"(?:of|for)\s+[a-z]",
)
_STEFAN: Final = Known(
    "Stefan_Boltzmann", "W/(m^2 K^4)", "the Stefan-Boltzmann constant", r"\bstefan", asked=True
)
_CHARGE_WORDS: Final = r"(?:elementary charge|electron(?:ic)? charge|charge of (?:the|an) electron)"
_CHARGE: Final = Known("e", "C", "the elementary charge", rf"\b{_CHARGE_WORDS}")
OF_CHARGES: Final = re.compile(
    r"\b(?:charge|coulomb|electr|ion|plasma|debye|bohr|permittivity|atom|hydrogen)", re.IGNORECASE
)
_GRAVITY: Final = Known(
    "g",
    "m/s^2",
    "the standard acceleration of gravity",
    r"\bstandard (?:\w+ (?:of |due to )?)?gravi",
    asked=True,
    changes=r"(?:on|at|of|near)\s+(?!(?:the )?earth|sea level)",
    hint=r"\bgravity\b|\bgravitational accel",
)
_AVOGADRO: Final = Known(
    "N_A",
    "1/mol",
    "the Avogadro constant",
    r"\bavogadro",
    context=r"\bmol\b|\bmol[\]/)]|/mol\b|\bmol(?:ar|es?|ecul)",
)
_PERMITTIVITY: Final = Known(
    "epsilon_0",
    "F/m",
    "the vacuum permittivity",
    r"\bpermittivity|\belectric constant",
    changes=_OF_A_MEDIUM,
    context=r"\b(?:charge|coulomb|electr|ion|plasma|debye|capaci|dielectric|maxwell|poynting|dipole)",
)
BY_SYMBOL: Final[Mapping[str, tuple[Known, ...]]] = {
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
        Known(
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
        Known(
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
    "q_e": (_CHARGE._replace(context=OF_CHARGES.pattern),),
    "m_e": (
        Known(
            "m_e",
            "kg",
            "the mass of the electron",
            r"\belectron(?:['’]?s)?(?: rest)? mass|\bmass of (?:the|an) electron|\belectron",
            context=r"\bcompton|\bplasma|\bcyclotron|\bbohr|\brydberg",
        ),
    ),
    "m_p": (Known("m_p", "kg", "the mass of the proton", r"\bproton(?:['’]?s)?(?: rest)? mass|\bproton"),),
    "m_u": (Known("m_u", "kg", "the atomic mass constant", r"\b(?:unified )?atomic mass (?:const|unit)"),),
    "F": (Known(_FARADAY, "C/mol", "the Faraday constant", r"\bfaraday(?:['’]?s)? const", asked=True),),
    "g": (_GRAVITY,),
    "g_0": (_GRAVITY,),
    "g_n": (_GRAVITY,),
    "alpha": (
        Known("fine_structure", "dimensionless", "the fine-structure constant", r"\bfine[- ]structure const"),
    ),
    "a_0": (Known(_BOHR, "m", "the Bohr radius", r"\bbohr(?:['’]?s)? radi"),),
    "sigma_T": (
        Known(_THOMSON, "m^2", "the Thomson cross section", r"\bthomson(?: scattering)? cross[- ]section"),
    ),
    "mu_B": (Known(_MAGNETON, "J/T", "the Bohr magneton", r"\bbohr(?:['’]?s)? magneton"),),
}
_ELSEWHERE: Final = re.compile(
    r"(?i)\b(?:on|at|of|near) (?:the |an? )?(?:surface of (?:the |an? )?)?(?:moon|mars|venus|mercury|jupiter|"
    r"saturn|uranus|neptune|titan|planet|sun|star|asteroid|comet)\b|\blunar\b|\bmartian\b"
)
OTHER_USE: Final[Mapping[str, re.Pattern[str]]] = {
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
OTHER_UNITS: Final = re.compile(
    r"\b(?:natural|atomic|planck|geometri[sz]ed|geometric(?:al)?|hartree|gaussian|lattice|"
    r"code|simulation|reduced|dimensionless|Lennard-Jones)\s+(?:system of\s+)?units?\b(?!\s+of mass)"
    r"|\b(?:hbar|c|G|k_B|e|m_e)\s*=\s*(?:(?:hbar|c|G|k_B|e|m_e)\s*=\s*)+1\b",
    re.IGNORECASE,
)
"""Systems of units in which constants have other values than in SI."""
LETTERS: Final = frozenset(symbol for symbol in BY_SYMBOL if len(symbol) == 1)
"""Constants that are one Latin letter."""
