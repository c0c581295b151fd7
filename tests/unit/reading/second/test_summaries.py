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
