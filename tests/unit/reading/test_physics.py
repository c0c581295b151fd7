"""Which constant of physics a symbol is taken for, and where its words leave that open."""

import math

import pytest

from ansatz.core.spec import GivenValue
from ansatz.reading.givens import stated_values
from ansatz.reading.physics import NotGiven, physical_constant
from ansatz.reading.read import read_spec
from support.specs import only_function, stub

PLANCK = 6.62607015e-34
HBAR = PLANCK / (2 * math.pi)
LIGHT = 299792458.0
GAS = 8.31446261815324
BOLTZMANN = 1.380649e-23


def meant(symbol, text):
    """The value taken for a symbol: the text's own before the table's; None where it is left open."""
    stated = stated_values(text).get(symbol)
    found = stated if stated is not None else physical_constant(symbol, text, {})
    return found.value if isinstance(found, GivenValue) else None


NAMED = [
    ("h", "Level spacing E = h w, where h is the reduced Planck constant.", HBAR),
    ("h", "L = h sqrt(l (l+1)) with h being Planck's constant divided by 2 pi", HBAR),
    ("h", "p = h k\n\nh: Planck constant / (2π)\nk: wavenumber [1/m]", HBAR),
    ("h", "lambda = h / p with Planck's constant h", PLANCK),
    ("h", "E = h nu, hbar = h / (2 pi) the reduced Planck constant, h the Planck constant", PLANCK),
    ("hbar", "L = n hbar", HBAR),
    ("hbar", r"L = n \hbar with \hbar the reduced Planck constant", HBAR),
    ("R", "1/lambda = R (1/4 - 1/n^2) with the Rydberg constant R", 10973731.568),
    ("R", "1/lambda = R Z^2; R is Rydberg's constant", 10973731.568),
    ("R", "E = -R / n^2, R the Rydberg energy", 2.1798723611e-18),
    ("R", "k = A exp(-Ea/(R T)) with R the gas constant", GAS),
    ("R", "p V = n R T, R the universal gas constant for all gases", GAS),
    ("R", "p V = n R T. R: ideal gas constant.", GAS),
    ("k", "F = k q1 q2 / r^2 with Coulomb's constant k", 8.9875517923e9),
    ("k", "V = k Q / r\n\nk: Coulomb constant\nQ: charge [C]", 8.9875517923e9),
    ("k", "p = n k T, k is the Boltzmann constant", BOLTZMANN),
    ("k", "x = h nu / (k T) with h and k the Planck and Boltzmann constants", BOLTZMANN),
    ("k_B", "E = 1.5 k_B T", BOLTZMANN),
    ("c", "E = m c^2 with c the speed of light in vacuum", LIGHT),
    ("c", "E = m c^2 with c the speed of light in m/s", LIGHT),
    ("c", "v = c / n: the speed of light in a medium; c is the speed of light in free space", LIGHT),
    ("c", "Sound from a laser pulse: t = L / c with the speed of light c", LIGHT),
    ("c", "z = v / c with the speed of light c in km/s", 299792.458),
    ("c", "z = v / c (c: speed of light in vacuum, in km/s)", 299792.458),
    ("k", "x = exp(-E / (k T)) with k Boltzmann's constant in eV/K and T in K", 8.617333e-5),
    ("k", "p = n k T with Boltzmann's constant k in J/K", BOLTZMANN),
    ("k_B", "where T is the temperature and k_B Boltzmann's constant", BOLTZMANN),
    ("epsilon_0", "C = ε₀ A / d of a capacitor", 8.8541878e-12),
    ("epsilon_0", "F = q Q / (4 π ε₀ r²), ε₀ the permittivity of free space", 8.8541878e-12),
    ("N_A", "N = n N_A with n in mol", 6.02214076e23),
    ("N_A", "Doping per mole of silicon, where N_A is Avogadro's constant", 6.02214076e23),
    ("m_p", "r = m_p v / (e B) with the proton mass m_p", 1.67262192e-27),
    ("a_0", "r = n^2 a_0 / Z with a_0 the Bohr radius", 5.29177e-11),
    ("alpha", "v = alpha c Z, alpha is the fine-structure constant", 7.29735e-3),
    ("m_u", "m = A m_u with the atomic mass constant m_u", 1.66053907e-27),
    ("g_0", "v = I g_0 with g_0 the standard gravity", 9.80665),
]


@pytest.mark.parametrize(("symbol", "text", "value"), NAMED)
def test_a_constant_is_the_one_that_the_words_name(symbol, text, value):
    assert meant(symbol, text) == pytest.approx(value, rel=1e-5)


OPEN = [
    ("R", "rho = p / (R T) with R the specific gas constant"),
    ("R", "rho = p / (R T), R is the gas constant of dry air"),
    ("R", "a = sqrt(gamma R T) with the gas constant R for air"),
    ("R", "rho = p / (R T)\n\nR: gas constant of the mixture"),
    ("R", "nu = R Z^2 with R the Rydberg constant of deuterium"),
    ("k", "F = k q Q / r^2 with Coulomb's constant k of the liquid"),
    ("k_B", "r = k_B x^2, k_B is the rate constant of B"),
    ("k_B", "r = k_A a + k_B b"),
    ("k", "r = k x where k is a rate constant (Boltzmann constants do not occur)"),
    ("c", "t = L / c with c the speed of light in the medium"),
    ("c", "t = L / c with the speed of light in the glass, c"),
    ("c", "x = c t for a pulse of sound"),
    ("c", "E = m c^2 with c a tenth of the speed of light"),
    ("epsilon_0", "F = q Q / (4 π ε₀ r²), ε₀ being the permittivity of the medium"),
    ("epsilon_0", "F = q Q / (4 π ε₀ r²) with the permittivity of the solvent ε₀"),
    ("epsilon_0", "s = E (eps - epsilon_0) with the strain at rest epsilon_0"),
    ("g", "F = g m M / r^2 with g the gravitational constant"),
    ("g", "t = sqrt(2 H / g), g is the acceleration due to gravity on Mars"),
    ("g", "w = m g with the gravitational acceleration g of the Moon"),
    ("G", "tau = G gamma, where G is the shear modulus of a planetary gear"),
    ("c", "E = m c^2 in natural units"),
    ("hbar", "E = hbar w, in atomic units"),
    ("m_e", "Energy of an electron in Hartree units, E = m_e v^2 / 2"),
    ("N_A", "x = N_A / N_D"),
    ("N_A", "w = N_A x for a doping of acceptors N_A per mole"),
    ("q_e", "q_e = K p of adsorption of ions"),
    ("m_p", "F = m_p a in a plasma"),
    ("a_0", "y = a_0 + a_1 x"),
    ("alpha", "y = alpha x"),
    ("m_u", "y = m_u x"),
    ("mu_B", "y = mu_B x"),
    ("m_e", "E = m_e v^2 / 2"),
    ("e", "y = a (1 - e)"),
    ("m_e", "E = p^2 / (2 m_e) with m_e the effective mass of the electron"),
    ("h", "E = h nu with h a scaled Planck constant"),
    ("G", "F = G m M / r^2, G is the gravitational constant (about 6.9e-11 in older tables)"),
]


@pytest.mark.parametrize(("symbol", "text"), OPEN)
def test_what_the_words_change_or_do_not_name_is_left_open(symbol, text):
    assert meant(symbol, text) is None


@pytest.mark.parametrize(
    ("symbol", "text", "value", "unit"),
    [
        ("G", "G is the gravitational constant (6.674e-11 m^3 kg^-1 s^-2)", 6.674e-11, "m^3 kg^-1 s^-2"),
        ("G", "G is the gravitational constant (6.674e-11)", 6.674e-11, "m^3/(kg s^2)"),
        ("G", "F = G m M / r^2 with G (6.67e-11 in SI units)", 6.67e-11, "m^3/(kg s^2)"),
        ("G", "with G (6.67 × 10^-11 N m^2/kg^2) and masses", 6.67e-11, "N m^2/kg^2"),
        ("c", "E = m c^2 with c (3e8 m/s)", 3e8, "m/s"),
        ("c", "E = m c^2 with c the speed of light (≈ 3e8 m/s)", 3e8, "m/s"),
        ("c", "E = m c^2 with the speed of light c of 3e8 m/s", 3e8, "m/s"),
        ("h", "E = h nu, where h is Planck's constant (6.626e-34 J s)", 6.626e-34, "J s"),
        (
            "sigma",
            "M = sigma T**4 with sigma Stefan's constant (5.67e-8 W/(m^2 K^4))",
            5.67e-8,
            "W/(m^2 K^4)",
        ),
        ("R", "R: 8.314 J/(mol K), the gas constant", 8.314, "J/(mol K)"),
        ("R", "R, the gas constant (8.31 J/(mol K))", 8.31, "J/(mol K)"),
    ],
)
def test_a_number_of_the_text_outranks_the_table(symbol, text, value, unit):
    given = stated_values(text)[symbol]
    assert given.value == value and given.unit is not None and given.unit.text == unit


@pytest.mark.parametrize("text", ["y = f (3 + x)", "T (1.5 m above ground)", "E (2019 values)", "k (0.3)"])
def test_a_number_in_brackets_that_is_no_constants_is_no_value(text):
    assert stated_values(text) == {}


def test_what_is_left_open_about_a_common_symbol_is_asked():
    asked = physical_constant("R", "k = A exp(-Ea/(R T))", {})
    assert isinstance(asked, NotGiven) and "molar gas constant" in asked.question


def test_the_acceleration_of_free_fall_is_asked_about_on_earth_alone():
    asked = physical_constant("g", "p = rho g h with g the acceleration due to gravity", {})
    assert isinstance(asked, NotGiven)
    assert physical_constant("g", "p = rho g h with g the acceleration due to gravity on Mars", {}) is None


def test_an_energy_takes_the_constant_that_its_words_name():
    text = stub(
        "spacing(w)",
        "E = h w, where h is the reduced Planck constant.\n\nw: angular frequency [rad/s]\n\nReturns E in J.",
    )
    (given,) = read_spec(text, only_function(text)).readings[0].givens
    assert given.expression == "constants.hbar"
