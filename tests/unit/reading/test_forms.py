"""The forms in which equations stand in docstrings, and what must not be taken for one."""

import math

import numpy as np
import pytest

from ansatz.formulas.evaluate import run_plan
from ansatz.reading.read import read_spec
from ansatz.reading.working_units import plan_for
from support.specs import only_function, stub


def spec_of(signature, docstring):
    text = stub(signature, docstring)
    return read_spec(text, only_function(text))


def value_of(signature, docstring, **arguments):
    """What the first reading computes; fails where there is none, a fault, or an open question."""
    spec = spec_of(signature, docstring)
    assert spec.faults == ()
    assert spec.readings, spec.notes
    assert spec.readings[0].ambiguities == ()
    (value,) = run_plan(plan_for(spec.readings[0], "minimal"), arguments)
    return value if value.ndim else float(value)


READ = [
    (
        "refracted(n1, n2, theta)",
        "Angle y = arcsin(n1*sin(theta)/n2) in radians.\n\nn1, n2: refractive indices\n"
        "theta: angle of incidence [rad]\n\nReturns y.",
        {"n1": 1.0, "n2": 1.5, "theta": 0.4},
        lambda: math.asin(math.sin(0.4) / 1.5),
    ),
    (
        "matter_wave(p)",
        "λ = h / p (h: Planck constant)\n\np: momentum [kg m/s]\n\nReturns λ in m.",
        {"p": 2e-24},
        lambda: 6.62607015e-34 / 2e-24,
    ),
    (
        "diversity(p)",
        "Shannon diversity in nats.\n\nH = -\\sum_i p_i \\log p_i\n\np : array of "
        "fractions that add up to 1\n\n"
        "Returns H.",
        {"p": [0.2, 0.3, 0.5]},
        lambda: -sum(q * math.log(q) for q in (0.2, 0.3, 0.5)),
    ),
    (
        "population(N0, r, t)",
        "Exponential growth: the population is N = N0 * exp(r*t) where N0 is the initial size.\n\n"
        "N0: initial size\nr: rate [1/day]\nt: time [day]\n\nReturns N.",
        {"N0": 3.0, "r": 0.2, "t": 4.0},
        lambda: 3 * math.exp(0.8),
    ),
    (
        "roughness(x)",
        "$$ S = \\sum_{i=1}^{n-1} (x_{i+1} - x_i)^2 $$\n\nParameters\n----------\nx : sequence of float\n\n"
        "Returns\n-------\nfloat\n    S",
        {"x": [1.0, 3.0, 2.0, 6.0]},
        lambda: 4.0 + 1.0 + 16.0,
    ),
    (
        "heat_capacity(x)",
        "$D(x) = \\frac{3}{x^3} \\int_0^x \\frac{t^3}{e^t - 1} dt$\n\nx : float, > 0\n\nReturns D.",
        {"x": 1.0},
        lambda: 0.6744155640778147,
    ),
    (
        "truncated_exponential(x, n)",
        "y = \\sum_{k=0}^{n} \\frac{x^k}{k!}\n\nx : float\nn : int, highest power\n\nReturns y.",
        {"x": 0.5, "n": 3},
        lambda: 1 + 0.5 + 0.125 + 0.125 / 6,
    ),
    (
        "beam(x, w0, zR)",
        "w(z) = w0 sqrt(1 + (z/zR)^2)\n\nx: position z along the axis [m]\nw0: waist [m]\n"
        "zR: Rayleigh range [m]\n\nReturns w in m.",
        {"x": 2.0, "w0": 0.5, "zR": 1.0},
        lambda: 0.5 * math.sqrt(5),
    ),
    (
        "typical(t)",
        "Root mean square, r = sqrt(sum(t_i**2) / n).\n\nParameters\n----------\n"
        "t : ndarray, shape (n,)\n    Waiting times.\n\nReturns\n-------\nr : float",
        {"t": [1.0, 2.0, 2.0]},
        lambda: math.sqrt(3.0),
    ),
    (
        "inverse(t)",
        "Harmonic mean.\n\n.. math:: h = \\frac{N}{\\sum_i 1 / t_i}\n\nt : array of length N\n\nReturns h.",
        {"t": [1.0, 2.0, 4.0]},
        lambda: 3 / 1.75,
    ),
    (
        "scatter(t)",
        "s = \\frac{1}{n} \\sum_i |t_i|\n\nt : n values of one quantity\n\nReturns s.",
        {"t": [-1.0, 2.0, 4.0]},
        lambda: 7 / 3,
    ),
    (
        "participation(p)",
        "Participation ratio, R = sum(p)**2 / sum(p**2).\n\np : array of weights\n\nReturns R.",
        {"p": [1.0, 2.0, 2.0]},
        lambda: 25 / 9,
    ),
    (
        "scaled(p, c)",
        "P = prod(p) * c\n\np : array of factors\nc : a constant\n\nReturns P.",
        {"p": [1.0, 2.0, 3.0], "c": 2.0},
        lambda: 12.0,
    ),
    (
        "spread(x)",
        "$x_{rms} = \\sqrt{\\frac{1}{N}\\sum_{i=1}^N "
        "x_i^2}$\n\nParameters\n----------\nx : sequence of float\n\n"
        "Returns\n-------\nfloat",
        {"x": [1.0, 2.0, 2.0]},
        lambda: math.sqrt(3.0),
    ),
    (
        "pdf(x, c)",
        "The probability density function for this family is:\n\n.. math::\n\n    f(x, c) = c x^{c-1}\n\n"
        "for :math:`0 <= x <= 1`, :math:`c > 0`.",
        {"x": 0.25, "c": 2.0},
        lambda: 0.5,
    ),
    (
        "pdf(x, c)",
        "The probability density function for this family is:\n\n.. math::\n\n    f(x, c) = c x^{c-1}\n\n"
        "for :math:`0 <= x <= 1`, :math:`c > 0`.",
        {"x": 1.5, "c": 2.0},
        lambda: 0.0,
    ),
    (
        "cdf(x, c)",
        "The probability density function for this family is:\n\n.. math::\n\n    f(x, c) = c x^{c-1}\n\n"
        "for :math:`0 <= x <= 1`, :math:`c > 0`.",
        {"x": 0.5, "c": 2.0},
        lambda: 0.25,
    ),
    (
        "response(x, df)",
        "For the t family\n\n.. math::\n\n    f(x, \\nu) = (1 + x^2/\\nu)^{-(\\nu+1)/2}\n\n"
        "where the parameter :math:`\\nu` (denoted ``df`` in the implementation) is positive.\n",
        {"x": 1.0, "df": 3.0},
        lambda: (4 / 3) ** -2,
    ),
    (
        "transfer(u)",
        ".. math:: g(u) = R(u) + R(2u)\n\nwhere :math:`R(t) = \\frac{1}{1 + t}`.\n\nu : float",
        {"u": 1.0},
        lambda: 1 / 2 + 1 / 3,
    ),
    (
        "soft(x, d)",
        ".. math::\n\n    \\mathrm{soft}(x, d) = \\begin{cases} x - d & x > d \\\\ 0 & |x| \\le d \\\\"
        " x + d & \\text{otherwise} \\end{cases}\n\nx : float\nd : float",
        {"x": -3.0, "d": 1.0},
        lambda: -2.0,
    ),
]


@pytest.mark.parametrize(
    ("signature", "docstring", "arguments", "expected"), READ, ids=[r[1][:40] for r in READ]
)
def test_what_is_written_is_what_is_computed(signature, docstring, arguments, expected):
    assert value_of(signature, docstring, **arguments) == pytest.approx(expected(), rel=1e-9)


def test_standardised_values_come_one_for_each_element():
    doc = (
        "$z_i = (x_i - \\bar{x}) / s$, $s = \\sqrt{\\frac{1}{n-1} \\sum_{i=1}^{n} (x_i - \\bar{x})^2}$\n\n"
        "x : array_like, samples\n\nReturns\n-------\nz : ndarray"
    )
    values = np.array([1.0, 4.0, 7.0])
    assert value_of("standardised(x)", doc, x=values) == pytest.approx([-1.0, 0.0, 1.0])


NOT_READ = [
    ("slope(f, x)", "y = f(x) at the point.\n\nf: function\nx: point\n\nReturns y."),
    ("decay(x, t)", "The decay obeys dx/dt = -k x.\n\nx: start\nt: time\n\nReturns x at t."),
    ("middle(a, b)", "The geometric mean sqrt(a*b), not (a + b)/2.\n\na: first\nb: second\n\nReturns it."),
    ("scaled(x, y)", "u = (x - 1) / 2\n\nx: one\ny: two\n\nReturns the scaled value."),
    (
        "spread(x)",
        "CV = s / m where s is the sample standard deviation and m the mean.\n\nx: readings\n\nReturns CV.",
    ),
    ("moment(x)", "wanted(x, out=None, where=True)\n\nThe moment.\n\nx: array\n\nReturns the moment."),
    ("kinetic(m, v)", "E = \\frac{1}{2} m v(t)^2\n\nm: mass\nv: speed\n\nReturns E."),
    ("field(z)", "H^{(1)}_0(z) = J_0(z) + i Y_0(z)\n\nz: argument of the Bessel functions\n\nReturns H."),
]


@pytest.mark.parametrize(("signature", "docstring"), NOT_READ, ids=[s for s, _ in NOT_READ])
def test_what_is_not_certain_is_neither_read_nor_a_fault(signature, docstring):
    spec = spec_of(signature, docstring)
    assert spec.faults == ()
    assert spec.readings == () or spec.readings[0].ambiguities


ASKED = [
    ("acidity(a)", "pH = -log(a)\n\na: activity\n\nReturns pH.", "log"),
    (
        "pdf(x, c)",
        "The probability density function is:\n\n.. math::\n\n    f(x, c) = c "
        "x^{c}\n\nfor :math:`0 <= x <= 1`, "
        ":math:`c > 0`.",
        "integral",
    ),
]


@pytest.mark.parametrize(("signature", "docstring", "word"), ASKED, ids=[a[0] for a in ASKED])
def test_what_is_open_is_asked(signature, docstring, word):
    (open_, *_) = spec_of(signature, docstring).readings[0].ambiguities
    assert word in open_


def test_a_range_beside_the_equation_is_the_parameters():
    spec = spec_of(
        "share(x, k)", ".. math:: y = x^k\n\nfor :math:`x > 0` and :math:`0 < k < 1`.\n\nReturns y."
    )
    bounds = {p.name: p.bounds for p in spec.parameters}
    assert (bounds["x"].low, bounds["x"].low_open) == (0.0, True)
    assert (bounds["k"].low, bounds["k"].high) == (0.0, 1.0)


def test_a_range_of_another_sentence_is_not():
    spec = spec_of(
        "share(x)",
        ".. math:: y = x^3\n\nThe fit was made for positive values. If :math:`x > 9` it is poor.\n",
    )
    assert spec.parameters[0].bounds is None


def test_cases_that_stand_in_rows_with_their_ranges():
    doc = (
        ".. math::\n\n    y &= a x, \\quad x \\ge 0 \\\\\n      &= b x, \\quad x < "
        "0\n\nx : float\na : float\nb : float"
    )
    assert value_of("bent(x, a, b)", doc, x=2.0, a=3.0, b=5.0) == 6.0
    assert value_of("bent(x, a, b)", doc, x=-2.0, a=3.0, b=5.0) == -10.0


def test_an_array_over_a_range_of_whole_numbers():
    doc = (
        ".. math:: w(n) = 1 - \\cos\\left(\\frac{\\pi n}{M}\\right) \\qquad 0 \\leq n "
        "\\leq M-1\n\nM : int\n\nReturns w."
    )
    assert value_of("taper(M)", doc, M=4) == pytest.approx([1 - math.cos(math.pi * n / 4) for n in range(4)])


CUT_OFF = [
    "y = a + a*t + a*t**2 + ...",
    "y = a + t + … + t**5",
    "y = a[0]*t + a[1]",
    "y = t * a[-1]",
]


@pytest.mark.parametrize("equation", CUT_OFF)
def test_what_goes_on_with_dots_or_takes_elements_by_number_is_not_read_in_part(equation):
    spec = spec_of("f(t, a)", f"A value.\n\n    {equation}\n\nt : float\na : number\n\nReturns y.")
    assert spec.readings == ()
    assert equation.split(" + …")[0][:20] in " ".join(spec.notes)


def test_a_call_and_an_element_state_no_unit():
    reading, *_ = spec_of("f(t, a)", "y = a * t\n\nt : float\na : number, such as g(t) or (t[1])\n").readings
    assert dict(reading.units) == {}


@pytest.mark.parametrize(
    ("entry", "extent"),
    [
        ("int\n    points; if it is zero, an empty array comes back", "scalar"),
        ("float or ndarray\n    points", "elementwise"),
        ("float array\n    points", "elementwise"),
        ("float, broadcast with the others", "elementwise"),
    ],
)
def test_what_is_said_of_another_array_is_nothing_about_a_number(entry, extent):
    spec = spec_of("f(m)", f"y = 2 * m\n\nParameters\n----------\nm : {entry}\n")
    assert [p.extent for p in spec.parameters] == [extent]
