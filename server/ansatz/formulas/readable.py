"""Formulas as a person reads them in plain text: `c = √(γ p / ρ)`, `Σᵢ xᵢ ln xᵢ`."""

import itertools
from typing import Final

from ..core.formula import (
    Add,
    Call,
    Compare,
    Constant,
    Divide,
    Formula,
    Indexed,
    Integral,
    Multiply,
    Negate,
    Number,
    Piecewise,
    Power,
    Reduce,
    Series,
    Symbol,
)
from .symbols import GREEK, SUBSCRIPTS, SUPERSCRIPTS

_SUM, _PRODUCT, _POWER, _ATOM = range(1, 5)
_LETTERS: Final = {name: letter for letter, name in reversed(GREEK.items())} | {
    "varphi": "φ",
    "varepsilon": "ε",
}
_RAISED: Final = {plain: raised for raised, plain in SUPERSCRIPTS.items()}
_LOWERED: Final = {plain: lowered for lowered, plain in SUBSCRIPTS.items()}
_SUMS: Final = {"sum": "Σ", "prod": "∏", "max": "max", "min": "min"}
_NAMES: Final = {
    "gamma": "Γ", "lgamma": "ln |Γ|", "beta": "B", "lbeta": "ln B", "digamma": "ψ", "zeta": "ζ",
    "normal_cdf": "Φ", "normal_pdf": "φ", "ellipk": "K", "ellipe": "E", "gammainc": "P", "gammaincc": "Q",
}  # fmt: skip
_ORDERED: Final = {
    "bessel_j": "J", "bessel_y": "Y", "bessel_i": "I", "bessel_k": "K", "legendre_p": "P",
    "hermite_h": "H", "hermite_he": "He", "chebyshev_t": "T", "chebyshev_u": "U", "laguerre_l": "L",
    "spherical_j": "j", "spherical_y": "y", "polygamma": "ψ",
}  # fmt: skip
"""Functions whose first argument is written as a subscript."""
_SIGNS: Final = {"<=": "≤", ">=": "≥", "!=": "≠", "==": "="}


def readable(formula: Formula) -> str:
    """The formula in one line of Unicode."""
    return _text(formula, 0)


def readable_symbol(name: str) -> str:
    """`lambda_1` is λ₁, `rho_p` is ρ_p, `DeltaT` is ΔT."""
    if name.endswith("_literal"):
        return name.removesuffix("_literal").replace("_", " ")
    base, _, subscript = name.partition("_")
    if base.startswith("Delta") and len(base) > 5:
        base = "Δ" + base[5:]
    base = _LETTERS.get(base, base)
    if not subscript:
        return base
    if all(c in _LOWERED for c in subscript):
        return base + "".join(_LOWERED[c] for c in subscript)
    return f"{base}_{subscript}"


def _text(formula: Formula, outer: int) -> str:
    text, own = _with_strength(formula)
    return f"({text})" if own < outer else text


def _with_strength(formula: Formula) -> tuple[str, int]:
    match formula:
        case Number(text=text):
            return text, _ATOM
        case Constant(name=name):
            return {"pi": "π", "inf": "∞"}.get(name, name), _ATOM
        case Symbol(name=name):
            return readable_symbol(name), _ATOM
        case Indexed(base=base, index=index, shift=0):
            return readable_symbol(f"{base}_{index}"), _ATOM
        case Indexed(base=base, index=index, shift=shift):
            return f"{readable_symbol(base)}[{index}{shift:+d}]", _ATOM
        case Add(terms=terms):
            text = _text(terms[0], _SUM)
            for term in terms[1:]:
                part = term.operand if isinstance(term, Negate) else term
                text += f" {'−' if isinstance(term, Negate) else '+'} {_text(part, _PRODUCT)}"
            return text, _SUM
        case Multiply(factors=factors):
            parts = [_text(factors[0], _PRODUCT), *(_text(factor, _POWER) for factor in factors[1:])]
            return "".join(_joined(parts)), _PRODUCT
        case Divide(numerator=top, denominator=bottom):
            return f"{_text(top, _PRODUCT)} / {_text(bottom, _POWER)}", _PRODUCT
        case Negate(operand=operand):
            return f"−{_text(operand, _PRODUCT)}", _SUM
        case Power(base=base, exponent=exponent):
            return _raised(_text(base, _ATOM), exponent), _POWER
        case Call(function=function, arguments=arguments):
            return _called(function, arguments), _ATOM
        case Reduce(operation=operation, index=index, body=body):
            return f"{_SUMS[operation]}{_LOWERED.get(index, '_' + index)} {_text(body, _PRODUCT)}", _PRODUCT
        case Series(operation=operation, index=index, lower=lower, upper=upper, body=body):
            limits = f"[{index}={_text(lower, 0)}…{_text(upper, 0)}]"
            return f"{_SUMS[operation]}{limits} {_text(body, _PRODUCT)}", _PRODUCT
        case Integral(variable=variable, lower=lower, upper=upper, body=body):
            limits = f"[{_text(lower, 0)}…{_text(upper, 0)}]"
            return f"∫{limits} {_text(body, _PRODUCT)} d{readable_symbol(variable)}", _PRODUCT
        case Piecewise(branches=branches):
            cases = [f"{_text(branch.value, 0)} {_condition(branch.conditions)}" for branch in branches]
            return f"{{ {'; '.join(cases)} }}", _ATOM


def _joined(parts: list[str]) -> list[str]:
    """Factors side by side; a dot where two numbers would run together."""
    out = [parts[0]]
    for before, part in itertools.pairwise(parts):
        out.append(" · " if part[0].isdigit() or "/" in before else " ")
        out.append(part)
    return out


def _raised(base: str, exponent: Formula) -> str:
    number = exponent.operand if isinstance(exponent, Negate) else exponent
    if isinstance(number, Number) and number.text.isdigit():
        digits = ("-" if isinstance(exponent, Negate) else "") + number.text
        return base + "".join(_RAISED[c] for c in digits)
    return f"{base}^{_text(exponent, _ATOM)}"


def _called(function: str, arguments: tuple[Formula, ...]) -> str:
    shown = [_text(argument, 0) for argument in arguments]
    inner = ", ".join(shown)
    match function:
        case "sqrt":
            return f"√({inner})"
        case "abs":
            return f"|{inner}|"
        case "factorial" | "factorial2":
            bare = _text(arguments[0], _ATOM)
            return f"{bare}{'!' if function == 'factorial' else '!!'}"
        case "norm":
            return f"‖{shown[0]}‖_{shown[1]}"
        case "dot":
            return f"{_text(arguments[0], _ATOM)}·{_text(arguments[1], _ATOM)}"
        case "floor" | "ceil":
            return f"⌊{inner}⌋" if function == "floor" else f"⌈{inner}⌉"
        case "betainc":
            return f"I_{_text(arguments[2], _ATOM)}({shown[0]}, {shown[1]})"
        case _ if function in _ORDERED:
            return f"{_ORDERED[function]}_{_text(arguments[0], _ATOM)}({', '.join(shown[1:])})"
        case _ if function in _NAMES:
            return f"{_NAMES[function]}({inner})"
        case _:
            return f"{function}({inner})"


def _condition(conditions: tuple[Compare, ...]) -> str:
    if not conditions:
        return "otherwise"
    shown = [f"{_text(c.left, _SUM)} {_SIGNS.get(c.sign, c.sign)} {_text(c.right, _SUM)}" for c in conditions]
    return f"for {' and '.join(shown)}"
