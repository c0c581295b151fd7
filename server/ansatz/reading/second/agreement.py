"""Whether two formulas are one value written twice, tried on numbers."""

import math
import random
from typing import Final

from ansatz.core.formula import Call, Formula, Indexed, Integral, Series, Symbol
from ansatz.formulas.evaluate import NotEvaluable, Value, evaluate

from .trees import rebuild, substitute, symbols, walk

_TRIES: Final = 12
_SLOW_TRIES: Final = 3
"""Where integrals and series have to be summed each time."""
_TOLERANCE: Final = 1e-6
_MAXIMUM_NODES: Final = 400
_NORMALISING_TRIES: Final = 8
_NEAR_ONE: Final = 1e-4
_MISSES: Final = 3


def agree(first: Formula, second: Formula) -> bool:
    """Whether both have the same value wherever both have one, on a dozen seeded points."""
    if first == second:
        return True
    if sum(1 for f in (first, second) for _ in walk(f)) > _MAXIMUM_NODES:
        return True
    one, other = _natural(first), _natural(second)
    names = sorted({*symbols(one), *symbols(other)})
    vectors = {p.base for f in (one, other) for p in walk(f) if isinstance(p, Indexed)}
    for f in (one, other):
        for part in walk(f):
            if isinstance(part, Call) and part.function in (
                "norm",
                "dot",
                "mean",
                "count",
                "std",
                "var",
                "median",
            ):
                vectors |= set(symbols(part.arguments[0]))
    is_slow = any(isinstance(p, Integral | Series) for f in (one, other) for p in walk(f))
    draws = random.Random(7)
    for attempt in range(_SLOW_TRIES if is_slow else _TRIES):
        values: dict[str, Value] = {}
        for name in names:
            if name in vectors:
                values[name] = [draws.uniform(0.2, 2.0) for _ in range(4)]
            elif attempt % 3 == 2:
                values[name] = float(draws.randint(1, 4))
            else:
                values[name] = draws.uniform(0.1, 0.9) if attempt % 2 else draws.uniform(0.2, 2.5)
        try:
            a, b = evaluate(one, values), evaluate(other, values)
        except NotEvaluable:
            continue
        if math.isfinite(a) and math.isfinite(b) and abs(a - b) > _TOLERANCE * (abs(a) + abs(b) + 1e-9):
            return False
    return True


def _natural(formula: Formula) -> Formula:
    """With `log` of whatever base as the natural one: the same base on both sides."""

    def change(part: Formula) -> Formula | None:
        if isinstance(part, Call) and part.function == "log":
            return Call("ln", tuple(rebuild(a, change) for a in part.arguments))
        return None

    return rebuild(formula, change)


def never_one(density: Formula, variable: str, limits: tuple[Formula, Formula], *, is_discrete: bool) -> bool:
    """Whether a density adds up to something else than one for every choice of its parameters tried.

    Choices outside the parameters' own ranges may give anything, so that one that fits is enough.
    """
    lower, upper = limits
    running = f"{variable}\u2032"
    body = substitute(_natural(density), {variable: Symbol(running)})
    total: Formula = (
        Series("sum", running, lower, upper, body) if is_discrete else Integral(running, lower, upper, body)
    )
    draws = random.Random(11)
    misses = 0
    for attempt in range(_NORMALISING_TRIES):
        high = (0.9, 3.0, 1.5, 6.0)[attempt % 4]
        values: dict[str, Value] = {name: draws.uniform(0.15, high) for name in symbols(total)}
        try:
            found = evaluate(total, values)
        except NotEvaluable:
            return False
        if math.isfinite(found):
            if abs(found - 1) < _NEAR_ONE:
                return False
            misses += 1
    return misses >= _MISSES
