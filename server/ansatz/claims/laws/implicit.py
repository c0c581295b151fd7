"""The law of a solved equation: the returned number, put into the equation that it solves, satisfies it.

For functions that compute a root: of what the text writes, one symbol is no argument, and the summary
names it as what is returned. Two readers that share no code must take the equation for the same thing.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from ...core.claim import HasProperty
from ...core.formula import Equation, Formula
from ...core.inputs import InputModel
from ...core.spec import Spec
from ...core.text import Span
from ...formulas.build import build_relation
from ...formulas.evaluate import NotEvaluable, evaluate
from ...formulas.plain import plain_tokens
from ...formulas.tokens import NotRead
from ...formulas.tree import symbols
from ...reading.second import expression, plain
from ...reading.second.tokens import Unread
from ..returned import Seen
from .law import Broken, Case, Finding, Ground, Held, Law, Open, Stated, floats, say

_RTOL: Final = 1e-5
_EQUATION: Final = re.compile(
    r"(?<![\w.\])=<>])(?P<equation>(?P<left>[A-Za-z_]\w*)\s*=\s*[^=<>;:\n]{3,80}?)(?=\s{2,}|"
    r"\s\(|[.;,]\s|[.;,]?$|\n)",
    re.MULTILINE,
)
_FUNCTIONS: Final = frozenset(
    {"sin", "cos", "tan", "exp", "log", "ln", "log10", "sqrt", "sinh", "cosh", "tanh", "arcsin", "arccos",
     "arctan", "asin", "acos", "atan", "pi"}
)  # fmt: skip


class Solved(NamedTuple):
    """An equation, its unknown, and the place of its text. `is_sure`: two readers take it for the same."""

    equation: Equation
    unknown: str
    place: Span
    is_sure: bool


def _stated(spec: Spec, model: InputModel) -> list[Stated]:
    found = _solved(spec)
    if found is None or any(i.kind in {"array", "function"} for i in model.inputs):
        return []
    said = " ".join(spec.text[found.place.start : found.place.end].split())[:80]
    relation = HasProperty("solves", words=(found.unknown,))
    return [
        Stated(relation, f"its values satisfy `{said}`", found.place, found.is_sure and not _converts(spec))
    ]


def _solved(spec: Spec) -> Solved | None:
    """The one equation of which an argument is the left side and the returned symbol is inside.

    All required arguments must occur, and the summary must name the unknown before the equation.
    """
    names = frozenset(p.name for p in spec.parameters)
    needed = {p.name for p in spec.parameters if p.default is None}
    for match in _EQUATION.finditer(spec.text):
        text = match["equation"].rstrip(" .,")
        unknowns = set(re.findall(r"[A-Za-z_]\w*", text)) - names - _FUNCTIONS
        if len(unknowns) != 1 or match["left"] not in names:
            continue
        unknown = unknowns.pop()
        named = re.search(
            rf"(?<![\w\\]){re.escape(unknown)}(?![\w(])", spec.text[: match.start()].split("\n\n")[0]
        )
        declared = names | {unknown}
        one, other = _read(text, declared), _read_again(text, declared)
        if named is None or one is None:
            continue
        used = symbols(one.left) | symbols(one.right)
        if unknown not in used or not needed <= used or used - declared:
            continue
        place = Span(match.start("equation"), match.start("equation") + len(text))
        is_sure = other is not None and _agree(one, other, declared)
        return Solved(one, unknown, place, is_sure)
    return None


def _converts(spec: Spec) -> bool:
    """Whether units other than coherent ones are in play."""
    units = [p.unit for p in spec.parameters if p.unit] + [r.unit for r in spec.results if r.unit]
    return any(u.factor != 1.0 or u.offset for u in units) or bool(re.search(r"\bdegrees?\b", spec.text))


def _agree(one: Equation, other: tuple[Formula, Formula], names: frozenset[str]) -> bool:
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


def equation_in(text: str, names: frozenset[str]) -> Equation | None:
    """What two readers that share no code take a text for; None where they do not agree."""
    one, other = _read(text, names), _read_again(text, names)
    return one if one is not None and other is not None and _agree(one, other, names) else None


def _read(text: str, names: frozenset[str]) -> Equation | None:
    try:
        sides, ambiguities = build_relation(plain_tokens(text, names))
    except (NotRead, RecursionError):
        return None
    return Equation(sides[0], sides[1]) if len(sides) == 2 and not ambiguities else None


def _read_again(text: str, names: frozenset[str]) -> tuple[Formula, Formula] | None:
    vocabulary = expression.Vocabulary(names)
    try:
        sides = expression.split(plain.scan(text, 0, names), lambda t: t.kind == "relation")
        if len(sides) != 2:
            return None
        left, right = (expression.parse(side, vocabulary, False) for side in sides)
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
    return found.equation, {k: float(v) for k, v in arguments.items() if isinstance(v, int | float)}


def _check(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    seen = results[0]
    if seen.parts is None or len(seen.parts) != 1 or seen.parts[0].size != 1 or case.equation is None:
        return Open(seen.problem or "no single number came back")
    equation, values = case.equation
    if seen.parts[0].dtype.kind == "c":
        return Open("a complex number came back")
    value = float(floats(seen.parts[0]).ravel()[0])
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
    if abs(left - right) <= _RTOL * max(abs(left), abs(right), 1e-12) + 300 * shift:
        return Held()
    return Broken(
        f"both sides equal (the right side is {right:.10g})", f"{say(value)}, left side {left:.10g}"
    )


SOLVES: Final = Law("solves", _stated, _cases, _check)
LAWS: Final = (SOLVES,)
