"""Habits of writing: powers left, units in signatures, values behind a comma, indices, statements besides."""

import math
from dataclasses import replace

import pytest

from ansatz.formulas.evaluate import run_plan
from ansatz.formulas.units import parse_unit
from ansatz.reading.annotations import said_by
from ansatz.reading.homogeneity import Ambiguous
from ansatz.reading.read import read_spec
from ansatz.reading.unaccounted import unaccounted_unit
from ansatz.reading.units_seen_once import asking_of_units_seen_once
from ansatz.reading.working_units import plan_for
from support.specs import only_function, stub


def spec_of(signature, docstring):
    text = stub(signature, docstring)
    return read_spec(text, only_function(text))


READ = {
    "a statistic that is a square by the function's name": (
        "hotelling_t_squared(n, d, s)",
        "T² = n (d/s)²\n\nn: number of pairs, d: mean difference, s: standard deviation",
        {"n": 5.0, "d": 3.0, "s": 2.0},
        11.25,
    ),
    "a square whose unit says that its root is asked for": (
        "circular_orbit(k, r)",
        "v^2 = k / r\n\nk: gravitational parameter [m^3/s^2]\nr: radius [m]\n\nReturns the speed [m/s].",
        {"k": 8.0, "r": 2.0},
        2.0,
    ),
    "a square that the words for the result name": (
        "fit_quality(res, tot)",
        "R² = 1 - res / tot\n\nReturns\n-------\nfloat\n    R² of the fit",
        {"res": 1.0, "tot": 4.0},
        0.75,
    ),
    "a square on the way to a quantity that is not known as one": (
        "axial_ratio(a, c)",
        "q^2 = 1 - c / a\n\na: long part\nc: short part\n\nReturns\n-------\nfloat\n    axial ratio",
        {"a": 4.0, "c": 3.0},
        0.5,
    ),
    "a bracket of quantities is no unit of what stands before it": (
        "drawdown(q, L, B)",
        "s = q (L/B)\n\nq: specific loss [m]\nL: length [m]\nB: width [m]\n\nReturns s in m.",
        {"q": 2.0, "L": 6.0, "B": 3.0},
        4.0,
    ),
    "what an equation gives is described, not its last factor": (
        "tension(lin, v)",
        "T = lin v^2 is the tension in mN.\n\nlin: line density [kg/m]\nv: wave speed [m/s]",
        {"lin": 2.0, "v": 3.0},
        18e3,
    ),
    "a unit in brackets with the quantity": (
        "titre(v1, v2)",
        "Ratio r = v1 / v2 of the volume drawn (v1, in mL) to that of the flask (v2, in L).",
        {"v1": 5.0, "v2": 2.0},
        2.5e-3,
    ),
    "an entry that explains a constant as well": (
        "thermal_voltage(T)",
        "V_T = k_B T / e\n\nParameters\n----------\nT : float\n"
        "    temperature [K]; $k_B$ is the Boltzmann constant, $e$ the elementary charge\n\n"
        "Returns\n-------\nfloat\n    V_T [mV]",
        {"T": 300.0},
        1e3 * 1.380649e-23 * 300.0 / 1.602176634e-19,
    ),
    "a result that names another quantity in passing": (
        "speed_at(c1, h1, h2)",
        "$\\ln\\frac{c_2}{c_1} = \\frac{1}{7} \\ln\\frac{h_2}{h_1}$\n\nParameters\n----------\n"
        "c1 : float\n    wind speed at $h_1$ [m/s]\nh1, h2 : float\n    heights [m]\n\n"
        "Returns\n-------\nc2 : float\n    wind speed at $h_2$ [m/s]",
        {"c1": 3.0, "h1": 2.0, "h2": 256.0},
        6.0,
    ),
    "the value of a constant behind a comma": (
        "ideal_volume(n, T, p)",
        "V = n R T / p\n\nR is the gas constant, 8.3 J/(mol K).\n\n"
        "n: amount [mol]\nT: temperature [K]\np: pressure [Pa]\n\nReturns V in m^3.",
        {"n": 2.0, "T": 100.0, "p": 83.0},
        20.0,
    ),
    "a function before its argument without brackets on the left": (
        "mach_angle(M)",
        "Half angle of a shock: sin μ = 1/M.\n\nM: Mach number\n\nReturns μ in degrees.",
        {"M": 2.0},
        30.0,
    ),
    "a Greek letter with its index as one word": (
        "brewster(n1, n2)",
        "Brewster's angle θb of an interface: tan θb = n2/n1.\n\nn1: index above\nn2: index below\n\n"
        "Returns\n-------\nfloat\n    θb in degrees",
        {"n1": 1.0, "n2": math.sqrt(3.0)},
        60.0,
    ),
    "an abbreviation that an entry names, and a condition behind a product": (
        "clay_strength(water, k, w0)",
        "tau = k * wc             if wc <= w0\ntau = k * w0             otherwise\n\n"
        "water: wc, dimensionless\nk: slope\nw0: limit",
        {"water": 0.5, "k": 4.0, "w0": 0.25},
        1.0,
    ),
    "arguments in brackets behind the words for their symbols": (
        "read_depth(n_reads, size)",
        "C = L * R / G\n\nR is the number of reads (n_reads), G the genome's length (size), and L = 150.",
        {"n_reads": 40.0, "size": 3000.0},
        2.0,
    ),
    "a unit that a result comes out in": (
        "stage_discharge(h)",
        "Q = 4.53 h^1.5\n\nh is the head in m, Q comes out in L/s.",
        {"h": 4.0},
        36.24,
    ),
    "a conversion between units in brackets": (
        "photon_energy_from_wavelength(lam)",
        "Convert a wavelength (nm) to a photon energy (eV): E = h c / lam, "
        "with the Planck constant h and the speed of light c.",
        {"lam": 500.0},
        6.62607015e-34 * 299792458.0 / 500e-9 / 1.602176634e-19,
    ),
    "an argument that is passed as a square": (
        "slab(q, n2)",
        "d = q / (n² - 1)\n\nq: optical path [mm]\nn2: square of the refractive index, n²\n\nReturns d [mm].",
        {"q": 3.0, "n2": 2.5},
        2.0,
    ),
    "units with a number of their own": (
        "crossing_time(d, n)",
        r"t = d n / c with the speed of light c."
        "\n\nd: path in units of $10^{3}$ km\nn: refractive index\n\nReturns t [ms].",
        {"d": 299.792458, "n": 1.5},
        1500.0,
    ),
    "a unit with a factor in brackets": (
        "cells(n, V)",
        "N = n V\n\nn: density (x 10^6 cm^-3)\nV: volume [mm^3]\n\nReturns N, dimensionless.",
        {"n": 2.0, "V": 3.0},
        6e3,
    ),
    "the unit of a quotient that ends a sentence's equation": (
        "hydraulic_time(S, K)",
        "Response time t = S / K in h of an aquifer (S in m, K in m/d).",
        {"S": 2.0, "K": 4.0},
        12.0,
    ),
    "a compound unit behind an equation that goes on in words": (
        "long_wave(T, T0=288.0)",
        "dR = 3.7 * ln(T/T0) W/m^2 for temperatures T and T0 in K",
        {"T": 288.0 * math.e, "T0": 288.0},
        3.7,
    ),
    "a quotient of quantities that looks like a unit": (
        "encounters(c, n, A, k)",
        "rate = c N/L where N = n A and L = k/2",
        {"c": 2.0, "n": 3.0, "A": 5.0, "k": 4.0},
        15.0,
    ),
    "a symbol behind the words of an argument's name": (
        "creep(grain_size, k)",
        "e = k / d, with the grain size d in mm.\n\nk: coefficient [m/s]\n\nReturns e [1/s].",
        {"grain_size": 2.0, "k": 3.0},
        1500.0,
    ),
    "a whole temperature in kelvins beside one in degrees Celsius": (
        "solubility(s0, dH, T)",
        "s = s0 exp((dH / R) (1/293.15 - 1/T)), R being the gas constant\n\n"
        "s0: solubility at 20 °C [g/L]\ndH: enthalpy of solution [kJ/mol]\nT: temperature [°C]\n\n"
        "Returns s [g/L].",
        {"s0": 2.0, "dH": 8.31446261815324, "T": 40.0},
        2.0 * math.exp(1e3 * (1 / 293.15 - 1 / 313.15)),
    ),
    "the zero of a scale in kelvins as a conversion": (
        "gas_volume(V0, T)",
        "V = V0 (T + 273.15) / 273.15\n\nV0: volume at 0 °C [L]\nT: temperature [°C]\n\nReturns V [L].",
        {"V0": 2.0, "T": 273.15},
        4.0,
    ),
    "constants listed before their names": (
        "rotor(J, I)",
        "E = hbar^2 J (J + 1) / (2 I k_B)\n\nJ: quantum number\nI: moment of inertia [kg m^2]\n\n"
        "hbar and k_B are the reduced Planck constant and the Boltzmann constant.\n\nReturns E [K].",
        {"J": 1.0, "I": 1e-46},
        (6.62607015e-34 / (2 * math.pi)) ** 2 * 2 / (2e-46 * 1.380649e-23),
    ),
    "a step in the unit stated for it, on the way to an empirical equation": (
        "radiated(stress, slip, area)",
        "E = 4.5 log10 W + 1.2, where W = stress slip area is the work in N m.\n\n"
        "stress: drop [MPa]\nslip: mean slip [m]\narea: rupture [km2]",
        {"stress": 1.0, "slip": 10.0, "area": 1.0},
        4.5 * 13.0 + 1.2,
    ),
    "units of annotations": (
        'stopping(v: Annotated[float, "km/h"], a: "deceleration in m/s^2") -> Annotated[float, "m"]',
        "s = v**2 / (2 a)",
        {"v": 36.0, "a": 5.0},
        10.0,
    ),
    "units of astropy in annotations": (
        "field_energy(B: u.Quantity[u.mT], V: u.Quantity[u.m**3]) -> u.Quantity[u.J]",
        "E = B**2 V / (2 mu_0) with the vacuum permeability mu_0",
        {"B": 2.0, "V": 3.0},
        4e-6 * 3.0 / (2 * 1.25663706127e-6),
    ),
}


@pytest.mark.parametrize(("signature", "docstring", "arguments", "expected"), READ.values(), ids=list(READ))
def test_what_is_written_is_what_is_computed(signature, docstring, arguments, expected):
    spec = spec_of(signature, docstring)
    assert spec.faults == ()
    assert spec.readings, spec.notes
    assert spec.readings[0].ambiguities == ()
    (value,) = run_plan(plan_for(spec.readings[0], "minimal"), arguments)
    assert float(value) == pytest.approx(expected, rel=1e-7)


ASKED = {
    "a power of which nothing says whether its root is returned": (
        "heritability(va, vp)",
        "h² = va / vp",
        "root",
    ),
}


@pytest.mark.parametrize(("signature", "docstring", "word"), ASKED.values(), ids=list(ASKED))
def test_which_power_is_returned_is_asked(signature, docstring, word):
    (doubt,) = spec_of(signature, docstring).readings[0].ambiguities
    assert word in doubt


@pytest.mark.parametrize(
    ("units", "is_clear"),
    [
        (("MPa", "m", "km2"), False),
        (("Pa", "m", "m2"), True),
        (("N/cm^2", "cm", "cm2"), True),
    ],
)
def test_a_step_in_units_of_different_systems_is_asked_about(units, is_clear):
    spec = spec_of(
        "radiated(stress, slip, area)",
        "E = 4.5 log10 W + 1.2, where W = stress slip area\n\n"
        "stress: drop [{}]\nslip: mean slip [{}]\narea: rupture [{}]".format(*units),
    )
    try:
        plan_for(spec.readings[0], "minimal")
    except Ambiguous as doubt:
        assert not is_clear
        assert "`W`" in str(doubt)
    else:
        assert is_clear


@pytest.mark.parametrize("said", ["in units of 5 smoots", "(thousands of km)"])
def test_a_multiple_that_nobody_takes_up_is_unaccounted_for(said):
    spec = spec_of("lap(s, v)", f"t = s / v\n\ns: distance {said}\nv: speed\n\nReturns t.")
    assert unaccounted_unit(spec) is not None


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("k: growth rate at 25 °C [1/s]", None),
        ("k: growth rate [1/s], T in °C", "°C"),
        ("k: growth rate in units of 1e-3 Hz", None),
        ("k: growth rate [1/s], with z in units of 100 smoots", "100 smoots"),
    ],
)
def test_a_condition_and_the_unit_of_a_multiple_are_accounted_for(said, left):
    spec = spec_of("grown(k, t)", f"g = k t\n\n{said}\nt: time [s]\n\nReturns g, dimensionless.")
    assert unaccounted_unit(spec) == left


@pytest.mark.parametrize(
    "said",
    [
        "with the temperature T0 = 293 K",
        "where T is the transmission at some place (temperature)",
        "for a temperature T and the temperature T0",
    ],
)
def test_words_beside_a_symbol_that_settle_nothing_bind_nothing(said):
    spec = spec_of("tone(temperature, f0, k)", f"f = f0 (1 - k (T - T0)), {said}.")
    bindings = [(b.symbol, b.parameter) for reading in spec.readings for b in reading.bindings]
    assert not [pair for pair in bindings if pair[1] == "temperature"]


def test_a_unit_that_only_the_other_reader_knows_is_asked_about():
    spec = spec_of("flow(p, q)", "r = p / q\n\np: inflow [L/s]\nq: outflow [L/s]\n\nReturns r.")
    first, second = spec.readings
    less = replace(first, units=first.units[:1])
    assert asking_of_units_seen_once(first, second).ambiguities == ()
    assert asking_of_units_seen_once(less, second).ambiguities == ()
    other = replace(second, units=(second.units[0], ("q", parse_unit("mL/s"))))
    (doubt,) = asking_of_units_seen_once(less, other).ambiguities
    assert "`q`" in doubt


def test_a_part_of_what_is_not_understood_is_not_taken_for_the_result():
    spec = spec_of(
        "evenness(c)",
        r"$J' = -\sum_{i=1}^{m} q_i \ln q_i / \ln 7$ with $q_i = c_i / C$ and $C = \sum_i c_i$."
        "\n\nc: counts, array",
    )
    assert spec.readings
    assert all(reading.outputs == ("J_prime",) for reading in spec.readings)


CONTRADICTING = {
    "the same relation solved for an argument": (
        "charge(C, U)",
        "Charge of a capacitor, Q = C * U.\n\nThis is U = Q / (4 C) turned round.",
        "contradiction",
    ),
    "a promised range that no value lies in": (
        "survival(d, k)",
        "Share of cells that survive, always between 0 and 1.\n\nS = 2 + d * k\n\n"
        "d: dose, positive\nk: rate, positive",
        "impossible",
    ),
}


@pytest.mark.parametrize(("signature", "docstring", "kind"), CONTRADICTING.values(), ids=list(CONTRADICTING))
def test_what_cannot_hold_together_is_a_fault(signature, docstring, kind):
    assert [fault.kind for fault in spec_of(signature, docstring).faults] == [kind]


@pytest.mark.parametrize(
    "besides",
    [
        "Equivalently, U = Q / C.",
        "For small C, roughly U = Q / (4 C).",
        "U ≈ Q / (4 C) in older texts.",
        "It never exceeds U_max = Q / (4 C).",
    ],
)
def test_statements_that_agree_hold_roughly_or_speak_of_something_else_are_none(besides):
    assert spec_of("charge(C, U)", f"Charge of a capacitor, Q = C * U.\n\n{besides}").faults == ()


@pytest.mark.parametrize(
    ("annotation", "said"),
    [
        ('Annotated[float, "km/s"]', "[km/s]"),
        ("u.Quantity[u.m / u.s]", "[m / s]"),
        ('"pressure in bar"', "pressure in bar"),
        ('"T"', ""),
        ('"Quantity"', ""),
        ("np.ndarray", ""),
        ('Literal["m", "s"]', ""),
        (None, ""),
    ],
)
def test_a_unit_in_an_annotation_is_no_name_of_a_type(annotation, said):
    assert said_by(annotation) == said


@pytest.mark.parametrize(
    ("text", "size"), [("gauss", 1e-4), ("kG", 0.1), ("µG", 1e-10), ("Oe", 79.5774715459)]
)
def test_units_of_magnetism_are_taken_into_si(text, size):
    assert parse_unit(text).factor == pytest.approx(size)


@pytest.mark.parametrize(
    "chain",
    [
        "$$M = \\frac{a b}{a + b}$$\n$$f = \\sqrt{k / M}$$",
        ".. math::\n    M &= \\frac{a b}{a + b} \\\\\n    f &= \\sqrt{k / M}",
        "\\begin{align}\nM &= \\frac{a b}{a + b} \\\\\nf &= \\sqrt{k / M}\n\\end{align}",
    ],
)
def test_the_last_of_a_chain_is_returned_where_nothing_else_says_what_is(chain):
    spec = spec_of("frequency(a, b, k)", f"Angular frequency of two masses on a spring.\n\n{chain}")
    assert [reading.outputs for reading in spec.readings] == [("f",), ("f",)]


def test_a_part_behind_a_formula_in_words_is_not_what_is_returned():
    spec = spec_of("share(a, b)", "Share of both kinds, 2 p q with p = a / b and q = 1 - p.")
    assert not spec.readings
