"""Terms: parsed by our own grammar, evaluated with bounds, and nothing else."""

import math

import numpy as np
import pytest

from ansatz.core.term import Function
from ansatz.formulas.terms.evaluate import Closure, Raised, evaluate
from ansatz.formulas.terms.functions import NoValue
from ansatz.formulas.terms.parse import NoTerm, parse_term
from ansatz.formulas.terms.printing import printed
from ansatz.formulas.terms.variants import term_variants


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2**2", -4),
        ("2**-1", 0.5),
        ("1 < 2 <= 2 and not False", True),
        ("3 if 1 > 2 else 4", 4),
        ("[i*j for i in range(3) for j in range(2) if i != j]", [0, 0, 0, 2]),
        ("sum([1/n**2 for n in range(1, 2000)])", math.pi**2 / 6 - 1 / 1999.5),
        ("array([[1, 2], [3, 4]])[:, 0] @ array([1, 2])", 7),
        ("integral(lambda t: exp(-t*t), 0, 30)", math.sqrt(math.pi) / 2),
        ("root(lambda x: cos(x) - x, 0, 1)", 0.7390851332151607),
        ("ode(lambda t, y: -2*y, [1.0], [0.0, 1.0])[1, 0]", math.exp(-2)),
        ("fold(lambda s, x: s*10 + x, 0, [1, 2, 3])", 123),
        ("len(states(lambda s: s + 1, 0, 5))", 6),
        ("until(lambda s: s > 100, lambda s: 2*s, 1)", 128),
        ("abs(fft(array([1.0, 0.0, 0.0, 0.0])) - 1)", [0, 0, 0, 0]),
        ("constants.k/1.380649e-23", 1.0),
    ],
)
def test_values(text, value):
    assert np.allclose(evaluate(parse_term(text), {}), value, rtol=1e-9)


def test_a_name_that_is_given_comes_before_the_circle_constant():
    assert evaluate(parse_term("2*pi"), {"pi": 5}) == 10
    assert evaluate(parse_term("2*pi"), {}) == 2 * math.pi


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "x.y.z",
        "().__class__",
        "x[0](1)",
        "f(",
        "1 +",
        "a = 2",
        "lambda: 1",
        "\\x",
        "'a\\n'",
        "(" * 70 + "1" + ")" * 70,
        "x" * 4001,
        "[" * 3000,
        "2 if 3",
        "f(**x)",
        "f(*x)",
        "{1: 2}",
        "a; b",
    ],
)
def test_what_is_no_term(text):
    with pytest.raises(NoTerm):
        parse_term(text)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "open('/etc/passwd')",
        "eval('1')",
        "constants.__class__",
        "constants.find",
        "zeros([100000, 100000])",
        "ones(10**9)",
        "range(10**12)",
        "kron(ones(9000), ones(9000))",
        "ones([9000, 1]) + ones(9000)",
        "until(lambda s: False, lambda s: s, 0)",
        "[1 for i in range(3000) for j in range(3000)]",
        "x",
        "sin([[1], [2, 3]])",
        "1 if array([1, 2]) else 2",
        "array([1, 2]) @ 3",
        "solve(zeros([2, 2]), ones(2))",
        "repeat(ones(1000), 10**6)",
        "tile([1], 10**9)",
        "gauss_legendre(10**6)",
        "sum(1, out=2)",
    ],
)
def test_what_has_no_value(text):
    with pytest.raises(NoValue):
        evaluate(parse_term(text), {})


def test_huge_numbers_become_infinite_and_do_not_take_for_ever():
    assert evaluate(parse_term("10**10**10"), {}) == math.inf


def test_an_error_that_a_term_asks_for_has_its_kind():
    with pytest.raises(Raised) as raised:
        evaluate(parse_term("error('ValueError') if 1 > 0 else 2"), {})
    assert raised.value.kind == "ValueError"


def test_a_function_is_printed_from_its_tree_with_arithmetic_only():
    made = evaluate(parse_term("lambda t: a*t**2 + where(t > 1, sin(t), -t)"), {"a": 3})
    assert isinstance(made, Closure)
    source = printed(made)
    compiled = eval(source, {"np": np})  # noqa: S307 - the sandbox's part, on our own print
    assert np.allclose(compiled(np.array([0.5, 2.0])), [0.25, 12 + math.sin(2)])
    for text in ("lambda t: integral(lambda s: s, 0, t)", "lambda t: 'x'", "lambda t: [t]", "lambda t: b"):
        term = parse_term(text)
        assert isinstance(term, Function)
        with pytest.raises(NoValue):
            printed(Closure(term, {}))


def test_variants_differ_in_one_place():
    term = parse_term("sin(x)*2 + y[0]")
    found = list(term_variants(term))
    assert term not in found
    assert parse_term("cos(x)*2 + y[0]") in found
    assert parse_term("sin(x)*2 - y[0]") in found
    assert parse_term("sin(x)*2 + y[1]") in found
