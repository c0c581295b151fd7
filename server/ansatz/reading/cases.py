"""Equations for one quantity that hold under different conditions, joined into one."""

from dataclasses import replace

from ..core.formula import Branch, Equation, Piecewise
from ..core.text import Span
from .found import Found


def cases_by_range(found: list[Found]) -> list[Found]:
    """Equations for one quantity in one passage, each with a range of its own, are its cases."""
    lefts = [item.equation.left for item in found]
    if len(found) < 2 or len(set(map(repr, lefts))) > 1 or any(not item.range for item in found):
        return found
    if len({item.span.start for item in found}) < len(found) or len({item.range for item in found}) < len(
        found
    ):
        return found
    branches = tuple(Branch(item.equation.right, item.range) for item in found)
    span = Span(found[0].span.start, found[-1].span.end)
    text = "; ".join(item.text for item in found)
    return [
        replace(found[0], equation=Equation(lefts[0], Piecewise(branches)), span=span, text=text, range=())
    ]


def joined_cases(found: list[Found]) -> list[Found]:
    """Lines that give one left-hand side under different conditions become one piecewise equation."""
    out: list[Found] = []
    for item in found:
        before = out[-1] if out else None
        if item.conditions is None:
            out.append(item)
        elif (
            before is not None
            and isinstance(before.equation.right, Piecewise)
            and before.conditions is not None
            and before.equation.left == item.equation.left
        ):
            branches = (*before.equation.right.branches, Branch(item.equation.right, item.conditions))
            out[-1] = replace(
                before,
                equation=Equation(item.equation.left, Piecewise(branches)),
                span=Span(before.span.start, item.span.end),
                text=f"{before.text}; {item.text}",
                notes=(*before.notes, *item.notes),
                conditions=item.conditions,
            )
        else:
            cases = Piecewise((Branch(item.equation.right, item.conditions),))
            out.append(replace(item, equation=Equation(item.equation.left, cases)))
    return out
