"""Conditions of equations and of code are tried on both sides; ranges and options as the text has them."""

import asyncio

import numpy as np
import pytest

from ansatz.claims.cases import at_cases
from ansatz.claims.code_cases import comparisons_in
from ansatz.claims.derive import claims_of
from ansatz.claims.domains import domain_of, samples
from ansatz.claims.judging import judge
from ansatz.claims.trying import inputs_for
from ansatz.core.candidate import Candidate
from ansatz.core.claim import Basis, EqualsExpression
from ansatz.core.evidence import Refuted
from ansatz.reading.phrases import bounds_of, is_simplex
from ansatz.reading.read import read_spec
from ansatz_sandbox import Limits
from support.in_process import InProcess
from support.specs import only_function, stub

DRAG = r"""
Drag coefficient of a small sphere.

.. math:: N = \frac{\rho v D}{\mu}

.. math:: C = \begin{cases} 24 / N & N < 0.5 \\ 24 / N + 4 / \sqrt{N} & N \ge 0.5 \end{cases}

Parameters
----------
rho : float
    Density :math:`\rho` [kg/m^3].
v : float
    Speed :math:`v` [m/s].
D : float
    Diameter :math:`D` [m].
mu : float
    Viscosity :math:`\mu` [Pa s].

Returns
-------
float
    Coefficient :math:`C`, dimensionless.
"""
OCCUPATION = r"""
Occupation of a level.

.. math:: n = \frac{1}{e^{x} - 1}

Parameters
----------
x : float
    Energy over temperature :math:`x`, dimensionless, from 1e-11 to 30.

Returns
-------
float
    Occupation :math:`n`, dimensionless.
"""
SOFT = r"""
Soft threshold of a coefficient.

.. math:: s = \begin{cases} 0 & |x| \le k \\ x - k x / |x| & |x| > k \end{cases}

Parameters
----------
x : float
    Coefficient :math:`x`, dimensionless.
k : float
    Threshold :math:`k`, dimensionless, positive.

Returns
-------
float
    Shrunk coefficient :math:`s`, dimensionless.
"""


def judged(signature, docstring, body):
    text = stub(signature, docstring, body=body)
    spec = read_spec(text, only_function(text))
    candidate = Candidate(
        "existing", "", "", (), text, spec.name, frozenset({Basis("author", "test", "code")})
    )
    return asyncio.run(judge(candidate, spec, claims_of(spec), InProcess(), Limits(), 0, lambda _: None))


def drag(limit):
    return f"n = rho * v * D / mu\nreturn 24 / n if n < {limit} else 24 / n + 4 / np.sqrt(n)"


@pytest.mark.parametrize(("limit", "level"), [(0.5, "verified"), (0.51, "refuted"), (0.48, "refuted")])
def test_a_limit_of_what_is_computed_on_the_way_is_tried_on_both_sides(limit, level):
    assert judged("drag(rho, v, D, mu)", DRAG, drag(limit)).level == level


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("return 0.0 if abs(x) <= k else x - k * np.sign(x)", "verified"),
        ("return 0.0 if x <= k else x - k", "refuted"),
        ("return np.sign(x) * max(abs(x) - 1.1 * k, 0.0)", "refuted"),
    ],
)
def test_an_absolute_value_is_tried_below_zero(body, level):
    assert judged("soft(x, k)", SOFT, body).level == level


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("return 1 / np.expm1(x)", "verified"),
        ("return 1 / (np.exp(x) - 1)", "verified"),
        ("return 1 / x - 0.5 + x / 12 if x < 1e-3 else 1 / np.expm1(x)", "verified"),
        ("return 1 / np.expm1(x) * (1 + 1e-6)", "refuted"),
        ("return 1 / np.expm1(x) + 0.5", "refuted"),
    ],
)
def test_cancellation_in_the_equation_accuses_nobody(body, level):
    assert judged("occupation(x)", OCCUPATION, body).level == level


def test_a_limit_that_only_the_code_sets_is_not_vouched_for():
    docstring = """
Stellar luminosity, dimensionless.

    L = M**3.5

M: mass, dimensionless, 0.1 to 100

Returns L, dimensionless.
"""
    odd = judged("luminosity(M)", docstring, "return M**3.5 if M < 97 else 2 * M**3.5")
    assert odd.level == "plausible"
    assert any("only the code sets" in getattr(e.verdict, "why", "") for e in odd.evidence)
    assert judged("luminosity(M)", docstring, "return M**3.5").level == "verified"


def test_what_the_code_refuses_by_a_limit_of_its_own_is_its_own_affair():
    body = "if x > 25:\n    raise ValueError('out of range')\nreturn 1 / np.expm1(x)"
    kinds = [e.claim.kind for e in judged("occupation(x)", OCCUPATION, body).evidence
             if isinstance(e.verdict, Refuted)]  # fmt: skip
    assert "equation" not in kinds


def test_comparisons_of_code_are_followed_through_names():
    module = (
        "LIMIT = 3.0\n\ndef f(a, b):\n    if a < 0:\n        raise ValueError\n    r = a / b\n"
        "    c = 0\n    c = c + 1\n    if c > 2:\n        return 0\n    return r if abs(r) < LIMIT else 1\n"
    )
    found = comparisons_in(module, "f")
    assert [c.sign for c in found] == ["<"]
    assert comparisons_in("def f(:", "f") == []


def test_samples_lie_close_to_a_case_on_both_sides():
    text = stub("drag(rho, v, D, mu)", DRAG)
    spec = read_spec(text, only_function(text))
    domain = domain_of(spec)
    plans = [c.relation.plan for c in claims_of(spec) if isinstance(c.relation, EqualsExpression)]
    found = at_cases(plans, domain, samples(domain, 0))
    numbers = [a["rho"] * a["v"] * a["D"] / a["mu"] for a in (s.arguments for s in found)]
    assert any(0.499 < n < 0.5 for n in numbers)
    assert any(0.5 < n < 0.501 for n in numbers)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("wavelength [um], 10 to 2000", 10, 2000),
        ("from 0.1 to 5", 0.1, 5),
        ("albedo, in the range 0.1–5", 0.1, 5),
        ("phase in [-pi, pi]", -np.pi, np.pi),
        ("0 to 2π", 0, 2 * np.pi),
    ],
)
def test_ranges_in_words(text, low, high):
    found = bounds_of(text)
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    "text",
    [
        "array of shape (3, 2)",
        "from 2 to 5 points",
        "typically from 1 to 10",
        "order, 1 or 2",
        "see eq. (3-4)",
    ],
)
def test_numbers_that_are_no_range(text):
    assert bounds_of(text) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("weights, adding up to one", True),
        ("abundances that sum to 1", True),
        ("normalised weights", True),
        ("weights; they need not sum to one", False),
        ("probabilities, not normalised", False),
        ("unit vector", False),
    ],
)
def test_shares_of_a_whole(text, answer):
    assert is_simplex(text) is answer


def test_what_may_be_left_out_mostly_is():
    text = stub(
        "spread(x, weights=None)",
        "Spread of measurements, not negative.\n\nParameters\n----------\nx : ndarray\n    Measurements.\n"
        "weights : ndarray, optional\n    Weights of the measurements.\n\nReturns\n-------\nfloat\n",
    )
    drawn = inputs_for(read_spec(text, only_function(text)), 0).drawn
    without = [d for d in drawn if "weights" not in d.arguments]
    assert len(without) > len(drawn) / 2
    assert len(without) < len(drawn)
