"""What of a test runs beside the code, and what is decided apart from it."""

import pytest

from ansatz.cli.bench.scicode.problems import counted
from ansatz.cli.bench.scicode.rewriting import Pair, rewritten, surroundings_of

HELPER = "def near(a, b, eps=1e-3):\n    return abs(a - b) < eps\n"
USES_CODE = "def good(b):\n    return np.allclose(f(1), b)\n"
AROUND = surroundings_of("import numpy as np", (HELPER, USES_CODE))


@pytest.mark.parametrize(
    ("test", "seen", "condition"),
    [
        ("assert np.allclose(f(x), target)", ["f(x)"], "np.allclose(got__[0], target)"),
        ("assert np.allclose(target, f(x), atol=tol)", ["f(x)", "tol"],
         "np.allclose(target, got__[0], atol=got__[1])"),
        ("assert near(f(x), target)", ["f(x)"], "near(got__[0], target)"),
        ("np.testing.assert_allclose(f(x), target)", ["f(x)"],
         "[np.testing.assert_allclose(got__[0], target)]"),
        ("assert f(x) == target", ["f(x)"], "got__[0] == target"),
        ("assert np.isclose(f(x), 2 * np.pi) == target", ["f(x)"],
         "np.isclose(got__[0], 2 * np.pi) == target"),
        ("assert np.max(np.abs(f(x) - target)) < 1e-3", ["f(x)"],
         "np.max(np.abs(got__[0] - target)) < 0.001"),
        ("assert all(np.allclose(a, b) for a, b in zip(f(x), target))", ["f(x)"],
         "all((np.allclose(a, b) for a, b in zip(got__[0], target)))"),
    ],
)  # fmt: skip
def test_what_depends_on_the_code_is_observed_and_the_rest_is_decided_apart(
    test: str, seen: list[str], condition: str
):
    found = rewritten(test, AROUND)
    assert not found.is_whole
    assert [each.condition for each in found.comparisons] == [condition]
    assert found.observing == f"seen__([{', '.join(f'pack__({one})' for one in seen)}])"
    assert "target" not in found.observing


def test_parts_of_the_target_are_known_by_their_place():
    found = rewritten("r = f(x)\nassert near(r[0], target[0]) and near(r[1], target['b'])", AROUND)
    assert found.comparisons[0].pairs == (
        Pair((0,), "got__[0]", "target[0]"),
        Pair(("b",), "got__[1]", "target['b']"),
    )
    assert found.observing.startswith("r = f(x)\n")


def test_names_for_parts_of_the_target_are_seen_through():
    found = rewritten("a, b = target\nc = target[0]\nassert near(f(x), b) and c < 2", AROUND)
    condition = "near(got__[0], target[1]) and target[0] < 2"
    assert [each.condition for each in found.comparisons] == [condition]
    assert found.comparisons[0].pairs[0] == Pair((1,), "got__[0]", "target[1]")
    assert "target" not in found.observing


@pytest.mark.parametrize(
    "test",
    [
        "assert good(target)",  # a helper that calls the code under test
        "a, *b = target\nassert f(x) == a",
        "a = target\na = 2\nassert f(x) == a",
        "for each in target:\n    assert each == f(x)",
        "assert g(target)",
        "assert np.allclose(f(x), target",
    ],
)
def test_what_can_not_be_taken_apart_is_left_whole(test: str):
    found = rewritten(test, AROUND)
    assert found.is_whole
    assert found.observing == test


def test_an_assertion_without_the_target_stays_where_it_is():
    found = rewritten("assert f(x) > 0\nassert near(f(x), target)", AROUND)
    assert found.observing == "assert f(x) > 0\nseen__([pack__(f(x))])"


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("import math\ndef f(x):\n    return math.exp(x)", "\ndef f(x):\n    return math.exp(x)"),
        ("from a import (\n    b,\n    c,\n)\nx = 1", "\n\n\n\nx = 1"),
        ("def f():\n    import a\n    return 1", "def f():\n    pass\n    return 1"),
        ("important = 1", "important = 1"),
        ("import a\ndef f(:", "\ndef f(:"),
    ],
)
def test_code_is_scored_without_imports_of_its_own(code: str, left: str):
    assert counted(code) == left
