"""The second reader on specs as people write them, and on those that can be taken in two ways."""

import math

import pytest

from ansatz.formulas.evaluate import run_plan
from ansatz.reading.second.reader import Silence, read_or_say_why
from ansatz.reading.working_units import plan_for
from support.specs import only_function, stub


def read(signature, docstring):
    text = stub(signature, docstring)
    target = only_function(text)
    return read_or_say_why(target.docstring_text.of(text), target.parameters, target.name)


def value(signature, docstring, arguments):
    reading = read(signature, docstring)
    assert not isinstance(reading, Silence), reading.why
    return float(run_plan(plan_for(reading, "minimal"), arguments)[0])


PROSE = [
    (
        "drop(t)",
        "Height fallen s = g t^2 / 2 after a time t, with g = 9.81 m/s^2.\n\nt: time [s]\n\nReturns s in m.",
        {"t": 2.0},
        19.62,
    ),
    ("kinetic(m, v)", "Energy E = m v^2 / 2, with m in kg and v in m/s.", {"m": 2.0, "v": 3.0}, 9.0),
    ("tilt(x)", "Angle y = arcsin(x) in radians.", {"x": 0.5}, math.asin(0.5)),
    ("tilt(x)", "Angle y = arcsin(x) in degrees.", {"x": 0.5}, 30.0),
    (
        "matter_wave(p)",
        "Wavelength.\n\nλ = h / p (h: Planck constant)\n\np: momentum [kg m/s]\n\nReturns λ in m.",
        {"p": 1e-24},
        6.62607015e-10,
    ),
    ("acidity(c)", "Acidity of a solution: pH = -log10(c), c in mol/L.", {"c": 1e-3}, 3.0),
    ("hyp(a, b)", "Hypotenuse: c = sqrt(a^2 + b^2).", {"a": 3.0, "b": 4.0}, 5.0),
    (
        "radiance(nu, T)",
        "Spectral radiance B = 2 h nu^3 / c^2 / (exp(h nu / (k_B T)) - 1) where h is the Planck constant, "
        "c the speed of light and k_B the Boltzmann constant.\n\nnu: frequency [Hz]\nT: temperature [K]",
        {"nu": 1e13, "T": 300.0},
        3.7312258961567e-12,
    ),
    (
        "nernst(T, z, co, ci)",
        "Nernst potential.\n\nE = (R T)/(z F) * ln(co/ci), R being the gas constant and F the Faraday "
        "constant.\n\nT: temperature [K]\nz: valence\nco: outside concentration [mM]\n"
        "ci: inside concentration [mM]\n\nReturns E in mV.",
        {"T": 310.0, "z": 1.0, "co": 145.0, "ci": 15.0},
        60.605006641919665,
    ),
    (
        "lorentz(v)",
        "Lorentz factor.\n\nγ = 1/√(1 - v²/c²), with c = 299792458 m/s.\n\nv: speed [m/s]",
        {"v": 1e8},
        1.0607520004442041,
    ),
    ("half(N0, t, T)", "Decay N(t) = N0 * 2**(-t / T).", {"N0": 8.0, "t": 2.0, "T": 1.0}, 2.0),
    (
        "index(m, h)",
        "Body mass index I = m / h^2.\n\nArgs:\n    m (float): mass in kg\n    h (float): height in cm\n\n"
        "Returns:\n    float: I in kg/m^2",
        {"m": 80.0, "h": 200.0},
        20.0,
    ),
    (
        "vapour(T)",
        "Magnus formula: e_s = 6.112 exp(17.67 T / (T + 243.5)), T in degC, e_s in hPa.",
        {"T": 20.0},
        6.112 * math.exp(17.67 * 20 / 263.5),
    ),
    (
        "bend(alpha, beta)",
        "All angles in degrees.\n\nr = sin(alpha)/sin(beta)\n\nalpha: angle of incidence\n"
        "beta: angle of refraction",
        {"alpha": 30.0, "beta": 90.0},
        0.5,
    ),
    ("ramp(x)", "Ramp.\n\n    f(x) = x  if x > 0\n           0  otherwise", {"x": -3.0}, 0.0),
    ("clip(x, lo, hi)", "y = min(max(x, lo), hi)", {"x": 5.0, "lo": 0.0, "hi": 2.0}, 2.0),
    ("plus(x)", "Calculates exp(x) - 1 accurately.", {"x": 1.0}, math.e - 1),
]


@pytest.mark.parametrize(("signature", "docstring", "arguments", "expected"), PROSE)
def test_prose(signature, docstring, arguments, expected):
    assert value(signature, docstring, arguments) == pytest.approx(expected, rel=1e-9)


NOTATION = [
    ("f(x)", "y = 2^-x", {"x": 2.0}, 0.25),
    ("f(x)", "y = -x^2", {"x": 2.0}, -4.0),
    ("f(x)", "y = x^2/3", {"x": 3.0}, 3.0),
    ("f(x)", "y = e^-x", {"x": 1.0}, math.exp(-1)),
    ("f(x)", "y = sin 2x", {"x": 1.0}, math.sin(2)),
    (
        "f(n, k)",
        "Ways to choose.\n\n.. math:: \\binom{n}{k} = \\frac{n!}{k!(n-k)!}",
        {"n": 5.0, "k": 2.0},
        10.0,
    ),
    (
        "f(x)",
        "Tail.\n\n.. math:: f(x) = \\frac{2}{\\sqrt{\\pi}}\\int_x^\\infty e^{-t^2}\\, dt",
        {"x": 0.5},
        math.erfc(0.5),
    ),
    (
        "f(x)",
        "Sine integral.\n\n.. math:: S(x) = \\int_0^x \\frac{\\sin t\\,dt}{t}",
        {"x": 1.0},
        0.9460830703671830,
    ),
    (
        "f(x, n)",
        "Partial sum.\n\n.. math:: E_n(x) = \\sum_{k=0}^{n} \\frac{x^k}{k!}",
        {"x": 1.0, "n": 3.0},
        1 + 1 + 0.5 + 1 / 6,
    ),
    (
        "area(x, y)",
        "Trapezoids.\n\n.. math:: I = \\sum_{i=1}^{n-1} \\frac{(y_{i+1} + y_i)(x_{i+1}-x_i)}{2}\n\n"
        ":param x: abscissae, 1-D\n:param y: ordinates, 1-D\n:return: I",
        {"x": [0.0, 1.0, 3.0], "y": [0.0, 2.0, 2.0]},
        5.0,
    ),
    (
        "spread(x)",
        "Standard deviation.\n\n.. math:: s^2 = \\frac{1}{n-1}\\sum_{i=1}^n (x_i - \\bar{x})^2\n\n"
        "where :math:`\\bar{x}` is the mean.\n\nParameters\n----------\nx : (n,) array_like\n    data\n\n"
        "Returns\n-------\ns : float\n    standard deviation",
        {"x": [1.0, 2.0, 4.0]},
        1.5275252316519468,
    ),
    (
        "apart(u, v)",
        "Cosine distance.\n\n.. math:: d = 1 - \\frac{u \\cdot v}{\\|u\\|_2 \\|v\\|_2}\n\n"
        "u : (N,) array_like\n    first\nv : (N,) array_like\n    second",
        {"u": [1.0, 0.0], "v": [1.0, 1.0]},
        1 - math.sqrt(0.5),
    ),
    ("f(u, v)", "d = ||u - v||_2\n\nu: 1-D array\nv: 1-D array", {"u": [0.0, 0.0], "v": [3.0, 4.0]}, 5.0),
    ("f(x)", "S = sum((x - mean(x))^2)\n\nx: 1-D array", {"x": [1.0, 2.0, 3.0]}, 2.0),
    (
        "bits(p)",
        "Entropy in bits, H = -sum_i p_i log2(p_i).\n\np: probabilities, array",
        {"p": [0.5, 0.5]},
        1.0,
    ),
    (
        "f(x, a)",
        "Two stages.\n\n.. math:: F(x) = 1 - S(x)\n\nwith :math:`S(x) = e^{-a x}`.",
        {"x": 2.0, "a": 0.5},
        1 - math.exp(-1),
    ),
    (
        "f(x, v)",
        "Response.\n\n.. math:: r = x J_v(x)\n\nwhere :math:`J_v` is the Bessel function of the first kind.",
        {"x": 1.0, "v": 0.0},
        0.7651976865579666,
    ),
]


@pytest.mark.parametrize(("signature", "docstring", "arguments", "expected"), NOTATION)
def test_notation(signature, docstring, arguments, expected):
    assert value(signature, docstring, arguments) == pytest.approx(expected, rel=1e-9)


SILENT = {
    "approximation": ("f(x)", "Approximately y ≈ 2x."),
    "quotient and product": ("f(a, b, x)", "y = a / b x\n\nReturns y."),
    "half or half of": ("f(x)", "y = 1/2x"),
    "function or product": ("f(a, x)", "y = a(x)"),
    "part of a sum": ("f(x)", "y = \\sum_{i<j} x_i x_j"),
    "base of log": ("f(x)", "Attenuation A = log(x)."),
    "argument without a part": ("f(x, scale=1.0)", "y = x**2"),
    "matrix": ("f(A, x)", "y = A x\n\nA: matrix (n, n)\nx: vector (n,)"),
    "derivative": ("f(f, x)", ".. math:: y = \\frac{df}{dx}"),
    "two formulas": ("f(a, b)", "The old formula was y = a + b. Now y = a * b."),
    "not this one": ("f(a, b)", "y = a + b, not y = a - b."),
    "units of the equation and of the argument": (
        "f(T)",
        "e_s = 6.112 exp(17.67 T / (T + 243.5)), T in degC, e_s in hPa.\n\nT: temperature [K]",
    ),
    "a value apart": ("f(x, y)", "Compute ``x*log(y)`` so that the result is 0 if ``x = 0``."),
    "two values for a constant": ("f(a)", "y = a * q\n\nwith q = 2 or, later, q = 3."),
    "letter of another constant": ("f(T)", "E = T q, for temperatures T, Boltzmann constant k and charge q."),
    "unreadable beside readable": (
        "f(x)",
        "In general\n\n.. math:: y = \\oint x\n\nand for small values\n\n.. math:: y = x",
    ),
    "condition in words": ("f(x)", ".. math:: y = 1/x\n\nif the sample is dry."),
    "function with a mark": ("f(n, x)", ".. math:: y = A^{(n)}(x)"),
    "extra mark": ("f(x, a)", "K depends on its argument: y = K^2(x) a"),
}


@pytest.mark.parametrize(("signature", "docstring"), SILENT.values(), ids=SILENT.keys())
def test_what_can_be_taken_in_two_ways_is_left(signature, docstring):
    found = read(signature, docstring)
    assert isinstance(found, Silence)
    assert found.why


DENSITY = """
A lifetime.

The probability density function is

.. math:: f(x, k) = k x^{k-1} e^{-x^k}

for :math:`x \\ge 0`, :math:`k > 0`. `lifetime` takes ``shape`` as a shape parameter for :math:`k`.
"""


def test_the_functions_name_says_which_value_is_meant():
    arguments = {"x": 0.7, "shape": 1.5}
    assert value("pdf(x, shape)", DENSITY, arguments) == pytest.approx(
        1.5 * 0.7**0.5 * math.exp(-(0.7**1.5)), rel=1e-9
    )
    assert value("cdf(x, shape)", DENSITY, arguments) == pytest.approx(1 - math.exp(-(0.7**1.5)), rel=1e-7)


def test_a_density_that_does_not_add_up_is_left():
    doubled = DENSITY.replace("k x^{k-1}", "2 k x^{k-1}")
    assert isinstance(read("pdf(x, shape)", doubled), Silence)


def test_a_plural_in_parentheses_is_no_unit():
    reading = read("f(nu)", "Period.\n\nT = 1 / nu\n\nnu: frequency(s)\n\nReturns T, the period(s).")
    assert not isinstance(reading, Silence)
    assert reading.units == ()
    assert reading.output_units == (None,)


def test_a_density_without_its_range_has_no_cumulative_function():
    bare = DENSITY.replace("for :math:`x \\ge 0`, :math:`k > 0`. ", "")
    assert isinstance(read("cdf(x, shape)", bare), Silence)


def test_a_range_between_two_quantities_limits_the_equation():
    text = ".. math:: p(k, n) = 1/n\n\nfor :math:`k \\in \\{1, 2, \\dots, n\\}`."
    assert value("p(k, n)", text, {"k": 2.0, "n": 4.0}) == 0.25
    assert math.isnan(value("p(k, n)", text, {"k": 5.0, "n": 4.0}))


def test_alternatives_of_a_range():
    text = (
        ".. math:: f(x, c) = (1 + c x)^{-1/c}\n\ndefined for :math:`x \\ge c` if :math:`c \\ge 1`, and for "
        ":math:`x \\le -1/c` if :math:`c < 0`."
    )
    assert value("f(x, c)", text, {"x": 3.0, "c": 2.0}) == pytest.approx(7**-0.5)
    assert math.isnan(value("f(x, c)", text, {"x": 1.0, "c": 2.0}))


def test_a_window_is_an_array_over_its_index():
    equation = "w(n) = \\sin\\left(\\frac{\\pi n}{M-1}\\right) \\qquad 0 \\le n \\le M-1"
    text = f".. math:: {equation}\n\nM: number of points"
    reading = read("window(M)", text)
    assert not isinstance(reading, Silence)
    assert reading.statements[0].over is not None
    assert run_plan(plan_for(reading, "minimal"), {"M": 3})[0] == pytest.approx([0.0, 1.0, 0.0], abs=1e-12)
