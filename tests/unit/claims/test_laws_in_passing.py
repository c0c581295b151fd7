"""What a text says in passing, under a condition or of something else, is no law of the function."""

import textwrap

import pytest

from ansatz.claims.properties import properties_of
from ansatz.claims.trying import inputs_for
from ansatz.reading.read import read_spec
from support.specs import only_function


def module(signature, doc):
    text = textwrap.indent(textwrap.dedent(doc).strip(), "    ").strip()
    return f'def {signature}:\n    r"""{text}\n    """\n    raise NotImplementedError\n'


def claims_of(signature, doc):
    text = module(signature, doc)
    spec = read_spec(text, only_function(text))
    return [c.relation for c in properties_of(spec, inputs_for(spec, 0).model) if c.refutes]


def laws_of(signature, doc):
    return {r.law for r in claims_of(signature, doc)}


LIMITER = """Limited slopes of a profile of cell means.

{}

h : (n,) array, depth of the water in each cell
nu : number, Courant number, >= 0

Returns the depths after the step, (n,) array.
"""
BEAM = """Bending moment along a beam.

{}

Parameters
----------
x : float
    Distance from the middle, any sign.
load : float
    Load, any sign.

Returns
-------
moment : float
"""
PAIRED = """Overlap of two habitats.

{}

Parameters
----------
p1 : float
    Width of the first niche, > 0.
p2 : float
    Width of the second niche, > 0.

Returns
-------
overlap : float
"""


@pytest.mark.parametrize(
    ("law", "plain", "passing"),
    [
        ("between", "No new extrema appear.", "For nu <= 1 no new extrema appear."),
        ("between", "No new extrema appear.", "Take nu below one half: then no new extrema appear."),
        ("constant", "A constant h stays as it is.", "On a flat bed, a constant h stays as it is there."),
        ("conserved", "The sum of h is conserved.", "In the absence of rain, the sum of h is conserved."),
        ("conserved", "The sum of h is conserved.", "The sum of h is approximately conserved."),
        ("conserved", "The sum of h is conserved.", "Without sources the sum of h is conserved."),
    ],
)
def test_a_condition_in_the_sentence_leaves_the_law_alone(law, plain, passing):
    signature = "limited(h, nu)"
    assert law in laws_of(signature, LIMITER.format(plain))
    assert law not in laws_of(signature, LIMITER.format(passing))


@pytest.mark.parametrize(
    ("plain", "passing"),
    [
        ("The moment is odd in the load.", "The deflection (not returned) is odd in the load."),
        ("It is even in x.", "The shear force is even in x."),
        ("It is even in x.", "It is even in x for a load that is centred."),
        ("It is even in x.", "The exact solution for a thin beam is even in x."),
    ],
)
def test_what_is_said_of_something_else_is_no_law(plain, passing):
    assert "parity" in laws_of("bending(x, load)", BEAM.format(plain))
    assert "parity" not in laws_of("bending(x, load)", BEAM.format(passing))


@pytest.mark.parametrize(
    ("plain", "passing"),
    [
        ("Swapping the two niches changes nothing.", "If p1 = p2, swapping the two niches changes nothing."),
        (
            "Swapping the two niches changes nothing.",
            "To first order, swapping the two niches changes nothing.",
        ),
        ("Symmetric in p1 and p2.", "The older variant of Pianka is symmetric in p1 and p2."),
    ],
)
def test_a_symmetry_of_a_variant_or_in_a_case_is_none(plain, passing):
    assert "swap" in laws_of("overlap(p1, p2)", PAIRED.format(plain))
    assert "swap" not in laws_of("overlap(p1, p2)", PAIRED.format(passing))


def test_a_law_and_a_special_value_in_one_sentence_are_both_read():
    found = laws_of("overlap(p1, p2)", PAIRED.format("Symmetric in p1 and p2, zero for disjoint niches."))
    assert "swap" in found


def test_a_period_of_a_part_is_not_one_of_the_whole():
    doc = """Position of a screw along its axis.

    {}

    turn : angle [rad], any sign
    lead : rise per turn, > 0

    Returns the position.
    """
    said = "The deviation from the mean line is periodic in turn with period 2 pi."
    assert "period" not in laws_of("screw(turn, lead)", doc.format(said))
    assert "period" in laws_of(
        "screw(turn, lead)", doc.format("The result is periodic in turn with period 2 pi.")
    )


def test_an_end_that_is_not_allowed_need_not_work():
    doc = """Steady level of a leaky reservoir.

    {}

    leak : number, 0 < leak
    inflow : number, > 0

    Returns the level.
    """
    out = "For leak = 0 the level would rise for ever, which is not allowed."
    relations = claims_of("level(leak, inflow)", doc.format(out))
    assert not [r for r in relations if r.law == "edge" and "works" in r.words]
    relations = claims_of("level(leak, inflow)", doc.format("leak = 0 is allowed: the level is inflow then."))
    assert [r for r in relations if r.law == "edge" and "works" in r.words]


def test_letters_of_genotypes_are_no_pair():
    doc = """Inbreeding coefficient.

    Exchanging the two alleles changes nothing.

    {} : counts of the genotypes, > 0

    Returns the coefficient.
    """
    assert "swap" not in laws_of("inbreeding(rr, rs, ss)", doc.format("rr, rs, ss"))
    assert "swap" not in laws_of("inbreeding(aa, ab, bb)", doc.format("aa, ab, bb"))
    assert "swap" in laws_of("contact(ka, kb)", doc.format("ka, kb"))


def test_axes_have_no_order_among_the_values():
    doc = """Smoothed picture.

    The order of the {} does not matter.

    Parameters
    ----------
    counts : (n, m) array
        Photons in each pixel.

    Returns
    -------
    total : float
    """
    assert "reordered" not in laws_of("smoothed(counts)", doc.format("axes"))
    assert "reordered" in laws_of("smoothed(counts)", doc.format("rows"))


@pytest.mark.parametrize(
    ("said", "is_law"),
    [
        ("Missing values are left out.", True),
        ("NaNs are not automatically removed.", False),
        ("Missing values should be removed before.", False),
        ("NaNs must either be removed or replaced.", False),
    ],
)
def test_what_the_caller_does_with_missing_values_is_no_law(said, is_law):
    doc = f"""Greatest range of the readings.

    {said}

    Parameters
    ----------
    readings : (n,) array
        Readings of a gauge.

    Returns
    -------
    width : float
    """
    assert ("gaps" in laws_of("width(readings)", doc)) is is_law


def test_a_range_in_words_stays_beside_a_comparison_elsewhere():
    text = module(
        "mixed(c, q)",
        """Mixture of two inks. The mixture is darker for c <= 1.

        Parameters
        ----------
        c : float
            Share of the first ink, between 0 and 1.
        q : float
            Shade, > 0.

        Returns
        -------
        float
        """,
    )
    spec = read_spec(text, only_function(text))
    given = inputs_for(spec, 0).model.input("c")
    assert given is not None
    bounds = given.bounds
    assert (bounds.low, bounds.high) == (0.0, 1.0)


def test_a_least_of_two_numbers_is_no_shape_and_a_short_name_with_a_range_no_generator():
    text = module(
        "kept(x, k, rs)",
        """Energy in the first modes.

        Parameters
        ----------
        x : (m, n) array
            Field.
        k : int
            Modes, 1 <= k <= min(m, n).
        rs : float
            Source radius, > 0.

        Returns
        -------
        float
        """,
    )
    spec = read_spec(text, only_function(text))
    model = inputs_for(spec, 0).model
    assert [i.kind for i in model.inputs] == ["array", "integer", "number"]


SHARES = """Shares of the seats.

{}

Parameters
----------
votes : (n,) array
    Votes of each party, > 0.
floor : float
    Least share that counts, between 0 and 0.1.

Returns
-------
shares : (n,) array
    {}
"""


@pytest.mark.parametrize(
    ("law", "returned", "is_law"),
    [
        ("sums", "Shares, which sum to one.", True),
        ("sums", "Shares, which sum to one before rounding.", False),
        ("sums", "Shares; they sum to one unless a party is below the floor.", False),
        ("within", "Shares, between 0 and 1.", True),
        ("within", "Deviation from a share between 0 and 1.", False),
        ("within", "Shares, between 0 and 1 before the correction for turnout.", False),
    ],
)
def test_an_entry_may_speak_of_another_stage(law, returned, is_law):
    assert (law in laws_of("shares(votes, floor)", SHARES.format("", returned))) is is_law


@pytest.mark.parametrize(
    ("law", "said", "is_law"),
    [
        ("power", "Scaling all votes by the same factor changes nothing.", True),
        ("power", "Scaling all votes by the same factor changes nothing but the turnout.", False),
        ("reordered", "The order of the votes does not matter.", True),
        ("reordered", "The order of the votes does not matter to the turnout.", False),
        ("parity", "The deficit, not the share, is odd in votes.", False),
        ("parity", "The magnitude of the share is even in votes.", False),
    ],
)
def test_what_else_is_changed_or_meant_is_seen(law, said, is_law):
    assert (law in laws_of("shares(votes, floor)", SHARES.format(said, "Shares."))) is is_law


@pytest.mark.parametrize(
    ("said", "is_law"),
    [
        ("At x = depth the result is depth / 2.", True),
        ("At x = depth the result is depth / 2, up to the error of the grid.", False),
        ("For x = depth the result is depth / 2, for a bed that is smooth.", False),
    ],
)
def test_a_special_value_that_is_weakened_behind_is_none(said, is_law):
    doc = f"""Speed of a current.

    {said}

    Parameters
    ----------
    x : float
        Height, > 0.
    depth : float
        Depth, > 0.

    Returns
    -------
    float
        Between 0 and 1 for x > 0, and below elsewhere.
    """
    assert ("special" in laws_of("current(x, depth)", doc)) is is_law


def test_values_that_are_compared_with_each_other_are_not_found_one_by_one():
    doc = """Anomaly of the temperature.

    {}

    Parameters
    ----------
    t : float or array
        Temperatures.

    Returns
    -------
    float or array
        The same shape as t.
    """
    assert "elementwise" in laws_of("anomaly(t)", doc.format("Values are in kelvin."))
    assert "elementwise" not in laws_of("anomaly(t)", doc.format("Values are relative to their mean."))


def test_a_number_or_one_for_each_axis_is_one_thing():
    doc = """Widened spot.

    Parameters
    ----------
    width : float or array
        Width of the spot{}.

    Returns
    -------
    float or array
        Widths, the same shape as width.
    """
    assert "elementwise" in laws_of("widened(width)", doc.format(""))
    assert "elementwise" not in laws_of("widened(width)", doc.format("; if an array, one for each axis"))


def test_a_length_that_must_not_exceed_says_nothing_of_the_values():
    doc = """Repeated integral with few constants.

    m : number, > 0, how often
    k : number, > 0; {} + m < 1, ValueError otherwise

    Returns the value.
    """
    assert "forbidden" in laws_of("repeated(m, k)", doc.format("k"))
    assert "forbidden" not in laws_of("repeated(m, k)", doc.format("len(k)"))


def test_an_entry_behind_does_not_say_what_works():
    text = """Watched descent.

    Q : number, 0 < Q. On the first turn give Q = 1
    eta : number, > 0, allowed growth

    Returns the level.
    """
    found = claims_of("watched(Q, eta)", text)
    assert not [r for r in found if r.law == "edge" and "works" in r.words]
