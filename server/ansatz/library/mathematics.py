"""Marks of mathematics in a text: an integral sign, a time derivative, an unknown on both sides.

Patterns over the text and not a parse: a query has milliseconds, and half of what is typed is no
whole equation yet. Each mark is a word such as `@ode` that cues and the index use like any other.
"""

import re
from typing import Final

_NAME: Final = r"[A-Za-zα-ωΑ-Ω_]\w*"

_MARKS: Final[tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]] = tuple(
    (mark, signs, re.compile(pattern))
    for mark, signs, pattern in (
        (
            "@ode",
            ("/d", "/ d", "'", "\\frac", "dot", "d2", "d^2", "̇", "ẋ"),
            # dh/dt, dT/dx =, d theta/dt, \frac{d x}{d t}, \dot x, x'(t) =, r'' =
            rf"\bd\s?{_NAME}(?:\[\w+\])?\s*/\s*d\s?(?:(?:t|tau|s)\b|\w+\s*=)|\\frac\{{\s*(?:\\mathrm\{{d\}}|d)"
            rf"[^}}]*\}}\{{\s*(?:\\mathrm\{{d\}}|d)\s?\\?\w+\s*\}}|\\dd?ot\b|\b{_NAME}'{{1,2}}\s*(?:\(\w+\))?\s*=|"
            rf"\bd\^?2\s?{_NAME}\s*/\s*d\s?\w+\^?2|ẋ|̇",
        ),
        (
            "@secondode",
            ("''", "d2", "d^2", "ddot"),
            r"\w'{2}(?:\s|\(|=|$)|\bd\^?2\s?\w+\s*/\s*d\s?\w+\s?\^?2|\\ddot\b",
        ),
        (
            "@pde",
            ("∂", "\\partial", "∇", "\\nabla", "_t", "_x", "_y", "_z", "_r", "aplac"),
            r"∂\s?\w*\s*/\s*∂|\\partial|∇|\\nabla|\b[a-zA-Z]_(?:tt?|xx?|yy|zz|rr)\b(?=\s*[=+\-)*/,.]|$)|"
            r"[lL]aplac(?:ian|e)\(",
        ),
        (
            "@integral",
            ("∫", "∬", "∭", "\\int", "\\i", "int_", "int(", "int (", "ntegral"),
            r"[∫∬∭]|\\i{0,2}int\b|\bint_|\bint\s?\(|[iI]ntegral\s*(?:_|\(|of\b|from\b)",
        ),
        (
            "@improper",
            ("∞", "inf", "oo"),
            r"(?:∫|\\int|\bint_?|integral)[^.\n]{0,24}(?:∞|\\infty|\binf(?:inity)?\b|\boo\b)",
        ),
        ("@sum", ("Σ", "∑", "sum"), r"[Σ∑]|\\sum\b|\bsum_|\bsum\s?\("),
        ("@product", ("∏", "prod"), r"∏|\\prod\b|\bprod_"),
        (
            "@fourier",
            ("exp", "e^"),
            r"(?:e\s?\^|exp)\s?[({\\left]*\s*[-+]?\s*(?:2\s*(?:\*|\\?pi|π)?\s*)?(?:1j|i|j)\s*(?:\\?\s*)?"
            r"(?:\*|k|2|pi|π|\\pi|omega|ω|\\omega|q|w)",
        ),
        (
            "@gaussian",
            ("exp", "e^"),
            rf"exp\s?[({{]\s*-\s*\(?\s*{_NAME}[^\n)]{{0,24}}(?:\^|\*\*)\s?\{{?2|e\^\{{-[^}}]*\^2",
        ),
        ("@factorial", ("!",), r"(?:(?<!\w)\w{1,2}|\))!(?![=\w])"),
        ("@binomial", ("binom", "C(", "choose"), r"\\binom\b|\bC\(\s?\w+\s?,\s?\w+\s?\)|\bchoose\b"),
        ("@legendre", ("P_", "P("), r"\bP_?\{?l\}?\^?m?\s?\(|\bP_(?:n|l|2)\s?\(\s?cos"),
        ("@argmin", ("rgm", "rg m", "\\m"), r"\b[aA]rg\s?min|\b[aA]rg\s?max|\\min_|\\max_"),
        (
            "@linearsystem",
            (" = ", "="),
            r"\b[A-Z]\s?[@*·]?\s?([a-z])\s?=\s?(?!\1)[a-z]\b(?!\s?\1)|\([^()\n]*\)\s?x\s=\s[a-z]\b",
        ),
        (
            "@eigen",
            (" = ", "="),
            # H psi = E psi, K phi = omega^2 M phi, P^T pi = pi
            r"\b[A-Z]\s?[@*]?\s?\\?([a-zψφ]\w*)\s*=\s*(?:\\?\w+(?:\^2|\*\*2)?\s?\*?\s?){1,2}\\?\1\b|"
            r"\b\\?([a-zπ]\w*)\s?[@*]?\s?[A-Z]\s*=\s*\\?\2\b",
        ),
        (
            "@convolution",
            ("⊗", " * ", "t -", "t-", "\\ast"),
            r"\(\s?\w+\s?(?:⊗|\*|\\ast)\s?\w+\s?\)\s?\(\w+\)|⊗|\bt\s?-\s?(?:tau|s|t'|τ)\b",
        ),
        (
            "@tensor",
            ("_{", "_i", "_j", "[i", "[a"),
            r"_\{?[ijkl]{3,4}\}?\b|\b[A-Za-z]\w*\[\w, ?\w, ?\w(?:, ?\w)+\]",
        ),
        ("@inverse", ("^-1", "^{-1", "⁻¹"), r"(?:\b[A-Z]|[)\]])\s?(?:\^\{?-1|⁻¹)"),
        ("@braket", ("|", "⟩"), r"[<⟨][^<>|\n]{1,24}\|[^<>|\n]{1,24}\|[^<>|\n]{1,24}[>⟩]"),
        ("@parameters", (" of ",), r"\b\w+(?:, \w+)*,? and \w+ of [^.;]{0,60}="),
        ("@nonnegative", (">=", "≥"), r"\w\s*(?:>=|≥)\s*0\b"),
        ("@cases", ("cases",), r"\\begin\{cases\}"),
        (
            "@rng",
            ("rng", "seed", "random_state", "random."),
            r"\brng\b|\bseed\b|random_state|random\.Generator",
        ),
        ("@graph", ("nx.", "networkx", "Graph"), r"\bnx\.|networkx|\bGraph\b|\bDiGraph\b"),
        (
            "@callable",
            ("allable", "func", "f:", "fun:"),
            r"\bCallable\b|\b(?:f|func|fun|model)\s?:\s?(?:Callable|callable|function)",
        ),
    )
)
"""Each mark with signs of which it needs one (a quick look before the pattern), and its pattern."""

KNOWN: Final = frozenset(mark for mark, _, _ in _MARKS) | {"@piecewise", "@implicit"}
"""Every mark there is."""

SAID: Final = {
    "@ode": "a time derivative",
    "@secondode": "a second derivative",
    "@pde": "partial derivatives",
    "@integral": "an integral",
    "@improper": "an integral to infinity",
    "@sum": "a sum",
    "@product": "a product",
    "@fourier": "a complex exponential",
    "@gaussian": "a Gaussian",
    "@factorial": "a factorial",
    "@binomial": "a binomial coefficient",
    "@legendre": "a Legendre function",
    "@argmin": "an extremum",
    "@linearsystem": "a linear system",
    "@eigen": "A v = λ v",
    "@convolution": "a convolution",
    "@tensor": "several indices",
    "@inverse": "an inverse",
    "@braket": "a matrix element",
    "@parameters": "parameters of an equation",
    "@nonnegative": "not negative",
    "@cases": "cases",
    "@piecewise": "cases",
    "@implicit": "the unknown on both sides",
    "@rng": "a random generator",
    "@graph": "a graph",
    "@callable": "a function as argument",
}
"""Each mark in words for people."""

_CONDITION: Final = re.compile(
    r"\b(?:if|for|when|where)\s+(?:\d[\d.]*\s*(?:<|≤)=?\s*)?\w+\s*(?:<|>|==|!=|≤|≥|≠)|\bfor\s+\w+\s+(?:above|below|between)\b"
)
_EQUATION: Final = re.compile(
    rf"(?<![\w=<>!])({_NAME})\s*=\s*((?:(?!\s[a-z]{{3,}}\s[a-z]{{2,}}\s)[^=\n;])+)", re.MULTILINE
)
_CODE: Final = re.compile(r"^\s*(?:def |class |@|import |from |>>>|return\b)|:\s*$")


def marks(text: str) -> tuple[str, ...]:
    """The marks that `text` bears, each once."""
    found = [
        mark
        for mark, signs, pattern in _MARKS
        if any(sign in text for sign in signs) and pattern.search(text)
    ]
    if "@cases" in found or len(_CONDITION.findall(text)) > 1:
        found.append("@piecewise")
    if "@eigen" not in found and _is_implicit(text):
        found.append("@implicit")
    return tuple(found)


def _is_implicit(text: str) -> bool:
    """Whether a line gives a quantity by an equation that has it on the right as well."""
    for line in text.splitlines():
        if "=" not in line or _CODE.search(line):
            continue
        for name, right in _EQUATION.findall(line):
            if re.search(rf"(?<![\w.\\]){re.escape(name)}(?![\w('])", right) and re.search(
                r"[-+*/(^]", right
            ):
                return True
    return False
