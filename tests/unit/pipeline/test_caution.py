"""Units that nothing understood has, and results that an equation only explains, are never `verified`."""

import pytest

from ansatz.core.evidence import Judgement
from ansatz.pipeline.caution import cautious, doubt_about_units, sign_beyond_reach, unstated_result_unit
from ansatz.reading.read import read_spec
from ansatz.targets import functions


def spec_of(parameters: str, says: str):
    text = f'def f({parameters}):\n    """{says}"""\n    ...\n'
    return read_spec(text, functions(text)[0])


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        (
            "m, v",
            "Momentum in MeV.\n\n    p = m v\n\n    m  mass [kg]\n    v  speed [m/s]\n",
        ),
        (
            "T, v",
            "Chill in degC.\n\n    w = 9 + 0.6 T - 11 v^0.16\n\n    T  [degC]\n    v  [m/s]; it needs km/h\n",
        ),
        ("B, m", "Frequency f = B / m, with B the field (mT) and m the mass in Da, in kHz."),
    ],
)
def test_a_unit_that_nothing_has_is_a_doubt(parameters: str, says: str) -> None:
    spec = spec_of(parameters, says)
    if spec.readings:
        assert doubt_about_units(spec) is not None
        assert cautious(Judgement("verified", (), (), ()), spec).level == "plausible"


def test_a_result_without_a_unit_is_at_most_plausible() -> None:
    spec = spec_of("m, v", "Momentum.\n\n    p = m v\n\n    m  mass [g]\n    v  speed [km/h]\n")
    assert spec.readings and unstated_result_unit(spec) is not None
    assert cautious(Judgement("verified", (), (), ()), spec).level == "plausible"


def test_stated_units_leave_no_doubt() -> None:
    spec = spec_of(
        "m, v", "Momentum p = m v.\n\n    m  mass [g]\n    v  speed [km/h]\n\n    Returns p in kg m/s.\n"
    )
    assert spec.readings and doubt_about_units(spec) is None and unstated_result_unit(spec) is None
    assert cautious(Judgement("verified", (), (), ()), spec).level == "verified"


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ("p", "Frequency of carriers 2pq with q = 1 - p."),
        ("m, p", "Energy p^2/(2m), with v = p/m the speed."),
        ("n", "Evenness 1 - D, where D = n / (n + 1)."),
        ("rho, v, A", "Force q*A with q = rho*v^2/2."),
    ],
)
def test_an_equation_that_only_explains_is_not_what_is_returned(parameters: str, says: str) -> None:
    assert spec_of(parameters, says).readings == ()


@pytest.mark.parametrize(
    ("parameters", "says", "output"),
    [
        ("L, g", "Period T of a pendulum, with T = 2*pi*sqrt(L/g).", "T"),
        ("p", "Heterozygotes, H = 2 p q with q = 1 - p.", "H"),
        ("m, V", "Density of a body with mass m and volume V: rho = m/V.", "rho"),
    ],
)
def test_a_quantity_that_the_text_is_about_is(parameters: str, says: str, output: str) -> None:
    assert [each.outputs for each in spec_of(parameters, says).readings][:1] == [(output,)]


def test_an_equation_that_was_not_read_is_told() -> None:
    spec = spec_of("x", "Spread of x.\n\n    s = x * 10^400 * x\n")
    (reason,) = cautious(Judgement("plausible", (), (), ()), spec).reasons
    assert reason.startswith("the equation `s = x * 10^400 * x`") and reason.endswith("it was not checked")


@pytest.mark.parametrize(
    ("says", "is_beyond"),
    [
        ("a = x^(1/3)\n\n    x : float\n        signed volume, may be negative\n", True),
        ("a = x^(1/3)\n\n    x : float\n        from -8 to 8\n", True),
        ("a = x^3\n\n    x : float\n        from -8 to 8\n", False),
        ("a = x^(1/3)\n\n    x : float\n        volume\n", False),
    ],
)
def test_a_sign_that_the_text_allows_and_the_equation_does_not_is_at_most_plausible(says, is_beyond) -> None:
    spec = spec_of("x", f"Edge.\n\n    {says}")
    assert spec.readings
    assert (sign_beyond_reach(spec) is not None) is is_beyond
    level = cautious(Judgement("verified", (), (), ()), spec).level
    assert level == ("plausible" if is_beyond else "verified")
