"""Equations as people write them, evaluated against the same mathematics written by hand."""

import math

import pytest

from ansatz.core.formula import Symbol
from ansatz.formulas.build import build_relation
from ansatz.formulas.evaluate import evaluate
from ansatz.formulas.latex import latex_tokens
from ansatz.formulas.plain import plain_tokens
from ansatz.formulas.tokens import NotRead
from ansatz.formulas.tree import symbols

VALUES = {
    "a": 1.3, "b": 0.7, "c": 2.1, "x": 0.4, "t": 1.9, "k_B": 1.1, "T": 3.0, "lambda": 0.6, "lambda_1": 0.8,
    "theta": 0.3, "mu_0": 1.7, "rho": 2.3, "V_max": 5.0, "[S]": 0.9, "K_m": 0.2, "omega": 2.2, "DeltaT": 4.0,
    "m": 2.0, "v": 3.0, "varphi_1": 0.5, "n": 1.5, "R": 0.35, "Re": 12.0, "x_prime": 0.25,
}  # fmt: skip


def check_reads(tokens, text, expected, names=()):
    sides, notes = build_relation(tokens(f"y = {text}", frozenset(names)))
    assert sides[0] == Symbol("y")
    assert notes == ()
    assert evaluate(sides[1], VALUES) == pytest.approx(expected(), rel=1e-12)


V = VALUES
LATEX = [
    (r"\frac{a}{b c}", lambda: V["a"] / (V["b"] * V["c"])),
    (r"a / b", lambda: V["a"] / V["b"]),
    (r"\frac12 m v^2", lambda: 0.5 * 2 * 9),
    (r"-x^2", lambda: -(0.4**2)),
    (r"2x^{a+1}", lambda: 2 * 0.4**2.3),
    (r"\sqrt{\frac{k_B T}{\mu_0 \rho}}", lambda: math.sqrt(1.1 * 3 / (1.7 * 2.3))),
    (r"\sqrt[3]{c}", lambda: 2.1 ** (1 / 3)),
    (r"e^{-\lambda t}", lambda: math.exp(-0.6 * 1.9)),
    (r"\exp\left(-\frac{x}{a}\right)", lambda: math.exp(-0.4 / 1.3)),
    (r"\sin^2\left(\frac{\theta}{2}\right)", lambda: math.sin(0.15) ** 2),
    (r"\sin(\theta)^2", lambda: math.sin(0.3) ** 2),
    (r"\cos\varphi_1 \cos\theta", lambda: math.cos(0.5) * math.cos(0.3)),
    (r"\sin 2\theta", lambda: math.sin(0.6)),
    (r"\sin^{-1} x", lambda: math.asin(0.4)),
    (r"\log_{10} c", lambda: math.log10(2.1)),
    (r"\ln\frac{c}{a}", lambda: math.log(2.1 / 1.3)),
    (r"\frac{V_{\mathrm{max}} [S]}{K_m + [S]}", lambda: 5 * 0.9 / 1.1),
    (r"\left| x - c \right|", lambda: 1.7),
    (r"|x - c| a", lambda: 1.7 * 1.3),
    (r"a - b - c", lambda: 1.3 - 0.7 - 2.1),
    (r"a - (b - c)", lambda: 1.3 - (0.7 - 2.1)),
    (r"\min(a, c) \cdot 2", lambda: 2.6),
    (r"2 \times 10^{-3}", lambda: 2e-3),
    (r"\Delta T / T", lambda: 4 / 3),
    (r"\frac{24}{Re}", lambda: 2.0),
    (r"\pi c^2", lambda: math.pi * 2.1**2),
    (r"x' + a", lambda: 0.25 + 1.3),
    (r"a^{b^c}", lambda: 1.3 ** (0.7**2.1)),
]


@pytest.mark.parametrize(("text", "expected"), LATEX, ids=[t for t, _ in LATEX])
def test_latex(text, expected):
    check_reads(latex_tokens, text, expected, names={"Re"})


PLAIN = [
    ("a / (b * c)", lambda: 1.3 / (0.7 * 2.1)),
    ("(4π/λ) · n · cos θ", lambda: 4 * math.pi / 0.6 * 1.5 * math.cos(0.3)),
    ("4R / (1 − R)²", lambda: 4 * 0.35 / 0.65**2),
    ("1 / (1 + c · sin²(θ/2))", lambda: 1 / (1 + 2.1 * math.sin(0.15) ** 2)),
    ("√(k_B T / (mu_0 rho))", lambda: math.sqrt(1.1 * 3 / (1.7 * 2.3))),
    ("½ m v²", lambda: 9.0),
    ("a * b**(T - 2)", lambda: 1.3 * 0.7),
    ("a*b**-2", lambda: 1.3 * 0.7**-2),
    ("a^b^c", lambda: 1.3 ** (0.7**2.1)),
    ("-x**2", lambda: -0.16),
    ("exp(-lambda*t)", lambda: math.exp(-0.6 * 1.9)),
    ("exp(-λ t)", lambda: math.exp(-0.6 * 1.9)),
    ("e^(-λ₁ t)", lambda: math.exp(-0.8 * 1.9)),
    ("sqrt(a**2 + b**2)", lambda: math.hypot(1.3, 0.7)),
    ("log10(c) + ln(a)", lambda: math.log10(2.1) + math.log(1.3)),
    ("atan2(a, b)", lambda: math.atan2(1.3, 0.7)),
    ("1.22e-2 * c", lambda: 1.22e-2 * 2.1),
    ("a⁻¹ + b", lambda: 1 / 1.3 + 0.7),
    ("|x - c|", lambda: 1.7),
    ("2 a (b + c)", lambda: 2 * 1.3 * 2.8),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN, ids=[t for t, _ in PLAIN])
def test_plain(text, expected):
    check_reads(plain_tokens, text, expected, names=VALUES)


@pytest.mark.parametrize("text", ["a/b c", "a / b(c + d)", "(a)/b/c d"])
def test_a_stroke_before_a_bare_factor_is_ambiguous(text):
    _, notes = build_relation(plain_tokens(f"y = {text}", frozenset("abcd")))
    assert notes


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (latex_tokens, r"y = \oint x"),
        (latex_tokens, r"y = \frac{a}{"),
        (latex_tokens, r"y = a ++* b"),
        (latex_tokens, "y = " + "(" * 80 + "x" + ")" * 80),
        (plain_tokens, "y = a @ b"),
        (plain_tokens, "y = x" + "+x" * 4000),
        (plain_tokens, "y = (a"),
        (plain_tokens, "y = __import__('os').system('id')"),
    ],
)
def test_what_is_no_equation_is_refused(tokens, text):
    with pytest.raises(NotRead):
        build_relation(tokens(text))


def test_a_hostile_power_costs_nothing():
    sides, _ = build_relation(plain_tokens("y = 9**9**9**9**9", frozenset()))
    assert math.isinf(evaluate(sides[1], {}))


def test_names_keep_their_case_and_subscripts():
    sides, _ = build_relation(latex_tokens(r"q = K_{ic} k_{\mathrm{cat},i} \bar{x} \varepsilon_r"))
    assert symbols(sides[1]) == {"K_ic", "k_cat_i", "bar(x)", "varepsilon_r"}
