"""Integrals as expected values: right, or no number."""

import math

import numpy as np
import pytest
from scipy import special

from ansatz.core.formula import Branch, Call, Compare, Integral, Negate, Number, Piecewise, Symbol
from ansatz.formulas.along import OneByOne, along, kinks, zero_of_linear
from ansatz.formulas.build import build_relation
from ansatz.formulas.evaluate import evaluate
from ansatz.formulas.latex import latex_tokens
from ansatz.formulas.quadrature import Unsettled, integral
from ansatz.formulas.tokens import Vocabulary

X = Symbol("x")

CONVERGENT = [
    (lambda x: np.exp(-(x**2)), -math.inf, math.inf, math.sqrt(math.pi)),
    (lambda x: x**-0.9, 0.0, 1.0, 10.0),
    (lambda x: x**1.5 / np.expm1(x), 0.0, math.inf, special.gamma(2.5) * special.zeta(2.5)),
    (lambda x: 1 / (1 + x**2), -math.inf, 2.0, math.pi / 2 + math.atan(2.0)),
    (lambda x: 1 / (1 + x**2), 2.0, -math.inf, -math.pi / 2 - math.atan(2.0)),
    (lambda x: np.sin(np.pi * x**2 / 2), 0.0, 5.0, special.fresnel(5.0)[0]),
    (lambda x: np.log(x), 0.0, 3.0, 3.0 * math.log(3.0) - 3.0),
]


@pytest.mark.parametrize(("f", "low", "high", "expected"), CONVERGENT)
def test_converges(f, low, high, expected):
    assert integral(f, low, high) == pytest.approx(expected, rel=1e-11)


DIVERGENT = [
    (lambda x: 1 / x, 0.0, 1.0),
    (lambda x: 1 / x, 1.0, math.inf),
    (lambda x: x**-2.0, -1.0, 1.0),
    (lambda x: 1 / (x - 0.5), 0.0, 1.0),
    (lambda x: np.cos(x), 0.0, math.inf),
]


@pytest.mark.parametrize(("f", "low", "high"), DIVERGENT)
def test_nothing_is_said_where_there_is_no_integral(f, low, high):
    with pytest.raises(Unsettled):
        integral(f, low, high)


def test_not_a_number_where_the_integrand_is_none():
    assert math.isnan(integral(np.sqrt, -1.0, 1.0))


def test_a_peak_between_the_nodes_is_no_zero():
    with pytest.raises(Unsettled):
        integral(lambda x: np.exp(-((x - 500.0) ** 2) * 1e8), 0.0, math.inf)


def test_a_corner_inside_needs_to_be_known():
    def density(x):
        return 0.5 * np.exp(-np.abs(x))

    # QUADPACK's extrapolation is off by 1e-6 here, and reports 4e-11.
    expected = 1 - 0.5 * math.exp(-0.3321)
    assert integral(density, -math.inf, 0.3321, [0.0]) == pytest.approx(expected, rel=1e-13)
    with pytest.raises(Unsettled):
        integral(density, -math.inf, 0.3321)


def test_corners_of_a_formula_are_found():
    words = Vocabulary(frozenset({"a", "b"}), {})
    sides, _ = build_relation(latex_tokens(r"y = \int_{-\infty}^{b} e^{-|s - a|} ds", words))
    assert isinstance(sides[1], Integral)
    corners = kinks(sides[1].body, sides[1].variable)
    assert [
        zero_of_linear(c, sides[1].variable, lambda part: evaluate(part, {"a": 1.5})) for c in corners
    ] == [1.5]
    assert evaluate(sides[1], {"a": 1.5, "b": 4.0}) == pytest.approx(2 - math.exp(-2.5), rel=1e-12)


def test_along_agrees_with_one_at_a_time():
    formula = Piecewise(
        (
            Branch(Call("sqrt", (X,)), (Compare(">=", X, Number("0")),)),
            Branch(Negate(X), (Compare("<", X, Number("-1")),)),
        )
    )
    points = np.array([-2.0, -0.5, 0.0, 4.0])
    values = along(formula, "x", points, lambda part: evaluate(part, {}))
    np.testing.assert_array_equal(values, [evaluate(formula, {"x": float(p)}) for p in points])


def test_along_hands_back_what_takes_one_number():
    with pytest.raises(OneByOne):
        along(Call("lambertw", (X,)), "x", np.array([0.1]), lambda part: evaluate(part, {}))
    nested = Integral("x", Number("0"), Number("1"), Call("lambertw", (X,)))
    omega = special.lambertw(1.0).real
    assert evaluate(nested, {}) == pytest.approx(1.0 * omega - 1.0 + 1.0 / omega - 1.0, rel=1e-9)


def test_strictly_says_that_nothing_settled():
    sides, _ = build_relation(latex_tokens(r"y = \int_0^{b} t^{-2} dt", Vocabulary(frozenset({"b"}), {})))
    assert math.isnan(evaluate(sides[1], {"b": 1.0}))
    with pytest.raises(Unsettled):
        evaluate(sides[1], {"b": 1.0}, strictly=True)
    endless, _ = build_relation(
        latex_tokens(r"y = \sum_{k=1}^{\infty} \frac{1}{k}", Vocabulary(frozenset(), {}))
    )
    with pytest.raises(Unsettled):
        evaluate(endless[1], {}, strictly=True)
