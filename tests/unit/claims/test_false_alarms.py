"""Right functions of many fields whose docstrings leave something open: none of them is refuted.

Beside each stands what the same rule must still catch.
"""

import asyncio
import textwrap

import numpy as np
import pytest

from ansatz.claims.derive import claims_of
from ansatz.claims.inputs.infer import model_of
from ansatz.claims.judging import judge
from ansatz.claims.laws.scaling import hidden_dimensions
from ansatz.claims.trying import inputs_for
from ansatz.core.candidate import Candidate
from ansatz.core.claim import Basis
from ansatz.core.evidence import Refuted
from ansatz.reading.read import read_spec
from ansatz_sandbox import Limits
from support.in_process import InProcess
from support.specs import only_function

AUTHOR = frozenset({Basis("author", "test", "code")})


def module_of(signature, doc, body):
    text = textwrap.indent(textwrap.dedent(doc).strip(), "    ").strip()
    code = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    return f'import numpy as np\n\n\ndef {signature}:\n    r"""{text}\n    """\n{code}\n'


def spec_of(module):
    return read_spec(module, only_function(module))


def judged(signature, doc, body):
    module = module_of(signature, doc, body)
    spec = spec_of(module)
    own = Candidate("existing", "", "", (), module, signature.split("(")[0], AUTHOR)
    return asyncio.run(judge(own, spec, claims_of(spec), InProcess(), Limits(), 0, lambda _: None))


def refuted(signature, doc, body):
    """What refutes the code."""
    found = judged(signature, doc, body)
    return [e.claim.text for e in found.evidence if e.claim.refutes and isinstance(e.verdict, Refuted)]


DYADIC = """Coefficients of a signal in a dyadic basis.

x: 1d array of float, the samples
"""
DYADIC_BODY = """
m = int(np.log2(len(x)))
H = np.ones((1, 1))
for _ in range(m):
    H = np.block([[H, H], [H, -H]])
return H @ x
"""


def test_the_length_of_one_vector_may_obey_a_rule_that_nothing_says():
    assert not refuted("spectrum(x)", DYADIC, DYADIC_BODY)
    # Axes that the text names for all arrays are determined.
    tied = """Reactions of a frame.

    K: (n, n) stiffnesses
    F: (n, cases) loads
    """
    assert not refuted("reactions(K, F)", tied, "return K @ F")
    assert refuted("reactions(K, F)", tied, "return F @ K")


FILTERED = """Colour of a star after a filter.

Parameters
----------
band : str
    Filter.
flux : ndarray, shape (3,)
    Fluxes.

Returns
-------
ndarray, shape (3,)
"""


def test_a_name_that_only_some_branches_give_a_value_depends_on_the_arguments():
    branches = 'if band == "B":\n    w = 0.5\nelif band == "V":\n    w = 0.6\nreturn w * flux'
    assert not refuted("seen(band, flux)", FILTERED, branches)
    assert refuted("seen(band, flux)", FILTERED, "flux = flux * w\nw = 0.5\nreturn flux")


RELATIVE = """Lorentz factor of a source, :math:`g = 1 + {factor} b^2`.

Parameters
----------
b : float
    Speed in units of that of light{said}.

Returns
-------
g : float
"""
REFUSING = "if b >= 1:\n    raise ValueError('faster than light')\nreturn 1 + 0.5 * b**2"


def test_a_limit_of_the_argument_that_the_code_knows_and_the_text_does_not():
    text = RELATIVE.replace("{factor}", r"\frac{1}{2}")
    found = judged("lorentz(b)", text.replace("{said}", ""), REFUSING)
    assert any(e.claim.kind == "equation" for e in found.evidence)
    assert found.level in {"verified", "plausible"}
    # Where the text gives the range, a refusal inside of it is a fault.
    stated = text.replace("{said}", ", between 0 and 3")
    assert any("returns a value" in said for said in refuted("lorentz(b)", stated, REFUSING))
    # An exception that nobody raised on purpose counts as before.
    crash = "return 1 + 0.5 * b**2 if b < 1 else [1][int(9 + b)]"
    assert refuted("lorentz(b)", text.replace("{said}", ""), crash)


def test_what_is_returned_under_the_name_of_an_argument_may_be_updated_where_it_lies():
    doc = """Relax a chain of springs.

    Parameters
    ----------
    u : ndarray, shape (n,)
        Displacements.

    Returns
    -------
    {name} : ndarray, shape (n,)
        Displacements after one sweep.
    """
    body = "for k in range(1, len(u) - 1):\n    u[k] = 0.5 * (u[k - 1] + u[k + 1])\nreturn u"
    assert not refuted("relax(u)", doc.replace("{name}", "u"), body)
    assert refuted("relax(u)", doc.replace("{name}", "v"), body)


def test_all_arrays_of_a_batch_begin_with_the_same_axis():
    doc = """Strain energy of each rod, from the stretch of its parts.

    Parameters
    ----------
    d : ndarray, shape (frames, rods, parts, 3)
        Stretches.
    k : ndarray, shape (frames, 1, parts, 1)
        Stiffnesses.

    Returns
    -------
    ndarray, shape (rods,)
    """
    assert not refuted("strain(d, k)", doc, "return (0.5 * k * d**2).sum(axis=(2, 3))")
    assert refuted("strain(d, k)", doc, "return (0.5 * k * d**2).sum(axis=(0, 1, 3))")
    # A sum over the first axis that was left out is no batch.
    weighted = """Mean of records.

    x: (records, p) records
    w: (records,) weights

    Returns
    -------
    m : (p,) means
    """
    assert refuted("mean(x, w)", weighted, "return w[:, None] * x / w.sum()")


STATES = """Chance to find one pure state in another.

Parameters
----------
a, b : ndarray
    State vectors.

Returns
-------
float
    Chance, between 0 and 1.
"""


def test_states_are_drawn_normalised():
    assert not refuted("chance(a, b)", STATES, "return float(abs(np.vdot(a, b)) ** 2)")
    assert refuted("chance(a, b)", STATES, "return float(len(a) * abs(np.vdot(a, a)) ** 2)")


def test_density_matrices_have_unit_trace_and_no_negative_part():
    module = module_of("mixed(rho)", "Entropy of a state.\n\nrho: (d, d) density matrix", "return 0.0")
    drawn = [d.arguments["rho"] for d in inputs_for(spec_of(module), 0).drawn]
    assert drawn
    for rho in drawn:
        assert np.trace(rho) == pytest.approx(1.0)
        assert np.linalg.eigvalsh(rho).min() > -1e-12


GRIDDED = """Share of the light that comes from within a radius.

Parameters
----------
r : array_like
    Grid of radii.
s : array_like
    Brightness on the grid.

Returns
-------
ndarray
    Share, between 0 and 1.
"""


def test_a_grid_runs_upwards():
    body = """
    r, s = np.asarray(r), np.asarray(s)
    c = np.concatenate([[0.0], np.cumsum(np.diff(r) * (s[1:] + s[:-1]))])
    return {result}
    """
    assert not refuted("growth(r, s)", GRIDDED, body.replace("{result}", "c / c[-1]"))
    assert refuted("growth(r, s)", GRIDDED, body.replace("{result}", "c / c[1]"))


@pytest.mark.parametrize(
    ("said", "is_signed"),
    [
        ("Displacement of the mirror", True),
        ("Mean square displacement of the atoms", False),
        ("Variance of the phase", False),
        ("Magnitude of the displacement", False),
        ("Phase in rad", True),
    ],
)
def test_sizes_are_not_negative(said, is_signed):
    module = module_of("f(u)", f"Something.\n\nParameters\n----------\nu : float\n    {said}.", "return u")
    (found,) = model_of(spec_of(module)).inputs
    assert ("any sign" in found.traits) is is_signed


def test_a_number_with_a_unit_in_the_text_holds_in_the_stated_units():
    doc = """Period of a pendulum, T = 2 pi sqrt(l / g) with g = 9.81 m/s^2.

    Parameters
    ----------
    l : float
        Length in m.

    Returns
    -------
    T : float
        Period in s.
    """
    assert not refuted("period(l)", doc, "g = abs(-9) + 81 * 10.0**-2\nreturn 2 * np.pi * np.sqrt(l / g)")
    assert refuted("period(l)", doc, "g = 10.0\nreturn 2 * np.pi * np.sqrt(l / g)")


@pytest.mark.parametrize(
    ("head", "body", "is_known"),
    [
        ("", "return 2 * x", True),
        ("", "return x if x > 1e-12 else 1e30", True),
        ("", "return 6.62607015e-34 * x", False),
        ("", "return 299792458.0 * x", False),
        ("from .stars import M_SUN", "return M_SUN * x", False),
        ("import stellar.units as su", "return su.M_SUN * x", False),
        ("import numpy as np", "return np.sqrt(x)", True),
    ],
)
def test_where_a_unit_may_be_hidden(head, body, is_known):
    assert (hidden_dimensions(f"{head}\ndef f(x):\n    {body}\n") is not None) is is_known


def test_constants_are_seen_under_any_name_of_their_module():
    alias = hidden_dimensions("import scipy.constants as sc\ndef f(x):\n    return sc.h * x\n")
    usual = hidden_dimensions("from scipy import constants\ndef f(x):\n    return constants.h * x\n")
    assert alias == usual
    assert alias


LOADED = """Strength of a station.

Parameters
----------
n : int
    Number of the station.

Returns
-------
float
"""


@pytest.mark.parametrize(
    ("top", "is_refuted"),
    [
        ("TABLE = np.loadtxt('no such directory/stations.txt')", False),
        ("from .stations import TABLE", False),
        ("import os\nTABLE = os.environ['STATIONS_OF_NOBODY']", False),
        ("TABLE = np.arange(4.0) + undefined", True),
    ],
)
def test_a_module_may_need_what_no_sandbox_has(top, is_refuted):
    module = module_of("strength(n)", LOADED, "return float(TABLE[0])").replace(
        "\n\n\ndef", f"\n{top}\n\n\ndef"
    )
    spec = spec_of(module)
    own = Candidate("existing", "", "", (), module, "strength", AUTHOR)
    found = asyncio.run(judge(own, spec, claims_of(spec), InProcess(), Limits(), 0, lambda _: None))
    assert found.level == ("refuted" if is_refuted else "unchecked")


LINKED = """Chance that two loci stay together.

Parameters
----------
r : float
    Rate of recombination{said}.
n : int
    Generations.

Returns
-------
float
    Chance, between 0 and 1.
"""


def test_the_range_of_a_result_may_rest_on_one_of_an_argument_that_nothing_says():
    assert not refuted("linked(r, n)", LINKED.replace("{said}", ""), "return (1 - r) ** n")
    assert refuted("linked(r, n)", LINKED.replace("{said}", ""), "return (1 + r) ** n")
    assert refuted("linked(r, n)", LINKED.replace("{said}", ", from 0 to 2"), "return (1 - 2 * r) ** n")


MIXING = """Share of heterozygotes, H = 2 q (1 - q).

Parameters
----------
q : float
    Frequency of an allele{said}.

Returns
-------
H : float
    Share, between 0 and 1.
"""


def test_the_range_of_an_equation_may_rest_on_one_of_an_argument_that_nothing_says():
    found = judged("share(q)", MIXING.replace("{said}", ""), "return 2 * q * (1 - q)")
    assert found.level in {"verified", "plausible"}
    assert refuted("share(q)", MIXING.replace("{said}", ""), "return 2 * q * (1 + q)")
    assert refuted("share(q)", MIXING.replace("{said}", ", from 0 to 1"), "return 8 * q * (1 - q)")


WINDOW = """Cosine window.

w(n) = 0.5 - 0.5*cos(2*pi*n/(m-1))

Parameters
----------
m : int
    number of points; an empty array comes back for none

Returns
-------
w : ndarray
    the window
"""


def test_an_array_may_come_of_numbers_alone():
    assert refuted("window(m)", WINDOW, "return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(m) / (m - 1))") == []


DRAWN = """A random value with a standard deviation of `scale`.

scale: float or array, greater than 0
"""


def test_what_differs_from_call_to_call_says_nothing_of_how_numbers_are_written():
    assert "whole numbers" not in " ".join(
        refuted("drawn(scale)", DRAWN, "return np.random.normal(0, scale)")
    )
    truncated = "out = np.zeros_like(scale)\nout[...] = scale * 0.7\nreturn out"
    assert "whole numbers" in " ".join(refuted("drawn(scale)", DRAWN.replace("random ", ""), truncated))


CENTRED = """The values less their mean.

Parameters
----------
x : ndarray, shape (n,)
    values
copy : bool, default True
    work on a copy of x
"""


@pytest.mark.parametrize(
    ("body", "is_accused"),
    [("x = x.copy() if copy else x\nx -= x.mean()\nreturn x", False), ("x -= x.mean()\nreturn x", True)],
)
def test_arguments_may_change_where_an_argument_allows_it(body, is_accused):
    found = refuted("centred(x, copy=True)", CENTRED, body)
    assert ("it leaves its arguments as they are" in found) is is_accused


def test_a_package_that_something_else_needs_is_not_the_codes_fault():
    doc = "Twice a number.\n\nx: float\n"
    inside = "raise ModuleNotFoundError(\"No module named 'no_such_solver'\")"
    assert refuted("twice(x)", doc, inside) == []
    own = "import no_such_solver\nreturn no_such_solver.twice(x)"
    assert refuted("twice(x)", doc, own) != []


@pytest.mark.parametrize(("body", "wrong"), [("return x ** 3", False), ("return x ** 2", True)])
def test_a_shown_value_is_held_against_code_that_no_equation_settles(body, wrong):
    doc = """
    Cube of a number.

    >>> cubed(2.0)
    8.0
    """
    assert bool(refuted("cubed(x)", doc, body)) is wrong


def test_what_rests_on_a_skipped_line_is_held_against_nothing():
    doc = """
    Half of a number.

    >>> y = halved(2.0)  # doctest: +SKIP
    >>> y
    5.0
    >>> (halved(3.0), 1)
    (1.5, 1)
    """
    assert refuted("halved(x)", doc, "return x / 2") == []
    assert refuted("halved(x)", doc, "return x / 3") == ["`(halved(3.0), 1)` shows (1.5, 1)"]
