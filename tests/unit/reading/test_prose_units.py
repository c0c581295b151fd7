"""Units in sentences, values with units, and what stated units leave open."""

import math

import numpy as np
import pytest

from ansatz.formulas.evaluate import run_plan
from ansatz.pipeline.disagreement import question_between_readings
from ansatz.reading.givens import is_value, stated_values
from ansatz.reading.homogeneity import Ambiguous
from ansatz.reading.read import read_spec
from ansatz.reading.working_units import plan_for
from support.specs import only_function, stub


def first_reading(signature, docstring):
    text = stub(signature, docstring)
    spec = read_spec(text, only_function(text))
    assert not spec.faults
    return spec.readings[0]


COMPUTED = [
    (
        "swell(H, T)",
        "Power of a swell in kW/m, P = rho g^2 H^2 T / (64 pi) with rho = 1025 kg/m^3 and g = 9.81 m/s^2. "
        "H in cm, T in s.",
        {"H": 150.0, "T": 8.0},
        1025 * 9.81**2 * 1.5**2 * 8.0 / (64 * math.pi) / 1000,
    ),
    (
        "sinking(d, mu)",
        "Sinking speed in mm/s.\n\nw = (rho_s - rho_f) g d^2 / (18 mu)\n\nwhere d is the size of the grain "
        "(um), mu the viscosity (mPa s), rho_s = 2650 kg/m3, rho_f = 1000 kg/m3, g = 9.81 m/s2.",
        {"d": 50.0, "mu": 1.0},
        1650 * 9.81 * (50e-6) ** 2 / (18 * 1e-3) * 1e3,
    ),
    (
        "tip(n, d)",
        "Speed of a propeller's tip in m/s: v = pi n d.\n\nn : speed [rpm]\nd : diameter [cm]",
        {"n": 1200.0, "d": 80.0},
        math.pi * 20.0 * 0.8,
    ),
    (
        "bound(x, k, m)",
        "Share of receptors taken, f = x^m / (k^m + x^m).\n\nx : ligand [nM]\nk : constant [uM]\nm : order",
        {"x": 500.0, "k": 2.0, "m": 2.0},
        0.25 / 4.25,
    ),
    (
        "emission(T)",
        r"Exitance :math:`M = \sigma T^4` with :math:`\sigma = 5.670374419\times 10^{-8}` W m⁻² K⁻⁴."
        "\n\n"
        "T : temperature [degC]\n\nReturns M in kW/m^2.",
        {"T": 26.85},
        5.670374419e-8 * 300.0**4 / 1e3,
    ),
    (
        "heating(T1, T2)",
        "Warming d = T2 - T1.\n\nT1 : start [degC]\nT2 : end [degC]\n\nReturns d in degC.",
        {"T1": 12.0, "T2": 20.0},
        8.0,
    ),
    (
        "salt(m, w)",
        "Salt in a sample, s = w m.\n\nm : mass of the sample [g]\nw : mass fraction [%]\n\nReturns s in mg.",
        {"m": 20.0, "w": 3.5},
        700.0,
    ),
    (
        "recovery(found, added)",
        "Recovery.\n\nr = 100 found / added\n\nfound : mass found [mg]\nadded : mass [mg]\n\nReturns r in %.",
        {"found": 9.0, "added": 12.0},
        75.0,
    ),
    (
        "infusion(D, V, k, t)",
        "Level c = D / V exp(-k t). D: dose [mg]; V: volume [L]; k: constant [1/h]; t: time [min]. "
        "Returns c in mg/L.",
        {"D": 100.0, "V": 20.0, "k": 0.6, "t": 30.0},
        5.0 * math.exp(-0.3),
    ),
    (
        "vapour(e, T)",
        "Density of vapour in g/m^3, q = e / (R_v T), where R_v = 461.5 J/(kg K).\n\n"
        "e : pressure [hPa]\nT : temperature [degC]",
        {"e": 12.0, "T": 20.0},
        1200.0 / (461.5 * 293.15) * 1e3,
    ),
    (
        "osmosis(c, T)",
        "Osmotic pressure p = c R T with R = 8.314.\n\nc : concentration [mmol/L]\nT : temperature [degC]\n\n"
        "Returns p in kPa.",
        {"c": 300.0, "T": 37.0},
        300.0 * 8.314 * 310.15 / 1e3,
    ),
]


@pytest.mark.parametrize(
    ("signature", "docstring", "arguments", "expected"), COMPUTED, ids=[c[0] for c in COMPUTED]
)
def test_values_come_out_in_the_units_that_are_stated(signature, docstring, arguments, expected):
    plan = plan_for(first_reading(signature, docstring), "minimal")
    (value,) = run_plan(plan, arguments)
    assert float(np.asarray(value)) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("signature", "docstring", "about"),
    [
        (
            "T(R, a, b)",
            "Sensor, 1/T = a + b ln(R).\n\nR : resistance [ohm]\na : term\nb : term\n\nReturns T in degC.",
            "absolute zero",
        ),
        (
            "vapour(e, T)",
            "q = 216.7 e / T\n\ne : pressure [hPa]\nT : temperature [degC]\n\nReturns q in g/m^3.",
            "absolute zero",
        ),
        (
            "refraction(h)",
            "r = 1 / tan(h + 7.31 / (h + 4.4))\n\nh : altitude [deg]\n\nReturns r.",
            "may mean degrees",
        ),
        ("tilt(n)", "d = 23.45 sin(360 (284 + n) / 365)\n\nn : day of the year\n\nReturns d.", "degrees"),
        (
            "pressure(r, t)",
            "e = r 0.6108 exp(17.27 t / (t + 237.3))\n\nr : relative humidity [%]\nt : temperature [degC]\n\n"
            "Returns e in kPa.",
            "fraction itself",
        ),
        (
            "savings(K, z, t)",
            "Capital after t years, B = K (1 + z)^t.\n\nz : interest in percent per year\nt : years\n\n"
            "Returns B.",
            "fraction itself",
        ),
        (
            "swept(v, t, A)",
            "Volume q = v t A.\n\nv : speed [km/h]\nt : time [s]\nA : area [cm^2]\n\nReturns q, a float.",
            "of the result is not stated",
        ),
        (
            "passing(n, z)",
            "Rate of passing f = n z.\n\nn : speed [rpm]\nz : number of blades\n\nReturns f in Hz.",
            "2 pi",
        ),
    ],
)
def test_what_units_leave_open_is_asked(signature, docstring, about):
    reading = first_reading(signature, docstring)
    with pytest.raises(Ambiguous, match=about):
        plan_for(reading, "minimal")


def test_two_units_for_one_quantity_are_asked_about():
    text = stub(
        "slope(T)", "s = 4098 / (T + 237.3)^2, T in degC\n\nT : temperature [K]\n\nReturns s in kPa/K."
    )
    question = question_between_readings(read_spec(text, only_function(text)))
    assert question is not None and "`T` is in degC beside the equation and in K" in question.text


@pytest.mark.parametrize(
    ("text", "symbol", "value", "unit"),
    [
        (r":math:`\rho_w = 1000\,\mathrm{kg\,m^{-3}}`", "rho_w", 1000.0, "kg m^-3"),
        (r":math:`\gamma = 2.675\times 10^{8}` rad/(s T).", "gamma", 2.675e8, "rad/(s T)"),
        ("R = 6,371 km", "R", 6371.0, "km"),
        ("D_0 = 2.5×10⁻⁵ cm²/s", "D_0", 2.5e-5, "cm²/s"),
        ("tau = 4.5 h in which", "tau", 4.5, "h"),
        ("R = 8.314", "R", 8.314, "J/(mol K)"),
        ("R = 83.14", "R", 83.14, None),
    ],
)
def test_values_are_read_with_their_units(text, symbol, value, unit):
    given = stated_values(text)[symbol]
    assert given.value == value and (given.unit.text if given.unit else None) == unit


@pytest.mark.parametrize("text", ["y = 2 k", "y = 3 sin(x)", "y = 2 * x", "y = 2 x_0", "y = 1/2 m"])
def test_an_equation_is_no_value(text):
    assert stated_values(text, {"k", "x"}) == {} and not is_value(text, {"k", "x"})


def test_a_constant_that_is_named_is_taken_and_another_is_asked_about():
    named = "Photon energy E = h nu with h the Planck constant.\n\nnu : frequency [THz]\n\nReturns E in J."
    (given,) = first_reading("energy(nu)", named).givens
    assert given.expression == "constants.h"
    text = stub("energy(nu)", "E = h nu\n\nnu : frequency [THz]\n\nReturns E in J.")
    spec = read_spec(text, only_function(text))
    question = question_between_readings(spec)
    assert spec.faults == () and question is not None
    assert "did you mean the Planck constant, scipy.constants.h" in question.text


def test_an_argument_is_never_a_constant():
    reading = first_reading("v(c, t)", "x = c t\n\nc : speed [m/s]\nt : time [s]\n\nReturns x in m.")
    assert reading.givens == () and {b.symbol for b in reading.bindings} == {"c", "t"}


@pytest.mark.parametrize("equation", ["y = x * 9^9^9^9", "y = x * 10^400", "y = 1e999 x"])
def test_numbers_beyond_floating_point_are_no_equation(equation):
    text = stub("f(x)", equation)
    assert read_spec(text, only_function(text)).readings == ()


def test_an_entry_of_two_arguments_stays_one():
    reading = first_reading(
        "gap(x1, x2)", "d = x_2 - x_1\n\nx1, x2 : float\n    places of both ends [mm]\n\nReturns d in mm."
    )
    assert {name: unit.text for name, unit in reading.units} == {"x1": "mm", "x2": "mm"}


@pytest.mark.parametrize(
    ("entry", "symbol"), [("phase phi [rad]", "phi"), ("the angle theta, positive [rad]", "theta")]
)
def test_an_entry_names_a_greek_letter_by_its_name(entry, symbol):
    reading = first_reading("signal(level)", f"Value y = 2 {symbol}.\n\nlevel: {entry}\n\nReturns y.")
    assert [(b.parameter, b.symbol) for b in reading.bindings] == [("level", symbol)]


def test_a_bracket_behind_a_stroke_is_part_of_the_unit():
    reading = first_reading(
        "turnover(n, v)", "q = n/v\n\nn: rate [mol/s]\nv: volume [L]\n\nReturns the rate q in mol/(L s)."
    )
    assert [unit and unit.text for unit in reading.output_units] == ["mol/(L s)"]
