"""The constants of nature that the second reader knows: values, units, names and symbols.

Values are the CODATA 2022 recommendations (https://physics.nist.gov/constants); what the SI of 2019
fixes is exact, and what follows from it is computed. Written without sight of the first reader's table.

Left out, because the name alone does not say which value is meant: the flux quantum without
`magnetic` (h/e beside h/2e), the quantum of conductance (e²/h beside 2e²/h), the first radiation constant
(with or without a steradian), the gyromagnetic ratio (γ beside γ/2π), Loschmidt's number and the molar
volume (of 100 kPa or of an atmosphere), standard pressure, the masses of the Sun and of planets.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A constant: its value in the coherent SI unit `unit`, and what texts call it.

    `names` are patterns of words without hyphens and the s of a genitive. `symbols` are those that mean
    the constant where the text names it; `usual` mean it without a name where the dimensions bear that
    out, `certain` without even that. `about` is a pattern of what else the text must speak of for a
    usual symbol, `not_about` of what it must not. `other_units` are units in which texts leave the value
    as a bare number. `code` is how code names it, empty where it has no name of its own.
    """

    value: float
    unit: str
    names: tuple[str, ...]
    symbols: frozenset[str]
    code: str = ""
    usual: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()
    about: str = ""
    not_about: str = ""
    other_units: tuple[str, ...] = ()
    is_supplied: bool = True
    """False of what is known by its number where a text gives one, and never put in."""
    is_sign_open: bool = False
    """Whether the name may mean the value with its sign as well as without."""


def _of(symbols: str) -> frozenset[str]:
    return frozenset(symbols.split())


_C, _H, _E, _K, _N = 299792458.0, 6.62607015e-34, 1.602176634e-19, 1.380649e-23, 6.02214076e23
"""Fixed by the SI: speed of light, Planck constant, elementary charge, Boltzmann and Avogadro constants."""
_EPSILON_0 = 8.8541878188e-12
_WIEN_ROOT = 4.965114231744276
"""x = 5 (1 − exp(−x)), where the radiance of a black body by wavelength is largest."""

_FREE = r"(?:vacuum|vacuo|free space|empty space)"
_LIGHT = (
    r"\blight\b|\bphotons?\b|relativis|\blorentz|\beinstein|electromagnet|\boptical|\brest (?:mass|energy)"
    r"|schwarzschild|black ?body|\bplanck|\bradio\b|\bradar\b|\blasers?\b|gamma rays?\b|\bx rays?\b|redshift"
)
_SOUND = r"\bsound|acoustic|ultraso|\bsonic|supersonic|subsonic|seismic|\bmach\b|concentration|\bchord\b"
_OF_CHARGE = (
    r"elementary (?:electric(?:al)? |electronic )?charge",
    r"(?:absolute value|magnitude|modulus) of (?:the |an )?(?:electron(?:ic)? charge"
    r"|(?:elementary )?charge (?:of|on) (?:an |the )?(?:single )?electron)",
    r"(?:proton charge|charge of (?:a |the )?proton)",
)
_OF_ELECTRON = (r"electron(?:ic)? charge", r"charge (?:of|on) (?:an |the )?(?:single )?electron")

LIGHT = Known(
    _C,
    "m/s",
    (
        rf"(?:vacuum )?(?:speed|velocity) of light(?: in (?:an? |the )?{_FREE})?",
        rf"(?:vacuum )?light (?:speed|velocity)(?: in (?:an? |the )?{_FREE})?",
    ),
    _of("c c_0 C c_l c_vac c_light"),
    "constants.c",
    usual=_of("c c_0"),
    about=_LIGHT,
    not_about=_SOUND,
    other_units=("km/s", "cm/s"),
)
PLANCK = Known(
    _H, "J s", (r"planck constant",), _of("h h_P h_Pl"), "constants.h", usual=_of("h"),
    other_units=("eV s", "erg s"),
)  # fmt: skip
REDUCED_PLANCK = Known(
    _H / (2 * math.pi), "J s",
    (
        r"reduced planck constant", r"planck reduced constant", r"dirac constant",
        r"planck constant,? ?\(?(?:divided by|over|/) ?(?:\( ?)?2 ?[*·]? ?\\?(?:pi|π)(?: ?\))?",
    ),
    _of("hbar h h_bar bar(h)"), "constants.hbar", usual=_of("hbar"), certain=_of("hbar"),
    other_units=("eV s", "erg s"),
)  # fmt: skip
BOLTZMANN = Known(
    _K, "J/K", (r"boltzmann constant",), _of("k_B k_b K_B k K"), "constants.k",
    usual=_of("k_B k"), certain=_of("k_B"), other_units=("eV/K", "erg/K"),
)  # fmt: skip
AVOGADRO = Known(
    _N, "1/mol", (r"avogadro (?:constant|number)",), _of("N_A N_a N_Av N_AV N_0 N L"), "constants.N_A",
    usual=_of("N_A"), other_units=("1/kmol",),
)  # fmt: skip
GAS = Known(
    _N * _K, "J/(mol K)",
    (r"(?:(?:universal|molar|ideal|perfect|general|universal molar|universal ideal) )?gas constant",),
    _of("R R_g R_u R_0 R_gas R_univ R_m"), "constants.R", usual=_of("R"),
    other_units=(
        "kJ/(mol K)", "J/(kmol K)", "L atm/(mol K)", "L bar/(mol K)", "cm^3 bar/(mol K)",
        "L Torr/(mol K)", "cal/(mol K)", "kcal/(mol K)", "erg/(mol K)",
    ),
)  # fmt: skip
FARADAY = Known(
    _N * _E, "C/mol", (r"faraday constant",), _of("F F_c F_C"), "constants.value('Faraday constant')",
    usual=_of("F"), other_units=("kC/mol",),
)  # fmt: skip
ELEMENTARY_CHARGE = Known(_E, "C", _OF_CHARGE, _of("q q_e q_0 Q"), "constants.e")
OWN_CHARGE = Known(_E, "C", (*_OF_CHARGE, *_OF_ELECTRON), _of("e e_0"), "constants.e")
"""The letter e is the charge of the electron without its sign, whatever the text calls it."""
ELECTRONS_CHARGE = Known(
    _E, "C", _OF_ELECTRON, _of("q q_e"), "constants.e", usual=_of("q_e"), is_sign_open=True
)  # fmt: skip
STEFAN_BOLTZMANN = Known(
    2 * math.pi**5 * _K**4 / (15 * _H**3 * _C**2), "W/(m^2 K^4)",
    (r"stefan(?: boltzmann)? constant", r"constant of stefan(?: and)? boltzmann"),
    _of("sigma sigma_SB sigma_B sigma_S sigma_sb sigma_0"), "constants.sigma",
    usual=_of("sigma sigma_SB sigma_B"), certain=_of("sigma_SB"), other_units=("erg/(cm^2 s K^4)",),
)  # fmt: skip
GRAVITATION = Known(
    6.67430e-11, "m^3/(kg s^2)",
    (
        r"(?:universal |newton |newtonian )?(?:gravitational|gravitation) constant",
        r"newton(?:ian)? constant(?: of (?:universal )?gravit(?:ation|y))?",
        r"(?:universal )?constant of (?:universal )?gravitation",
    ),
    _of("G G_N"), "constants.G", usual=_of("G G_N"), other_units=("cm^3/(g s^2)",),
)  # fmt: skip
PERMITTIVITY = Known(
    _EPSILON_0, "F/m",
    (
        rf"(?:(?:electric(?:al)?|dielectric|absolute) )?permittivity of (?:an? |the )?{_FREE}",
        r"(?:vacuum|free space) (?:electric |dielectric )?permittivity", r"electric constant",
        rf"dielectric constant of (?:an? |the )?{_FREE}",
    ),
    _of("epsilon_0 varepsilon_0 eps_0 epsilon varepsilon eps epsilon_o"), "constants.epsilon_0",
    usual=_of("epsilon_0 varepsilon_0 eps_0"),
)  # fmt: skip
PERMEABILITY = Known(
    1.25663706127e-6, "H/m",
    (
        rf"(?:(?:magnetic|absolute) )?permeability of (?:an? |the )?{_FREE}",
        r"(?:vacuum|free space) (?:magnetic )?permeability", r"magnetic constant",
    ),
    _of("mu_0 mu mu_o"), "constants.mu_0", usual=_of("mu_0"),
)  # fmt: skip
ELECTRON_MASS = Known(
    9.1093837139e-31, "kg",
    (
        r"(?:free )?electron (?:rest )?mass", r"(?:rest )?mass of (?:an? |the )?(?:free |single )?electron",
    ),
    _of("m_e m m_0 M_e m_el"), "constants.m_e", usual=_of("m_e"),
    about=r"electron|\bhbar\b|(?<!\w)q_e\b|(?<!\w)mu_b\b", other_units=("g",),
)  # fmt: skip
PROTON_MASS = Known(
    1.67262192595e-27, "kg",
    (r"proton (?:rest )?mass", r"(?:rest )?mass of (?:an? |the )?(?:single )?proton"),
    _of("m_p m M_p"), "constants.m_p", usual=_of("m_p"), about=r"\bprotons?\b", other_units=("g",),
)  # fmt: skip
NEUTRON_MASS = Known(
    1.67492750056e-27, "kg",
    (r"neutron (?:rest )?mass", r"(?:rest )?mass of (?:an? |the )?(?:free |single )?neutron"),
    _of("m_n m M_n"), "constants.m_n", usual=_of("m_n"), about=r"\bneutrons?\b", other_units=("g",),
)  # fmt: skip
MUON_MASS = Known(
    1.883531627e-28, "kg", (r"muon (?:rest )?mass", r"(?:rest )?mass of (?:an? |the )?muon"),
    _of("m_mu m"), "constants.value('muon mass')",
)  # fmt: skip
ATOMIC_MASS = Known(
    1.66053906892e-27, "kg",
    (r"(?:unified )?atomic mass (?:constant|unit)", r"dalton"),
    _of("m_u u amu Da m_amu"), "constants.m_u", usual=_of("m_u"),
    about=r"\batomic mass|\bdaltons?\b|\bamu\b",
    other_units=("g",),
)  # fmt: skip
FINE_STRUCTURE = Known(
    7.2973525643e-3, "1", (r"(?:electromagnetic )?fine structure constant",),
    _of("alpha alpha_0 alpha_em alpha_EM"), "constants.alpha",
)  # fmt: skip
BOHR_RADIUS = Known(
    5.29177210544e-11, "m", (r"bohr radius",), _of("a_0 a_B a r_B"), "constants.value('Bohr radius')"
)
RYDBERG = Known(
    10973731.568157, "1/m", (r"rydberg constant(?: for (?:an )?infinite(?:ly heavy)? (?:nuclear )?mass)?",),
    _of("R R_inf R_infty R_∞"), "constants.Rydberg", usual=_of("R_inf R_infty R_∞"), other_units=("1/cm",),
)  # fmt: skip
RYDBERG_ENERGY = Known(
    2.1798723611030e-18, "J", (r"rydberg (?:unit of )?energy", r"rydberg energy unit"),
    _of("Ry R_y E_R E_Ry E_0 R"), "constants.value('Rydberg constant times hc in J')",
    other_units=("eV",),
)  # fmt: skip
HARTREE = Known(
    4.3597447222060e-18, "J", (r"hartree energy",), _of("E_h E_H Ha"), "constants.value('Hartree energy')",
    other_units=("eV",),
)  # fmt: skip
BOHR_MAGNETON = Known(
    9.2740100657e-24, "J/T", (r"bohr magneton",), _of("mu_B mu_b beta beta_e"),
    "constants.value('Bohr magneton')", usual=_of("mu_B"), other_units=("eV/T", "erg/gauss"),
)  # fmt: skip
NUCLEAR_MAGNETON = Known(
    5.0507837393e-27, "J/T", (r"nuclear magneton",), _of("mu_N mu_n beta_N beta_n"),
    "constants.value('nuclear magneton')", other_units=("eV/T",),
)  # fmt: skip
ELECTRON_RADIUS = Known(
    2.8179403205e-15, "m", (r"classical (?:electron radius|radius of (?:the |an )?electron)",),
    _of("r_e r_0 r_cl r_c"), "constants.value('classical electron radius')",
)  # fmt: skip
THOMSON = Known(
    6.6524587051e-29, "m^2", (r"thomson (?:scattering )?cross section(?: of (?:the |an )?electron)?",),
    _of("sigma_T sigma_e sigma_Th sigma"), "constants.value('Thomson cross section')", other_units=("cm^2",),
)  # fmt: skip
COMPTON = Known(
    2.42631023538e-12, "m", (r"(?:electron )?compton wavelength(?: of (?:the |an )?electron)?",),
    _of("lambda_C lambda_c lambda_e lambda"), "constants.value('Compton wavelength')",
)  # fmt: skip
FLUX_QUANTUM = Known(
    _H / (2 * _E), "Wb", (r"(?:magnetic|superconducting) (?:magnetic )?flux quantum",),
    _of("Phi_0 phi_0 varphi_0 Phi"), "constants.value('mag. flux quantum')", other_units=("gauss cm^2",),
)  # fmt: skip
JOSEPHSON = Known(
    2 * _E / _H, "Hz/V", (r"josephson constant",), _of("K_J k_J"), "constants.value('Josephson constant')"
)
KLITZING = Known(
    _H / _E**2, "ohm", (r"(?:von )?klitzing constant",), _of("R_K r_K"),
    "constants.value('von Klitzing constant')",
)  # fmt: skip
VACUUM_IMPEDANCE = Known(
    376.730313412, "ohm",
    (
        rf"(?:(?:characteristic|wave|intrinsic) )?impedance of (?:an? |the )?{_FREE}",
        r"(?:vacuum|free space) (?:wave )?impedance",
    ),
    _of("Z_0 eta_0 eta Z_vac"), "constants.value('characteristic impedance of vacuum')",
)  # fmt: skip
COULOMB = Known(
    1 / (4 * math.pi * _EPSILON_0), "N m^2/C^2",
    (r"coulomb (?:law |force |electrostatic )?constant", r"electrostatic constant"),
    _of("k k_e k_C K k_c K_e"), "", usual=_of("k_e"),
)  # fmt: skip
WIEN = Known(
    _H * _C / (_K * _WIEN_ROOT), "m K",
    (r"wien (?:(?:wavelength )?displacement (?:law )?)?constant", r"wien displacement law constant"),
    _of("b b_W b_lambda"), "constants.Wien", other_units=("um K", "cm K", "mm K", "nm K"),
)  # fmt: skip
SECOND_RADIATION = Known(
    _H * _C / _K, "m K", (r"second (?:planck )?radiation constant",), _of("c_2 C_2"),
    "constants.value('second radiation constant')", other_units=("cm K", "um K"),
)  # fmt: skip
STANDARD_GRAVITY = Known(
    9.80665, "m/s^2",
    (
        r"standard (?:earth )?(?:gravity|gravitational acceleration)(?: of (?:the )?earth)?",
        r"standard acceleration (?:of|due to) (?:the )?(?:earth )?(?:gravity|free fall)",
        r"standard (?:value of )?(?:the )?acceleration (?:of|due to) gravity",
    ),
    _of("g g_0 g_n g_N g_E"), "constants.g",
)  # fmt: skip
LOCAL_GRAVITY = Known(
    9.80665, "m/s^2",
    (
        r"(?:gravitational|gravity) (?:field )?(?:acceleration|strength)",
        r"(?:local )?acceleration (?:of|due to) (?:the )?(?:earth )?(?:gravity|free fall)",
        r"(?:surface )?gravity", r"free fall acceleration",
    ),
    _of("g g_0 g_n g_E"), "", usual=_of("g"), other_units=("cm/s^2",), is_supplied=False,
)  # fmt: skip
STANDARD_ATMOSPHERE = Known(
    101325.0, "Pa", (r"standard atmosphere(?: pressure)?", r"standard atmospheric pressure"),
    _of("p_0 P_0 p_atm P_atm p_a P p"), "constants.atm", other_units=("kPa", "hPa", "bar", "Torr", "mmHg"),
)  # fmt: skip
ASTRONOMICAL_UNIT = Known(
    149597870700.0, "m", (r"astronomical unit",), _of("AU au ua"), "constants.au",
    other_units=("km", "cm"),
)  # fmt: skip

CONSTANTS = (
    LIGHT, PLANCK, REDUCED_PLANCK, BOLTZMANN, AVOGADRO, GAS, FARADAY, ELEMENTARY_CHARGE, OWN_CHARGE,
    ELECTRONS_CHARGE, STEFAN_BOLTZMANN, GRAVITATION, PERMITTIVITY, PERMEABILITY, ELECTRON_MASS, PROTON_MASS,
    NEUTRON_MASS, MUON_MASS, ATOMIC_MASS, FINE_STRUCTURE, BOHR_RADIUS, RYDBERG, RYDBERG_ENERGY, HARTREE,
    BOHR_MAGNETON, NUCLEAR_MAGNETON, ELECTRON_RADIUS, THOMSON, COMPTON, FLUX_QUANTUM, JOSEPHSON, KLITZING,
    VACUUM_IMPEDANCE, COULOMB, WIEN, SECOND_RADIATION, STANDARD_GRAVITY, LOCAL_GRAVITY, STANDARD_ATMOSPHERE,
    ASTRONOMICAL_UNIT,
)  # fmt: skip
