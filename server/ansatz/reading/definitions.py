"""Functions that a docstring defines for itself, put in where its other equations use them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, get_args

from ..core.formula import Call, Equation, Formula, FunctionName, Symbol
from ..formulas.tokens import NotRead
from ..formulas.tree import rewritten, substituted, symbols, walk
from .found import Found

KNOWN: Final[frozenset[str]] = frozenset(get_args(FunctionName))
_MAX_DEPTH: Final = 6
_MAX_NODES: Final = 4_000


def with_definitions(found: Sequence[Found]) -> list[Found]:
    """Calls of the text's own functions replaced by their bodies; equations where that fails are left out."""
    bodies = {
        item.equation.left.name: (item.parameters, item.equation.right)
        for item in reversed(found)
        if item.parameters is not None and isinstance(item.equation.left, Symbol)
    }
    out: list[Found] = []
    for item in found:
        if own_calls(item.equation.left):
            continue  # `f(x, 0) = …` is a special case of what is defined elsewhere
        try:
            sides = [_put_in(side, bodies, 0) for side in (item.equation.left, item.equation.right)]
        except NotRead:
            continue
        out.append(replace(item, equation=Equation(sides[0], sides[1])))
    return out


def own_calls(formula: Formula) -> frozenset[str]:
    """Names of functions in the formula that are none of those known everywhere."""
    return frozenset(n.function for n in walk(formula) if isinstance(n, Call) and n.function not in KNOWN)


def _put_in(formula: Formula, bodies: Mapping[str, tuple[tuple[str, ...], Formula]], depth: int) -> Formula:
    if not own_calls(formula):
        return formula
    if depth > _MAX_DEPTH:
        raise NotRead("functions that are defined through each other")

    def replaced(node: Formula) -> Formula:
        if not isinstance(node, Call) or node.function in KNOWN:
            return node
        parameters, body = bodies.get(node.function, ((), node))
        if node.function not in bodies or len(parameters) != len(node.arguments):
            raise NotRead(f"`{node.function}(…)` is not defined for so many arguments")
        return substituted(body, dict(zip(parameters, node.arguments, strict=True)))

    result = rewritten(formula, replaced)
    if sum(1 for _ in walk(result)) > _MAX_NODES:
        raise NotRead("too long once its functions are put in")
    return _put_in(result, bodies, depth + 1)


def helpers(found: Sequence[Found], raw: Sequence[Found]) -> frozenset[str]:
    """Functions that other equations call, and so are no results themselves."""
    called = frozenset(
        name for item in raw if not own_calls(item.equation.left) for name in own_calls(item.equation.right)
    )
    defined = {
        i.equation.left.name
        for i in found
        if i.parameters is not None and isinstance(i.equation.left, Symbol)
    }
    return called & defined


def used_symbols(equation: Equation) -> frozenset[str]:
    """All quantities of both sides."""
    return symbols(equation.left) | symbols(equation.right)
