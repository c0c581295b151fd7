"""Arguments that are passed as squares: `M2 : beam quality M²` for an equation in `M²`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..core.formula import Equation, Formula, Number, Power, Symbol
from ..formulas.symbols import spelled
from ..formulas.tree import occurrences, rewritten
from .docstring import Entry
from .found import Found

_SQUARED: Final = re.compile(r"(?P<base>\w+?)_?(?:2|sq|squared)")


def with_squares_passed(
    found: Sequence[Found], parameters: Sequence[str], entries: Mapping[str, Entry]
) -> list[Found]:
    """The equations with `M²` as one symbol where an argument is said to be just that.

    The base itself must be no argument and stand nowhere without its exponent.
    """
    out = list(found)
    for name in parameters:
        named = _SQUARED.fullmatch(name)
        entry = entries.get(name)
        if named is None or entry is None or named["base"] in parameters:
            continue
        base = spelled(named["base"])
        written = rf"(?<!\w){re.escape(named['base'])}\}}?\s*(?:²|(?:\^|\*\*)\s*\{{?2)"
        if re.search(written, entry.text) and _is_always_squared(base, out):
            out = [_with_square(item, base, name) for item in out]
    return out


def _is_square(formula: Formula, base: str) -> bool:
    return isinstance(formula, Power) and formula.base == Symbol(base) and formula.exponent == Number("2")


def _is_always_squared(base: str, found: Sequence[Found]) -> bool:
    rest = [
        side
        for item in (_with_square(item, base, "") for item in found)
        for side in (item.equation.left, item.equation.right)
    ]
    return not any(occurrences(side, base) for side in rest)


def _with_square(found: Found, base: str, name: str) -> Found:
    def renamed(node: Formula) -> Formula:
        return Symbol(name) if _is_square(node, base) else node

    sides = (rewritten(found.equation.left, renamed), rewritten(found.equation.right, renamed))
    return replace(found, equation=Equation(*sides))
