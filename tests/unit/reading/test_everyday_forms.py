"""Everyday ways to write an equation: marks on symbols, letters run together, reciprocals, stray units."""

import math

import pytest

from ansatz.formulas.evaluate import run_plan
from ansatz.reading.homogeneity import Ambiguous
from ansatz.reading.read import read_spec
from ansatz.reading.working_units import plan_for
from support.specs import only_function, stub

LIGHT = 299792458.0
GAS = 8.31446261815324
CHARGE = 1.602176634e-19
VACUUM = 8.8541878188e-12


def spec_of(signature, docstring):
    text = stub(signature, docstring)
    return read_spec(text, only_function(text))


def reading_of(signature, docstring):
    spec = spec_of(signature, docstring)
    assert spec.faults == ()
    assert spec.readings, spec.notes
    assert spec.readings[0].ambiguities == ()
    return spec.readings[0]


READ = {
    "letters that run together, one of them a constant": (
        "f(m)",
        "Rest energy E = mc^2 with the speed of light c.\n\nm: mass [g]\n\nReturns E in J.",
        {"m": 2.0},
        2e-3 * LIGHT**2,
    ),
    "a symbol that only an entry names": (
        "force(charge, field)",
        "F = qE\n\ncharge: charge q [C]\nfield: field strength E [V/m]\n\nReturns F in N.",
        {"charge": 2.0, "field": 3.0},
        6.0,
    ),
    "an article's letter left of the sign": (
        "ellipse(a, b)",
        "A = π a b\n\na: semi-axis [m]\nb: other semi-axis [m]\n\nReturns A [m^2].",
        {"a": 2.0, "b": 3.0},
        6 * math.pi,
    ),
    "a letter before a power": (
        "drag(rho, A, v, C_d)",
        "F = ½ ρ A C_d v²\n\nrho: density [kg/m^3]\nA: area [m^2]\nv: speed [m/s]\n"
        "C_d: drag coefficient\n\nReturns F [N].",
        {"rho": 1.2, "A": 2.0, "v": 3.0, "C_d": 0.5},
        0.5 * 1.2 * 2.0 * 0.5 * 9.0,
    ),
    "two pi below a stroke": (
        "f(L, C)",
        "Resonance of a circuit, f = 1/2π √(1/(L C)).\n\n"
        "L: inductance [H]\nC: capacitance [F]\n\nReturns f [Hz].",
        {"L": 2.0, "C": 3.0},
        1 / (2 * math.pi) * math.sqrt(1 / 6.0),
    ),
    "all that touches two pi below a stroke": (
        "f(R, C)",
        "f = 1/2πRC\n\nR: resistance [ohm]\nC: capacitance [F]\n\nReturns f [Hz].",
        {"R": 2.0, "C": 3.0},
        1 / (2 * math.pi * 6.0),
    ),
    "two pi below a stroke in LaTeX": (
        "f(g, L)",
        "$f = 1/2\\pi \\sqrt{g/L}$\n\ng: gravity [m/s^2]\nL: length [m]\n\nReturns f [Hz].",
        {"g": 9.8, "L": 2.0},
        1 / (2 * math.pi) * math.sqrt(4.9),
    ),
    "a power of pi below a stroke": (
        "f(a)",
        "y = 1/2π² √(a)\n\na: number\n\nReturns y.",
        {"a": 4.0},
        1 / (2 * math.pi**2) * 2.0,
    ),
    "a power of pi below a stroke in LaTeX": (
        "f(a)",
        "$y = 1/2\\pi^2 \\sqrt{a}$\n\na: number\n\nReturns $y$.",
        {"a": 4.0},
        1 / (2 * math.pi**2) * 2.0,
    ),
    "a factor behind a stroke that units put above it": (
        "k(k0, Ea, T, T0)",
        "k = k0 exp(-Ea/R (1/T - 1/T0)), R the gas constant\n\nk0: rate [1/s]\nEa: energy [kJ/mol]\n"
        "T: temperature [K]\nT0: temperature [K]\n\nReturns k [1/s].",
        {"k0": 2.0, "Ea": 50.0, "T": 310.0, "T0": 300.0},
        2.0 * math.exp(-50e3 / GAS * (1 / 310.0 - 1 / 300.0)),
    ),
    "letters run together below a stroke": (
        "f(E, k, T)",
        "r = exp(-E/kT)\n\nE: energy [J]\nk: constant [J/K]\nT: temperature [K]\n\nReturns r.",
        {"E": 6.0, "k": 2.0, "T": 3.0},
        math.exp(-1.0),
    ),
    "a power at the end of letters run together": (
        "f(E, k, T)",
        "r = E/kT²\n\nE: number\nk: number\nT: number\n\nReturns r.",
        {"E": 36.0, "k": 2.0, "T": 3.0},
        2.0,
    ),
    "a temperature written out in degrees": (
        "f(R0, a, T)",
        "R = R0 (1 + a (T - 20 °C))\n\n"
        "R0: at 20 °C [ohm]\na: coefficient [1/K]\nT: temperature [°C]\n\nReturns R [ohm].",
        {"R0": 10.0, "a": 0.1, "T": 23.0},
        13.0,
    ),
    "the unknown that a sentence names before it explains others": (
        "radius(V)",
        "V = 4/3 π ρ R³\n\nV: mass V [kg]\n\nReturns the radius R in m; ρ = 3 kg/m³ is the density.",
        {"V": 4 * math.pi * 8.0},
        2.0,
    ),
    "a half-life": (
        "rest(N0, t, t_half)",
        "N = N0 2^(-t/t½)\n\nN0: nuclei at the start\nt: time [h]\nt_half: half-life t½ [d]\n\nReturns N.",
        {"N0": 8.0, "t": 48.0, "t_half": 1.0},
        2.0,
    ),
    "a half-life in LaTeX": (
        "rate(T)",
        "$\\lambda = \\ln 2 / T_{1/2}$\n\nT: half-life $T_{1/2}$ [s]\n\nReturns $\\lambda$ [1/s].",
        {"T": 4.0},
        math.log(2) / 4.0,
    ),
    "the standard state": (
        "cell(dG, n)",
        "Standard potential from ΔG° = -n F E°, with the Faraday constant F.\n\n"
        "dG: Gibbs energy ΔG° [kJ/mol]\nn: number of electrons\n\nReturns E° [V].",
        {"dG": -100.0, "n": 2.0},
        1e5 / (2 * 96485.33212),
    ),
    "a star at a vapour pressure": (
        "total(x, p1, p2)",
        "p = x p₁* + (1 − x) p₂*\n\nx: mole fraction x\np1: vapour pressure p₁* [kPa]\n"
        "p2: vapour pressure p₂* [kPa]\n\nReturns p [kPa].",
        {"x": 0.25, "p1": 4.0, "p2": 8.0},
        7.0,
    ),
    "a charge in a concentration": (
        "ratio(acid, base)",
        "r = [B-]/[HB]\n\nacid: concentration [HB] (mM)\nbase: concentration [B-] (M)\n\nReturns r.",
        {"acid": 2.0, "base": 0.5},
        250.0,
    ),
    "a temperature difference": (
        "heat(m, c, dT)",
        "Q = m c ΔT\n\nm: mass [kg]\nc: heat capacity [J/(kg K)]\n"
        "dT: temperature rise [°C]\n\nReturns Q [kJ].",
        {"m": 2.0, "c": 4000.0, "dT": 5.0},
        40.0,
    ),
    "the elementary charge squared": (
        "energy(r)",
        "Energy of two charges, E = e²/(4π ε₀ r)\n\nr: distance [nm]\n\nReturns E in J.",
        {"r": 0.5},
        CHARGE**2 / (4 * math.pi * VACUUM * 0.5e-9),
    ),
    "a mean of what is passed": (
        "spread(x)",
        "$$ s = \\frac{1}{n} \\sum_{i=1}^{n} |x_i - \\bar{x}| $$\n\n"
        "x: sequence of n values with mean $\\bar{x}$\n\nReturns s.",
        {"x": [1.0, 2.0, 6.0]},
        2.0,
    ),
    "a reciprocal that words name": (
        "depth(a)",
        "Penetration depth: $\\mu^{-1} = 2 a$\n\na: parameter [mm]\n\nReturns the depth $\\mu^{-1}$ in mm.",
        {"a": 3.0},
        6.0,
    ),
    "a quantity given by its reciprocal": (
        "wave(R, n)",
        "$\\lambda^{-1} = R / n^2$\n\nR: constant [1/m]\n"
        "n: number\n\nReturns the wavelength $\\lambda$ in m.",
        {"R": 2.0, "n": 3.0},
        4.5,
    ),
    "a reciprocal that units tell": (
        "decay(k)",
        "$\\tau^{-1} = 2 k$\n\nk: rate [1/s]\n\nReturns the lifetime in s.",
        {"k": 2.0},
        0.25,
    ),
    "the unknown of an equation for an argument": (
        "dilution(absorbance, eps, path)",
        "A = ε c l\n\nabsorbance: absorbance A\neps: absorption coefficient ε, L/(mol cm)\n"
        "path: path length l, mm\n\nReturns concentration c, mM.",
        {"absorbance": 0.5, "eps": 100.0, "path": 10.0},
        5.0,
    ),
    "another argument named in passing": (
        "resistance(R0, a, T, T0)",
        "R = R0 (1 + a (T - T0))\n\nR0: resistance at T0 [ohm]\na: coefficient [1/K]\nT: temperature [K]\n"
        "T0: temperature [K]\n\nReturns R [ohm].",
        {"R0": 10.0, "a": 0.1, "T": 303.0, "T0": 300.0},
        13.0,
    ),
    "a limit named in passing": (
        "stretch(v)",
        "γ = 1/√(1 − v²/c²) with c = 299792458 m/s\n\nv: speed [m/s], less than c\n\nReturns γ.",
        {"v": 0.6 * LIGHT},
        1.25,
    ),
    "an approximate equality": (
        "spread(x, D)",
        "Diffusion time t ≈ x²/(2D).\n\nx: distance [µm]\nD: diffusivity [cm²/s]\n\nReturns t [s].",
        {"x": 10.0, "D": 1e-5},
        1e-10 / 2e-9,
    ),
    "names of a library": (
        "area(r)",
        "A = np.pi * r**2\n\nr: radius [m]\n\nReturns A [m^2].",
        {"r": 2.0},
        4 * math.pi,
    ),
    "a unit behind the equation": (
        "rate(m)",
        "P = 3.4 m^0.75 kcal/d\n\nm: mass [kg]\n\nReturns P in kcal/d.",
        {"m": 16.0},
        3.4 * 8.0,
    ),
    "a unit at the end of the title": (
        "work(F, s)",
        "Work done on the way from one end to the other, in kJ.\n\nW = F s\n\nF: force [N]\ns: way [m]",
        {"F": 500.0, "s": 4.0},
        2.0,
    ),
    "a value in brackets behind its name": (
        "flux(T)",
        "M = σ T⁴, with σ the Stefan-Boltzmann constant (5.67e-8 W m^-2 K^-4).\n\nT: temperature [K]\n\n"
        "Returns M [W/m^2].",
        {"T": 100.0},
        5.67,
    ),
    "a quantity written out in the equation": (
        "modulus(d)",
        "m = 5 log10(d / 10 pc)\n\nd: distance [kpc]\n\nReturns m, dimensionless.",
        {"d": 1.0},
        10.0,
    ),
    "the text's own size of a unit": (
        "radius(M)",
        "R = 2 G M / c², where G = 6.6743e-11 m^3/(kg s^2) and c = 299792458 m/s; 1 M_sun = 1.99e30 kg.\n\n"
        "M: mass in solar masses\n\nReturns R in m.",
        {"M": 1.0},
        2 * 6.6743e-11 * 1.99e30 / LIGHT**2,
    ),
    "a permeability in millidarcy": (
        "k(d)",
        "k = d²\n\nd: pore size [µm]\n\nReturns k in mD.",
        {"d": 1.0},
        1013.25,  # 1 atm and 1 cP by definition
    ),
    "a parallax": (
        "distance(p)",
        "d = 1/p\n\np: parallax [mas]\n\nReturns d in kpc.",
        {"p": 2.0},
        0.5,
    ),
    "a unit and the next sentence": (
        "pace(d, t)",
        "v = d / t\n\nd: distance [m]\nt: time [s]\n\nReturns v in mm/s. It is never negative.",
        {"d": 3.0, "t": 2.0},
        1500.0,
    ),
    "a temperature that the text gives in degrees Celsius": (
        "k(k0, Ea, T)",
        "k = k0 exp(-(Ea/R) (1/T - 1/T0)) with T0 = 25 °C and the gas constant R.\n\n"
        "k0: rate at T0 [1/s]\nEa: energy [kJ/mol]\nT: temperature [°C]\n\nReturns k [1/s].",
        {"k0": 2.0, "Ea": 50.0, "T": 35.0},
        2.0 * math.exp(-50e3 / GAS * (1 / 308.15 - 1 / 298.15)),
    ),
    "temperatures that are added on their own scale": (
        "g(T)",
        "g = a T / (b + T) with a = 17.5 and b = 240 °C.\n\nT: temperature [°C]\n\nReturns g.",
        {"T": 60.0},
        17.5 * 60.0 / 300.0,
    ),
    "a smaller unit in the words beside the equation": (
        "index(weight, height)",
        "I = weight / height², height in metres.\n\nweight: weight [kg]\nheight: height [cm]\n\n"
        "Returns I in kg/m².",
        {"weight": 80.0, "height": 200.0},
        20.0,
    ),
    "a constant left of the sign": (
        "speed(z)",
        "$$\\frac{v}{c} = z$$\n\nwith c = 299792458 m/s.\n\nz: redshift $z$\n\nReturns $v$ in km/s.",
        {"z": 0.1},
        0.1 * LIGHT / 1e3,
    ),
    "LaTeX in a line that nobody marked": (
        "sag(F, E, I)",
        r"""\delta = \frac{F}{3 E I_y}, \quad I_y = 2 I

F: load [N]
E: modulus [Pa]
I: moment [m^4]

Returns \delta [1/m^2]""",
        {"F": 6.0, "E": 1.0, "I": 1.0},
        1.0,
    ),
}


@pytest.mark.parametrize(("signature", "docstring", "arguments", "expected"), READ.values(), ids=READ.keys())
def test_it_is_read_as_it_is_meant(signature, docstring, arguments, expected):
    reading = reading_of(signature, docstring)
    for strategy in ("minimal", "coherent"):
        (value,) = run_plan(plan_for(reading, strategy), arguments)
        assert float(value) == pytest.approx(expected, rel=1e-9)


ASKED = {
    "a constant in SI beside square millimetres, and no unit for the result": (
        "power(A, T)",
        "P = σ A T⁴ with σ = 5.67e-8 W m^-2 K^-4\n\nA: area [mm^2]\nT: temperature [K]\n\nReturns P.",
    ),
    "lengths in different units, and none for the area": (
        "area(a, b)",
        "A = a b\n\na: width [mm]\nb: length [m]\n\nReturns A.",
    ),
}


@pytest.mark.parametrize(("signature", "docstring"), ASKED.values(), ids=ASKED.keys())
def test_a_scale_that_nothing_says_is_asked_for(signature, docstring):
    spec = spec_of(signature, docstring)
    with pytest.raises(Ambiguous):
        plan_for(spec.readings[0], "minimal")


def test_whether_a_reciprocal_is_returned_is_asked_where_nothing_says_it():
    spec = spec_of("f(k)", "$\\tau^{-1} = 2 k$\n\nk: parameter\n\nReturns a value.")
    assert any("reciprocal" in doubt for doubt in spec.readings[0].ambiguities)


def test_a_symbol_after_two_pi_below_a_stroke_may_stand_on_either_side():
    spec = spec_of("f(R, C)", "f = 1/2π R C\n\nR: resistance\nC: capacitance\n\nReturns f.")
    assert any("a factor follows" in doubt for doubt in spec.readings[0].ambiguities)


def test_a_unit_that_is_not_known_is_asked_for():
    spec = spec_of("f(a)", "l = 2 a\n\na: length [m]\n\nReturns the length l in royal cubits.")
    assert spec.readings[0].ambiguities == ("`royal cubits` is no unit that is known here",)


def test_a_star_in_units_of_the_sun():
    reading = reading_of(
        "radius(L, T)",
        "$L = 4\\pi R^2 \\sigma T^4$\n\nL: luminosity in solar luminosities\nT: temperature in K\n\n"
        "Returns the radius R in solar radii; σ is the Stefan-Boltzmann constant.",
    )
    (value,) = run_plan(plan_for(reading, "minimal"), {"L": 1.0, "T": 5772.0})
    assert float(value) == pytest.approx(1.0, rel=1e-3)


@pytest.mark.parametrize("unit", ["", " [m]"])
def test_a_factor_behind_a_stroke_is_asked_about_where_units_say_nothing(unit):
    spec = spec_of("f(a, b, c)", f"y = a/b c\n\na: width{unit}\nb: depth{unit}\nc: ratio\n\nReturns y.")
    assert any("a factor follows" in doubt for doubt in spec.readings[0].ambiguities)


def test_a_heat_flux_is_no_charge_though_the_text_names_one():
    spec = spec_of(
        "p(j)", "P = q j\n\nj: current [A]\n\nCompare with e, the elementary charge. Returns P [W]."
    )
    assert [fault.kind for fault in spec.faults] == ["undefined-symbol"]


FAULTY = {
    "an exponential of seconds squared": (
        "n(N0, lam, t)",
        "N = N0 exp(-lam t)\n\nN0: number\nlam: half-life [s]\nt: time [s]\n\nReturns N.",
        "units",
    ),
    "two areas of one square": (
        "area(a)",
        "A = a²\nA = 2 a²\n\na: side [m]\n\nReturns A [m²].",
        "contradiction",
    ),
}


@pytest.mark.parametrize(("signature", "docstring", "kind"), FAULTY.values(), ids=FAULTY.keys())
def test_what_cannot_be_met_is_declined(signature, docstring, kind):
    assert [fault.kind for fault in spec_of(signature, docstring).faults] == [kind]


@pytest.mark.parametrize("text", ["0..1", "0", "m . s", "0 m"])
def test_a_range_is_no_unit(text):
    spec = spec_of("f(p)", f"y = 2 p\n\np: probability, {text}\n\nReturns y.")
    assert dict(spec.readings[0].units) == {}


@pytest.mark.parametrize(
    ("said", "is_bounded"), [("the period P [s]", True), ("the displacement P [s]", False)]
)
def test_the_root_of_what_is_never_negative_is_the_positive_one(said, is_bounded):
    spec = spec_of("f(a)", f"P² = 4 a\n\na: parameter [s^2]\n\nReturns {said}.")
    (result,) = spec.results
    assert (result.bounds is not None and result.bounds.low == 0.0) == is_bounded


@pytest.mark.parametrize(
    ("said", "high"),
    [
        ("the angle of refraction y in degrees", 90.0),
        ("the critical angle y [rad]", math.pi / 2),
        ("the phase y [rad]", None),
    ],
)
def test_the_angle_of_a_ray_is_the_one_up_to_a_right_angle(said, high):
    spec = spec_of("f(a)", f"$\\sin y = a$\n\na: ratio\n\nReturns {said}.")
    (result,) = spec.results
    assert (None if result.bounds is None else result.bounds.high) == (high and pytest.approx(high))
