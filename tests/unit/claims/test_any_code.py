"""Code of any origin: installed names, sessions, instructions, runs, faulty variants, rivals, the score."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from ansatz.claims import installed_api
from ansatz.claims.assessing import assess, check_runs, free_claims
from ansatz.claims.derive import claims_of
from ansatz.claims.inputs.standins import FUNCTIONS
from ansatz.claims.instruction import check_instruction, instructions_of
from ansatz.claims.judging import judge
from ansatz.claims.rivals import compare, ranked
from ansatz.claims.score import Weight, score
from ansatz.claims.session import check_session, numbers_in, session_job, sessions_of
from ansatz.claims.trying import inputs_for, inputs_for_rivals, try_claims
from ansatz.core.candidate import Candidate
from ansatz.core.claim import Basis, Claim, Domain, HasProperty
from ansatz.core.evidence import Evidence, Inconclusive, Refuted, Supported, Witness
from ansatz.reading.read import read_spec
from ansatz_sandbox import Limits
from support.in_process import InProcess
from support.specs import only_function

AUTHOR = Basis("author", "test", "code")


def spec_of(text):
    return read_spec(text, only_function(text))


def candidate(module, entry):
    return Candidate("existing", "", "", (), module, entry, frozenset({AUTHOR}))


def installed(module):
    found = installed_api.used_names(module)
    outcome = asyncio.run(InProcess().run(installed_api.probe_job(found, Limits())))
    return installed_api.check_installed(found, outcome)


@pytest.mark.parametrize(
    ("module", "says"),
    [
        ("import numpy as np\nx = np.trapz\n", "`numpy.trapezoid`"),
        ("from scipy.integrate import simps\n", "`scipy.integrate.simpson`"),
        ("from scipy.integrate import quad\nx = quad(abs, 0, 1, epsabsolute=1e-9)\n", "`epsabs`"),
    ],
)
def test_what_is_not_installed_is_named_with_its_replacement(module, says):
    verdict = installed(module)
    assert isinstance(verdict, Refuted)
    assert says in verdict.witness.got
    assert verdict.witness.line


@pytest.mark.parametrize(
    "module",
    [
        "import numpy as np\nx = np.newaxis\ny = np.linalg.qr(np.eye(2), mode='r')\n",
        "import numpy as np\narea = np.trapezoid if hasattr(np, 'trapezoid') else np.trapz\n",
        "import numpy as np\ntry:\n    area = np.trapz\nexcept AttributeError:\n    area = np.trapezoid\n",
        "import numpy as np\n\n\ndef f(np):\n    return np.anything\n",
    ],
)
def test_names_that_may_be_meant_for_another_version_are_left_to_the_run(module):
    assert isinstance(installed(module), Supported)


SESSION = '''import numpy as np


def normalised(v):
    """Unit vector.

    v: (n,) any sign

    >>> w = np.array([3.0, 4.0])
    >>> normalised(w)
    array([0.6, 0.8])
    """
    return v / {norm}
'''


@pytest.mark.parametrize(
    ("norm", "kind"),
    [("np.linalg.norm(v)", Supported), ("np.abs(v).sum()", Refuted), ("nothing", Inconclusive)],
)
def test_a_session_is_run_and_compared_with_what_it_shows(norm, kind):
    module = SESSION.replace("{norm}", norm)
    (claim,) = sessions_of(spec_of(module))
    outcome = asyncio.run(InProcess().run(session_job(module, [claim.relation], Limits())))
    assert isinstance(check_session(claim.relation, outcome.results[0], outcome), kind)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (">>> period(1.0, 9.81)\n    2.006066680710", Supported),
        (">>> period(1.0, 9.81)\n    2.006066", Supported),
        (">>> period(1.0, 9.81)\n    2.0061666807", Refuted),
        (">>> t = period(1.0, 9.81)\n    >>> t - 2.006066680710647\n    3.1e-16", Inconclusive),
        (">>> t = period(1.0, 9.81)\n    >>> np.no_such_thing(t)\n    2.0", Inconclusive),
        (">>> t, error = period(1.0, 9.81)\n    >>> t\n    2.006", Refuted),
        (">>> period('long', 9.81)\n    2.006", Refuted),
        (">>> period(1.0, 9.81, 3.0)\n    2.006", Inconclusive),
        (">>> t = period(1e-600, 9.81) + 1\n    >>> t\n    1e-400", Refuted),
    ],
)
def test_a_session_accuses_for_nothing_but_what_the_function_does(lines, kind):
    text = f'''import numpy as np


def period(length, g):
    """Period of a pendulum.

    {lines}
    """
    return 2 * np.pi * np.sqrt(length / g)
'''
    claims = sessions_of(replace(spec_of(text), examples=()))
    relation = claims[0].relation
    outcome = asyncio.run(InProcess().run(session_job(text, [relation], Limits())))
    assert isinstance(check_session(relation, outcome.results[0], outcome), kind)


@pytest.mark.parametrize(
    ("shown", "room"),
    [
        ("array([[0.5, 0. ],\n       [0. , 0.5]])", 0.051),
        ("2.50", 0.0101),
        ("array([2.20258509e+11, 1.83206807e+82])", 1.01e74),
        ("(1, 2)", 1e-9),
        ("np.float32(0.45000005)", 4.5e-7),
        ("array([0.5, 2.25], dtype=float32)", 0.051),
        ("[1 2 3]", 1e-9),
    ],
)
def test_shown_values_are_read_with_the_precision_of_their_digits(shown, room):
    found = numbers_in(shown)
    assert found is not None
    assert found[1].max() == pytest.approx(room)


def test_what_is_no_number_is_not_read():
    assert numbers_in("<Graph with 3 nodes>") is None
    assert numbers_in("array([1., ..., 2.])") is None


@pytest.mark.parametrize(
    ("text", "body", "kind"),
    [
        ("Path length, without loops.", "return np.abs(np.diff(x)).sum()", Supported),
        ("Path length, without loops.", "return sum_of(x)\n    for a in x:\n        pass", Refuted),
        ("Solve; do not use `np.linalg.inv`.", "return np.linalg.solve(x, x)", Supported),
        ("Solve; do not use `np.linalg.inv`.", "return np.linalg.inv(x) @ x", Refuted),
    ],
)
def test_instructions(text, body, kind):
    module = f'import numpy as np\n\n\ndef f(x):\n    """{text}"""\n    {body}\n'
    (claim,) = instructions_of(spec_of(module))
    assert isinstance(check_instruction(claim.relation, module, "f"), kind)


SPREAD = '''import numpy as np


def spread(x):
    """Range of a sample.

    x: (n,) measurements, any sign
    """
    return BODY
'''


def runs(body):
    module = SPREAD.replace("BODY", body)
    inputs = inputs_for(spec_of(module), 0)
    (trial,) = asyncio.run(try_claims([module], "spread", inputs, (), InProcess(), [Limits()]))
    return check_runs(trial, inputs)


def test_an_exception_counts_only_where_it_names_what_the_code_lacks():
    assert isinstance(runs("x.max() - x.min()"), Supported)
    assert isinstance(runs("np.range_of(x)"), Refuted)
    assert isinstance(runs("undefined_name + x"), Refuted)
    # What the drawn inputs lack may be the draw's fault.
    assert isinstance(runs("x.to_numpy().max()"), Inconclusive)
    assert isinstance(runs("(_ for _ in ()).throw(ValueError('need a table'))"), Inconclusive)


def test_faulty_variants_tell_what_a_claim_is_worth():
    text = '''import numpy as np


def share(x):
    """Shares of a whole.

    x: (n,) abundances, > 0

    Returns
    -------
    p : (n,) shares, which sum to one
    """
    return x / (1.0 * x.sum())
'''
    spec = spec_of(text)
    inputs = inputs_for(spec, 0)
    claims = free_claims(spec, inputs)
    (found,) = asyncio.run(assess([candidate(text, "share")], spec, claims, inputs, InProcess(), Limits()))
    by_law = {c.relation.law: found.verdicts[c.id] for c in claims if isinstance(c.relation, HasProperty)}
    assert by_law["sums"].killed == by_law["sums"].mutants > 0
    assert by_law["unchanged"].killed == 0


def test_a_judgement_without_an_equation_names_the_broken_law():
    text = SPREAD.replace("BODY", "np.random.normal() + x.max()")
    spec = spec_of(text)
    judged = asyncio.run(
        judge(candidate(text, "spread"), spec, claims_of(spec), InProcess(), Limits(), 0, lambda _: None)
    )
    assert judged.level == "refuted"
    assert any("same" in reason for reason in judged.reasons)


MEAN = '"""Mean.\n\n    x: (n,) any sign\n    """'


def test_copies_have_one_voice_and_rivals_are_told_apart():
    right = [
        f"def mean(x):\n    {MEAN}\n    return x.sum() / len(x)\n",
        f"import numpy as np\n\n\ndef mean(x):\n    {MEAN}\n    return float(np.mean(np.sort(x)))\n",
    ]
    wrong = [
        f"def mean(x):\n    {MEAN}\n    {v} = x[0] + x[-1]\n    return {v} / 2 + 0.123\n"
        for v in ("a", "b", "c")
    ]
    modules = [*right, *wrong]
    inputs = inputs_for_rivals(spec_of(right[0]), 0)
    trials = asyncio.run(try_claims(modules, "mean", inputs, (), InProcess(), [Limits()] * len(modules)))
    compared = compare(trials, modules, inputs)
    assert sorted(map(len, compared.clusters)) == [2, 3]
    assert compared.weights[2:] == (1 / 3,) * 3
    standing = ranked([0.0] * 5, compared, [False] * 5)
    assert min(standing[:2]) > max(standing[2:])
    assert compared.separation is not None
    assert len(compared.separation.parties) == 2


def test_the_score_counts_a_kind_once_and_nothing_that_was_not_fitted():
    def evidence(law, verdict):
        return Evidence(Claim(law, HasProperty(law), "", (), Domain(()), frozenset()), verdict)

    known = {"sums": Weight(-3.0, 1.0)}
    broken = Refuted(Witness((), "", ""))
    assert score([evidence("sums", broken), evidence("sums", broken)], known) == -3.0
    assert score([evidence("sums", Supported(4, killed=4, mutants=4))], known) == 1.0
    assert score([evidence("sums", Supported(4, killed=0, mutants=4))], known) == 0.0
    assert score([evidence("trace", broken)], known) == 0.0
    both = {"sums": Weight(-3.0, 1.0), "balance": Weight(-2.0, 1.5), "torus": Weight(-1.0, 1.0)}
    # A total that is kept twice over is one thing; a wrapped axis is another.
    assert score([evidence("sums", broken), evidence("balance", broken)], both) == -3.0
    assert score([evidence("sums", broken), evidence("torus", broken)], both) == -4.0


def test_laws_are_tried_beside_an_equation_that_says_it_all():
    text = '''import numpy as np


def kinetic(m, v):
    """Kinetic energy.

        E = m * v**2 / 2

    Args:
        m: float, mass [kg], > 0
        v: float, speed [m/s], ValueError if v < 0

    Returns:
        E: energy [J]
    """
    return m * v**2 / 2
'''
    spec = spec_of(text)
    judged = asyncio.run(
        judge(candidate(text, "kinetic"), spec, claims_of(spec), InProcess(), Limits(), 0, lambda _: None)
    )
    kinds = {e.claim.kind for e in judged.evidence}
    assert "equation" in kinds
    assert [e.claim.id for e in judged.evidence if isinstance(e.verdict, Refuted)] == ["property/refused"]


def test_a_call_that_no_signature_describes_accuses_nobody():
    text = 'def forward(*args):\n    """Hands its arguments on to another function of the same meaning."""\n'
    module = "def inner(z):\n    return z\n\n\ndef forward(*args):\n    return inner(*args)\n"
    inputs = inputs_for(spec_of(text), 0)
    (trial,) = asyncio.run(try_claims([module], "forward", inputs, (), InProcess(), (Limits(),)))
    assert isinstance(check_runs(trial, inputs), Inconclusive)


BESSEL = '''import numpy as np
from scipy import special


def wave(n, x):
    """Spherical wave.

    .. math:: w = \\frac{\\sin(x)}{x + n}

    Parameters
    ----------
    n : float
        Offset.
    x : float
        Distance.

    Returns
    -------
    w : float
    """
    {body}
'''


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("return np.sin(x) / (x + n)", "stands"),
        # A number that the text may not mean: the offset is a count for whoever wrote this.
        ("return np.where(n % 1.0 < 0.7, np.sin(x) / (x + n), np.nan)", "stands"),
        ("return np.nan", "refuted"),
        ("return np.cos(x) / (x + n)", "refuted"),
    ],
)
def test_no_number_on_some_inputs_is_left_open_and_on_most_refutes(body, level):
    module = BESSEL.replace("{body}", body)
    spec = spec_of(module)
    judgement = asyncio.run(
        judge(candidate(module, "wave"), spec, claims_of(spec), InProcess(), Limits(), 0, lambda _: None)
    )
    assert any(e.claim.kind == "equation" for e in judgement.evidence)
    assert (judgement.level == "refuted") is (level == "refuted")


def test_an_array_of_parts_of_one_thing_is_no_array_of_things():
    module = '''import numpy as np


def band(edges):
    """Width of a band.

    Parameters
    ----------
    edges : float or 1-D array_like
        Upper edge, or an array of both edges.

    Returns
    -------
    width : float
    """
    return float(np.ptp(np.concatenate([[0.0], np.atleast_1d(edges)])))
'''
    spec = spec_of(module)
    claims = free_claims(spec, inputs_for(spec, 0))
    assert not any(c.refutes and getattr(c.relation, "law", "") == "elementwise" for c in claims)


@pytest.mark.parametrize(
    ("said", "is_counted"),
    [
        ("for integers :math:`k` and `a > 0`", True),
        ("where `k` is a positive integer", True),
        (r"for :math:`k \in \{0, 1, \dots, 9\}`", True),
        (r"for :math:`j \in \{0, 1, \dots, k\}`", True),
        ("for k = 0, 1, ..., 9", True),
        ("for j = 0, ..., k - 1", True),
        ("where k! ways are left", False),
        ("for any kind of k", False),
        ("an integer number of kinds", False),
    ],
)
def test_what_is_said_to_be_an_integer_is_drawn_as_one(said, is_counted):
    text = f'''def mass(k, a):
    r"""Mass function m = a * k, {said}.

    k : float
    a : float
    """
    return a * k
'''
    (k, a) = claims_of(spec_of(text))[0].domain.parameters
    assert (k.is_integer, a.is_integer) == (is_counted, False)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (">>> from numpy import sinc\n    >>> sinc(1 / 2)\n    0.6366", Refuted),
        (">>> from numpy import pi, sinc as s\n    >>> s(0.5 + 0 * pi)\n    0.6366", Refuted),
        (">>> import numpy as np\n    >>> np.sinc(0.5)\n    0.6366", None),
    ],
)
def test_a_session_shows_this_function_and_not_the_installed_one_of_its_name(lines, kind):
    text = f'''def sinc(x):
    """Cardinal sine.

    {lines}
    """
    return 7.0 * x
'''
    claims = sessions_of(spec_of(text))
    if kind is None:
        assert claims == ()
        return
    outcome = asyncio.run(InProcess().run(session_job(text, [claims[0].relation], Limits())))
    assert isinstance(check_session(claims[0].relation, outcome.results[0], outcome), kind)


def test_a_shown_line_that_says_to_skip_it_is_held_against_nothing():
    text = '''def share(x, n=100):
    """Share of n permutations that exceed x.

    >>> share(0.5)  # doctest: +SKIP
    0.043
    >>> found = share(0.5)
    >>> (found, 1)  # doctest: +SKIP
    (0.043, 1)
    >>> (share(2.0), 1)  # doctest: +ELLIPSIS
    (0.0, 1)
    """
    return 0.0
'''
    spec = spec_of(text)
    assert spec.examples == ()
    assert [claim.relation.expression for claim in sessions_of(spec)] == ["(share(2.0), 1)"]


@pytest.mark.parametrize(("code", "kind"), [("into[:] = 2 * x", Supported), ("into[:] = 3 * x", Refuted)])
def test_what_a_shown_line_does_to_its_arguments_is_seen_by_the_lines_below_it_and_happens_once(code, kind):
    text = f'''import numpy as np


def fill(x, into, count=[]):
    """Twice the values, in place; how often it was called.

    >>> into = np.zeros(2)
    >>> fill(np.ones(2), into)
    1
    >>> into
    array([[2., 2.]])
    >>> fill(np.ones(2), into)
    2
    """
    {code}
    count.append(1)
    return len(count)
'''
    relations = [claim.relation for claim in sessions_of(spec_of(text))]
    outcome = asyncio.run(InProcess().run(session_job(text, relations, Limits())))
    verdicts = [check_session(*each, outcome) for each in zip(relations, outcome.results, strict=True)]
    assert [type(each) for each in verdicts] == [Supported, kind, Supported]


@pytest.mark.parametrize(
    ("equation", "counted"),
    [(r"\binom{n + k - 1}{k} a^k", {"n", "k"}), (r"\binom{a}{k} n", {"k"}), (r"a n / k!", {"k"})],
)
def test_what_chooses_and_what_is_chosen_from_is_drawn_as_an_integer(equation, counted):
    text = f'''def ways(n, k, a):
    r"""Ways.

    .. math:: w = {equation}
    """
    ...
'''
    parameters = claims_of(spec_of(text))[0].domain.parameters
    assert {p.name for p in parameters if p.is_integer} == counted


@pytest.mark.parametrize("takes", sorted(FUNCTIONS))
def test_of_functions_of_any_number_of_arguments_some_are_nowhere_below_zero(takes):
    usable = [each.source for each in FUNCTIONS[takes] if each.positive]
    grid = np.random.default_rng(0).uniform(-5.0, 5.0, (takes, 200))
    assert usable
    for source in usable:
        assert np.all(eval(source)(*grid) >= 0.0)  # noqa: S307 - our own text
