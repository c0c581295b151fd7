"""Integrals, series and functions with poles are `verified` only where demanding inputs confirm it."""

import numpy as np
from scipy import special

from ansatz.claims.domains import Sample
from ansatz.claims.observing import Observation
from ansatz.core.spec import Spec
from ansatz.pipeline.demanding import demanding, doubt_about, is_delicate
from ansatz.reading.read import read_spec
from ansatz.reading.working_units import plan_for
from ansatz.targets import functions

DEBYE = """Debye function of first order.

.. math:: D = \\\\frac{1}{x} \\\\int_0^x \\\\frac{t}{e^t - 1} dt

Parameters
----------
x : float
    Argument, positive.
"""


def spec_of(signature: str, says: str) -> Spec:
    text = f'def f({signature}):\n    """{says}"""\n    ...\n'
    return read_spec(text, functions(text)[0])


def seen(spec: Spec, code) -> list[Observation]:
    plan = plan_for(spec.readings[0], "minimal")
    out: list[Observation] = []
    for sample in demanding(spec, plan, 0):
        with np.errstate(all="ignore"):
            value = np.asarray(code(**sample.arguments), dtype=float)
        out.append(Observation(sample, (value,), (value.ndim == 0,)))
    return out


def debye(x):
    def one(x):
        t, w = np.polynomial.legendre.leggauss(60)
        at = 0.5 * x * (t + 1)
        return 0.5 * np.sum(w * at / np.expm1(at))

    return np.vectorize(one, otypes=[float])(x)


def test_right_values_leave_no_doubt():
    spec = spec_of("x", DEBYE)
    plan = plan_for(spec.readings[0], "minimal")
    assert is_delicate(plan)
    assert doubt_about(plan, seen(spec, debye)) is None


def test_a_small_error_is_a_doubt():
    spec = spec_of("x", DEBYE)
    plan = plan_for(spec.readings[0], "minimal")
    assert "and the equation" in (doubt_about(plan, seen(spec, lambda x: debye(x) * (1 + 3e-6))) or "")


POWER = """Moment of order a - 1 of the uniform distribution.

.. math:: I = \\\\int_0^1 t^{a - 1} dt

Parameters
----------
a : float
    Exponent.
"""

RATIO = """Ratio of two gamma functions.

.. math:: r = \\\\frac{\\\\Gamma(z + 2)}{\\\\Gamma(z)}

Parameters
----------
z : float
    Argument.
"""

MOMENTUM = """Momentum p = m*v.

Parameters
----------
m : float
    Mass.
v : float
    Speed.
"""


def test_numbers_where_the_integral_diverges_are_a_doubt():
    spec = spec_of("a", POWER)
    plan = plan_for(spec.readings[0], "minimal")
    assert "could not be confirmed" in (doubt_about(plan, seen(spec, lambda a: 1 / np.asarray(a))) or "")


def test_poles_that_cancel_are_a_doubt():
    spec = spec_of("z", RATIO)
    plan = plan_for(spec.readings[0], "minimal")
    assert is_delicate(plan)

    def as_written(z):
        return special.gamma(z + 2.0) / special.gamma(z)

    assert "right beside" in (doubt_about(plan, seen(spec, as_written)) or "")


def test_ordinary_formulas_are_not_touched():
    assert not is_delicate(plan_for(spec_of("m, v", MOMENTUM).readings[0], "minimal"))


def test_values_on_too_few_inputs_are_a_doubt():
    spec = spec_of("x", DEBYE)
    plan = plan_for(spec.readings[0], "minimal")
    one = Observation(Sample("numbers", {"x": 1.0}), (np.asarray(debye(1.0)),), (True,))
    assert doubt_about(plan, [one]) == "its values are known on too few inputs"
