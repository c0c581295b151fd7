"""Canonical spelling of symbols, so that `\\lambda_{1}`, `λ₁` and `lambda_1` are one name."""

import re
from typing import Final

GREEK: Final = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ϑ": "vartheta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu",
    "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "varsigma", "τ": "tau",
    "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma",
    "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "ℏ": "hbar", "ħ": "hbar",
}  # fmt: skip
"""Unicode letter to spelled name."""

GREEK_NAMES: Final = frozenset(GREEK.values()) | {"varphi", "varepsilon", "varrho", "vartheta", "ell"}

SUBSCRIPTS: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₊₋", "0123456789aehijklmnoprstuvx+-", strict=True))
SUPERSCRIPTS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n", strict=True))

MARKS: Final = {"°": "std", "⁰": "std", "⊖": "std", "⦵": "std", "‡": "ddagger", "½": "half"}
"""Marks behind a symbol that belong to its name: the standard state, the transition state, a half-life."""
_CHARGES: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻−", "01234567890123456789+--")

FUNCTIONS: Final = {
    "abs": "abs", "acos": "arccos", "arccos": "arccos", "acosh": "arccosh", "arccosh": "arccosh",
    "asin": "arcsin", "arcsin": "arcsin", "asinh": "arcsinh", "arcsinh": "arcsinh", "atan": "arctan",
    "arctan": "arctan", "atan2": "arctan2", "arctan2": "arctan2", "atanh": "arctanh", "arctanh": "arctanh",
    "cbrt": "cbrt", "ceil": "ceil", "cos": "cos", "cosh": "cosh", "cot": "cot", "coth": "coth",
    "csc": "csc", "csch": "csch", "erf": "erf", "erfc": "erfc", "erfi": "erfi", "erfinv": "erfinv",
    "exp": "exp", "expm1": "expm1", "floor": "floor", "hypot": "hypot", "ln": "ln", "log": "log",
    "log10": "log10", "log1p": "log1p", "lg": "log10", "log2": "log2", "max": "max", "min": "min",
    "mean": "mean", "median": "median", "norm": "norm", "sec": "sec", "sech": "sech", "sgn": "sign",
    "sign": "sign", "sin": "sin", "sinh": "sinh", "sqrt": "sqrt", "tan": "tan", "tanh": "tanh",
}  # fmt: skip
"""Names that are functions when an argument follows, and what they are called in the tree."""


def concentration(inner: str) -> str:
    r"""`[H+]` from what stands between the brackets of `[\mathrm{H}^+]`; empty if no species does."""
    plain = re.sub(r"\\(?:mathrm|text|ce|rm|textrm)\b|[{}\s^]", "", inner).translate(_CHARGES)
    return f"[{plain}]" if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*(?:\d?[-+])?", plain) else ""


WITH_UNIT: Final = re.compile(r"(?P<number>\d+(?:\.\d+)?)_(?P<unit>[A-Za-zµμ°]+)_literal")
"""How a quantity that an equation writes out is called: `10 pc` is `10_pc_literal`."""
LITERAL_UNITS: Final = frozenset(
    [
        "pc",
        "kpc",
        "Mpc",
        "Pa",
        "hPa",
        "kPa",
        "bar",
        "mbar",
        "atm",
        "kg",
        "km",
        "cm",
        "mm",
        "nm",
        "Hz",
        "eV",
        "keV",
    ]
) | frozenset({"MeV", "GeV", "mol", "K", "mM", "nM", "mL", "µPa", "μPa", "uPa", "mW", "mV", "µV"})
"""Units that may stand behind a number within an equation, where they are no quantity of the text."""


def spelled(name: str) -> str:
    """`name` with Greek letters and subscript digits spelled out."""
    out: list[str] = []
    for character in name:
        if character in GREEK:
            out.append(GREEK[character])
        elif character in MARKS:
            out.append(f"_{MARKS[character]}")
        elif character in SUBSCRIPTS:
            if not (out and out[-1].startswith("_")):
                out.append("_")
            out.append(SUBSCRIPTS[character])
            out[-2:] = ["".join(out[-2:])]
        else:
            out.append(character)
    return "".join(out)


def loose(name: str) -> str:
    """A form in which spelling variants of one symbol are equal: `T_1`, `T1`; `varphi`, `phi`."""
    plain = spelled(name).replace("_", "").replace("{", "").replace("}", "")
    for variant, base in (("varphi", "phi"), ("varepsilon", "epsilon"), ("vartheta", "theta")):
        plain = plain.replace(variant, base)
    return plain
