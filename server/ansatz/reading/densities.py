"""Probability densities: what they are outside their range, and distribution functions made from them."""

import math
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

import numpy as np
from scipy import integrate

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
from ..core.plan import Plan
from ..core.spec import Bounds, Reading
from ..formulas.evaluate import Argument, NotEvaluable, Value, evaluate, run_plan
from ..formulas.tree import substituted, symbols, walk
from .found import Found
from .homogeneity import Ambiguous, UnitsDisagree
from .planning import NotPlannable
from .ranges import both_ways, zero_outside
from .working_units import plan_for

_DENSITY = re.compile(r"probability (?:density|mass) function", re.IGNORECASE)
# Angles go round: the range is one turn of them, and says nothing of the density beyond it.
_CIRCULAR = re.compile(r"(?<!non-)\b(?:circular|wrapped|directional) distribution", re.IGNORECASE)


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
    inner = density.range
    if not _CIRCULAR.search(text):
        total = _between(total, variable, *_limits(density, variable))
        inner = tuple(c for c in inner if variable not in symbols(c.left) | symbols(c.right))
    named = replace(
        density,
        equation=Equation(Symbol("F"), total),
        range=inner,
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
    low, high = _limits(density, variable)
    inner = f"{variable}_prime"
    body = substituted(density.equation.right, {variable: Symbol(inner)})
    # Outside the range the integrand may be no number, and code computes every case before it chooses.
    upper: Formula = Symbol(variable)
    if low is not None and not _is_infinite(low):
        upper = Call("max", (upper, low))
    if high is not None and not _is_infinite(high):
        upper = Call("min", (upper, high))
    return Integral(inner, low or Negate(Constant("inf")), upper, body)


def _summed(density: Found, variable: str) -> Formula | None:
    if isinstance(density.equation.right, Piecewise):
        return None
    low, _ = _limits(density, variable)
    if low is None:
        return None
    inner = f"{variable}_prime"
    body = substituted(density.equation.right, {variable: Symbol(inner)})
    return Series("sum", inner, low, Call("floor", (Symbol(variable),)), body)


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
    """A density is zero where the condition on its variable fails, but for one of angles."""
    if (function not in {"pdf", "pmf"} and not _DENSITY.search(text)) or _CIRCULAR.search(text):
        return found
    out: list[Found] = []
    for f in found:
        is_density = f.equation.left == Symbol(outputs[0]) and outputs[0] != "F" and f.parameters
        if is_density and f.parameters and not isinstance(f.equation.right, Piecewise):
            variable = f.parameters[0]
            body = zero_outside(f.equation.right, variable, f.range)
            f = replace(f, equation=Equation(f.equation.left, body))
        out.append(f)
    return out


@dataclass(frozen=True, slots=True)
class Support:
    """Where a density is not zero: its variable and the ends of the range, None where it has none."""

    variable: str
    low: Formula | None
    high: Formula | None
    is_mass: bool = False


def support_of(found: list[Found], outputs: tuple[str, ...], function: str, text: str) -> Support | None:
    """The support of the density that is asked for."""
    if function == "cdf" or not _DENSITY.search(text):
        return None
    density = next((f for f in found if f.equation.left == Symbol(outputs[0]) and f.parameters), None)
    if density is None or not density.parameters or len(outputs) != 1:
        return None
    low, high = _limits(density, density.parameters[0])
    is_mass = bool(re.search(r"probability mass function", text, re.IGNORECASE))
    return Support(density.parameters[0], low, high, is_mass)


def doubt_about_total(reading: Reading, support: Support, bounds: Mapping[str, Bounds]) -> str | None:
    """What is wrong with a density whose integral is not one, at three fixed sets of its parameters."""
    try:
        plan = plan_for(reading, "minimal")
    except (NotPlannable, Ambiguous, UnitsDisagree):
        return None
    variable = dict(plan.bindings).get(support.variable)
    if (
        variable is None
        or plan.vectors
        or any(isinstance(n, Integral | Series) for s in plan.steps for n in walk(s.formula))
    ):
        return None
    rng = np.random.default_rng(5)
    totals: list[float] = []
    for _ in range(3):
        fixed: dict[str, Argument] = {
            p: inside(bounds.get(p), rng, support.is_mass) for _, p in plan.bindings if p != variable
        }
        values: dict[str, Value] = {s: cast(float, fixed[p]) for s, p in plan.bindings if p != variable}
        try:
            low = -math.inf if support.low is None else evaluate(support.low, values)
            high = math.inf if support.high is None else evaluate(support.high, values)
            if low < high:
                density = partial(_value, plan, fixed, variable)
                totals.append(_mass(density, low, high) if support.is_mass else _total(density, low, high))
        except NotEvaluable:
            continue
    known = [total for total in totals if math.isfinite(total)]
    if not known and (support.low is not None or support.high is not None):
        return None
    if not known:
        return "the range in which the density holds could not be made out, so that its integral is not 1"
    if all(abs(total - 1.0) > _TOTAL_TOLERANCE for total in known):
        return f"as it was read, the density's integral over its range is {known[0]:.4g} and not 1"
    return None


def _value(plan: Plan, fixed: Mapping[str, Argument], variable: str, x: float) -> float:
    value = float(run_plan(plan, {**fixed, variable: x})[0])
    # Far out a product of nothing and infinity stands for nothing.
    return 0.0 if math.isnan(value) and abs(x) > _FAR else value


def _total(density: Callable[[float], float], low: float, high: float) -> float:
    """The integral, NaN where quadrature is not sure of four digits. An end may be singular."""
    middle = (
        0.5 * (low + high)
        if math.isfinite(low + high)
        else max(low, min(high, 0.0))
        + (
            1.0
            if math.isinf(high) and math.isfinite(low)
            else -1.0
            if math.isfinite(high) and math.isinf(low)
            else 0.0
        )
    )
    total = 0.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", integrate.IntegrationWarning)
        for start, end in ((low, middle), (middle, high)):
            found = cast(
                "tuple[float, float]",
                integrate.quad(partial(_finite, density), start, end, limit=80, epsrel=1e-7, epsabs=1e-9)[:2],
            )
            total += float(found[0]) if found[1] < 1e-4 else math.nan
    return total


def _finite(density: Callable[[float], float], x: float) -> float:
    # Quadrature must not be handed what is no number; an end where the density is infinite is met nearly.
    value = density(x)
    if not math.isfinite(value):
        raise NotEvaluable("the density has no value")
    return value


def _mass(probability: Callable[[float], float], low: float, high: float) -> float:
    """The sum over the whole numbers, NaN where it has not ended after so many terms."""
    total = 0.0
    low = low if math.isfinite(low) else -200.0
    for number in range(_MOST_TERMS):
        k = math.ceil(low) + number
        if k > high:
            return total
        term = probability(float(k))
        total += term
        if k > 20 and abs(term) < 1e-12:
            return total
    return math.nan if total < 1.0 else total


_MOST_TERMS = 2000
_FAR = 25.0
_TOTAL_TOLERANCE = 1e-4


def inside(bounds: Bounds | None, rng: np.random.Generator, is_counted: bool) -> float:
    """A number in a range, whole where it counts something."""
    low = None if bounds is None else bounds.low
    high = None if bounds is None else bounds.high
    share = float(rng.uniform(0.2, 0.8))
    if low is not None and high is not None:
        return low + share * (high - low)
    if high is not None:
        return high - 2.0 * share
    value = (low or 0.0) + 0.4 + 2.0 * share
    # Numbers of things are whole.
    return float(math.ceil(value) + int(rng.integers(1, 6))) if is_counted else value


def _is_infinite(formula: Formula) -> bool:
    return "inf" in repr(formula)
