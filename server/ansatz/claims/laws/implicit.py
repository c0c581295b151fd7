"""The law of a solved equation: the returned number, put into the equation that it solves, satisfies it.

For functions that compute a root: of what the text writes, one symbol is no argument, and the summary
names it as what is returned. Two readers that share no code must take the equation for the same thing.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.formula import Equation, Formula
from ...core.inputs import InputModel
from ...core.spec import Spec, Statement
from ...core.text import Span
from ...formulas.evaluate import NotEvaluable, evaluate
from ...formulas.tree import symbols
from ...reading.second import expression, latex, plain
from ...reading.second.tokens import Unread
from ..returned import Seen
from .law import Broken, Case, Finding, Ground, Held, Law, Open, Stated, floats, say

_RTOL: Final = 1e-6


def _stated(spec: Spec, model: InputModel) -> list[Stated]:
    found = _solved(spec)
    if found is None or any(i.kind in {"array", "function"} for i in model.inputs):
        return []
    statement, unknown = found
    place = Span(statement.span.start - spec.span.start, statement.span.end - spec.span.start)
    said = " ".join(statement.text.split())[:80]
    is_sure = _agree(statement, spec) and not _converts(spec)
    return [Stated(HasProperty("solves", words=(unknown,)), f"its values satisfy `{said}`", place, is_sure)]


def _solved(spec: Spec) -> tuple[Statement, str] | None:
    """The one equation and its unknown: all arguments occur, one symbol is none of them."""
    names = {p.name for p in spec.parameters}
    needed = {p.name for p in spec.parameters if p.default is None}
    for reading in spec.readings[:1]:
        bound = {b.symbol: b.parameter for b in reading.bindings}
        given = {g.symbol for g in reading.givens}
        for statement in reading.statements:
            used = symbols(statement.equation.left) | symbols(statement.equation.right)
            free = {s for s in used if s not in names and s not in bound and s not in given}
            taken = {bound.get(s, s) for s in used - free}
            if len(free) != 1 or not needed <= taken or statement.over is not None:
                continue
            unknown = free.pop()
            named = re.search(rf"(?<![\w\\]){re.escape(unknown)}(?![\w(])", spec.summary)
            both = symbols(statement.equation.left) & symbols(statement.equation.right)
            is_solved = unknown not in symbols(statement.equation.left) or unknown in both
            if named and is_solved:
                return statement, unknown
    return None


def _converts(spec: Spec) -> bool:
    """Whether units other than coherent ones are in play."""
    units = [u for r in spec.readings[:1] for _, u in r.units]
    return any(u.factor != 1.0 or u.offset for u in units)


def _agree(statement: Statement, spec: Spec) -> bool:
    """Whether another reader takes the text of the equation for the same thing, by numbers."""
    names = frozenset(symbols(statement.equation.left) | symbols(statement.equation.right))
    second = _read_again(statement.text, names)
    if second is None:
        return False
    rng = np.random.default_rng(5)
    compared = 0
    for _ in range(6):
        values = {n: float(rng.uniform(0.1, 0.9)) for n in names}
        values |= {g.symbol: g.value for r in spec.readings[:1] for g in r.givens}
        try:
            one = [evaluate(s, values) for s in (statement.equation.left, statement.equation.right)]
            other = [evaluate(s, values) for s in second]
        except (NotEvaluable, ValueError, KeyError, ZeroDivisionError):
            return False
        if not np.isfinite([*one, *other]).all():
            continue
        compared += 1
        if not np.allclose(one, other, rtol=1e-9):
            return False
    return compared >= 3


def _read_again(text: str, names: frozenset[str]) -> tuple[Formula, Formula] | None:
    is_latex = "\\" in text
    vocabulary = expression.Vocabulary(names)
    try:
        tokens = (latex.scan if is_latex else plain.scan)(text, 0, names)
        sides = expression.split(tokens, lambda t: t.kind == "relation")
        if len(sides) != 2:
            return None
        left, right = (expression.parse(side, vocabulary, is_latex) for side in sides)
    except (Unread, RecursionError):
        return None
    return left, right


def _cases(_relation: HasProperty, ground: Ground) -> list[Case]:
    runs = [r for r in ground.runs if all(isinstance(v, int | float) for v in r.drawn.arguments.values())]
    return [Case((dict(r.drawn.arguments),), r, (), _known(ground.spec, r.drawn.arguments)) for r in runs[:8]]


def _known(spec: Spec, arguments: Mapping[str, object]) -> tuple[Equation, dict[str, float]] | None:
    found = _solved(spec)
    if found is None:
        return None
    values: dict[str, float] = {k: float(v) for k, v in arguments.items() if isinstance(v, int | float)}
    for reading in spec.readings[:1]:
        values |= {g.symbol: g.value for g in reading.givens}
        values |= {b.symbol: values[b.parameter] for b in reading.bindings if b.parameter in values}
    return found[0].equation, values


def _check(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    seen = results[0]
    if seen.parts is None or len(seen.parts) != 1 or seen.parts[0].size != 1 or case.equation is None:
        return Open(seen.problem or "no single number came back")
    equation, values = case.equation
    value = float(floats(seen.parts[0]).real.ravel()[0])
    values = {**values, relation.words[0]: value}
    try:
        left, right = evaluate(equation.left, values), evaluate(equation.right, values)
        # How much the sides move with the value: a residual below rounding says nothing.
        moved = {**values, relation.words[0]: value * (1 + 1e-7) + 1e-9}
        shift = abs((evaluate(equation.left, moved) - evaluate(equation.right, moved)) - (left - right))
    except (NotEvaluable, ValueError, KeyError, ZeroDivisionError):
        return Open("the equation has no value there")
    if not np.isfinite([left, right, shift]).all():
        return Open("the equation has no value there")
    if abs(left - right) <= _RTOL * max(abs(left), abs(right), 1e-12) + 10 * shift:
        return Held()
    return Broken(
        f"both sides equal (the right side is {right:.10g})", f"{say(value)}, left side {left:.10g}"
    )


SOLVES: Final = Law("solves", _stated, _cases, _check)
LAWS: Final = (SOLVES,)
