"""Integrals, sums with limits, norms and special functions: read, evaluated and written as code."""

import math

import numpy as np
import pytest
from scipy import integrate, special

from ansatz.core.formula import Symbol
from ansatz.formulas.build import build_relation
from ansatz.formulas.code import NotExpressible, Printer
from ansatz.formulas.evaluate import evaluate
from ansatz.formulas.latex import latex_tokens
from ansatz.formulas.plain import plain_tokens
from ansatz.formulas.stable import stable
from ansatz.formulas.tokens import NotRead, Vocabulary

WORDS = Vocabulary(
    frozenset({"x", "a", "b", "n", "t"}),
    {
        "Gamma": "gamma", "Phi": "normal_cdf", "J_": "bessel_j", "I_": "bessel_i", "L_": "laguerre_l",
        "zeta": "zeta", "binom": "binomial", "B": "beta",
    },
)  # fmt: skip
VALUES = {"x": 0.8, "a": 1.7, "b": 2.4, "n": 4.0, "t": 0.3}


def right_of(tokens, text):
    sides, _ = build_relation(tokens(f"y = {text}", WORDS))
    assert sides[0] == Symbol("y")
    return sides[1]


LATEX = [
    (r"\int_0^x e^{-s^2} ds", lambda: math.sqrt(math.pi) / 2 * math.erf(0.8)),
    (r"\int_x^\infty \frac{ds}{s^2}", lambda: 1 / 0.8),
    (r"2 \int_0^1 (a + s) \, \mathrm{d}s + b", lambda: 2 * (1.7 + 0.5) + 2.4),
    (r"\int_0^1 \int_0^s s u \, du \, ds", lambda: 0.125),
    (r"\sum_{k=0}^{n} \frac{x^k}{k!}", lambda: sum(0.8**k / math.factorial(k) for k in range(5))),
    (r"\sum_{k=1}^{\infty} \frac{x^k}{k^2 2^k}", lambda: sum(0.4**k / k**2 for k in range(1, 200))),
    (r"\prod_{k=1}^{n} (1 + x / k)", lambda: math.prod(1 + 0.8 / k for k in range(1, 5))),
    (r"\Gamma(a + 1) \Gamma(b)", lambda: special.gamma(2.7) * special.gamma(2.4)),
    (r"\frac{1}{B(a, b)}", lambda: 1 / special.beta(1.7, 2.4)),
    (r"J_{n+1}(a x)", lambda: special.jv(5, 1.7 * 0.8)),
    (r"I_x(a, b)", lambda: special.betainc(1.7, 2.4, 0.8)),
    (r"L_n^{(a)}(x)", lambda: special.eval_genlaguerre(4, 1.7, 0.8)),
    (r"{}_2F_1(a, b; n; x)", lambda: special.hyp2f1(1.7, 2.4, 4, 0.8)),
    (r"{{n}\choose{2}} x^2", lambda: 6 * 0.64),
    (r"\binom{n}{2} - n!", lambda: 6 - 24),
    (r"(a)_n", lambda: special.poch(1.7, 4)),
    (r"\lfloor a \rfloor + \lceil b \rceil", lambda: 4.0),
    (r"\log_b a", lambda: math.log(1.7) / math.log(2.4)),
    (r"[1 - \exp(-x^a)]^{b-1}", lambda: (1 - math.exp(-(0.8**1.7))) ** 1.4),
    (r"|x||b|", lambda: 0.8 * 2.4),
]


@pytest.mark.parametrize(("text", "expected"), LATEX, ids=[t for t, _ in LATEX])
def test_latex(text, expected):
    assert evaluate(right_of(latex_tokens, text), VALUES) == pytest.approx(expected(), rel=1e-9)


PLAIN = [
    ("∫₀^x e^(-s²) ds", lambda: math.sqrt(math.pi) / 2 * math.erf(0.8)),
    ("∫_0^∞ s^(a-1) exp(-s) ds", lambda: special.gamma(1.7)),
    ("n!/(2!(n-2)!)", lambda: 6.0),
    ("Gamma(a) erf(x/√2)", lambda: special.gamma(1.7) * math.erf(0.8 / math.sqrt(2))),
    ("∛b + ⌊a⌋", lambda: 2.4 ** (1 / 3) + 1),
    ("sum_{k=1}^{n} k^2", lambda: 30.0),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN, ids=[t for t, _ in PLAIN])
def test_plain(text, expected):
    assert evaluate(right_of(plain_tokens, text), VALUES) == pytest.approx(expected(), rel=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        r"\frac{dx}{dt}", r"\int x dx", r"\int_0^1 x", r"f(x, a)", r"v(t)^2", r"H^{(1)}_n(x)", r"x^{(n)}",
        r"\vec{a} \times \vec{b}", r"\Phi", "_" * 200, r"\sum_{i \neq j} x",
    ],
)  # fmt: skip
def test_what_has_another_meaning_is_no_product(text):
    if text == r"\Phi":
        assert right_of(latex_tokens, text) == Symbol("Phi")
        return
    with pytest.raises(NotRead):
        right_of(latex_tokens, text)


CODE = [
    r"\int_0^x e^{-s^2} ds",
    r"\sum_{k=0}^{n} \frac{x^k}{k!}",
    r"\sum_{k=1}^{\infty} \frac{x^k}{k^2 2^k}",
    r"\Gamma(a) \int_0^x \int_0^s e^{-u} du \, ds",
    r"\int_{-\infty}^{b} e^{-|s - a|} ds",
    r"\int_{-a}^{\infty} e^{-|s|} ds",
    r"1 - e^{-x}",
    r"\ln(1 + x)",
    r"\sqrt{a^2 + b^2}",
]


@pytest.mark.parametrize("text", CODE)
@pytest.mark.parametrize("scalars", [frozenset("xabnt"), frozenset()], ids=["numbers", "arrays"])
def test_the_code_computes_what_the_formula_says(text, scalars):
    formula = right_of(latex_tokens, text)
    printer = Printer({name: name for name in VALUES}, scalars=scalars)
    expression = printer.text(stable(formula))
    names = {"np": np, "special": special, "integrate": integrate, **VALUES}
    exec("\n".join(printer.definitions), names)
    assert eval(expression, names) == pytest.approx(evaluate(formula, VALUES), rel=1e-8)  # noqa: S307


def test_forms_that_keep_their_digits():
    texts = {
        r"1 - e^{-x}": "-np.expm1(-x)",
        r"e^{x} - 1": "np.expm1(x)",
        r"\ln(1 + x)": "np.log1p(x)",
        r"\sqrt{a^2 + b^2}": "np.hypot(a, b)",
    }
    for text, code in texts.items():
        assert Printer({n: n for n in VALUES}).text(stable(right_of(latex_tokens, text))) == code


def test_a_barred_routine_is_not_called():
    formula = right_of(latex_tokens, r"\Gamma(a)")
    with pytest.raises(NotExpressible):
        Printer({"a": "a"}, barred=frozenset({"scipy.special.gamma"})).text(formula)


def test_an_integral_that_does_not_converge_has_no_value():
    assert math.isnan(evaluate(right_of(latex_tokens, r"\int_0^1 \frac{1}{s^2} ds"), {}))
