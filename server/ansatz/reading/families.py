"""An equation for several numbered quantities at once, `i = 1, 2` beside it."""

from dataclasses import replace

from ..core.formula import Equation, Formula, Symbol
from ..formulas.tree import rewritten
from .found import Found


def with_families(found: list[Found]) -> list[Found]:
    r"""`\lambda_i = \ln 2 / T_i` with `i = 1, 2` beside it becomes one equation for each value."""
    out: list[Found] = []
    for item in found:
        if item.family is None:
            out.append(item)
            continue
        index, values = item.family
        if out:
            template = out.pop()
            out.extend(
                replace(template, equation=_numbered(template.equation, index, value)) for value in values
            )
    return out


def _numbered(equation: Equation, index: str, value: str) -> Equation:
    def renamed(node: Formula) -> Formula:
        if isinstance(node, Symbol) and node.name.endswith(f"_{index}"):
            return Symbol(f"{node.name[: -len(index)]}{value}")
        return node

    return Equation(rewritten(equation.left, renamed), rewritten(equation.right, renamed))
