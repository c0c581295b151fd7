"""Marks of mathematics, where they are and where they only seem to be."""

import pytest

from ansatz.library.mathematics import marks


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("@ode", "dm/dt = -k sqrt(m)"),
        ("@ode", r"\frac{dc}{dt} = -\lambda c"),
        ("@ode", r"\ddot{x} + \omega^2 x = 0"),
        ("@secondode", "y'' + 2 y' + y = 0"),
        ("@pde", r"\frac{\partial c}{\partial t} = D \nabla^2 c"),
        ("@pde", "c_t = D c_xx - v c_x"),
        ("@integral", "E = ∫ F dx"),
        ("@integral", r"\int_0^h \rho(z) dz"),
        ("@improper", "int_0^inf x^3/(exp(x) - 1) dx"),
        ("@sum", "S = Σ_i p_i ln p_i"),
        ("@factorial", "p = exp(-m) m^n / n!"),
        ("@binomial", r"\binom{n}{k} p^k"),
        ("@eigen", "A v = lambda v"),
        ("@inverse", "x = (A^T A)^-1 A^T y"),
        ("@braket", "<m| x |n>"),
        ("@fourier", "F(k) = sum_n f_n exp(-2 pi i k n/N)"),
        ("@piecewise", "c = 1 if r < a\nc = a/r if r > a"),
        ("@implicit", "f = a + b ln(f)"),
        ("@rng", "rng: np.random.Generator"),
        ("@graph", "G: nx.Graph"),
    ],
)
def test_mathematics_is_marked(mark, text):
    assert mark in marks(text)


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("@ode", "slope dh/dx of the surface [m/m]"),
        ("@implicit", "rate = k * c, with k = 3 by default"),
        ("@implicit", "def f(x=1): return x"),
        ("@factorial", "Careful!"),
        ("@integral", "an integer and an integrated circuit"),
        ("@piecewise", "zero if x < 0"),
        ("@eigen", "F = m a"),
    ],
)
def test_what_only_looks_like_it_is_not(mark, text):
    assert mark not in marks(text)


@pytest.mark.parametrize(
    "piece", ["a = ", "(", "exp(-", "if x < ", "d", "x'", "<|", "{", "\\frac{", "^-1", "int_", "x = y ", "a!"]
)
def test_hostile_text_comes_to_an_end(piece):
    marks(piece * 4000)
