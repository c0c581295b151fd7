"""Ranges that a text states beside its equations: bounds of quantities, conditions between them."""

import math
from collections.abc import Iterable, Mapping, Sequence

from ..core.formula import Branch, Compare, ComparisonSign, Formula, IndexRange, Number, Piecewise, Symbol
from ..core.spec import Bounds
from ..formulas.evaluate import NotEvaluable, evaluate
from ..formulas.tree import symbols

_TURNED: Mapping[ComparisonSign, ComparisonSign] = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=",
}  # fmt: skip
_DENIED: Mapping[ComparisonSign, ComparisonSign] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
}  # fmt: skip


def bounds_from(comparisons: Iterable[Compare]) -> dict[str, Bounds]:
    """Ranges of symbols that are compared with numbers."""
    out: dict[str, Bounds] = {}
    for name, sign, number in _with_numbers(comparisons):
        before = out.get(name, Bounds())
        low, high = before.low, before.high
        if sign in {">", ">="} and (low is None or number > low):
            before = Bounds(number, high, sign == ">", before.high_open)
        elif sign in {"<", "<="} and (high is None or number < high):
            before = Bounds(low, number, before.low_open, sign == "<")
        else:
            continue
        out[name] = before
    return {name: bounds for name, bounds in out.items() if bounds != Bounds() and not _is_empty(bounds)}


def _is_empty(bounds: Bounds) -> bool:
    """Whether no number is left: the ranges belong to different cases."""
    return bounds.low is not None and bounds.high is not None and bounds.low >= bounds.high


def both_ways(compare: Compare) -> tuple[tuple[Formula, Formula, ComparisonSign], ...]:
    """A comparison as it stands, and turned round."""
    return (
        (compare.left, compare.right, compare.sign),
        (compare.right, compare.left, _TURNED[compare.sign]),
    )


def _with_numbers(comparisons: Iterable[Compare]) -> Iterable[tuple[str, ComparisonSign, float]]:
    for compare in comparisons:
        for one, other, sign in both_ways(compare):
            if isinstance(one, Symbol) and (number := _number(other)) is not None:
                yield one.name, sign, number


def _number(formula: Formula) -> float | None:
    if symbols(formula):
        return None
    try:
        value = evaluate(formula, {})
    except NotEvaluable:
        return None
    return value if math.isfinite(value) else None


def relative(comparisons: Iterable[Compare], known: frozenset[str]) -> tuple[Compare, ...]:
    """Conditions between quantities that are all known: `a ≤ x ≤ b`."""
    return tuple(
        c
        for c in comparisons
        if len(names := symbols(c.left) | symbols(c.right)) > 1
        and names <= known
        and c.sign not in {"==", "!="}
    )


def index_range(comparisons: Sequence[Compare], index: str) -> IndexRange | None:
    """`0 ≤ n ≤ M - 1` as the range of `n`."""
    lower: Formula | None = None
    upper: Formula | None = None
    for compare in comparisons:
        for one, other, sign in both_ways(compare):
            if one == Symbol(index) and index not in symbols(other):
                if sign == ">=":
                    lower = other
                elif sign == "<=":
                    upper = other
    return None if lower is None or upper is None else IndexRange(index, lower, upper)


def zero_outside(body: Formula, variable: str, comparisons: Sequence[Compare]) -> Formula:
    """A density: the formula where every condition on its variable holds, zero where one fails."""
    own = tuple(
        c
        for c in comparisons
        if variable in symbols(c.left) | symbols(c.right) and c.sign not in {"==", "!="}
    )
    own = tuple(c for c in own if not _is_infinite(c))
    if not own:
        return body
    outside = tuple(Branch(Number("0"), (Compare(_DENIED[c.sign], c.left, c.right),)) for c in own)
    return Piecewise((Branch(body, own), *outside))


def _is_infinite(compare: Compare) -> bool:
    for side in (compare.left, compare.right):
        if not symbols(side):
            try:
                if math.isinf(evaluate(side, {})):
                    return True
            except NotEvaluable:
                continue
    return False
