"""Formulas in running text: what two readers take them for, and their values on arguments."""

import re
from collections.abc import Mapping
from typing import Final, cast

import numpy as np

from ..core.formula import Equation, Formula
from ..formulas.build import build_relation
from ..formulas.evaluate import NotEvaluable, evaluate
from ..formulas.plain import plain_tokens
from ..formulas.tokens import NotRead
from ..formulas.tree import symbols
from ..reading.second import expression, plain
from ..reading.second.tokens import Unread
from .inputs.standins import Argument
from .returned import Array

_LEFT: Final = "value_"


def equation_in(text: str, names: frozenset[str]) -> Equation | None:
    """What two readers that share no code take a text for; None where they do not agree."""
    one, other = read_once(text, names), read_again(text, names)
    return one if one is not None and other is not None and agrees(one, other, names) else None


def formula_in(text: str, names: frozenset[str]) -> Formula | None:
    """A formula of some of the names, None where the readers do not agree or another symbol is in it."""
    equation = equation_in(f"{_LEFT} = {text}", names | {_LEFT})
    return equation.right if equation is not None and symbols(equation.right) <= names else None


def values_of(formula: Formula, arguments: Mapping[str, object]) -> Array | None:
    """A formula's values, element by element of the arrays in it; None where it has none."""
    used = sorted(symbols(formula))
    known: dict[str, Array] = {}
    for name in used:
        value = arguments.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float | np.ndarray | list):
            return None
        array: Array = np.asarray(cast("Argument", value))
        if array.dtype.kind not in "iuf":
            return None
        known[name] = array.astype(np.float64)
    shapes = {a.shape for a in known.values() if a.ndim}
    if len(shapes) > 1:
        return None
    shape = next(iter(shapes), ())
    columns = [np.broadcast_to(known[n], shape).ravel() for n in used]
    rows = list(zip(*columns, strict=True)) if used else [()]
    try:
        out = [float(evaluate(formula, dict(zip(used, map(float, row), strict=True)))) for row in rows]
    except (NotEvaluable, ValueError, KeyError, ZeroDivisionError, OverflowError):
        return None
    return np.asarray(out).reshape(shape)


def agrees(one: Equation, other: tuple[Formula, Formula], names: frozenset[str]) -> bool:
    """Whether two readings are the same thing, by numbers."""
    rng = np.random.default_rng(5)
    compared = 0
    for _ in range(6):
        values = {n: float(rng.uniform(0.1, 0.9)) for n in names}
        try:
            first = [evaluate(s, values) for s in (one.left, one.right)]
            second = [evaluate(s, values) for s in other]
        except (NotEvaluable, ValueError, KeyError, ZeroDivisionError):
            return False
        if not np.isfinite([*first, *second]).all():
            continue
        compared += 1
        if not np.allclose(first, second, rtol=1e-9):
            return False
    return compared >= 3


def read_once(text: str, names: frozenset[str]) -> Equation | None:
    """The first reader's equation, None where it is not sure."""
    try:
        sides, ambiguities = build_relation(plain_tokens(text, names))
    except (NotRead, RecursionError):
        return None
    return Equation(sides[0], sides[1]) if len(sides) == 2 and not ambiguities else None


def read_again(text: str, names: frozenset[str]) -> tuple[Formula, Formula] | None:
    """The second reader's two sides."""
    vocabulary = expression.Vocabulary(names)
    try:
        sides = expression.split(plain.scan(text, 0, names), lambda t: t.kind == "relation")
        if len(sides) != 2:
            return None
        left, right = (expression.parse(side, vocabulary, False) for side in sides)
    except (Unread, RecursionError):
        return None
    return left, right


def mentions(text: str, name: str) -> bool:
    """Whether a name stands in a text."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
