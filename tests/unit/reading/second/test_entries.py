"""What entries and running text say in passing: symbols, units, values of constants."""

import math

import pytest

from ansatz.formulas.evaluate import run_plan
from ansatz.reading.second.reader import Silence, read_or_say_why
from ansatz.reading.working_units import plan_for
from support.specs import only_function, stub


def read(signature, docstring):
    target = only_function(stub(signature, docstring))
    return read_or_say_why(
        target.docstring_text.of(stub(signature, docstring)), target.parameters, target.name
    )


def check(signature, docstring, arguments, expected):
    reading = read(signature, docstring)
    assert not isinstance(reading, Silence), reading.why
    values = run_plan(plan_for(reading, "coherent"), arguments)
    assert [float(v) for v in values] == pytest.approx([expected], rel=1e-9)


READ = {
    "a letter before the unit": (
        "f(load, area)",
        "Stress s = F / A.\n\nload: axial force F [kN]\narea: cross section A (mm²)\n\nReturns s in MPa.",
        {"load": 2.0, "area": 50.0},
        40.0,
    ),
    "a letter before a preposition, and a result to be found": (
        "f(extinction, path)",
        "E = k d\n\nextinction: measured extinction E\npath: thickness d of the layer in cm\n\n"
        "Returns the coefficient k in 1/m.",
        {"extinction": 0.6, "path": 2.0},
        30.0,
    ),
    "glued to a constant": (
        "f(mass)",
        "Radius r = 2GM/c^2, G is the gravitational constant and c the speed of light.\n\n"
        "mass : mass M in kg\n\nReturns r in m",
        {"mass": 1e27},
        2 * 6.6743e-11 * 1e27 / 299792458.0**2,
    ),
    "a difference, in Unicode": (
        "f(dp, rho)",
        "v = √(2Δp/ρ)\n\ndp : pressure difference Δp, hPa\nrho : density ρ, kg/m³\n\nReturns v, m/s.",
        {"dp": 2.0, "rho": 1.25},
        math.sqrt(320.0),
    ),
    "a difference that the argument's name spells": (
        "f(C, delta_T)",
        "Q = C ΔT\n\nC: heat capacity [J/K]\ndelta_T: rise of temperature [K]\n\nReturns Q [kJ].",
        {"C": 500.0, "delta_T": 3.0},
        1.5,
    ),
    "a dot": (
        "f(m_dot, c_p, dT)",
        "$$\\dot{Q} = \\dot m c_p \\Delta T$$\n\nm_dot: flow [kg/h]\nc_p: heat capacity [J/(kg K)]\n"
        "dT: difference of temperatures [K]\n\nReturns $\\dot{Q}$ [W]",
        {"m_dot": 360.0, "c_p": 4000.0, "dT": 2.0},
        800.0,
    ),
    "a species in brackets is no siemens": (
        "f(S, K)",
        "y = [S] / (K + [S])\n\nS: concentration [S] in mM\nK: constant in µM\n\nReturns y",
        {"S": 1.0, "K": 500.0},
        2.0 / 3.0,
    ),
    "brackets in the denominator of a unit": (
        "f(dH, dS, T)",
        "ΔG = ΔH − TΔS\n\ndH : ΔH, enthalpy in kJ/mol\ndS : ΔS, entropy in J/(mol K)\n"
        "T : temperature in K\n\n"
        "Returns ΔG in kJ/mol",
        {"dH": -10.0, "dS": 20.0, "T": 300.0},
        -16.0,
    ),
    "a unit in brackets behind a number": (
        "f(p, T)",
        "n = p / (R T), R = 8.314 J/(mol K)\n\np: pressure [kPa]\nT: temperature [K]\n\nReturns n [mol/m^3]",
        {"p": 10.0, "T": 250.0},
        1e4 / (8.314 * 250.0),
    ),
    "the value behind the constant's name": (
        "f(T)",
        "M = σ T^4, σ the Stefan-Boltzmann constant (5.67e-8 W m^-2 K^-4), T in K; M in W m^-2.",
        {"T": 1000.0},
        56700.0,
    ),
    "a constant's value without its unit": (
        "f(m, r)",
        "g = G m / r^2 with the gravitational constant G = 6.67e-11.\n\nm: mass [kg]\nr: radius [km]\n\n"
        "Returns g [m/s^2]",
        {"m": 6e24, "r": 6000.0},
        6.67e-11 * 6e24 / 6e6**2,
    ),
    "a value whose unit looks like an argument": (
        "f(m)",
        "E = m c^2\n\nHere c = 299792458 m/s.\n\nm: mass [g]\n\nReturns E [J]",
        {"m": 1.0},
        299792458.0**2 / 1e3,
    ),
    "a turn in a denominator": (
        "f(k, m)",
        "f = (1 / 2π) sqrt(k/m)\n\nk: stiffness [N/m]\nm: mass [kg]\n\nReturns f [Hz]",
        {"k": 8.0, "m": 2.0},
        1 / math.pi,
    ),
    "a power behind a blank": (
        "f(A_0, t, h)",
        "$A = A_0 \\, 2^{-t/h}$\n\nA_0: activity [kBq]\nt: time [d]\nh: half-life [h]\n\nReturns A [kBq]",
        {"A_0": 8.0, "t": 1.0, "h": 12.0},
        2.0,
    ),
    "brackets that end an equation": (
        "f(r, eps, sigma)",
        "U(r) = 4ε [(σ/r)^12 − (σ/r)^6]\n\nr: distance (Å)\neps: depth ε (meV)\nsigma: diameter σ (Å)\n\n"
        "Returns U in meV",
        {"r": 2.0, "eps": 3.0, "sigma": 1.0},
        12 * (2.0**-12 - 2.0**-6),
    ),
    "a capital that looks like a product": (
        "f(c, T)",
        "Π = c R T, where R is the gas constant\n\nc: concentration in mol/m^3\nT: temperature in K\n\n"
        "Returns:\n    Π in Pa",
        {"c": 1.0, "T": 300.0},
        8.31446261815324 * 300.0,
    ),
    "a result named like a function": (
        "f(x, sigma)",
        "w_i = 1 / sigma_i^2\nmean = sum_i w_i x_i / sum_i w_i\n\nx: values, shape (n,)\n"
        "sigma: their errors, shape (n,)\n\nReturns mean",
        {"x": [1.0, 4.0], "sigma": [1.0, 2.0]},
        1.6,
    ),
    "one part in a number of parts": (
        "f(F)",
        "Age in years: t = -8033 ln(F), where F is the fraction modern.",
        {"F": 0.5},
        8033 * math.log(2.0),
    ),
    "an upright subscript without braces": (
        "f(T_eff)",
        ".. math:: M = \\sigma T_\\mathrm{eff}^4\n\nwith the Stefan-Boltzmann constant :math:`\\sigma`.\n\n"
        "T_eff: temperature [K]\n\nReturns M [W/m^2]",
        {"T_eff": 100.0},
        5.6703744191844314,
    ),
    "a unit behind the equation": (
        "f(m)",
        "B = 70 m^0.75 kcal/d, with m in kg\n\nm: body mass [kg]\n\nReturns B [kcal/d]",
        {"m": 16.0},
        560.0,
    ),
    "a difference of temperatures has no zero of its own": (
        "f(L, alpha, dT)",
        "ΔL = α L ΔT\n\nL: length [m]\nalpha: coefficient α [1/K]\ndT: temperature change [°C]\n\n"
        "Returns ΔL [mm].",
        {"L": 2.0, "alpha": 1e-5, "dT": 30.0},
        0.6,
    ),
    "units in a list of meanings": (
        "f(d, eta)",
        "v = g d^2 / eta, where\n\n* `d` is the diameter of the sphere in mm,\n"
        "* `eta` is the kinematic viscosity [mm²/s],\n* g = 9.81 m/s².\n\nReturns v in m/s.",
        {"d": 2.0, "eta": 1.0},
        9.81 * 4e-6 / 1e-6,
    ),
    "aligned rows in their environment": (
        "f(rho, v, d, C_d)",
        ".. math::\n    \\begin{align}\n    q &= \\tfrac{1}{2} \\rho v^2 \\\\\n"
        "    F' &= C_d\\, q\\, d\n    \\end{align}\n\n"
        ":param rho: density [kg/m^3]\n:param v: speed [m/s]\n:param d: diameter [mm]\n"
        ":param C_d: coefficient\n:returns: force :math:`F'` [N/m]",
        {"rho": 2.0, "v": 3.0, "d": 500.0, "C_d": 1.0},
        4.5,
    ),
    "entries behind two dashes": (
        "f(n, V)",
        "c = n / V\n\nn -- amount [mol]\nV  -- volume [L]\n\nReturns c [mol/m^3].",
        {"n": 1.0, "V": 2.0},
        500.0,
    ),
    "a list that explains the result too": (
        "f(Q, D)",
        "V = Q / A\nwhere A = pi * D**2 / 4\n\nQ - flow rate, L/s\nD - diameter, mm\nV - velocity, m/s",
        {"Q": 10.0, "D": 100.0},
        4 / math.pi,
    ),
    "the unit of the result in a sentence": (
        "f(x, t)",
        "v = x / t. Result in km/h.\n\nx: distance [m]\nt: time [s]",
        {"x": 10.0, "t": 1.0},
        36.0,
    ),
    "the charge of the electron, squared": (
        "f(n)",
        ".. math:: \\omega = \\sqrt{\\frac{n q_e^2}{\\epsilon_0 m_e}}\n\nn: density [cm^-3]\n\n"
        "Returns :math:`\\omega` in rad/s",
        {"n": 1.0},
        math.sqrt(1e6 * 1.602176634e-19**2 / (8.8541878188e-12 * 9.1093837139e-31)),
    ),
}


@pytest.mark.parametrize(("signature", "docstring", "arguments", "expected"), READ.values(), ids=READ.keys())
def test_what_is_said_in_passing(signature, docstring, arguments, expected):
    check(signature, docstring, arguments, expected)


LEFT = {
    "a letter behind `at`": (
        "f(rate, x)",
        "y = k T x\n\nrate: constant k at temperature T\nx: amount",
    ),
    "two letters": ("f(u, x)", "y = a b x\n\nu: the ratio of length a, width b"),
    "one letter in two entries": ("f(u, w)", "y = s w\n\nu: arc s\nw: path s"),
    "an article": ("f(u, x)", "y = a x\n\nu: half a metre"),
    "a letter, and the argument's own": ("f(m, x)", "y = m M x\n\nm: mass M\nx: factor"),
    "two values behind one constant": (
        "f(T)",
        "M = σ T^4, σ the Stefan-Boltzmann constant (5.67e-8 W m^-2 K^-4); σ = 5.7e-8 W m^-2 K^-4.\n\nT: [K]",
    ),
    "a number that needs a unit": (
        "f(h)",
        "p = exp(-h/H), H = 8500.\n\nh: height [km]\n\nReturns p, dimensionless",
    ),
    "a unit that is not known": ("f(m)", "E = m q with q = 3.0 J/blob.\n\nm: mass [kg]\n\nReturns E [J]"),
    "one divided by two of something": ("f(x)", "y = 1 / 2 x"),
    "one divided by two, glued": ("f(x)", "y = 1 / 2x"),
    "a sine of degrees": ("f(n)", "d = 23.45 sin(360/365 (n + 284))\n\nn: day of the year"),
    "degrees of nothing": ("f(n)", "d = sin(0.5 n), the argument in degrees.\n\nn: hour"),
    "one argument for a quotient": (
        "f(D, alpha_beta)",
        "B = D (1 + D / (α/β))\n\nD: dose [Gy]\nalpha_beta: α/β of the tissue [Gy]\n\nReturns B [Gy]",
    ),
    "an argument that is a cosine": (
        "f(V, I, pf)",
        "P = V I cos φ\n\nV: [V]\nI: [A]\npf: power factor cos φ",
    ),
    "a result in an unknown unit": ("f(d)", "k = d^2 / 180\n\nd: diameter (mm)\n\nreturns: k in mD"),
    "a charge with its sign or without": ("f(E)", "F = q_e E\n\nE: field [V/m]\n\nReturns F [N]"),
    "the inverse of what is asked for": ("f(a)", "1/R = 1/a + 1/b\n\na: first\n\nReturns R"),
    "a unit of nothing that is there": (
        "f(m, r)",
        "Escape speed [km/h]\n\nv = sqrt(2 m / r)\n\nm: mass [kg]\nr: radius [km]",
    ),
}


@pytest.mark.parametrize(("signature", "docstring"), LEFT.values(), ids=LEFT.keys())
def test_what_could_be_something_else_is_left(signature, docstring):
    found = read(signature, docstring)
    assert isinstance(found, Silence)
    assert found.why
