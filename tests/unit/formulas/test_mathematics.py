"""Rearranging, dimensions, units and printed code keep the value that the formula has."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansatz.core.formula import Call, Divide, Equation, Multiply, Number, Symbol
from ansatz.core.quantity import dimension
from ansatz.formulas.build import build_relation
from ansatz.formulas.code import Printer, identifier
from ansatz.formulas.dimensions import Inhomogeneous, dimension_of
from ansatz.formulas.evaluate import evaluate
from ansatz.formulas.plain import plain_tokens
from ansatz.formulas.solve import isolate
from ansatz.formulas.stable import stable
from ansatz.formulas.units import UnknownUnit, parse_unit

NAMES = frozenset("abcdxyz")


def equation(text):
    sides, _ = build_relation(plain_tokens(text, NAMES))
    return Equation(sides[0], sides[1])


@pytest.mark.parametrize(
    "text",
    ["1/a = 1/b + 1/x", "a*x + b = c", "a = b*exp(-x/c)", "ln(x) = a/b", "log10(x) = a - b/c", "x**3 = a*b",
     "a = sqrt(b/x)", "2**x = a", "a = -x/b", "a = 10**(x*b)"],
)  # fmt: skip
@given(st.floats(0.2, 3.0), st.floats(0.2, 3.0), st.floats(0.2, 3.0))
def test_an_isolated_quantity_satisfies_its_equation(text, a, b, c):
    original = equation(text)
    isolated = isolate(original, "x")
    assert isolated is not None
    values = {"a": a, "b": b, "c": c}
    x = evaluate(isolated.formula, values)
    if math.isfinite(x):
        left = evaluate(original.left, values | {"x": x})
        right = evaluate(original.right, values | {"x": x})
        if math.isfinite(left) and math.isfinite(right):
            assert left == pytest.approx(right, rel=1e-7, abs=1e-9)


def test_a_square_root_is_one_of_two_branches():
    isolated = isolate(equation("x**2 = a"), "x")
    assert isolated is not None
    assert isolated.has_branches


def test_what_occurs_twice_is_not_isolated():
    assert isolate(equation("x + x**3 = a"), "x") is None


def test_dimensions_through_a_formula():
    length, time = dimension(length=1), dimension(time=1)
    speed = dimension_of(equation("y = sqrt(2*a*x)").right, {"a": length / time / time, "x": length})
    assert speed == length / time


@pytest.mark.parametrize(("text", "bare"), [("y = a + b", False), ("y = a - 20", True), ("y = exp(a)", True)])
def test_what_cannot_be_added_is_named(text, bare):
    with pytest.raises(Inhomogeneous) as caught:
        dimension_of(equation(text).right, {"a": dimension(length=1), "b": dimension(time=1)})
    assert caught.value.has_bare_number is bare


@pytest.mark.parametrize(
    ("text", "factor", "exponents"),
    [
        ("m/s", 1.0, {"length": 1, "time": -1}),
        ("kg m^-3", 1.0, {"mass": 1, "length": -3}),
        ("cm⁻³", 1e6, {"length": -3}),
        ("µmol/min", 1e-6 / 60, {"substance": 1, "time": -1}),
        ("J/mol K", 1.0, {"mass": 1, "length": 2, "time": -2, "substance": -1, "temperature": -1}),
        ("W/(m^2 K)", 1.0, {"mass": 1, "time": -3, "temperature": -1}),
        ("W m⁻² K⁻⁴", 1.0, {"mass": 1, "time": -3, "temperature": -4}),
        ("mM", 1.0, {"substance": 1, "length": -3}),
        ("degrees", math.pi / 180, {}),
        ("%", 0.01, {}),
        ("1/day", 1 / 86400, {"time": -1}),
        ("dimensionless", 1.0, {}),
    ],
)
def test_units(text, factor, exponents):
    unit = parse_unit(text)
    assert unit.factor == pytest.approx(factor, rel=1e-12)
    assert unit.dimension == dimension(**exponents)


def test_celsius_has_an_offset():
    assert parse_unit("degC").offset == pytest.approx(273.15)


@pytest.mark.parametrize(
    "text",
    ["", "foo", "m**99**99", "m^", "x" * 200, "3 apples", "__import__('os')", "(m", "m)", "mass", "flux",
     "0", "m/0", "0 kg"],
)  # fmt: skip
def test_what_is_no_unit_is_refused(text):
    with pytest.raises(UnknownUnit):
        parse_unit(text)


PRINTED = [
    "a - (b - c)", "a / (b * c)", "a / b / c", "(a + b) * c", "-(a + b)**2", "(-a)**2 + 5", "a**(-b)",
    "a**b**c", "(a**b)**c", "a * -b", "2 * (a / b)", "a - b * c / d", "-a * b", "1 / (1 / a + 1 / b)",
    "exp(-a / b) * -c", "abs(a - b)", "max(a, b, c)", "atan2(a, b)",
]  # fmt: skip


@pytest.mark.parametrize("text", PRINTED)
def test_printed_code_has_the_formulas_value(text):
    formula = equation(f"y = {text}").right
    values = {"a": 1.3, "b": 0.7, "c": 2.1, "d": 0.9}
    code = Printer({name: name for name in values}).text(formula)
    # The test runs code that it made itself, from formulas written in this file.
    assert eval(code, {"np": np}, dict(values)) == pytest.approx(evaluate(formula, values), rel=1e-13)  # noqa: S307


@pytest.mark.parametrize(
    ("symbol", "name"),
    [("lambda", "lambda_"), ("lambda_1", "lambda_1"), ("[S]", "S"), ("bar(x)", "x_bar"), ("T", "T_")],
)
def test_identifiers(symbol, name):
    assert identifier(symbol, frozenset({"T"})) == name


@pytest.mark.parametrize(
    ("glued", "apart"),
    [("m2", "m^2"), ("kg/m3", "kg/m^3"), ("W m-2 K-1", "W/(m^2 K)"), ("cm-3", "cm^-3"), ("m3/s", "m^3/s")],
)
def test_a_digit_that_touches_a_unit_is_its_exponent(glued, apart):
    one, other = parse_unit(glued), parse_unit(apart)
    assert (one.factor, one.dimension) == (pytest.approx(other.factor), other.dimension)


@pytest.mark.parametrize("text", ["dB", "dBm", "mag", "dex"])
def test_a_logarithm_is_a_pure_number_that_is_meant_as_it_stands(text):
    unit = parse_unit(text)
    assert (unit.factor, unit.offset) == (1.0, 0.0) and unit.dimension.is_one


@pytest.mark.parametrize(
    ("written", "size"),
    [("kPa/°C", 1e3), ("J/(kg degF)", 1.8), ("g/cm³", 1e3), ("kΩ", 1e3), ("MOhm", 1e6), ("J per g", 1e3)],
)
def test_compound_units_as_they_are_typed(written, size):
    unit = parse_unit(written)
    assert (unit.factor, unit.offset) == (pytest.approx(size), 0.0)


@pytest.mark.parametrize("text", ["k", "c", "R", "N_A"])
def test_a_constant_is_no_unit(text):
    with pytest.raises(UnknownUnit):
        parse_unit(text)


@pytest.mark.parametrize(
    ("formula", "at_zero"),
    [
        (Multiply((Symbol("x"), Call("ln", (Symbol("x"),)))), 0.0),
        (Multiply((Symbol("x"), Call("log2", (Divide(Symbol("x"), Number("4")),)), Number("3"))), 0.0),
        (Multiply((Symbol("x"), Call("ln", (Number("4"),)))), 0.0),
        (Multiply((Number("2"), Call("ln", (Symbol("x"),)))), -math.inf),
    ],
)
def test_a_product_with_its_own_logarithm_has_its_limit_at_zero_and_its_value_elsewhere(formula, at_zero):
    assert evaluate(stable(formula), {"x": 0.0}) == at_zero
    for x in (0.3, 1.0, 7.5):
        assert evaluate(stable(formula), {"x": x}) == pytest.approx(
            float(evaluate(formula, {"x": x})), rel=1e-15
        )
