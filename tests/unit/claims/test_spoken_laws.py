"""Laws that a text states in passing: special values, what does not matter, what is kept, angles, slopes."""

import textwrap

import numpy as np
import pytest

from ansatz.claims.formula_text import formula_in, values_of
from ansatz.claims.inputs.demands import demands_in
from ansatz.claims.laws import parity, refusing, rotations, sides, slopes, special, turns
from ansatz.claims.laws.register import LAWS
from ansatz.claims.properties import properties_of
from ansatz.claims.trying import inputs_for
from ansatz.reading.read import read_spec
from support.judging import refuting
from support.specs import only_function


def module(signature, doc, body):
    text = textwrap.indent(textwrap.dedent(doc).strip(), "    ").strip()
    code = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    return f'import numpy as np\n\n\ndef {signature}:\n    r"""{text}\n    """\n{code}\n'


def spec_of(signature, doc):
    text = module(signature, doc, "raise NotImplementedError")
    return read_spec(text, only_function(text))


def laws_of(signature, doc):
    spec = spec_of(signature, doc)
    return {c.relation.law: c for c in properties_of(spec, inputs_for(spec, 0).model) if c.refutes}


MEMBRANE = """Flux through a membrane between two well stirred sides.

Args:
    c1: concentration on the one side, > 0.
    c2: concentration on the other side, > 0.
    perm: permeability, > 0.

Returns:
    flux : float. Zero where c1 = c2, perm * c1 / 2 for c2 = c1 / 2.
"""
TRAFFIC = """Flow on a road at a density of cars (Greenshields).

Parameters
----------
density : float
    Cars per length, >= 0.
jam : float
    Density at a standstill, > 0.
free : float
    Speed on an empty road, > 0.

Returns
-------
flow : float
    0 where density >= jam, never above free * jam / 4.
"""
TORQUE = """Restoring torque on a pendulum.

Args:
    angle: deflection, any sign [rad].
    weight: weight of the bob, > 0.

Returns:
    torque : float, odd in the deflection.
"""
DIFFUSE = """One step of diffusion on a ring of cells.

u : (n,) amount in each cell
r : number, 0 < r < 0.5

The sum of u is conserved. A uniform u stays as it is: a constant u remains unchanged.
Returns the amounts after the step, (n,) array, no new extrema appear.
"""
SKY = """Air mass that starlight crosses (plane-parallel).

Parameters
----------
zenith : float
    Zenith distance [deg], between 0 and 80.

Returns
-------
float
    Air mass relative to the zenith.
"""
POTENTIAL = """Morse potential and force constant.

Parameters
----------
r : (n,) array
    Distances, > 0.
depth, width, r0 : float
    Well depth, inverse width and distance of rest, > 0.

Returns
-------
V : (n,) array
    Potential energy.
dVdr : (n,) array
    Its derivative dV/dr at the same distances.
"""
MIX = """Entropy of mixing of a ternary melt.

Parameters
----------
x, y : float
    Mole fractions of two of the three, positive, x + y < 1; ValueError otherwise.

Returns
-------
float
    Entropy over R.
"""
LADDER = """Rotational levels of a rigid molecule.

n : int
    how many
b : float
    rotational constant, > 0

Returns
-------
levels : (n,) array
    Energies, in increasing order.
"""
GYRATION = """Radius of gyration of a chain.

beads : (n, 3) array
    positions

Returns a float, unaffected by rotations and translations.
"""
MIRROR = """Rays reflected at a plane.

Parameters
----------
rays : (n, 3) array
    Directions.
normal : (3,) array
    Normal of the plane, need not be normalised.

Returns
-------
(n, 3) array
    Reflected rays; lengths are preserved.
"""
REFLECT = "k = normal / {}\nreturn rays - 2 * np.outer(rays @ k, k)"
PAIRS = [
    (
        "rotated",
        "f(beads)",
        GYRATION,
        "d = beads - beads.mean(axis=0)\nreturn float(np.sqrt((d**2).sum(axis=1).mean()))",
        "d = beads - beads.mean(axis=0)\nreturn float(np.abs(d).sum(axis=1).mean())",
    ),
    (
        "lengths",
        "f(rays, normal)",
        MIRROR,
        REFLECT.format("np.linalg.norm(normal)"),
        REFLECT.format("normal.sum()"),
    ),
    ("power", "f(rays, normal)", MIRROR, REFLECT.format("np.linalg.norm(normal)"), REFLECT.format("1.0")),
    ("special", "f(c1, c2, perm)", MEMBRANE, "return perm * (c1 - c2)", "return perm * (c1 + c2)"),
    ("special", "f(c1, c2, perm)", MEMBRANE, "return perm * (c1 - c2)", "return 2 * perm * (c1 - c2)"),
    (
        "special",
        "f(density, jam, free)",
        TRAFFIC,
        "return free * density * max(1 - density / jam, 0.0)",
        "return free * density * (1 - density / jam)",
    ),
    (
        "side",
        "f(density, jam, free)",
        TRAFFIC,
        "return free * density * max(1 - density / jam, 0.0)",
        "return 2 * free * density * max(1 - density / jam, 0.0)",
    ),
    (
        "parity",
        "f(angle, weight)",
        TORQUE,
        "return -weight * np.sin(angle)",
        "return -weight * np.cos(angle)",
    ),
    (
        "conserved",
        "f(u, r)",
        DIFFUSE,
        "return u + r * (np.roll(u, 1) + np.roll(u, -1) - 2 * u)",
        "e = np.pad(u, 1)\nreturn u + r * (e[2:] + e[:-2] - 2 * u)",
    ),
    (
        "constant",
        "f(u, r)",
        DIFFUSE,
        "return u + r * (np.roll(u, 1) + np.roll(u, -1) - 2 * u)",
        "return u + r * (np.roll(u, 1) + np.roll(u, -1) - u)",
    ),
    (
        "between",
        "f(u, r)",
        DIFFUSE,
        "return u + r * (np.roll(u, 1) + np.roll(u, -1) - 2 * u)",
        "return u - r * (np.roll(u, 1) + np.roll(u, -1) - 2 * u)",
    ),
    ("turn", "f(zenith)", SKY, "return 1 / np.cos(np.radians(zenith))", "return 1 / np.cos(zenith)"),
    (
        "slope",
        "f(r, depth, width, r0)",
        POTENTIAL,
        "e = np.exp(-width * (r - r0))\nreturn depth * (1 - e) ** 2, 2 * depth * width * e * (1 - e)",
        "e = np.exp(-width * (r - r0))\nreturn depth * (1 - e) ** 2, 2 * depth * e * (1 - e)",
    ),
    (
        "forbidden",
        "f(x, y)",
        MIX,
        "z = 1 - x - y\nif z <= 0:\n    raise ValueError(z)\nreturn -sum(p * np.log(p) for p in (x, y, z))",
        "z = abs(1 - x - y)\nreturn -sum(p * np.log(p) for p in (x, y, z))",
    ),
    (
        "runs on",
        "f(n, b)",
        LADDER,
        "j = np.arange(n)\nreturn b * j * (j + 1)",
        "j = np.arange(n)[::-1]\nreturn b * j * (j + 1)",
    ),
]


@pytest.mark.parametrize(("law", "signature", "doc", "right", "wrong"), PAIRS)
def test_tells_right_from_wrong(law, signature, doc, right, wrong):
    assert refuting(module(signature, doc, right)) == []
    assert any(law in claim for claim in refuting(module(signature, doc, wrong)))


def test_every_spoken_law_is_tried():
    modules = (parity, refusing, rotations, sides, slopes, special, turns)
    assert {law.name for m in modules for law in m.LAWS} <= {law for law, *_ in PAIRS}
    assert {law for law, *_ in PAIRS} <= set(LAWS)


PAIR = """Force between two wires.

x1, x2 : float
    places
i1, i2 : float
    currents

{said}

Returns
-------
float
    Force.
"""


@pytest.mark.parametrize(
    ("said", "law"),
    [
        ("Interchanging the two wires changes the sign.", "swap"),
        ("It is symmetric under exchange of the two wires.", "swap"),
        ("The order of the two wires does not matter.", "swap"),
        ("Interchanging wires is left to the caller.", None),
        ("Interchanging the two wires may change the sign.", None),
    ],
)
def test_exchanges_in_words(said, law):
    assert ("swap" in laws_of("f(x1, i1, x2, i2)", PAIR.format(said=said))) == (law is not None)


SAMPLE = """Spread of a sample.

values : (n,) array
    measurements
weights : (n,) array
    positive

{said}

Returns
-------
float
    Spread.
"""


@pytest.mark.parametrize(
    ("said", "law"),
    [
        ("The order of the measurements is irrelevant.", "reordered"),
        ("Shuffling the measurements changes nothing.", "reordered"),
        ("Adding a constant to the values changes nothing.", "shift"),
        ("Adding the same constant to both changes nothing.", "shift"),
        ("Linear in values.", None),
        ("The weights need not be normalised.", "power"),
        ("The scale of the weights plays no role.", "power"),
        ("The sign of the values does not matter.", "parity"),
        ("The order of the polynomial is irrelevant.", None),
        ("It works even in values that repeat.", None),
        ("Weights are normalised.", None),
        ("If the weights are equal, the order of the measurements is irrelevant.", None),
    ],
)
def test_what_does_not_matter(said, law):
    found = laws_of("f(values, weights)", SAMPLE.format(said=said)).keys() & {
        "reordered",
        "shift",
        "power",
        "parity",
    }
    assert found == ({law} if law else set())


@pytest.mark.parametrize(
    "said",
    [
        "Zero at about c1 = c2.",
        "The first entry is zero for c1 = c2.",
        "Zero if c1 = c2, perm > 1 and the sides are stirred.",
        "Small for c1 = c2.",
        "The limit is zero for c1 = c2.",
    ],
)
def test_no_special_value_is_made_up(said):
    doc = MEMBRANE.replace("Zero where c1 = c2, perm * c1 / 2 for c2 = c1 / 2.", said)
    assert "special" not in laws_of("f(c1, c2, perm)", doc)


def test_it_in_running_text_is_not_taken_for_the_result():
    doc = """Drag on a sphere.

    The coefficient is tabulated; for re = 0 it is re * v.

    re: number
    v: speed

    Returns the drag.
    """
    assert "special" not in laws_of("f(re, v)", doc)


def test_a_fixed_point_is_put_into_its_equation():
    doc = """Magnetisation in the mean field.

    m solves m = tanh(beta * (m + field)); the positive root is taken.

    Args:
        beta: inverse temperature, 1.2 < beta < 3.
        field: external field, 0 < field < 1.

    Returns:
        m : float
    """
    right = "m = 1.0\nfor _ in range(400):\n    m = np.tanh(beta * (m + field))\nreturn float(m)"
    assert refuting(module("f(beta, field)", doc, right)) == []
    assert refuting(module("f(beta, field)", doc, right.replace("(m + field)", "m"))) != []


def test_what_arguments_must_be_together():
    assert [(f.text, f.error) for f in demands_in(spec_of("f(x, y)", MIX))] == [("x + y < 1", "ValueError")]
    model = inputs_for(spec_of("f(x, y)", MIX), 0).drawn
    assert model and all(d.arguments["x"] + d.arguments["y"] < 1 for d in model)


def test_a_window_is_not_longer_than_its_record():
    doc = """Moving median.

    Parameters
    ----------
    x : (n,) array
        Record, n >= width.
    width : int
        Even, at least 2.

    Returns
    -------
    (n,) array
    """
    drawn = inputs_for(spec_of("f(x, width)", doc), 0).drawn
    assert drawn
    assert all(len(d.arguments["x"]) >= d.arguments["width"] for d in drawn)
    assert all(d.arguments["width"] % 2 == 0 for d in drawn)


def test_orders_of_numbered_arguments():
    doc = """Odds ratio of two arms.

    Parameters
    ----------
    k1, k2 : (m,) array of int
        Events, 0 <= k <= n.
    n1, n2 : (m,) array of int
        Patients.

    Returns
    -------
    float
    """
    drawn = inputs_for(spec_of("f(k1, n1, k2, n2)", doc), 0).drawn
    assert drawn
    assert all((d.arguments["k1"] <= d.arguments["n1"]).all() for d in drawn)
    assert all((d.arguments["k2"] <= d.arguments["n2"]).all() for d in drawn)


def test_a_derivative_of_a_part_is_no_derivative_of_the_result():
    doc = """Deficit of a reservoir and the slope of its filling curve.

    level : (n,) array
        Water level.
    share : (n,) array
        Share in use.

    Returns
    -------
    deficit : (n,) array
        Volume that is free.
    slope : (n,) array
        Derivative of the volume of the reservoir with respect to level.
    """
    assert "slope" not in laws_of("f(level, share)", doc)


def test_an_array_may_begin_at_the_end_of_its_range():
    doc = """Form factor of a sphere.

    Parameters
    ----------
    q : (n,) array
        Momentum transfer, q >= 0.
    radius : float
        Positive.

    Returns
    -------
    (n,) array
        Amplitude, relative to the one at the origin.
    """
    right = (
        "x = np.asarray(q) * radius\nsafe = np.where(x == 0, 1.0, x)\n"
        "return np.where(x < 1e-3, 1 - x**2 / 10, 3 * (np.sin(safe) - safe * np.cos(safe)) / safe**3)"
    )
    wrong = "x = np.asarray(q) * radius\nreturn 3 * (np.sin(x) - x * np.cos(x)) / x**3"
    assert refuting(module("f(q, radius)", doc, right)) == []
    assert "edge" in refuting(module("f(q, radius)", doc, wrong))


SEASON = """Height of the tide.

t : (n,) array
    Times, > 0.
moon : float
    Phase of the moon in radians, periodic with 2 pi.
level : float
    Height of rest, > 0.

{said}

Returns
-------
h : (n,) array
    Height. Never below level / 2, level everywhere for moon = level.
"""


def test_what_an_entry_says_of_its_own_argument():
    found = laws_of("f(t, moon, level)", SEASON.format(said="Unaffected by the choice of the time origin."))
    assert found["period"].relation.parameters == ("moon",)
    assert found["period"].relation.numbers == (2 * np.pi,)
    assert found["shift"].relation.parameters == ("t",)
    assert found["side"].relation.words == ("least", "level / 2")
    assert found["special"].relation.words == ("level", "moon", "=", "level")
    assert "shift" not in laws_of("f(t, moon, level)", SEASON.format(said="The time origin is noon."))


CELL = """Potential of an electrode against its reference.

Parameters
----------
state : int
    1 or 2.
ends : tuple (low, high)
    Activities.
load : float
    Current through the cell, >= 0.

Returns
-------
float
    Overpotential [V], positive.
"""


def test_listed_numbers_and_named_members_are_drawn():
    drawn = inputs_for(spec_of("f(state, ends, load)", CELL), 0).drawn
    assert {d.arguments["state"] for d in drawn} == {1, 2}
    assert all(
        len(d.arguments["ends"]) == 2 and d.arguments["ends"][0] < d.arguments["ends"][1] for d in drawn
    )


def test_an_end_and_a_sign_of_an_entry():
    right = "return float(np.log(ends[1] / ends[0]) * state * (1 + np.sinc(load)))"
    assert refuting(module("f(state, ends, load)", CELL, right)) == []
    turned = right.replace("ends[1] / ends[0]", "ends[0] / ends[1]")
    assert "within" in refuting(module("f(state, ends, load)", CELL, turned))
    nowhere = right.replace("np.sinc(load)", "np.sin(load) / np.float64(load)")
    assert "edge" in refuting(module("f(state, ends, load)", CELL, nowhere))


def test_formulas_in_text_are_read_by_two_readers():
    formula = formula_in("2 * a / (b + 1)", frozenset({"a", "b"}))
    assert formula is not None
    assert np.allclose(values_of(formula, {"a": np.array([1.0, 3.0]), "b": 1.0}), [1.0, 3.0])
    assert formula_in("a * unknown", frozenset({"a"})) is None
