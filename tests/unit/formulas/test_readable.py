"""What a person reads is what the parser read: printing and reading again gives the same formula."""

import pytest

from ansatz.formulas.build import build_relation
from ansatz.formulas.evaluate import evaluate
from ansatz.formulas.latex import latex_tokens
from ansatz.formulas.plain import plain_tokens
from ansatz.formulas.readable import readable, readable_symbol

VALUES = {"a": 1.3, "b": 0.7, "c": 2.1, "lambda_1": 0.8, "rho": 2.3, "gamma": 1.4, "p": 3.0, "theta": 0.3}


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\sqrt{\frac{\gamma p}{\rho}}", "√(γ p / ρ)"),
        (r"\frac{a}{b c}", "a / (b c)"),
        (r"a^2 - b^{-1}", "a² − b⁻¹"),
        (r"e^{-\lambda_1 c}", "exp(−λ₁ c)"),
        (r"\frac{1}{2} a b^2", "1 / 2 · a b²"),
        (r"(a + b)^{c}", "(a + b)^c"),
        (r"-\frac{a - b}{c}", "−(a − b) / c"),
        (r"\sin^2(\theta)", "sin(θ)²"),
        (r"a - (b - c)", "a − (b − c)"),
        (r"2 \cdot 3 a", "2 · 3 a"),
    ],
)
def test_readable(latex, shown):
    (_, formula), _ = build_relation(latex_tokens(f"y = {latex}"))
    assert readable(formula) == shown
    (_, again), _ = build_relation(plain_tokens(f"y = {shown}", frozenset(VALUES)))
    assert evaluate(again, VALUES) == pytest.approx(evaluate(formula, VALUES))


@pytest.mark.parametrize(("name", "shown"), [("lambda_1", "λ₁"), ("K_ic", "K_ic"), ("DeltaT", "ΔT")])
def test_symbols(name, shown):
    assert readable_symbol(name) == shown
