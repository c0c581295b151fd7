"""A unit behind an equation is the unit of what it defines, and brackets with a quantity are no unit."""

import pytest

from ansatz.reading.read import read_spec
from ansatz.reading.units_beside import unit_after
from support.specs import only_function, stub


@pytest.mark.parametrize(
    "behind", [", in mm.", " in mm.", " [mm].", " (in mm).", ", given in mm where g is 9.81."]
)
def test_a_unit_behind_the_equation_is_that_of_the_result(behind):
    text = stub("fall(h, v)", f"Drop, d = h - v**2 / h{behind}\n\nh  height [m]\nv  a length [cm]")
    first = read_spec(text, only_function(text)).readings[0]
    assert [unit and unit.text for unit in first.output_units] == ["mm"]
    assert first.statements[0].span.of(text) == "d = h - v**2 / h"


def test_the_description_of_the_result_outranks_it():
    text = stub("fall(h)", "Drop, d = 2 * h, in mm.\n\nh  height [m]\n\nReturns d in km.")
    first = read_spec(text, only_function(text)).readings[0]
    assert [unit and unit.text for unit in first.output_units] == ["km"]


def test_a_concentration_in_brackets_remains_a_factor():
    text = stub(
        "rate(k, s)",
        "Rate of decay, v = k [S]\n\nk: rate constant\ns: concentration [S] of the substrate\n\nReturns v.",
    )
    first = read_spec(text, only_function(text)).readings[0]
    assert {b.parameter for b in first.bindings} == {"k", "s"}


@pytest.mark.parametrize(
    "behind", [" in a vacuum.", ", in h.", " in d dimensions.", " in terms of m.", ". In m"]
)
def test_words_that_are_no_unit(behind):
    assert unit_after(f"y = x{behind}", 5, {"x", "h"}) is None
