"""Code that lacks a part of the equation which ordinary inputs do not show is refuted all the same."""

import pytest

from .judging import judged

MODE = (
    "mode_energy(T, f)",
    r"""
Mean energy of a cavity mode above its ground state.

.. math:: U = \frac{h f}{\exp(h f / (k_B T)) - 1}

with the Planck constant :math:`h` and the Boltzmann constant :math:`k_B`.

T : float
    temperature [K]
f : float
    frequency [Hz]

Returns U in J.
""",
)
LIMIT_ONLY = "return 1.380649e-23 * T + 0.0 * f"
WHOLE = "x = 6.62607015e-34 * f / 1.380649e-23 / T\nreturn 6.62607015e-34 * f / np.expm1(x)"
SCREEN = (
    "fringe(lam, d, L)",
    r"""
Place of the first maximum behind a double slit.

theta = arcsin(lam / d)
y = L tan(theta)

lam : float
    wavelength [nm]
d : float
    distance of the slits [mm]
L : float
    distance of the screen [m]

Returns y in m.
""",
)
SMALL_ANGLE = "return L * lam * 1e-9 / (d * 1e-3)"
EXACT = "x = lam * 1e-9 / (d * 1e-3)\nreturn L * x / np.sqrt(1 - x**2)"
MASS = (
    "total_energy(m, p)",
    r"""
Energy of a particle.

.. math:: E = \sqrt{p^2 c^2 + m^2 c^4}

with the speed of light :math:`c`.

m : float
    mass [kg]
p : float
    momentum [kg m/s]

Returns E in J.
""",
)
AT_REST = "return m * 299792458.0**2 + 0.0 * p"
MOVING = "return 299792458.0 * np.hypot(p, m * 299792458.0)"


@pytest.mark.parametrize(
    ("spec", "body"), [(MODE, LIMIT_ONLY), (SCREEN, SMALL_ANGLE), (MASS, AT_REST)], ids=["exp", "tan", "sum"]
)
def test_a_limit_of_the_equation_is_not_the_equation(spec, body):
    assert judged(*spec, body) == "refuted"


@pytest.mark.parametrize(
    ("spec", "body"), [(MODE, WHOLE), (SCREEN, EXACT), (MASS, MOVING)], ids=["exp", "tan", "sum"]
)
def test_the_equation_in_another_form_stands(spec, body):
    assert judged(*spec, body) in {"verified", "plausible"}
