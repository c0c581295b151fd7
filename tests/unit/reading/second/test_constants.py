"""The second reader's constants of nature: what names one, what is something else, which numbers are one."""

import math

import pytest
from scipy import constants as scipy_constants

from ansatz.formulas.evaluate import run_plan
from ansatz.reading.second import constants, nature
from ansatz.reading.second.reader import Silence, read_or_say_why
from ansatz.reading.working_units import plan_for
from support.specs import only_function, stub


def named(symbol, words):
    """The constant of `SYMBOL is WORDS`."""
    return constants.constant_for(symbol, [words], [])


def read(signature, docstring):
    text = stub(signature, docstring)
    target = only_function(text)
    return read_or_say_why(target.docstring_text.of(text), target.parameters, target.name)


CODED = [known for known in nature.CONSTANTS if known.code]


@pytest.mark.parametrize("known", CODED, ids=[k.code for k in CODED])
def test_a_value_is_the_one_that_code_gets_under_the_constants_name(known):
    # Editions of CODATA differ by less than 1e-8 in all of these, and by 2e-5 in G.
    call = known.code.removeprefix("constants.")
    if call.startswith("value("):
        value = scipy_constants.value(call.removeprefix("value('").removesuffix("')"))
    else:
        value = getattr(scipy_constants, call)
    assert known.value == pytest.approx(value, rel=3e-5 if known is nature.GRAVITATION else 1e-8)


def test_values_hold_together():
    """Relations between constants of independent digits, within what CODATA leaves open."""
    n = nature
    alpha, c, h, e = n.FINE_STRUCTURE.value, n.LIGHT.value, n.PLANCK.value, n.ELEMENTARY_CHARGE.value
    epsilon, m = n.PERMITTIVITY.value, n.ELECTRON_MASS.value
    hbar = n.REDUCED_PLANCK.value
    assert n.PERMEABILITY.value * epsilon * c**2 == pytest.approx(1, rel=1e-11)
    assert e**2 / (4 * math.pi * epsilon * hbar * c) == pytest.approx(alpha, rel=1e-9)
    assert hbar / (m * c * alpha) == pytest.approx(n.BOHR_RADIUS.value, rel=1e-9)
    assert alpha**2 * m * c / (2 * h) == pytest.approx(n.RYDBERG.value, rel=1e-9)
    assert n.RYDBERG.value * h * c == pytest.approx(n.RYDBERG_ENERGY.value, rel=1e-11)
    assert 2 * n.RYDBERG_ENERGY.value == pytest.approx(n.HARTREE.value, rel=1e-11)
    assert e * hbar / (2 * m) == pytest.approx(n.BOHR_MAGNETON.value, rel=1e-9)
    assert e * hbar / (2 * n.PROTON_MASS.value) == pytest.approx(n.NUCLEAR_MAGNETON.value, rel=1e-9)
    assert alpha**2 * n.BOHR_RADIUS.value == pytest.approx(n.ELECTRON_RADIUS.value, rel=1e-9)
    assert 8 / 3 * math.pi * n.ELECTRON_RADIUS.value**2 == pytest.approx(n.THOMSON.value, rel=1e-9)
    assert h / (m * c) == pytest.approx(n.COMPTON.value, rel=1e-9)
    assert n.PERMEABILITY.value * c == pytest.approx(n.VACUUM_IMPEDANCE.value, rel=1e-11)


@pytest.mark.parametrize("known", nature.CONSTANTS)
def test_units_are_coherent_and_all_of_one_dimension(known):
    own = constants.own_unit(known)
    assert (own.factor, own.offset) == (1.0, 0.0)
    for other in known.other_units:
        assert constants.own_unit(known, other).dimension == own.dimension
    assert known.usual | known.certain <= known.symbols


NAMED = [
    ("c", "the speed of light in vacuum", nature.LIGHT),
    ("c_0", "velocity of light", nature.LIGHT),
    ("h", "Planck's constant, in SI units", nature.PLANCK),
    ("h", "the reduced Planck constant", nature.REDUCED_PLANCK),
    ("h", "Planck’s constant divided by 2pi)", nature.REDUCED_PLANCK),
    ("hbar", "the Dirac constant", nature.REDUCED_PLANCK),
    ("K", "Boltzmann’s constant and T the temperature", nature.BOLTZMANN),
    ("k", "Coulomb's constant", nature.COULOMB),
    ("R", "universal gas constant (8", nature.GAS),
    ("R", "the Rydberg constant", nature.RYDBERG),
    ("R", "Rydberg energy", nature.RYDBERG_ENERGY),
    ("sigma", "the Stefan–Boltzmann constant", nature.STEFAN_BOLTZMANN),
    ("sigma", "the Thomson cross-section", nature.THOMSON),
    ("mu_0", "permeability of the vacuum", nature.PERMEABILITY),
    ("varepsilon_0", "the permittivity of free space", nature.PERMITTIVITY),
    ("q", "the magnitude of the electron charge", nature.ELEMENTARY_CHARGE),
    ("e", "the charge of an electron", nature.OWN_CHARGE),
    ("m", "rest mass of the electron", nature.ELECTRON_MASS),
    ("m", "the mass of a proton", nature.PROTON_MASS),
    ("g_0", "the standard acceleration of gravity", nature.STANDARD_GRAVITY),
    ("alpha", "fine-structure constant", nature.FINE_STRUCTURE),
    ("L", "Avogadro's number", nature.AVOGADRO),
    ("b", "Wien's displacement constant", nature.WIEN),
]


@pytest.mark.parametrize(("symbol", "words", "known"), NAMED)
def test_words_name_a_constant(symbol, words, known):
    assert named(symbol, words) is known


OTHERS = [
    ("c", "the speed of light in the medium"),
    ("c", "the speed of light in glass"),
    ("c", "the speed of light squared"),
    ("c", "the speed of sound"),
    ("v", "the speed of light"),
    ("R", "the specific gas constant"),
    ("R", "the gas constant of dry air"),
    ("R", "the gas constant for air"),
    ("R", "the gas constant divided by the molar mass"),
    ("R_H", "the Rydberg constant"),
    ("G", "the speed of light and the gravitational constant"),
    ("G", "the shear modulus"),
    ("g", "the gravitational constant"),
    ("g", "the acceleration due to gravity"),
    ("k_B", "the rate constant of B"),
    ("k_B", "rate constants"),
    ("hbar", "the Planck constant"),
    ("m", "the effective electron mass"),
    ("q", "the charge of the electron"),
    ("e", "the charge of the electron, negative"),
    ("epsilon_0", "the permittivity of the medium"),
    ("epsilon_0", "the initial strain"),
    ("Phi_0", "the flux quantum"),
    ("p_0", "standard pressure"),
    ("h", "the Planck constant in metres"),
    ("e", "the elementary charge in cgs units"),
    ("e", "the base of natural logarithms"),
    ("a_0", "the exciton Bohr radius"),
]


@pytest.mark.parametrize(("symbol", "words"), OTHERS)
def test_other_words_do_not(symbol, words):
    assert named(symbol, words) is None


def test_only_a_sign_that_is_open_makes_the_electrons_charge_doubtful():
    assert constants.is_sign_open("q", "where q is the charge of the electron")
    assert constants.is_sign_open("q_e", "n q_e^2")
    assert not constants.is_sign_open("q", "where q is the elementary charge")
    assert not constants.is_sign_open("e", "where e is the electron charge")


BEFORE = [
    ("c", "times the speed of light ", nature.LIGHT),
    ("k", "with Boltzmann's constant ", nature.BOLTZMANN),
    ("R", "of the gas constant, ", nature.GAS),
    ("R", "the specific gas constant ", None),
    ("R", "where k_B is the gas constant, ", None),
    ("h", "the reduced Planck constant ", nature.REDUCED_PLANCK),
    ("c", "the speed of light in water ", None),
    ("k", "x" * 36 + "Boltzmann constant ", None),
]


@pytest.mark.parametrize(("symbol", "words", "known"), BEFORE)
def test_words_before_a_symbol(symbol, words, known):
    assert constants.constant_for(symbol, [], [words]) is known


def test_a_symbol_with_two_meanings_has_none():
    assert constants.constant_for("h", ["the Planck constant", "the height"], []) is None
    assert constants.constant_for("R", ["the gas constant", "the Rydberg constant"], []) is None
    assert constants.constant_for("k", ["the height", "5"], ["the Boltzmann constant, "]) is None


IN_UNITS = [
    ("k_B", "the Boltzmann constant in eV/K", 8.617333262e-5, "eV/K"),
    ("h", "Planck's constant [eV s]", 4.135667696e-15, "eV s"),
    ("c", "the speed of light (in km/s)", 299792.458, "km/s"),
    ("G", "the gravitational constant in cgs units", 6.6743e-8, "cm^3/(g s^2)"),
    ("R", "the gas constant, in L atm/(mol K)", 0.082057366, "L atm/(mol K)"),
]


@pytest.mark.parametrize(("symbol", "words", "value", "unit"), IN_UNITS)
def test_a_constant_comes_in_the_unit_that_the_text_gives(symbol, words, value, unit):
    known = named(symbol, words)
    assert known is not None
    given = constants.given(symbol, known)
    assert given.value == pytest.approx(value, rel=1e-8)
    assert given.unit is not None
    assert given.unit.text == unit
    assert given.expression is None


NUMBERS = [
    ("R", "8.314", "with R = 8.314", "J/(mol K)"),
    ("R", "0.08206", "with R = 0.08206", "L atm/(mol K)"),
    ("R", "1.987", "R = 1.987 is the gas constant", "cal/(mol K)"),
    ("k_B", "8.62e-5", "k_B = 8.62e-5", "eV/K"),
    ("k", "8.99e9", "k = 8.99e9", "N m^2/C^2"),
    ("c", "3e8", "c = 3e8", "m/s"),
    ("c", "2.998e10", "c = 2.998e10", "cm/s"),
    ("g", "9.81", "g = 9.81", "m/s^2"),
    ("g", "981", "g = 981", "cm/s^2"),
    ("e", "1.6e-19", "e = 1.6e-19", "C"),
    ("R", "8.2", "R = 8.2", None),
    ("R", "8.314", "R is the resistance, R = 8.314", None),
    ("c", "3", "c = 3", None),
    ("x", "8.314", "x = 8.314", None),
    ("g", "1.62", "g = 1.62", None),
    ("p_0", "101325", "p_0 = 101325", None),
]


@pytest.mark.parametrize(("symbol", "number", "text", "unit"), NUMBERS)
def test_the_unit_of_a_bare_number(symbol, number, text, unit):
    found = constants.unit_of_number(symbol, number, text)
    assert (found.text if found else None) == unit


NEAR = [
    ("c", "2.998e8", "m/s", True),
    ("c", "2.998e5", "km/s", True),
    ("c", "3", "m/s", False),
    ("c", "2.998e8", "m", False),
    ("\\hbar", "1.05e-34", "J s", True),
    ("ε_0", "8.85e-12", "F/m", True),
    ("g", "9.8", "m/s^2", True),
    ("a", "9.8", "m/s^2", False),
    ("T", "25", "degC", False),
]


@pytest.mark.parametrize(("symbol", "number", "unit", "expected"), NEAR)
def test_numbers_with_units(symbol, number, unit, expected):
    assert constants.is_near(symbol, number, unit) is expected


USUAL = [
    ("h", "E = h nu", nature.PLANCK),
    ("c", "light of wavelength L, f = c / L", nature.LIGHT),
    ("c", "f = c / L", None),
    ("c", "sound of a light string, f = c / L", None),
    ("m_p", "the speed of a proton, v = p / m_p", nature.PROTON_MASS),
    ("m_p", "the speed of a particle, v = p / m_p", None),
    ("h", "E = h nu in atomic units", None),
    ("G", "r = 2 G M with c = G = 1", None),
    ("mu_0", "In the Gaussian system, B = mu_0 H", None),
    ("N_A", "the number of acceptors N_A, doping x = N_A / N_D", None),
    ("g", "W = m g", None),
]


@pytest.mark.parametrize(("symbol", "text", "known"), USUAL)
def test_a_symbol_that_nothing_names(symbol, text, known):
    assert constants.usual_constant(symbol, text) is known


READ = {
    "h over two pi under the letter h": (
        "f(w)",
        "E = h w, where h is Planck's constant divided by 2π.\n\nw: pulsation [rad/s]\n\nReturns E [J]",
        {"w": 1e15},
        1.054571817646e-19,
    ),
    "a constant in another unit than its value in code": (
        "f(m)",
        "E = m c^2, c is the speed of light in km/s.\n\nm: mass [g]\n\nReturns E [J]",
        {"m": 2.0},
        2e-3 * 299792458.0**2,
    ),
    "the value beside the symbol is the one to use": (
        "f(M, r)",
        "g = G M / r^2 with the gravitational constant G (6.67e-11 m^3 kg^-1 s^-2).\n\n"
        "M: mass [kg]\nr: radius [km]\n\nReturns g [m/s^2]",
        {"M": 6e24, "r": 6000.0},
        6.67e-11 * 6e24 / 6e6**2,
    ),
    "a value with a power of ten before a unit that looks like an argument": (
        "f(m)",
        "E = m c^2 with c = 3 × 10^8 m/s.\n\nm: mass [g]\n\nReturns E [J]",
        {"m": 1.0},
        9e13,
    ),
    "the charge of the electron where its sign plays no part": (
        "f(T, n)",
        "L = sqrt(eps_0 k_B T / (n q^2)), q is the electron charge.\n\nT: temperature [K]\n"
        "n: density [cm^-3]\n\nReturns L [um]",
        {"T": 300.0, "n": 1e12},
        1e6 * math.sqrt(8.8541878188e-12 * 1.380649e-23 * 300 / (1e18 * 1.602176634e-19**2)),
    ),
}


@pytest.mark.parametrize(("signature", "docstring", "arguments", "expected"), READ.values(), ids=READ.keys())
def test_readings_with_constants(signature, docstring, arguments, expected):
    reading = read(signature, docstring)
    assert not isinstance(reading, Silence), reading.why
    assert float(run_plan(plan_for(reading, "coherent"), arguments)[0]) == pytest.approx(expected, rel=1e-9)


LEFT = {
    "another gas constant, as the units show": (
        "f(rho, T)",
        "p = rho R T, R is the gas constant.\n\nrho: density [kg/m^3]\nT: temperature [K]\n\nReturns p [Pa]",
    ),
    "a sign that is open": ("f(U)", "E = q U, q is the charge of the electron.\n\nU: [V]\n\nReturns E [J]"),
    "units that say nothing of an unnamed constant": ("f(n)", "N = n N_A\n\nn: amount [mol]\n\nReturns N"),
    "light in a medium": (
        "f(t)",
        "x = c t, c is the speed of light in the medium.\n\nt: time [s]\n\nReturns x [m]",
    ),
}


@pytest.mark.parametrize(("signature", "docstring"), LEFT.values(), ids=LEFT.keys())
def test_what_may_be_another_quantity_is_left(signature, docstring):
    found = read(signature, docstring)
    assert isinstance(found, Silence)
    assert found.why
