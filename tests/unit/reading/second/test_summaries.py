"""The second reader on equations in summaries: units beside them, lengths that shapes name."""

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


@pytest.mark.parametrize(
    "said", [", in m/s.", " [m/s].", " (in m/s).", " (m/s).", " [m/s]", ", with v in m/s."]
)
def test_a_unit_after_the_equation_is_the_results(said):
    text = f"Escape speed, v = sqrt(2 * g * R){said}\n\ng  surface gravity [m/s^2]\nR  radius [km]"
    assert value("escape(g, R)", text, {"g": 9.8, "R": 6400.0}) == pytest.approx(math.sqrt(2 * 9.8 * 6.4e6))


def test_letters_that_mean_something_are_no_unit():
    text = "Force, F = p k / t (m/s)\n\nm = 2 * p\ns = 3 * t\n\np, k, t: numbers"
    assert isinstance(read("force(p, k, t)", text), Silence)


@pytest.mark.parametrize(
    "shape",
    [
        "u : ndarray, shape (n,)\n    speeds",
        "u : array_like of length n\n    speeds",
        "u : (n,) array\n    speeds",
        "u : sequence\n    samples, of length n",
        "u : array\n    list of n values",
    ],
)
def test_the_size_in_a_stated_shape_is_a_length(shape):
    text = f"Root mean square speed, r = sqrt(sum(u_i^2) / n).\n\nParameters\n----------\n{shape}"
    assert value("rms(u)", text, {"u": [1.0, 2.0, 2.0, 4.0]}) == pytest.approx(2.5)


NO_LENGTHS = {
    "of something else": (
        "state(x)",
        "State y = sqrt(2/L) sin(pi x / L).\n\nx : array_like\n    positions in a box of length L",
    ),
    "a letter with its own meaning": (
        "path(x)",
        "Optical path y = n * x.\n\nx : ndarray, shape (n,)\n    lengths\n\nHere n is the refractive index.",
    ),
    "of the sample that a number describes": (
        "error(s)",
        "Standard error e = s / sqrt(n).\n\ns : float\n    standard deviation of n samples",
    ),
    "beside a value": (
        "mean(x)",
        "Mean m = sum(x_i) / n, with n = 5.\n\nx : ndarray, shape (n,)\n    values",
    ),
}


@pytest.mark.parametrize(("signature", "docstring"), NO_LENGTHS.values(), ids=NO_LENGTHS.keys())
def test_letters_that_are_no_lengths(signature, docstring):
    assert isinstance(read(signature, docstring), Silence)


BEFORE = [
    "Speed in km/h, v = d / t.",
    "Speed [km/h]: v = d / t.",
    "Speed v = d / t in km/h.",
    "Speed in km/h.\n\nv = d / t",
    "Compute the speed in km/h from a path in m.\n\nv = d / t",
    "Speed (km/h).\n\nv = d / t",
]


@pytest.mark.parametrize("said", BEFORE)
def test_a_unit_that_the_summary_names_is_the_results(said):
    assert value(
        "speed(d, t)", f"{said}\n\nd: path [m]\nt: time [s]", {"d": 10.0, "t": 1.0}
    ) == pytest.approx(36.0)


def test_a_unit_of_something_else_in_the_summary_is_not():
    text = "Speed over a path in m.\n\nv = d / t\n\nd: path [m]\nt: time [s]"
    assert value("speed(d, t)", text, {"d": 10.0, "t": 1.0}) == pytest.approx(10.0)
    ahead = "Speed of a path in m, v = d / t.\n\nd: path [m]\nt: time [s]"
    assert isinstance(read("speed(d, t)", ahead), Silence)


def test_a_density_in_a_literal_with_its_range_as_a_list():
    text = "The probability density function is ``f(x, c) = c / x**(c + 1)`` for ``x >= 1, c > 0``."
    assert value("pdf(x, c)", text, {"x": 2.0, "c": 3.0}) == pytest.approx(3 / 16)
    assert value("cdf(x, c)", text, {"x": 2.0, "c": 3.0}) == pytest.approx(7 / 8)
    open_list = text.replace("``x >= 1, c > 0``", "``x, c > 0``")
    assert isinstance(read("cdf(x, c)", open_list), Silence)


FUNCTIONS = [
    ("M(a, b, x)", "M", "the confluent hypergeometric function", {"a": 1.0, "b": 2.0, "x": 1.0}, math.e - 1),
    (
        "E_b(x) + a - a",
        "E_b",
        "the generalized exponential integral",
        {"a": 1.0, "b": 2.0, "x": 0.3},
        0.4691152,
    ),
]


@pytest.mark.parametrize(("formula", "stem", "meaning", "arguments", "expected"), FUNCTIONS)
def test_functions_that_the_text_names(formula, stem, meaning, arguments, expected):
    text = f"A value.\n\n.. math:: y = {formula}\n\nwhere :math:`{stem}` is {meaning}."
    assert value("f(a, b, x)", text, arguments) == pytest.approx(expected, rel=1e-6)


def test_the_confluent_function_of_the_second_kind_is_another():
    meaning = "where :math:`U` is the confluent hypergeometric function of the second kind."
    text = f".. math:: y = U(a, b, x)\n\n{meaning}"
    assert isinstance(read("f(a, b, x)", text), Silence)


@pytest.mark.parametrize("switch", ["sym=True", "derivative=0", "log=False", "base=2"])
def test_a_switch_without_a_part_in_the_equation_is_not_passed_over(switch):
    name = switch.partition("=")[0]
    text = f"y = 3 x + 1\n\nx : float\n    value\n{name} : optional\n    changes what is computed"
    assert isinstance(read(f"f(x, {switch})", text), Silence)


CHANGED = [
    "y = a + b, rounded to the nearest integer.",
    "y = a + b, clipped to [0, 1].",
    "y = a * b.\n\nReturns the square of y.",
    "y = a * b.\n\nReturns 1 - y.",
    "y = a * b.\n\nReturns\n-------\nfloat\n    The logarithm of y.",
]


@pytest.mark.parametrize("text", CHANGED)
def test_a_value_that_is_changed_afterwards_is_left(text):
    assert isinstance(read("f(a, b)", text), Silence)


def test_an_angle_in_the_unit_of_the_summary():
    assert value("slope(x)", "Slope in degrees.\n\ny = arctan(x)", {"x": 1.0}) == pytest.approx(45.0)
