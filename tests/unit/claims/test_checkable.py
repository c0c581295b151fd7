"""What a docstring leaves open is named with words that would close it, and the words do close it."""

import pytest

from ansatz.claims.checkable import advice
from ansatz.claims.derive import claims_of
from ansatz.reading.read import read_spec
from support.specs import only_function

ALBEDO = '''def albedo(reflected, incoming):
    """Share of the light that comes back.

    reflected: float, power [W], positive
    incoming: float, power [W], positive

    Returns the share.
    """
    return reflected / incoming
'''
SHOT = '''def shots(level, n, rng):
    """Counts of a dark exposure.

    level: float, expected counts
    n: int, how many
    rng: numpy.random.Generator
    """
    return rng.poisson(level, n)
'''
WHOLE = '''def ratio(p, q):
    """Ratio of two pressures, dimensionless.

        r = p / q

    p: float, pressure [Pa], positive
    q: float, pressure [Pa], positive

    Returns r, dimensionless, never negative.

    >>> ratio(3.0, 2.0)
    1.5
    """
    return p / q
'''


PHOTON = '''def photon_energy(nu):
    """Energy of a quantum of light.

        E = h nu

    nu: float, frequency [Hz]

    Returns E [J].
    """
'''


def gaps(text):
    return {gap.kind: gap for gap in advice(read_spec(text, only_function(text)), text)}


def applied(text, proposal):
    return text[: proposal.span.start] + proposal.text + text[proposal.span.end :]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (ALBEDO, {"equation", "example", "property"}),
        (SHOT, {"property"}),
        (WHOLE, set()),
        ('def f(x):\n    """Colour of a thing."""\n', {"equation", "example", "argument"}),
    ],
)
def test_what_is_left_open(text, kinds):
    assert set(gaps(text)) == kinds


def test_words_for_an_equation_make_it_checkable_once_they_are_filled_in():
    (proposal,) = gaps(ALBEDO)["equation"].proposals
    text = applied(ALBEDO, proposal)
    only_function(text)
    filled = text.replace("y = ...", "y = reflected / incoming").replace("the share.", "y, the share.")
    kinds = {c.kind for c in claims_of(read_spec(filled, only_function(filled)))}
    assert "equation" in kinds


def test_words_for_an_example_say_nothing_until_there_is_a_value():
    (proposal,) = gaps(ALBEDO)["example"].proposals
    text = applied(ALBEDO, proposal)
    assert "example" in gaps(text)
    assert ">>> albedo(" in text


def test_words_for_chance_are_understood():
    (proposal,) = gaps(SHOT)["property"].proposals
    assert "property" not in gaps(applied(SHOT, proposal))


def test_words_fit_a_docstring_of_one_line():
    text = 'def f(x):\n    """Colour of a thing."""\n    return x\n'
    for proposal in gaps(text)["equation"].proposals:
        compile(applied(text, proposal), "f", "exec")


def test_a_constant_that_is_asked_about_comes_with_the_words_that_settle_it():
    gap = gaps(PHOTON)["constant"]
    assert "the Planck constant" in gap.message
    (proposal,) = gap.proposals
    assert proposal.title == "Write `h is the Planck constant`"
    after = applied(PHOTON, proposal)
    assert "    h is the Planck constant.\n" in after
    assert "constant" not in gaps(after)
    assert [given.symbol for given in read_spec(after, only_function(after)).readings[0].givens] == ["h"]
