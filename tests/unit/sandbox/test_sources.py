"""Arguments that are made inside from source: callables, tables, quantities."""

from __future__ import annotations

import math

import pytest

from ansatz_sandbox import Call, Job, NotCarried, Raised, Returned, Source

from .conftest import Box
from .test_jobs import returned

SQUARE = Source("def square(x):\n    return x * x\n", "square")


def test_an_integrand(box: Box) -> None:
    code = "from scipy.integrate import quad\ndef f(g, a, b):\n    return quad(g, a, b)[0]\n"
    value = returned(box.call(code, SQUARE, 0.0, 3.0)).value
    assert isinstance(value, float)
    assert math.isclose(value, 9.0)


def test_a_source_may_be_keyword_or_part_of_a_container(box: Box) -> None:
    code = "def f(pair, *, named):\n    return pair[0](pair[1]), named['g'](5)\n"
    call = Call(([SQUARE, 3],), {"named": {"g": SQUARE}})
    result = returned(box.run(Job(code, "f", (call,))))
    assert result.value == (9, 25)
    assert result.args_after == call.args


def test_it_is_made_afresh_for_each_call(box: Box) -> None:
    counter = Source(
        "class C:\n    n = 0\n    def __call__(self):\n        self.n += 1\n        return self.n\nc = C()",
        "c",
    )
    outcome = box.run(Job("def f(c):\n    return c(), c()\n", "f", (Call((counter,)),) * 3))
    assert [returned(outcome, index).value for index in range(3)] == [(1, 2)] * 3


def test_a_change_beside_it_is_seen(box: Box) -> None:
    result = returned(box.call("def f(g, x):\n    x.append(g(2))\n", SQUARE, []))
    assert result.args_after == (SQUARE, [4])


def test_a_source_that_comes_back_is_a_function_and_not_carried(box: Box) -> None:
    assert isinstance(returned(box.call("def f(g):\n    return g\n", SQUARE)).value, NotCarried)


def test_what_it_raises_is_the_line_of_the_candidate_that_called_it(box: Box) -> None:
    fails = Source("def fails(x):\n    pass\n    pass\n    raise ValueError('in the integrand')\n", "fails")
    (result,) = box.call("def f(g):\n    return g(1)\n", fails).results
    assert isinstance(result, Raised)
    assert (result.type, result.line) == ("ValueError", 2)


@pytest.mark.parametrize("source", [Source("def g(:", "g"), Source("x = 1 / 0", "x"), Source("x = 1", "y")])
def test_one_that_cannot_be_made_says_nothing_of_the_candidate(box: Box, source: Source) -> None:
    outcome = box.run(Job("def f(*g):\n    return 1\n", "f", (Call(), Call((source,)))))
    assert outcome.status == "crashed"
    assert "source" in outcome.detail
    assert "argument could not be made" in outcome.stderr
    assert isinstance(outcome.results[0], Returned)


def test_other_values_are_made_the_same_way(box: Box) -> None:
    table = Source("import numpy as np\nrows = np.ma.masked_array([1.0, 2.0], [True, False])\n", "rows")
    assert returned(box.call("def f(rows):\n    return float(rows.sum())\n", table)).value == 2.0
