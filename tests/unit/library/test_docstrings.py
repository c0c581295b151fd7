"""What is read from a docstring, and that nothing in it is believed to be code."""

import pytest

from ansatz.library.collected import read_collected
from ansatz.library.docstrings import read_document

from .conftest import arguments, routine

NUMPY_STYLE = """Density of moist air.

Longer words about it.

Parameters
----------
p : float or array_like
    Pressure in Pa.
t : float, optional
    Temperature in K.

Returns
-------
rho : ndarray
    Density.
flag : bool
    Whether it is saturated.

See Also
--------
dry_air, humidity : other things

Notes
-----
It is

.. math:: \\rho = p / (R T)

Examples
--------
>>> moist(1e5)
1.2
"""


def test_sections_parameters_results_and_formulas_are_told_apart():
    document = read_document(routine("air.moist", NUMPY_STYLE, arguments("p", "t=273")), "1.0")
    found = document.routine
    assert found.summary == "Density of moist air."
    assert [(one.name, one.default) for one in found.parameters] == [("p", None), ("t", "273")]
    assert found.parameters[0].description == "float or array_like\nPressure in Pa."
    assert [one.name for one in found.results] == ["rho", "flag"]
    assert found.formulas == ("\\rho = p / (R T)",)
    assert found.examples.startswith(">>> moist(1e5)")
    assert set(document.see_also) == {"dry_air", "humidity"}


def test_google_style_and_a_signature_in_the_text_are_read():
    doc = "moist(p, t=273, /)\n\nDensity of air.\n\nArgs:\n    p (float): Pressure.\n    t: Temperature.\n"
    found = read_document(routine("air.moist", doc, None), "1.0").routine
    assert found.summary == "Density of air."
    assert [(one.name, one.kind) for one in found.parameters] == [
        ("p", "positional_only"),
        ("t", "positional_only"),
    ]
    assert "Pressure." in found.parameters[0].description


def test_what_has_not_the_form_of_a_routine_is_left_out():
    good = '["air.moist", ["air.again", "os.system"], "function", [["p", "positional", null]], "Density."]'
    text = f'[{good}, ["os.system", [], "function", [], ""], ["air.x;y", [], "function", [], ""], 3, null]'
    (only,) = read_collected(text, "air")
    assert (only.name, only.aliases) == ("air.moist", ("air.again",))
    assert read_collected("[" * 100_000, "air") == ()
    assert read_collected("no json", "air") == ()


def test_a_parameter_that_is_no_name_is_not_believed():
    text = '[["air.moist", [], "function", [["p); import os", "positional", null]], "Density."]]'
    (only,) = read_collected(text, "air")
    assert only.signature is None


@pytest.mark.parametrize(
    "doc",
    [
        "Parameters\n----------\nx" + " " * 24_000,
        "See Also\n--------\n" + "\n" * 24_000,
        "Title\n\n" + "\n \t" * 8_000,
        ".. math::\n" + "    x\n\n" * 4_000,
        "$" * 24_000,
        "f(" * 12_000,
        "Args:\n" + "    x (" * 4_000,
        ":math:`" * 3_000,
    ],
)
def test_hostile_docstrings_are_read_to_the_end(doc):
    assert read_document(routine("air.moist", doc, None), "1.0").routine.name == "air.moist"
