"""Nothing outside the support of a density, in the second reading too, where the support is confirmed.

That a density is zero outside its range, and its distribution function 0 or 1, is a convention: a reader
of the formula alone does not have it, and there is nothing to ask about. The range was read once; that the
density integrates to one over it is what confirms it.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from ..core.formula import (
    Branch,
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
from ..core.spec import Bounds, Reading, Statement
from ..formulas.evaluate import NotEvaluable, Value, evaluate, run_steps
from ..formulas.tree import substituted, symbols
from .densities import inside
from .homogeneity import Ambiguous, UnitsDisagree
from .planning import NotPlannable
from .ranges import both_ways
from .working_units import plan_for

_TOLERANCE: Final = 1e-6
_SETS: Final = 3
_FUNCTIONS: Final = frozenset(("pdf", "pmf", "cdf"))


def with_same_support(
    first: Reading, second: Reading, function: str, bounds: Mapping[str, Bounds]
) -> Reading:
    """The second reading with what the first has outside the support; as it is where that is not certain."""
    if function not in _FUNCTIONS or len(first.outputs) != 1 or len(second.outputs) != 1:
        return second
    mine, theirs = _output(first), _output(second)
    if mine is None or theirs is None or isinstance(theirs.equation.right, Piecewise):
        return second
    split = _split(mine.equation.right)
    if split is None:
        return second
    outside, body = split
    names = _names(first, second)
    used = {name for b in outside for c in b.conditions for name in symbols(c.left) | symbols(c.right)}
    if not used <= names.keys() or not _is_confirmed(first, mine, outside, body, function, bounds):
        return second
    new: dict[str, Formula] = {name: Symbol(names[name]) for name in used}
    branches = tuple(
        Branch(
            b.value,
            tuple(Compare(c.sign, substituted(c.left, new), substituted(c.right, new)) for c in b.conditions),
        )
        for b in outside
    )
    right = Piecewise((*branches, Branch(theirs.equation.right, ())))
    changed = replace(theirs, equation=Equation(theirs.equation.left, right))
    return replace(second, statements=tuple(changed if s is theirs else s for s in second.statements))


def _output(reading: Reading) -> Statement | None:
    found = [s for s in reading.statements if s.equation.left == Symbol(reading.outputs[0])]
    return found[0] if len(found) == 1 else None


def _split(formula: Formula) -> tuple[tuple[Branch, ...], Formula] | None:
    """The constant branches outside, and the one value inside."""
    if not isinstance(formula, Piecewise):
        return None
    constant = tuple(b for b in formula.branches if b.value in {Number("0"), Number("1")} and b.conditions)
    rest = [b for b in formula.branches if b not in constant]
    if len(rest) != 1 or not constant or any(len(b.conditions) != 1 for b in constant):
        return None
    return constant, rest[0].value


def _names(first: Reading, second: Reading) -> dict[str, str]:
    theirs = {b.parameter: b.symbol for b in second.bindings}
    return {b.symbol: theirs[b.parameter] for b in first.bindings if b.parameter in theirs}


def _is_confirmed(
    first: Reading,
    mine: Statement,
    outside: tuple[Branch, ...],
    body: Formula,
    function: str,
    bounds: Mapping[str, Bounds],
) -> bool:
    """Whether the density's integral over its support is one, for three sets of its parameters."""
    variable = _variable(first, outside)
    if variable is None:
        return False
    low, high = _ends(outside, variable)
    total: Formula
    if isinstance(body, Integral | Series):
        total = replace(body, lower=low, upper=high)
    elif function == "pmf":
        total = Series("sum", variable, low, high, body)
    elif function == "pdf":
        total = Integral(variable, low, high, body)
    else:
        return False
    try:
        plan = plan_for(first, "minimal")
    except (NotPlannable, Ambiguous, UnitsDisagree):
        return False
    if plan.vectors:
        return False
    rng = np.random.default_rng(6)
    found = [_total(plan, mine, total, variable, function, bounds, rng) for _ in range(_SETS)]
    return all(abs(one - 1.0) < _TOLERANCE for one in found)


def _variable(first: Reading, outside: tuple[Branch, ...]) -> str | None:
    """The one symbol that every condition compares with something else."""
    bound = {b.symbol for b in first.bindings}
    sides = [
        {s.name for s in (c.left, c.right) if isinstance(s, Symbol)} for b in outside for c in b.conditions
    ]
    common = set[str].intersection(*sides) & bound if sides else set[str]()
    return next(iter(common)) if len(common) == 1 else None


def _ends(outside: tuple[Branch, ...], variable: str) -> tuple[Formula, Formula]:
    low: Formula = Negate(Constant("inf"))
    high: Formula = Constant("inf")
    for branch in outside:
        for one, other, sign in both_ways(branch.conditions[0]):
            if one == Symbol(variable):
                low = other if sign in {"<", "<="} else low
                high = other if sign in {">", ">="} else high
    return low, high


def _total(
    plan: Plan,
    mine: Statement,
    total: Formula,
    variable: str,
    function: str,
    bounds: Mapping[str, Bounds],
    rng: np.random.Generator,
) -> float:
    values: dict[str, Value] = dict(plan.givens)
    for symbol, parameter in plan.bindings:
        values[symbol] = inside(bounds.get(parameter), rng, function == "pmf" and symbol != variable)
    name = mine.equation.left.name if isinstance(mine.equation.left, Symbol) else ""
    before = replace(plan, steps=tuple(s for s in plan.steps if s.symbol != name))
    if any(variable in symbols(s.formula) for s in before.steps):
        return math.nan
    try:
        run_steps(before, values)
        return evaluate(total, values)
    except NotEvaluable:
        return math.nan
