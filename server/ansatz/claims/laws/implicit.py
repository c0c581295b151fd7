"""The law of a solved equation: the returned number, put into the equation that it solves, satisfies it.

For functions that compute a root: of what the text writes, one symbol is no argument, and the summary
names it as what is returned. Two readers that share no code must take the equation for the same thing.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from ...core.claim import HasProperty
from ...core.formula import Equation
from ...core.inputs import InputModel
from ...core.spec import Spec
from ...core.text import Span
from ...formulas.evaluate import NotEvaluable, evaluate
from ...formulas.tree import symbols
from ..formula_text import agrees, mentions, read_again, read_once
from ..returned import Seen
from .law import Broken, Case, Finding, Ground, Held, Law, Open, Stated, floats, say

_RTOL: Final = 1e-5
_EQUATION: Final = re.compile(
    r"(?<![\w.\])=<>])(?P<equation>(?P<left>[A-Za-z_]\w*)\s*=\s*[^=<>;:\n]{3,80}?)(?=\s{2,}|"
    r"(?<![*/+^=(-])\s\(|[.;,]\s|[.;,]?$|\n)",
    re.MULTILINE,
)
_FUNCTIONS: Final = frozenset(
    {"sin", "cos", "tan", "exp", "log", "ln", "log10", "sqrt", "sinh", "cosh", "tanh", "arcsin", "arccos",
     "arctan", "asin", "acos", "atan", "pi"}
)  # fmt: skip


_WORDS: Final = frozenset(
    {"the", "an", "and", "or", "of", "is", "it", "its", "for", "in", "to", "with", "at", "as", "by", "if",
     "we", "this", "that", "then", "are", "on", "when", "where", "only", "per"}
)  # fmt: skip
"""Words of a sentence that an equation can't have for its unknown."""


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
        if len(unknowns) != 1:
            continue
        unknown = unknowns.pop()
        if unknown.lower() in _WORDS:
            continue
        if match["left"] in names:
            named = re.search(
                rf"(?<![\w\\]){re.escape(unknown)}(?![\w(])", spec.text[: match.start()].split("\n\n")[0]
            )
        elif match["left"] == unknown and mentions(text.partition("=")[2], unknown):
            named = _is_returned(spec, unknown)
        else:
            continue
        declared = names | {unknown}
        one, other = read_once(text, declared), read_again(text, declared)
        if named is None or one is None:
            continue
        used = symbols(one.left) | symbols(one.right)
        if unknown not in used or not needed <= used or used - declared:
            continue
        place = Span(match.start("equation"), match.start("equation") + len(text))
        is_sure = other is not None and agrees(one, other, declared)
        return Solved(one, unknown, place, is_sure)
    return None


def _is_returned(spec: Spec, unknown: str) -> re.Match[str] | None:
    """Where the text says that the unknown of `z = g(z, …)` is what comes back, and that it is solved for."""
    symbol = re.escape(unknown)
    solved = re.search(
        r"\b(solv\w+|root|fixed point|self-consisten\w+|satisf\w+|implicit\w*|transcendental)\b",
        spec.text,
        re.I,
    )
    if solved is None or len(spec.results) > 1:
        return None
    own = spec.results and unknown in {spec.results[0].name, spec.results[0].symbol}
    return (
        solved
        if own
        else re.search(rf"\breturns? (?:the |a )?(?:[\w-]+ ){{0,4}}[`*$]*{symbol}(?![\w(])", spec.text, re.I)
    )


def _converts(spec: Spec) -> bool:
    """Whether units other than coherent ones are in play."""
    units = [p.unit for p in spec.parameters if p.unit] + [r.unit for r in spec.results if r.unit]
    return any(u.factor != 1.0 or u.offset for u in units) or bool(re.search(r"\bdegrees?\b", spec.text))


def _cases(_relation: HasProperty, ground: Ground) -> list[Case]:
    runs = [r for r in ground.runs if all(isinstance(v, int | float) for v in r.drawn.arguments.values())]
    return [
        Case((dict(r.drawn.arguments),), r, (), _known(ground.spec, r.drawn.arguments)) for r in runs[:16]
    ]


def _known(spec: Spec, arguments: Mapping[str, object]) -> tuple[Equation, dict[str, float]] | None:
    found = _solved(spec)
    if found is None:
        return None
    given = {k: float(v) for k, v in arguments.items() if isinstance(v, int | float)}
    return found.equation, {**_defaults(spec), **given}


def _defaults(spec: Spec) -> dict[str, float]:
    """What arguments are that are not passed, where that is a number."""
    out: dict[str, float] = {}
    for p in spec.parameters:
        if p.default is not None and re.fullmatch(r"-?\d+(\.\d*)?([eE][-+]?\d+)?", p.default):
            out[p.name] = float(p.default)
    return out


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
