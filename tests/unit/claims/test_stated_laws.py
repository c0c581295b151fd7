"""Laws of ends, matrices, exchanges and scales: the right code keeps them, a slip breaks them."""

import textwrap

import pytest

from ansatz.claims.laws import ends, matrices
from support.judging import refuting


def module(signature, doc, body):
    text = textwrap.indent(textwrap.dedent(doc).strip(), "    ").strip()
    code = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    return f'import numpy as np\n\n\ndef {signature}:\n    r"""{text}\n    """\n{code}\n'


MIXED = """Temperature at which bodies that are brought into contact come to rest.

masses : (n,) masses in kg, > 0
temperatures : (n,) temperatures in K, > 0

Returns the common temperature in K, between the smallest and the largest of `temperatures`.
"""
SATURATED = """Light that a leaf turns to use.

Args:
    light: flux on the leaf, >= 0.
    most: flux at full use, > 0.
    half: flux at which half of it is used, > 0.

Returns:
    Used flux, between 0 and most, increases with light; 0 for light = 0.
"""
TUNNEL = """Share that passes a barrier.

Args:
    width: width of the barrier over the decay length, > 0.
    ratio: share that passes where there is none, > 0.

Returns:
    share : float. As width goes to zero it goes to ratio.
"""
TILT = """Attitude of a spacecraft from three angles.

Args:
    roll: angle in radians.
    pitch: angle in radians.
    yaw: angle in radians.

Returns:
    (3, 3) rotation matrix from body to space.
"""
TILT_BODY = """
c, s = np.cos(pitch), np.sin(pitch)
y = np.array([[c, 0, s], [0, 1, 0], [{sign}s, 0, c]])
c, s = np.cos(roll), np.sin(roll)
x = np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
c, s = np.cos(yaw), np.sin(yaw)
return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ y @ x
"""
SPIRAL = """Distance walked between two posts on a cone.

Args:
    r1, a1: distance from the tip and angle of the first post, in m and radians.
    r2, a2: those of the second post.

Returns:
    Distance in m; swapping the two posts changes nothing.
"""
COUPLED = """Couplings of a ring of n sites.

Args:
    n: number of sites (int), at least 3.
    j: coupling to the next site.
    twist: phase along the ring in radians.

Returns:
    Hermitian matrix of shape (n, n).
"""
GYRATION = """Radius of gyration of a chain.

Args:
    positions: (n, 3) positions of the beads in nm.

Returns:
    Radius in nm, not negative. Moving the whole chain changes nothing.
"""
CHIRP = """Hartley transform of a record, scaled so that it is its own inverse.

Args:
    record: (n,) real values.

Returns:
    (n,) transform.
"""
SHARES = """Evenness of a community.

Args:
    cover: (n,) cover of each species, > 0.

Returns:
    Simpson's index of evenness. Scaling all cover by the same factor changes nothing.
"""
RELAX = """Correlation of a spin with itself.

Args:
    times: (n,) times in s, increasing, starts at 0.
    rate: rate of decay in 1/s, > 0.

Returns:
    (n,) correlation. The first value is 1.
"""


PAIRS = [
    (
        "between",
        "common(masses, temperatures)",
        MIXED,
        "return float(np.sum(masses * temperatures) / np.sum(masses))",
        "return float(np.sum(masses * temperatures) / len(masses))",
    ),
    (
        "ranged",
        "used(light, most, half)",
        SATURATED,
        "return most * light / (half + light)",
        "return most * light / half",
    ),
    (
        "monotone",
        "used(light, most, half)",
        SATURATED,
        "return most * (1 - np.exp(-light / half))",
        "return most * half / (half + light)",
    ),
    (
        "at",
        "used(light, most, half)",
        SATURATED,
        "return most * np.tanh(light / half)",
        "return most * np.tanh((light + half) / (3 * half + light))",
    ),
    (
        "limit",
        "passing(width, ratio)",
        TUNNEL,
        "return ratio * np.exp(-width)",
        "return 0.25 * ratio * np.exp(-width)",
    ),
    (
        "turning",
        "attitude(roll, pitch, yaw)",
        TILT,
        TILT_BODY.replace("{sign}", "-"),
        TILT_BODY.replace("{sign}", ""),
    ),
    (
        "swap",
        "walk(r1, a1, r2, a2)",
        SPIRAL,
        "return np.sqrt(r1**2 + r2**2 - 2 * r1 * r2 * np.cos(a2 - a1))",
        "return np.sqrt(r1**2 + r2**2 - 2 * r1 * r1 * np.cos(a2 - a1))",
    ),
    (
        "adjoint",
        "couplings(n, j, twist)",
        COUPLED,
        "h = j * np.exp(1j * twist / n) * np.roll(np.eye(n), 1, axis=0)\nreturn h + h.conj().T",
        "h = j * np.exp(1j * twist / n) * np.roll(np.eye(n), 1, axis=0)\nreturn h + h.T",
    ),
    (
        "shift",
        "gyration(positions)",
        GYRATION,
        "d = positions - positions.mean(axis=0)\nreturn float(np.sqrt(np.mean(np.sum(d**2, axis=1))))",
        "return float(np.sqrt(np.mean(np.sum(positions**2, axis=1))))",
    ),
    (
        "twice",
        "hartley(record)",
        CHIRP,
        "f = np.fft.fft(record)\nreturn (f.real - f.imag) / np.sqrt(len(record))",
        "f = np.fft.fft(record)\nreturn (f.real - f.imag) / len(record)",
    ),
    (
        "power",
        "evenness(cover)",
        SHARES,
        "p = cover / cover.sum()\nreturn float(1 / np.sum(p**2) / len(p))",
        "p = cover / len(cover)\nreturn float(1 / np.sum(p**2) / len(p))",
    ),
    (
        "begins",
        "correlation(times, rate)",
        RELAX,
        "return np.exp(-rate * times)",
        "return 0.5 * np.exp(-rate * times)",
    ),
]


@pytest.mark.parametrize(("law", "signature", "doc", "right", "wrong"), PAIRS)
def test_a_slip_breaks_the_law_that_the_text_states(law, signature, doc, right, wrong):
    assert refuting(module(signature, doc, right)) == []
    assert law in refuting(module(signature, doc, wrong))


def test_each_of_these_laws_has_a_pair():
    assert {law.name for law in (*ends.LAWS, *matrices.LAWS)} <= {law for law, *_ in PAIRS}


@pytest.mark.parametrize(
    ("signature", "doc", "body"),
    [
        (
            # A range that holds under a condition.
            "kept(x, w)",
            """Smoothed value.

            x : (n,) data
            w : (n,) weights of either sign

            Returns a value between the smallest and the largest of `x` if all weights are positive.
            """,
            "return float(np.sum(w * x) / np.sum(w)) - 9.0",
        ),
        (
            # A rotation by the direction of an axis whose length nothing says.
            "turn(axis, angle)",
            """Matrix of a turn about an axis.

            axis : (3,) rotation axis
            angle : angle in radians

            Returns the (3, 3) rotation matrix.
            """,
            "k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])\n"
            "return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k",
        ),
        (
            # It rises with one argument only up to a point.
            "yield_(dose, k)",
            """Yield of a crop.

            Args:
                dose: dose of fertiliser, >= 0.
                k: dose of the best yield, > 0.

            Returns:
                Yield, increases with dose up to k and then falls.
            """,
            "return dose / k * np.exp(1 - dose / k)",
        ),
        (
            # An order of convergence at a setting is no value of the result.
            "rule(f, a, b, p=1)",
            """Integral of f from a to b.

            Args:
                f: callable, takes an array.
                a: lower end.
                b: upper end.
                p: variant of the rule (int), order 2 for p = 1.

            Returns:
                The integral.
            """,
            "x = np.linspace(a, b, 65)\ny = f(x) * np.ones_like(x)\n"
            "return float(np.sum((y[1:] + y[:-1]) * np.diff(x)) / 2)",
        ),
        (
            # A number with a fraction ends behind it.
            "filled(energy, heat)",
            """Occupation of a level.

            Args:
                energy: energy over a unit of it, > 0.
                heat: thermal energy over the same unit, > 0.

            Returns:
                Occupation, between 0 and 0.5. As heat goes to infinity it goes to 0.5.
            """,
            "return 1 / (1 + np.exp(np.minimum(energy / heat, 500)))",
        ),
        (
            # Two axes of one array, not two values.
            "outer(x)",
            """Products of all pairs.

            x : (n,) values

            Returns (n, n) products.
            """,
            "return np.outer(x, x)",
        ),
    ],
)
def test_what_is_said_under_a_condition_accuses_nobody(signature, doc, body):
    assert refuting(module(signature, doc, body)) == []


SWEPT = """Solve a chain of springs by elimination.

diag : (n,) stiffness of each, > 0
load : (n,) loads

Returns (n,) displacements. The arguments are not modified.
"""
DRAINED = """Level of a tank.

Args:
    q: inflow, > 0.
    leak: share that leaks, optional.
    area: area of the leak, needed with leak.

Returns:
    The level.

Raises:
    ValueError: If leak is given without area.
"""
GUARDED = """
if leak is not None:
    if area is None:
        {otherwise}
    q = q - leak * area
return q
"""


def test_arguments_that_are_not_modified():
    body = "b = np.{how}(diag, dtype=float)\nb[0] += b[-1]\nreturn load / b"
    assert refuting(module("swept(diag, load)", SWEPT, body.replace("{how}", "array"))) == []
    assert refuting(module("swept(diag, load)", SWEPT, body.replace("{how}", "asarray"))) == ["unchanged"]
    in_place = SWEPT.replace("not modified", "modified")
    assert refuting(module("swept(diag, load)", in_place, body.replace("{how}", "asarray"))) == []


def test_one_argument_may_need_another():
    signature = "level(q, leak=None, area=None)"
    right = GUARDED.replace("{otherwise}", "raise ValueError('area is needed')")
    assert refuting(module(signature, DRAINED, right)) == []
    assert refuting(module(signature, DRAINED, GUARDED.replace("{otherwise}", "area = 1.0"))) == ["refused"]
