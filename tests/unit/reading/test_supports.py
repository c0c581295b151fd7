"""Outside its support a density is zero for both readers, where its total confirms the support."""

import pytest

from ansatz.pipeline.disagreement import question_between_readings
from ansatz.reading.read import read_spec
from ansatz.targets import functions

DENSITY = """A {kind} continuous random variable.

The probability density function is:

.. math::

    f(x, a) = {body}

for :math:`{range}` and :math:`a > 0`.
"""

TRIANGLE = (r"(a + 1) x^a", r"0 \le x \le 1", "ramp")
TAIL = (r"\frac{a}{x^{a+1}}", r"x \ge 1", "tail")


def spec_of(function, body, range_, kind):
    says = DENSITY.replace("{kind}", kind).replace("{body}", body).replace("{range}", range_)
    lines = "\n".join(f"    {line}" if line else "" for line in says.split("\n"))
    text = f'def {function}(x, a):\n    r"""{lines.strip()}\n    """\n    ...\n'
    return read_spec(text, functions(text)[0])


@pytest.mark.parametrize("function", ["pdf", "cdf"])
@pytest.mark.parametrize("stated", [TRIANGLE, TAIL], ids=["both ends", "one end"])
def test_there_is_nothing_to_ask_about_outside(function, stated):
    spec = spec_of(function, *stated)
    assert len(spec.readings) == 2
    assert question_between_readings(spec) is None
    assert "Piecewise" in repr(spec.readings[1].statements)


def test_a_support_that_the_total_denies_is_not_taken_over():
    body, _, kind = TRIANGLE
    spec = spec_of("pdf", body, r"0 \le x \le 2", kind)
    assert question_between_readings(spec) is not None
    assert all("Piecewise" not in repr(r.statements) for r in spec.readings[1:])


@pytest.mark.parametrize("function", ["pdf", "cdf"])
def test_the_range_of_a_circular_distribution_is_one_turn_and_not_its_end(function):
    body, _, _ = TRIANGLE
    spec = spec_of(function, body, r"0 \le x \le 1", "circular distribution and")
    assert all("Piecewise" not in repr(r.statements) for r in spec.readings)
    bounds = spec.parameters[0].bounds
    assert bounds is not None and (bounds.low, bounds.high) == (0.0, 1.0)


def test_other_functions_keep_their_values_outside():
    spec = spec_of("ramp", *TRIANGLE)
    assert all("Piecewise" not in repr(r.statements) for r in spec.readings if r.reader == "second")


WITH_MORE = """The probability density function is:

.. math:: f(x, k) = k e^{-k x}

for :math:`x \\ge 0` and :math:`k > 0`. With ``y = (x - loc) / scale`` it is shifted.
"""

IN_CASES = r"""The probability density function is:

.. math:: f(x) = \\begin{cases} e^{x} / 2, & x < 0 \\ e^{-x} / 2, & x \\ge 0 \\end{cases}
"""


@pytest.mark.parametrize(("signature", "says"), [("x, rate", WITH_MORE), ("x", IN_CASES)])
def test_a_distribution_function_is_made_from_the_density(signature, says):
    text = f'def cdf({signature}):\n    r"""{says}"""\n    ...\n'
    spec = read_spec(text, functions(text)[0])
    assert spec.readings and spec.readings[0].outputs == ("F",)
    assert "Integral" in repr(spec.readings[0].statements)


OBJECT = """Ratio of two rates.

Parameters
----------
a, b : float
    Rates.

Returns
-------
out : instance of `RatioResult`
    It has the attribute ``ratio``, which is::

        r = a / b
"""


def test_an_attribute_of_an_object_is_not_what_is_returned():
    assert read_spec(*_function(OBJECT)).readings == ()
    assert read_spec(*_function(OBJECT.replace("instance of `RatioResult`", "float"))).readings


def _function(says):
    text = f'def f(a, b):\n    r"""{says}"""\n    ...\n'
    return text, functions(text)[0]
