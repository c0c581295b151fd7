"""A member of a chain that is not carried out must hold nothing unknown."""

import pytest

from ansatz.reading.read import read_spec
from support.specs import only_function, stub


def ambiguities_of(chain):
    text = stub(
        "decay(x)",
        f"A decay.\n\n.. math:: g(x) = {chain}\n\nwhere :math:`W` is another function.\n\n"
        "Parameters\n----------\nx : float\n    Time.\n\nReturns\n-------\ng : float",
    )
    return read_spec(text, only_function(text)).readings[0].ambiguities


@pytest.mark.parametrize(
    "chain",
    [
        r"x^2 e^{-x} = W(\imath q_3)",
        r"x^2 e^{-x} = \frac{x^2}{2} \text{rect}(u/2)^2",
        r"x^2 e^{-x} = \frac{x^2}{e^\zeta}",
    ],
)
def test_a_symbol_that_nothing_explains_is_asked_for(chain):
    (asked,) = ambiguities_of(chain)
    assert "is stated as equal" in asked


@pytest.mark.parametrize(
    "chain",
    [
        r"x^2 e^{-x} = W(\imath x)",
        r"x^2 e^{-x} = \frac{x^2}{2} \text{rect}(x/2)^2",
        r"x^2 e^{-x} = x \cdot x / e^x",
        r"\sum_{k=0}^\infty \frac{(-x)^k}{k!} = W(k)(x)",
    ],
)
def test_members_of_what_is_known_are_left_aside(chain):
    assert ambiguities_of(chain) == ()
