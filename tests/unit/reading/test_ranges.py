"""Ranges that leave nothing to compute are faults; ranges that merely exclude some inputs are none."""

import pytest

from ansatz.reading.read import read_spec
from ansatz.targets import functions


def _spec(equation: str, argument: str, result: str):
    text = f'''def f(x):
    """A quantity.

    {equation}

    Parameters
    ----------
    x : float
        {argument}

    Returns
    -------
    y : float
        {result}
    """
'''
    (target,) = functions(text)
    return text, read_spec(text, target)


@pytest.mark.parametrize(
    ("equation", "argument", "result", "place"),
    [
        ("y = arcsin(x)", "Ratio, x > 2.", "The angle.", "y = arcsin(x)"),
        ("y = sqrt(-x)", "Depth, x > 0.", "The root.", "y = sqrt(-x)"),
        ("y = sqrt(1 - x**2)", "Distance, between 0 and 1.", "Height, y > 2.", "y : float"),
        ("y = 3*x", "Distance, between 5 and 2.", "The triple.", "x : float"),
    ],
)
def test_what_no_number_can_meet_is_a_fault_at_its_place(equation, argument, result, place):
    text, spec = _spec(equation, argument, result)
    (fault,) = spec.faults
    assert fault.kind == "impossible"
    assert fault.span.of(text).startswith(place)


@pytest.mark.parametrize(
    ("equation", "argument", "result"),
    [
        ("y = arcsin(x)", "Ratio, between 0 and 2.", "The angle."),
        ("y = sqrt(1 - x**2)", "Distance, between 0 and 1.", "Height, y > 0."),
        ("y = log10(x)", "Concentration.", "The exponent."),
        ("y**2 = x", "Area, x > 0.", "The side, y < 0."),
    ],
)
def test_what_some_inputs_can_meet_is_none(equation, argument, result):
    _, spec = _spec(equation, argument, result)
    assert [fault for fault in spec.faults if fault.kind == "impossible"] == []
