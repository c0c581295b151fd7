"""The second reader alone: what it reads is right, and what is not certain it leaves."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansatz.formulas.evaluate import run_plan
from ansatz.reading.second.reader import read
from ansatz.reading.working_units import plan_for
from support.specs import DILUTION, ETALON, LENS, SOUND, only_function, stub


def reading_of(text):
    target = only_function(text)
    return read(target.docstring_text.of(text), target.parameters)


def check(signature, docstring, arguments, expected):
    reading = reading_of(stub(signature, docstring))
    assert reading is not None
    values = run_plan(plan_for(reading, "coherent"), arguments)
    assert [float(v) for v in values] == pytest.approx(expected, rel=1e-9)


READ = [
    (
        "kinetic(m, v)",
        "Kinetic energy.\n\n.. math:: E = \\frac{1}{2} m v^2\n\n:param m: mass :math:`m` in g\n"
        ":param v: speed :math:`v` in km/h\n:return: :math:`E` in J",
        {"m": 500.0, "v": 36.0},
        [0.5 * 0.5 * 100.0],
    ),
    (
        "arrhenius(A, E_a, T)",
        "Rate constant, R is the gas constant.\n\nk = A * exp(-E_a / (R * T))\n\nA: prefactor [1/s]\n"
        "E_a: activation energy [kJ/mol]\nT: temperature [degC]\n\nReturns k in 1/min.",
        {"A": 1e9, "E_a": 50.0, "T": 25.0},
        [60 * 1e9 * math.exp(-50e3 / (8.314462618 * 298.15))],
    ),
    (
        "growth(N0, r, t)",
        "Exponential growth.\n\nN(t) = N_0 * exp(r * t)\n\nArgs:\n    N0: number at the start, $N_0$\n"
        "    r: rate [1/h]\n    t: time [min]\n\nReturns:\n    N, the number at time t",
        {"N0": 3.0, "r": 0.5, "t": 90.0},
        [3 * math.exp(0.75)],
    ),
    (
        "shannon(p)",
        "Diversity $H = -\\sum_i p_i \\ln p_i$ of a community.\n\n"
        "p: proportions $p_i$, 1-D array\n\nReturns $H$",
        {"p": [0.5, 0.25, 0.25]},
        [-(0.5 * math.log(0.5) + 0.5 * math.log(0.25))],
    ),
    (
        "bragg(d, n, theta)",
        "λ = 2 d sin(θ) / n\n\nd      spacing [Å]\nn      order\ntheta  angle θ [degrees]\n\nReturns λ in nm",
        {"d": 2.0, "n": 1.0, "theta": 30.0},
        [0.2],
    ),
    (
        "growth_degree(T, base)",
        "Heat sum.\n\n    h = T - base    if T > base\n    h = 0           otherwise\n\n"
        "T: temperature in degC\nbase: base temperature in degC\n\nReturns h.",
        {"T": 21.5, "base": 10.0},
        [11.5],
    ),
    (
        "rate(k20, temp)",
        "k = k20 * 1.047**(temp - 20)\n\nk20   rate at 20 degC, 1/day\n"
        "temp  temperature in degC\n\nreturns k in 1/day",
        {"k20": 0.2, "temp": 25.0},
        [0.2 * 1.047**5],
    ),
]


@pytest.mark.parametrize(("signature", "docstring", "arguments", "expected"), READ, ids=[r[0] for r in READ])
def test_what_it_reads_is_right(signature, docstring, arguments, expected):
    check(signature, docstring, arguments, expected)


@pytest.mark.parametrize("text", [SOUND, LENS, DILUTION, ETALON])
def test_everyday_specs_are_read(text):
    assert reading_of(text) is not None


REFUSED = {
    "unexplained symbol": "y = a * kappa\n\na: first\n\nReturns y.",
    "ambiguous quotient": "y = 1 / a b\n\na: first\nb: second\n\nReturns y.",
    "two arguments claim a symbol": "y = c_1 * 2\n\na: concentration c_1\nb: concentration c_1\n\nReturns y.",
    "two values": "y = a * q\n\nwith q = 2 or, later, q = 3.\n\na: first\n\nReturns y.",
    "unknown unit of the result": "y = a\n\na: length [m]\n\nReturns y in smoots.",
    "nothing": "Smooth the data.\n\na: data",
    "code": "y = __import__('os').system('id')\n\na: first\n\nReturns y.",
    "nested": ".. math:: y = " + r"\frac{" * 200 + "a\n\na: first\n\nReturns y.",
}


@pytest.mark.parametrize("docstring", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_certain_is_left(docstring):
    assert reading_of(stub("f(a, b)", docstring)) is None


ALPHABET = st.sampled_from("abxyT_λθ²⁻√·=+-*/^(){}[]|$\\, :\n0123456789.∑_ifr")


@settings(deadline=None, max_examples=60)
@given(st.text(ALPHABET, max_size=120))
def test_it_never_raises(text):
    target = only_function(stub("f(a, b)", "Summary."))
    read(f"Summary.\n\n{text}\n\na: first [m]\nb: second\n\nReturns y.", target.parameters)
