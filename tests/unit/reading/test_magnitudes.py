"""A conversion is left out only where it changes nothing at any magnitude of the arguments."""

import pytest

from ansatz.formulas.evaluate import run_plan
from ansatz.reading.read import read_spec
from ansatz.reading.working_units import plan_for
from support.specs import only_function, stub

CASES = {
    "a speed beside that of light": (
        "f(t, v)",
        "s = t √(1 − v²/c²), c the speed of light.\n\nt: time [s]\nv: speed [km/s]\n\nReturns s [s].",
        {"t": 10.0, "v": 2e5},
        10.0 * (1 - (2e8 / 299792458.0) ** 2) ** 0.5,
    ),
    "an energy beside a rest energy": (
        "f(E, m)",
        "g = 1 + E / (m c^2)\n\nwith c = 299792458 m/s, the speed of light.\n\nE: energy [GJ]\n"
        "m: mass [kg]\n\n"
        "Returns g, dimensionless",
        {"E": 5e8, "m": 2.0},
        1 + 5e17 / (2.0 * 299792458.0**2),
    ),
}


@pytest.mark.parametrize(
    ("signature", "docstring", "arguments", "expected"), CASES.values(), ids=CASES.keys()
)
@pytest.mark.parametrize("strategy", ["minimal", "coherent"])
def test_what_vanishes_at_ordinary_values_is_converted(signature, docstring, arguments, expected, strategy):
    text = stub(signature, docstring)
    for reading in read_spec(text, only_function(text)).readings:
        (value,) = run_plan(plan_for(reading, strategy), arguments)
        assert float(value) == pytest.approx(expected, rel=1e-12)


def test_a_conversion_that_cancels_is_left_out():
    text = stub(
        "f(a, b)", "r = a / b\n\na: first length [mm]\nb: second length [mm]\n\nReturns r, dimensionless"
    )
    spec = read_spec(text, only_function(text))
    assert spec.readings
    assert all(not plan_for(reading, "minimal").conversions for reading in spec.readings)
