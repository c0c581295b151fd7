"""Signatures for passages without one."""

import ast

import pytest

from ansatz.reading.proposing import propose


def _header(passage: str) -> str:
    (stub,) = propose(passage)
    ast.parse(stub.source)
    return stub.source.partition("\n")[0]


@pytest.mark.parametrize(
    ("passage", "header"),
    [
        ("Kinetic energy of a body: E = m v^2 / 2", "def kinetic_energy(m, v):"),
        ("Reduced mass\nmu = m1*m2/(m1+m2)", "def reduced_mass(m1, m2):"),
        (
            r"Debye length $\lambda_D = \sqrt{\frac{\epsilon_0 k_B T}{n q_e^2}}$",
            "def debye_length(T, n):",
        ),
        ("Compute the drift: x = x0 + v*t", "def drift(x0, v, t):"),
        ("s = u*t\nd = s + s0", "def d(u, t, s0):"),
    ],
)
def test_inputs_are_what_the_equations_need_and_nothing_gives(passage: str, header: str):
    assert _header(passage) == header


def test_a_name_that_code_around_may_use_is_not_taken():
    assert _header("Range: R = v^2 / g") == "def range_value(v, g):"
    (stub,) = propose("Drift: x = x0 + v*t", frozenset({"drift"}))
    assert stub.name == "drift_value"


def test_units_in_prose_become_units_of_the_parameters():
    (stub,) = propose("Kinetic energy: E = m v^2 / 2, with m in kg and v in m/s")
    assert "m : float\n        [kg]" in stub.source
    assert "v : float\n        [m/s]" in stub.source


def test_the_passage_is_kept_word_for_word_in_the_docstring():
    passage = 'Drift "velocity":\n  v = mu * E  (low field)'
    (stub,) = propose(passage)
    assert ast.get_docstring(ast.parse(stub.source).body[0], clean=False).startswith('Drift "velocity":\n')


def test_a_passage_that_names_functions_gives_one_for_each():
    stubs = propose(
        "Geometry.\n\narea(r): area of a circle, A = pi r^2\nvolume(r, h): V = pi r^2 h\n    for a cylinder\n"
    )
    assert [stub.source.partition("\n")[0] for stub in stubs] == ["def area(r):", "def volume(r, h):"]
    assert "for a cylinder" in stubs[1].source
    for stub in stubs:
        ast.parse(stub.source)


@pytest.mark.parametrize(
    "passage", ["", "Tidy this up.", "y = x\nz = x", "a" * 10_000, '"""' + "'''" + " y = x", "y = " * 1000]
)
def test_what_states_no_function_gives_none(passage: str):
    assert propose(passage) == ()
