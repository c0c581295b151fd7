"""How docstrings are understood: symbols, units, givens, extents, faults."""

import pytest

from ansatz.reading.read import read_spec
from support.specs import DILUTION, ETALON, LENS, SOUND, only_function, stub


def spec_of(text):
    return read_spec(text, only_function(text))


def faults_of(text):
    return [fault.kind for fault in spec_of(text).faults]


def test_symbols_units_and_result_of_a_numpydoc_docstring():
    reading = spec_of(SOUND).readings[0]
    assert {b.symbol: b.parameter for b in reading.bindings} == {"gamma": "gamma", "p": "p", "rho": "rho"}
    assert {name: unit.text for name, unit in reading.units} == {
        "gamma": "dimensionless",
        "p": "kPa",
        "rho": "kg/m^3",
    }
    assert reading.outputs == ("c",)
    assert [unit.text for unit in reading.output_units] == ["m/s"]


def test_symbols_named_in_entries_are_bound():
    assert {b.symbol: b.parameter for b in spec_of(DILUTION).readings[0].bindings} == {
        "C1": "c_s",
        "C2": "c_w",
        "V2": "v",
    }
    assert {b.symbol: b.parameter for b in spec_of(ETALON).readings[0].bindings} == {
        "lambda": "lam", "d": "d", "theta": "theta"
    }  # fmt: skip


def test_extents_follow_the_words():
    extents = {p.name: p.extent for p in spec_of(SOUND).parameters}
    assert extents == {"gamma": "scalar", "p": "elementwise", "rho": "elementwise"}


def test_spans_point_into_the_file():
    spec = spec_of(LENS)
    assert spec.readings[0].statements[0].span.of(LENS) == "1/f = 1/s + 1/b"


def test_constants_come_from_scipy_under_their_usual_names():
    text = stub(
        "energy(T)",
        "Mean energy.\n\nE = 1.5 * k_B * T\n\nT: temperature [K]\n\nReturns E in J.",
        imports="from scipy.constants import k as boltzmann\n",
    )
    (given,) = spec_of(text).readings[0].givens
    assert given.expression == "boltzmann"
    assert given.value == pytest.approx(1.380649e-23)


def test_a_values_of_the_text_and_of_the_module_are_taken():
    text = stub("f(x)", "y = a * x + b\n\nwith a = 2.5\n\nx: a number\n\nReturns y.", imports="b = 0.5\n")
    assert {g.symbol: (g.value, g.source) for g in spec_of(text).readings[0].givens} == {
        "a": (2.5, "docstring"),
        "b": (0.5, "module"),
    }


FAULTY = [
    ("units", SOUND.replace(r"\sqrt{\frac{\gamma p}{\rho}}", r"\frac{\gamma p}{\rho}")),
    ("contradiction", stub("f(a, b)", "c = a * b\n\nc = a / b\n\na: first\nb: second\n\nReturns c.")),
    ("example", stub("f(a, b)", "c = a * b\n\na: first\nb: second\n\nReturns c.\n\n>>> f(2.0, 3.0)\n7.0")),
    ("undefined-symbol", stub("f(a)", "c = a * kappa\n\na: first\n\nReturns c.")),
    ("missing-input", stub("f(a)", "c = a * kappa\n\na: first\nkappa: rate of the process\n\nReturns c.")),
]


@pytest.mark.parametrize(("kind", "text"), FAULTY, ids=[k for k, _ in FAULTY])
def test_faults_are_named_with_their_place(kind, text):
    (fault,) = spec_of(text).faults
    assert fault.kind == kind
    assert fault.span.of(text).strip()
    assert fault.advice


@pytest.mark.parametrize("text", [SOUND, LENS, DILUTION, ETALON])
def test_a_sound_spec_has_no_fault(text):
    assert faults_of(text) == []


def test_numbers_with_hidden_units_are_no_fault():
    text = stub(
        "rate(k, T)",
        "k_T = k * 1.047**(T - 20)\n\nk: rate at 20 degC [1/day]\nT: temperature [degC]\n\n"
        "Returns k_T in 1/day.",
    )
    assert faults_of(text) == []


@pytest.mark.parametrize(
    "docstring",
    ["x" * 1_000_000, "\n".join(f"y_{i} = x + {i}" for i in range(3000)), ".. math:: " + r"\frac{" * 3000,
     "y = " + "9**" * 500 + "9", ">>> f(" + "[" * 500, "y = __import__('os').system('touch /tmp/owned')"],
    ids=["long", "many", "nested", "powers", "brackets", "code"],
)  # fmt: skip
def test_a_hostile_docstring_is_read_within_bounds_and_runs_nothing(docstring):
    text = stub("f(x)", f"Summary.\n\n{docstring}\n\nx: number\n\nReturns y.")
    spec_of(text)


def test_a_docstring_that_is_not_raw_doubles_its_backslashes():
    text = SOUND.replace('r"""', '"""').replace("\\", "\\\\")
    spec = spec_of(text)
    assert spec.readings[0].outputs == ("c",)
    assert spec.readings[0].statements[0].span.of(text).startswith("c = ")


def test_the_same_order_is_not_the_same_unit():
    text = stub(
        "f(c, z)",
        "y = sum_i c_i * z_i\n\nc: concentrations [mol/L]\nz: charges, in the same order\n\nReturns y.",
    )
    assert [name for name, _ in spec_of(text).readings[0].units] == ["c"]


def test_a_product_on_the_left_is_no_function():
    text = stub("f(a, b, c)", "a * b = c * d\n\na: first\nb: second\nc: third\n\nReturns d.")
    assert spec_of(text).readings[0].outputs == ("d",)
    assert faults_of(text) == []


def test_coefficients_of_odd_units_are_no_fault():
    text = stub("rate(m)", "P = 3.4 * m^0.75\n\nm: body mass [kg]\n\nReturns P in W.")
    assert faults_of(text) == []
