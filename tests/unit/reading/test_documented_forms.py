"""Forms that the documentation of packages states its formulas in."""

import pytest

from ansatz.core.spec import Spec
from ansatz.formulas.readable import readable
from ansatz.pipeline.disagreement import question_between_readings
from ansatz.reading.read import read_spec
from ansatz.reading.unaccounted import unaccounted_unit
from ansatz.targets import functions


def spec_of(signature: str, says: str) -> Spec:
    text = f'def f({signature}):\n    r"""{says}"""\n    ...\n'
    return read_spec(text, functions(text)[0])


def first_right(spec: Spec) -> str:
    return readable(spec.readings[0].statements[0].equation.right)


@pytest.mark.parametrize(
    ("says", "right"),
    [
        ("The hill function, defined as hill(x) = x/(1 + x).", "x / (1 + x)"),
        ("Compressed value, comp = log(1 + x**2).", "ln(1 + x²)"),
        ("Smooth ramp.\n\n.. math:: r(x) = \\log(1 + \\exp(x))\n", "ln(1 + exp(x))"),
    ],
)
def test_is_read(says: str, right: str):
    spec = spec_of("x", says)
    assert first_right(spec) == right
    assert question_between_readings(spec) is None


@pytest.mark.parametrize(
    "says",
    [
        "Ratio, r = 10 log(x / 3).",
        "Index.\n\n.. math:: d = -\\log(x)\n",
        "Sound level, L = 3*log(x**2).",
        "Free energy, G = 2.303*log(x**2).",
        "Gain in dB, g = log(x**2).",
        "Ratio, r = 20*log(x**2).",
    ],
)
def test_a_bare_logarithm_is_still_asked_about(says: str):
    assert "natural or decimal" in getattr(question_between_readings(spec_of("x", says)), "text", "")


def test_degrees_of_freedom_are_no_unit():
    spec = spec_of("x, n", "Value with 2 degrees of freedom and more.\n\n    v = x / n\n")
    assert spec.readings and unaccounted_unit(spec) is None
    other = spec_of("x, n", "Value at 2 degrees and more.\n\n    v = x / n\n")
    assert other.readings and unaccounted_unit(other) == "degrees"
