"""Means and the like of arrays, as equations write them: `x̄`, `\\bar{x}`."""

from collections.abc import Collection
from dataclasses import replace

from ..core.formula import Call, Equation, Formula, Symbol
from ..formulas.tree import rewritten, vector_symbols
from .found import Found


def with_statistics(
    found: list[Found], bound: Collection[str], arrays: frozenset[str]
) -> tuple[list[Found], frozenset[str]]:
    """A bar over a bound array is its mean, unless an equation says what it is."""
    lefts = {f.equation.left for f in found}
    indexed = {n for f in found for side in (f.equation.left, f.equation.right) for n in vector_symbols(side)}
    averaged = {
        f"bar({name})"
        for name in bound
        if (name in indexed or name in arrays) and Symbol(f"bar({name})") not in lefts
    }

    def statistic(node: Formula) -> Formula:
        if isinstance(node, Symbol) and node.name in averaged:
            return Call("mean", (Symbol(node.name[4:-1]),))
        return node

    changed = [
        replace(
            f,
            equation=Equation(rewritten(f.equation.left, statistic), rewritten(f.equation.right, statistic)),
        )
        for f in found
    ]
    return changed, frozenset(averaged)
