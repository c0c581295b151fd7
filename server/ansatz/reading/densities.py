"""Probability densities: what they are outside their range, and distribution functions made from them."""

import re
from dataclasses import replace

from ..core.formula import (
    Branch,
    Call,
    Compare,
    Constant,
    Equation,
    Formula,
    Integral,
    Negate,
    Number,
    Piecewise,
    Series,
    Symbol,
)
from ..formulas.tree import substituted, symbols
from .equations import Found
from .ranges import both_ways, zero_outside

_DENSITY = re.compile(r"probability (?:density|mass) function", re.IGNORECASE)


def as_asked(
    found: list[Found], outputs: tuple[str, ...], function: str, text: str
) -> tuple[list[Found], tuple[str, ...]]:
    """The distribution function from a density, where that is asked for and only the density is stated."""
    if function != "cdf" or len(outputs) != 1 or outputs[0] == "F" or not _DENSITY.search(text):
        return found, outputs
    density = next((f for f in found if f.equation.left == Symbol(outputs[0])), None)
    if density is None or not density.parameters:
        return [], ()
    variable = density.parameters[0]
    is_mass = bool(re.search(r"probability mass function", text, re.IGNORECASE))
    total = _summed(density, variable) if is_mass else _integrated(density, variable)
    if total is None:
        return [], ()
    named = replace(
        density,
        equation=Equation(Symbol("F"), total),
        range=tuple(c for c in density.range if variable not in symbols(c.left) | symbols(c.right)),
    )
    return [named if f is density else f for f in found], ("F",)


def _limits(density: Found, variable: str) -> tuple[Formula | None, Formula | None]:
    low: Formula | None = None
    high: Formula | None = None
    for c in density.range:
        for one, other, sign in both_ways(c):
            if one == Symbol(variable) and variable not in symbols(other):
                low = other if sign in {">", ">="} else low
                high = other if sign in {"<", "<="} else high
    return low, high


def _integrated(density: Found, variable: str) -> Formula | None:
    if isinstance(density.equation.right, Piecewise):
        return None
    low, high = _limits(density, variable)
    inner = f"{variable}_prime"
    body = substituted(density.equation.right, {variable: Symbol(inner)})
    total = Integral(inner, low or Negate(Constant("inf")), Symbol(variable), body)
    return _between(total, variable, low, high)


def _summed(density: Found, variable: str) -> Formula | None:
    if isinstance(density.equation.right, Piecewise):
        return None
    low, high = _limits(density, variable)
    if low is None:
        return None
    inner = f"{variable}_prime"
    body = substituted(density.equation.right, {variable: Symbol(inner)})
    total = Series("sum", inner, low, Call("floor", (Symbol(variable),)), body)
    return _between(total, variable, low, high)


def _between(total: Formula, variable: str, low: Formula | None, high: Formula | None) -> Formula:
    """Zero below the range and one above it."""
    at = Symbol(variable)
    branches: list[Branch] = []
    if low is not None and not _is_infinite(low):
        branches.append(Branch(Number("0"), (Compare("<", at, low),)))
    if high is not None and not _is_infinite(high):
        branches.append(Branch(Number("1"), (Compare(">=", at, high),)))
    return Piecewise((*branches, Branch(total, ()))) if branches else total


def with_zero_outside(found: list[Found], outputs: tuple[str, ...], function: str, text: str) -> list[Found]:
    """A density is zero where the condition on its variable fails."""
    if function not in {"pdf", "pmf"} and not _DENSITY.search(text):
        return found
    out: list[Found] = []
    for f in found:
        is_density = f.equation.left == Symbol(outputs[0]) and outputs[0] != "F" and f.parameters
        if is_density and f.parameters and not isinstance(f.equation.right, Piecewise):
            variable = f.parameters[0]
            body = zero_outside(f.equation.right, variable, f.range)
            kept = tuple(c for c in f.range if variable not in symbols(c.left) | symbols(c.right))
            f = replace(f, equation=Equation(f.equation.left, body), range=kept)
        out.append(f)
    return out


def _is_infinite(formula: Formula) -> bool:
    return "inf" in repr(formula)
