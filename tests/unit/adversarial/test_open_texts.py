"""What a text leaves open is asked about: nothing is verified, and no right code is refuted."""

import pytest

from ansatz.core.outcome import Accepted, Declined, NeedsAnswer

from .judging import generated, judged

PER_MOLE = (
    "hopping_rate(nu, E, T)",
    r"""
Rate at which an adatom hops.

.. math:: \Gamma = \nu \exp\left(-\frac{E}{R T}\right)

with the gas constant :math:`R`.

nu : float
    attempt frequency [1/s]
E : float
    barrier [meV]
T : float
    temperature [K]

Returns the rate in 1/s.
""",
)
PER_MOLECULE = (
    "population(E, T)",
    """
Population of a conformer over that of the ground state.

p = exp(-E / (k_B T)), k_B the Boltzmann constant

E : float
    energy [kcal/mol]
T : float
    temperature [K]
""",
)
OTHER_SCALE = (
    "vapour(T)",
    """
Vapour pressure from a correlation.

p = 0.6 * 10^(7.2 - 2000/(T - 40))

T : float
    temperature [degC]; the correlation takes kelvins

Returns p in kPa.
""",
)
QUADRANT = (
    "bearing(u, v)",
    """
Direction of the wind vector.

beta = arctan(v/u)

u : float
    eastward wind [m/s]
v : float
    northward wind [m/s]

Returns beta in degrees, between -180 and 180.
""",
)
ALKALINITY = (
    "p_oh(c)",
    """
Alkalinity of a solution.

pOH = -log10(c)

c : float
    concentration of hydroxide [umol/L]
""",
)


@pytest.mark.parametrize(
    "spec",
    [PER_MOLE, PER_MOLECULE, OTHER_SCALE, QUADRANT, ALKALINITY],
    ids=["mole", "molecule", "scale", "quadrant", "concentration"],
)
def test_it_is_asked_or_declined(spec):
    assert isinstance(generated(*spec), NeedsAnswer | Declined)


def test_gas_constant_and_boltzmann_constant_stand_where_they_belong():
    fitting = generated(PER_MOLE[0], PER_MOLE[1].replace("[meV]", "[kJ/mol]"))
    assert isinstance(fitting, Accepted)


ROOT = (
    "depth(p, k)",
    """
Depth at which a pressure is met.

z^2 = p/k

p : float
    pressure [Pa]
k : float
    coefficient [Pa/m^2]

Returns z in m, negative below the surface.
""",
)


@pytest.mark.parametrize("body", ["return -np.sqrt(p / k)", "return np.sqrt(p / k)"])
def test_each_root_of_an_equation_stands_and_none_is_verified(body):
    assert judged(*ROOT, body) == "plausible"


SPEEDS = (
    "impact(h, a)",
    """
Speed of impact after a fall.

w^2 = 2 a h

h : float
    height [m]
a : float
    acceleration [m/s^2]

Returns the velocity w in m/s, negative downwards.
""",
)


def test_a_sign_in_the_text_outweighs_a_word_that_has_none():
    assert judged(*SPEEDS, "return -np.sqrt(2 * a * h)") != "refuted"
    assert judged(*SPEEDS, "return np.sqrt(2 * a * h)") != "verified"


def test_what_is_no_root_is_refuted():
    assert judged(*ROOT, "return p / k") == "refuted"


TURN = (
    "turn(c)",
    """
Angle of a crank from its cosine.

cos(phi) = c

c : float
    cosine, between -1 and 1

Returns phi in rad, between pi and 2 pi.
""",
)


def test_a_stated_range_tells_the_roots_apart():
    assert judged(*TURN, "return 2 * np.pi - np.arccos(c)") in {"verified", "plausible"}
    assert judged(*TURN, "return np.arccos(c)") == "refuted"


HAT = (
    "hat(x)",
    """
Hat function of a finite element.

N = 1 - |x| if |x| < 1

x : float
    place relative to the node
""",
)


def test_nothing_is_held_against_code_outside_of_where_the_equation_holds():
    assert judged(*HAT, "return np.maximum(1 - np.abs(x), 0)") != "refuted"
    assert judged(*HAT, "return 1 - np.abs(x) / 2") == "refuted"


TOWER = (
    "tower(a, b, c)",
    """
Size of a state space.

y = a^b^c

a, b, c : float
    positive numbers
""",
)


def test_integers_that_run_over_refute_nothing():
    assert judged(*TOWER, "return a ** (b ** c)") != "refuted"


EXPANSION = (
    "elongation(dT, alpha, L)",
    """
Elongation of a rail.

x = alpha L dT

dT : float
    temperature difference [degC]
alpha : float
    coefficient of expansion [1/K]
L : float
    length [m]

Returns x in mm.
""",
)


def test_a_difference_of_temperatures_has_no_zero_of_its_own():
    outcome = generated(*EXPANSION)
    assert not (isinstance(outcome, Accepted) and "273.15" in outcome.code)
    assert judged(*EXPANSION, "return alpha * L * (dT + 273.15) * 1e3") != "verified"
    assert judged(*EXPANSION, "return alpha * L * dT * 1e3") != "refuted"
