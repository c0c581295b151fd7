"""What a docstring makes of its symbols: which letters are functions, which words are one quantity."""

import re
from collections.abc import Iterable
from typing import Final

from ..core.spec import GivenValue
from ..formulas.tokens import Vocabulary
from .known_constants import LETTERS
from .physics import physical_constant

_ALWAYS: Final = {
    "Gamma": "gamma", "lgamma": "lgamma", "gammaln": "lgamma", "loggamma": "lgamma", "binom": "binomial",
    "comb": "binomial", "factorial": "factorial", "digamma": "digamma", "Ei": "expint_ei", "erf": "erf",
}  # fmt: skip
"""Names that are functions in every text in which they are no quantity."""
_MENTIONED: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    (r"bessel", {"J_": "bessel_j", "Y_": "bessel_y", "I_": "bessel_i", "K_": "bessel_k"}),
    (r"spherical bessel", {"j_": "spherical_j", "y_": "spherical_y"}),
    (
        r"\b(?:normal|gaussian)\b[^.]*\b(?:cdf|cumulative|distribution function)|\bcdf\b[^.]*\bnormal",
        {"Phi": "normal_cdf"},
    ),
    (
        r"\b(?:normal|gaussian)\b[^.]*\b(?:pdf|density)|\bpdf\b[^.]*\bnormal",
        {"phi": "normal_pdf", "varphi": "normal_pdf"},
    ),
    (r"\bbeta function", {"B": "beta", "Beta": "beta"}),
    (r"\bgamma function", {"gamma": "gamma"}),
    (r"zeta function", {"zeta": "zeta"}),
    (r"\b(?:digamma|psi) function", {"psi": "digamma"}),
    (r"exponential integral", {"E_": "expint_n", "Ei": "expint_ei"}),
    (r"elliptic integral", {"K": "ellipk", "E": "ellipe"}),
    (r"legendre polynomial|legendre", {"P_": "legendre_p"}),
    (r"chebyshev|chebychev", {"T_": "chebyshev_t", "U_": "chebyshev_u"}),
    (r"hermite", {"H_": "hermite_h", "He_": "hermite_he"}),
    (r"laguerre", {"L_": "laguerre_l"}),
    (r"gegenbauer|ultraspherical", {"C_": "gegenbauer_c"}),
    (r"jacobi polynomial", {"P_": "jacobi_p"}),
    (r"lambert", {"W": "lambertw"}),
    (r"incomplete beta", {"I_": "betainc"}),
    (r"binomial coefficient|choose", {"C": "binomial"}),
)  # fmt: skip
"""What a text must speak of for a letter to be a function; a stroke marks those with a subscript."""
_POWER_OF_E: Final = re.compile(
    r"(?<![A-Za-z\\])e\s*(?:\^|\*\*)\s*[({]*\s*(?:[-+−]|[\\A-Za-z(])|(?<![A-Za-z\\])e[⁻ˣ]"
)
"""`e^{-x}`, `e^(…)`: Euler's number, whatever else the text calls e."""
_NO_FUNCTION: Final = frozenset({"heaviside", "sinc"})


def vocabulary_of(
    text: str,
    names: frozenset[str],
    defined: Iterable[str] = (),
    vectors: Iterable[str] = (),
    letters: Iterable[str] = (),
) -> Vocabulary:
    """The vocabulary of a docstring with these quantities and functions of its own; `letters` are symbols."""
    said = re.sub(r"\s+", " ", text.lower())
    functions = {name: function for name, function in _ALWAYS.items() if name not in names}
    for pattern, meant in _MENTIONED:
        if re.search(pattern, said):
            functions |= meant
    own = frozenset(defined)
    constants = named_constants(text)
    letters = frozenset(letters) | constants | frozenset(name for name in names if len(name) == 1)
    names |= constants & {"e"}
    functions = {n: f for n, f in functions.items() if n not in own and n.rstrip("_") not in own}
    return Vocabulary(names, functions, own, frozenset(vectors), letters)


def named_constants(text: str) -> frozenset[str]:
    """Letters that stand for a constant which the text names, so that `GM` and `e^2` are made of them."""
    letters = frozenset(
        letter
        for letter in LETTERS
        if isinstance(physical_constant(letter, text, {}), GivenValue)
        and re.search(rf"(?<![A-Za-z]){letter}(?![a-z])|(?<=[A-Za-z\d]){letter}(?![a-z])", text)
    )
    return letters - {"e"} if _POWER_OF_E.search(text) else letters
