"""What is an object of the corpus, what its stub is, and how its docstring is changed."""

import ast

import pytest

from ansatz import targets
from ansatz.cli.bench.corpus.faults import planted
from ansatz.cli.bench.corpus.metrics import metrics_of
from ansatz.cli.bench.corpus.mutating import mutants_of
from ansatz.cli.bench.corpus.objects import CorpusObject, objects_of, states_formula
from ansatz.cli.bench.corpus.stubs import Stub, stub_of
from ansatz.library.collected import Argument, Collected
from ansatz.reading.read import read_spec

RICHARDSON = """\
Thermionic emission.

.. math::

    J = A T^2 \\exp(-W / (k T))

Parameters
----------
T : float
    Temperature [K].
W : float
    Work function [J].

Examples
--------
>>> import emitters as em
>>> em.emission(2000.0, 7e-19)
1.0
>>> from emitters import emission
>>> emission(1000.0, 7e-19)
0.0
"""


def routine(name: str, doc: str, *parameters: Argument) -> Collected:
    return Collected(name, (), "function", parameters, doc)


def argument(name: str, default: str | None = None) -> Argument:
    return Argument(name, "positional", default)


@pytest.mark.parametrize(
    "text",
    [
        "Rate.\n\n.. math:: r = k c^n",
        "Rate.\n\n.. math::\n\n    r = k c^n",
        "Rate :math:`r = k c^n` of a reaction.",
        "Rate $r = k c^n$ of a reaction.",
        "Computes ``k * c`` at once.",
        "Rate::\n\n    r = k * c**n\n\nof a reaction.",
    ],
)
def test_what_states_a_formula(text: str):
    assert states_formula(text, ["k", "c"])


@pytest.mark.parametrize(
    "text",
    [
        "Sorts in :math:`O(n)` steps.",
        "Rate.\n\nExamples\n--------\n>>> k = 2 * c\n>>> rate(k)\n2 * c",
        "Reads ``from/here/on`` from disk.",
        "Rate, with the option ``order = 2``.",
    ],
)
def test_what_does_not(text: str):
    assert not states_formula(text, ["k", "c"])


def test_a_stub_keeps_the_docstring_and_renames_calls_in_examples_alone():
    doc = RICHARDSON.replace("Thermionic emission.", "Thermionic emission: emission(T, W).")
    (one,) = objects_of([routine("emitters.emission", doc, argument("T"), argument("W"))])
    stub = stub_of(one)
    function = ast.parse(stub.text).body[0]
    assert isinstance(function, ast.FunctionDef)
    shown = ast.get_docstring(function)
    assert shown is not None
    assert "emission: emission(T, W)" in shown
    assert ">>> wanted(2000.0, 7e-19)" in shown
    assert ">>> wanted(1000.0, 7e-19)" in shown
    assert "from emitters import emission" in shown
    assert shown.split("Examples")[0] == doc.split("Examples")[0]
    assert targets.named(stub.text, "wanted")[0].is_stub


def test_a_stub_has_the_signature():
    parameters = (
        Argument("x", "positional_only", None),
        argument("n", "2"),
        argument("like", "<object at 0x1>"),
        Argument("axis", "keyword_only", "-1"),
    )
    (one,) = objects_of([routine("p.f", "Gives ``x**n``.", *parameters)])
    assert stub_of(one).text.startswith("def wanted(x, /, n=2, like=None, *, axis=-1):")


@pytest.mark.parametrize("end", ['"quoted"', "a backslash \\", "'''", '"""', "both ''' and \"\"\""])
def test_any_docstring_can_be_a_stub_s(end: str):
    (one,) = objects_of([routine("p.f", f"Gives ``x**n``, {end}", argument("x"))])
    function = ast.parse(stub_of(one).text).body[0]
    assert isinstance(function, ast.FunctionDef)
    shown = ast.get_docstring(function)
    assert shown is not None
    assert shown.rstrip() == one.doc.rstrip()


WAITING = """\
Waiting.

Methods
-------
pdf(x, c, loc=0, scale=1)
    Density.
cdf(x, c, loc=0, scale=1)
    Below.

Notes
-----
.. math:: f(x, c) = c x^{c-1}

Examples
--------
>>> waits.pdf(0.5, 2)
>>> waits.cdf(1, 2)
"""


def test_a_distribution_is_asked_for_its_functions():
    (density, below) = sorted(
        objects_of([Collected("stats.waits", (), "class", None, WAITING)]), key=lambda o: o.name, reverse=True
    )
    assert (density.name, density.owner, density.family) == ("stats.waits.pdf", "stats.waits", "stats pdf")
    assert [p.name for p in density.parameters] == ["x", "c"]
    assert stub_of(density).text.startswith("def pdf(x, c):")
    assert ">>> pdf(0.5, 2)\n    >>> waits.cdf(1, 2)" in stub_of(density).text
    assert stub_of(below).entry == "cdf"


MIX = """\
mix(x1, x2, /, out=None, *, where=True)

mix(a, b, out=None)

Gives ``a * b``.

Parameters
----------
a, b : array_like
    Numbers.
"""


def test_a_ufunc_s_arguments_are_those_that_it_describes():
    (one,) = objects_of([Collected("p.mix", (), "ufunc", None, MIX)])
    assert [p.name for p in one.parameters] == ["a", "b"]


SPRING = '''\
def wanted(m, k):
    """Period of a mass on a spring.

    T = 2 * pi * sqrt(m / k) + 0 * m**2

    Parameters
    ----------
    m : float
        Mass [kg].
    k : float
        Stiffness [N/m].

    Returns
    -------
    T : float
        Period [s].

    Examples
    --------
    >>> wanted(1.0, 1.0)
    6.283185307179586
    """
    raise NotImplementedError
'''


def test_each_mutant_is_one_change_of_the_text():
    stub = Stub(SPRING, "wanted", "")
    mutants = mutants_of(stub, read_spec(SPRING, targets.named(SPRING, "wanted")[0]))
    by_change = {mutant.change: mutant for mutant in mutants}
    assert {"sign", "factor", "exponent", "function", "swap", "symbol", "example", "unit"} <= by_change.keys()
    texts = {change: mutant.place.of(mutant.stub.text) for change, mutant in by_change.items()}
    assert (texts["sign"], texts["factor"], texts["exponent"], texts["function"]) == ("-", "3*", "3", "exp")
    assert {change for change, mutant in by_change.items() if mutant.contradicts} == {
        "symbol",
        "example",
        "unit",
    }
    for mutant in mutants:
        before, after = mutant.place.start, len(mutant.stub.text) - mutant.place.end
        assert mutant.stub.text[:before] == SPRING[:before]
        assert after == 0 or mutant.stub.text[-after:] == SPRING[-after:]


def test_a_fault_of_each_kind_is_planted_once():
    body = "y = a ** 2 + b\nreturn np.where(a < b, y, -y)"
    faults = {fault.kind: fault.body for fault in planted(body, ["a", "b"])}
    assert faults == {
        "sign": "y = a ** 2 - b\nreturn np.where(a < b, y, -y)",
        "factor": "y = a ** 2 + b\nreturn 2 * np.where(a < b, y, -y)",
        "exponent": "y = a ** (2 + 1) + b\nreturn np.where(a < b, y, -y)",
        "argument": faults["argument"],
        "branch": "y = a ** 2 + b\nreturn np.where(a < b, -y, y)",
    }
    assert faults["argument"] != body


def test_nothing_is_planted_where_there_is_no_place():
    assert [fault.kind for fault in planted("return a", ["a"])] == ["factor"]
    assert list(planted("return (", ["a"])) == []


def row(right: bool | None, level: str | None, cause: str, *mutants: dict[str, object]) -> dict[str, object]:
    return {
        "id": f"{right}{level}{cause}",
        "right": right,
        "level": level,
        "cause": cause,
        "mutants": mutants,
        "seconds": 1.0,
    }


def test_what_a_run_counts():
    kept = {
        "change": "sign",
        "contradicts": False,
        "ended": "verified",
        "kept": "verified",
        "equivalent": False,
    }
    same = {"change": "swap", "contradicts": False, "ended": "verified", "kept": None, "equivalent": True}
    unmet = {"change": "unit", "contradicts": True, "ended": "plausible", "kept": None, "equivalent": False}
    metrics = metrics_of(
        [
            row(True, "verified", "right", kept, same, unmet),
            row(True, "plausible", "right"),
            row(False, "verified", "wrong"),
            row(None, "plausible", "not compared"),
            row(None, None, "unread"),
        ]
    )
    assert metrics["objects"] == 5
    assert (metrics["verified"], metrics["plausible"], metrics["right"]) == (1, 1, 2)
    assert (metrics["wrong_verified"], metrics["wrong_plausible"]) == (1, 0)
    assert (metrics["plausible_not_compared"], metrics["cause_unread"]) == (1, 1)
    assert (metrics["mutants"], metrics["mutants_kept_verified"], metrics["mutants_equivalent"]) == (3, 1, 1)
    assert (
        metrics["contradictions"],
        metrics["contradictions_accepted"],
        metrics["contradictions_verified"],
    ) == (1, 1, 0)


def test_an_object_s_family_is_its_module():
    one = CorpusObject("a.b.c", (), None, (), "")
    assert one.family == "a.b"
