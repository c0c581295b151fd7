"""What running indices range over: the elements of arrays, or numbers between limits."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..core.formula import (
    Add,
    Call,
    Equation,
    Formula,
    Indexed,
    Negate,
    Number,
    Reduce,
    Series,
    Symbol,
)
from ..formulas.tokens import NotRead
from ..formulas.tree import children, rebuilt, rewritten, symbols, walk
from .found import Found

_ELEMENT: Final = re.compile(r"(.+)_([a-zA-Z])((?:[+-]\d)?)")
_MOST_WRITTEN_OUT: Final = 12


def with_indices(
    found: Sequence[Found],
    parameters: frozenset[str],
    vectors: frozenset[str],
    lengths: Mapping[str, str] | None = None,
) -> tuple[list[Found], frozenset[str]]:
    """Equations with elements under their indices, and the symbols that count those elements.

    `lengths` are symbols that the text makes the length of an argument, which is named beside them.
    """
    counts: set[str] = set()
    running = {
        n.index
        for f in found
        for side in (f.equation.left, f.equation.right)
        for n in walk(side)
        if isinstance(n, Reduce | Series)
    } - {""}
    out: list[Found] = []
    for item in found:
        try:
            sides = [
                _resolved(side, parameters, vectors, running, counts)
                for side in (item.equation.left, item.equation.right)
            ]
        except NotRead:
            continue
        out.append(replace(item, equation=Equation(sides[0], sides[1])))
    counts -= parameters
    everywhere = sorted({name for item in out for name in _arrays(item)})
    out = [_counted(item, counts, everywhere) for item in out]
    stated = {
        n: a for n, a in (lengths or {}).items() if a in everywhere or (a in vectors and not everywhere)
    }
    return [_with_lengths(item, stated) for item in out], frozenset(counts | stated.keys())


def _resolved(
    formula: Formula, parameters: frozenset[str], vectors: frozenset[str], running: set[str], counts: set[str]
) -> Formula:
    def at(node: Formula) -> Formula:
        if isinstance(node, Symbol) and node.name not in parameters:
            return _element(node, running)
        if isinstance(node, Series):
            return _over_elements(node, parameters, counts)
        if isinstance(node, Reduce) and node.index == "":
            return _without_index(node, vectors)
        return node

    return rewritten(formula, at)


def _element(symbol: Symbol, running: set[str]) -> Formula:
    found = _ELEMENT.fullmatch(symbol.name)
    if found is None or found.group(2) not in running:
        return symbol
    return Indexed(found.group(1), found.group(2), shift=int(found.group(3) or 0))


def _over_elements(series: Series, parameters: frozenset[str], counts: set[str]) -> Formula:
    """A sum with limits over arrays runs over all their elements, or leaves some out at its ends."""
    elements = [n for n in walk(series.body) if isinstance(n, Indexed) and n.index == series.index]
    if not elements:
        return series
    if not isinstance(series.lower, Number) or not series.lower.text.isdigit():
        raise NotRead("a sum over elements whose beginning is not a number")
    lower = int(series.lower.text)
    if isinstance(series.upper, Number) and series.upper.text.isdigit():
        return _written_out(series, lower, int(series.upper.text))
    name, beyond = _count_and_offset(series.upper)
    if name is None or name in parameters:
        raise NotRead("a sum over elements whose end is not their number")
    # With 0 as the first number the last one is n - 1; with 1 it is n.
    if lower == 0 and beyond == 0:
        raise NotRead("a sum from 0 to n over n elements")
    first = 0 if lower == 0 or (beyond == -1 and lower == 0) else 1
    last = beyond + (1 if first == 0 else 0)
    if last > 0:
        raise NotRead("a sum beyond the last element")
    counts.add(name)
    return Reduce(
        series.operation, series.index, series.body, first=first, skip_front=lower - first, skip_back=-last
    )


def _count_and_offset(upper: Formula) -> tuple[str | None, int]:
    match upper:
        case Symbol(name=name):
            return name, 0
        case Add(terms=(Symbol(name=name), Negate(operand=Number(text=text)))) if text.isdigit():
            return name, -int(text)
        case _:
            return None, 0


def _written_out(series: Series, lower: int, upper: int) -> Formula:
    """`Σ_{i=1}^{3} a_i` is `a_1 + a_2 + a_3`."""
    if series.operation != "sum" or upper - lower >= _MOST_WRITTEN_OUT or upper < lower:
        raise NotRead("a sum over so many elements")

    def numbered(node: Formula, number: int) -> Formula:
        match node:
            case Indexed(base=base, index=index, shift=shift) if index == series.index:
                return Symbol(f"{base}_{number + shift}")
            case Symbol(name=name) if name == series.index:
                return Number(str(number))
            case _:
                return node

    terms = tuple(
        rewritten(series.body, lambda node, n=number: numbered(node, n)) for number in range(lower, upper + 1)
    )
    return terms[0] if len(terms) == 1 else Add(terms)


def _without_index(reduce: Reduce, vectors: frozenset[str]) -> Formula:
    """`Σ (x_i - m)²` and `sum(x**2)`: the index that the body shows, or the arrays themselves."""
    shown = {
        (found.group(1), found.group(2))
        for n in walk(reduce.body)
        if isinstance(n, Symbol) and (found := _ELEMENT.fullmatch(n.name)) and not found.group(3)
    }
    indices = {index for _, index in shown if index in "ijklmnt"} | {
        n.index for n in walk(reduce.body) if isinstance(n, Indexed)
    }
    if len(indices) == 1:
        index = next(iter(indices))
        return replace(reduce, index=index, body=rewritten(reduce.body, lambda n: _as_element(n, index)))
    arrays = symbols(reduce.body) & vectors
    if indices or not arrays or any(isinstance(n, Call) and n.function == "mean" for n in walk(reduce.body)):
        raise NotRead("a sum whose index is not said")
    return replace(reduce, index="i", body=_over(reduce.body, arrays))


def _as_element(node: Formula, index: str) -> Formula:
    return _element(node, {index}) if isinstance(node, Symbol) else node


def _over(formula: Formula, arrays: frozenset[str]) -> Formula:
    """Bare names of arrays as elements, but not inside what takes whole arrays."""
    match formula:
        case Symbol(name=name) if name in arrays:
            return Indexed(name, "i")
        case Call(function="mean" | "count" | "norm" | "dot" | "std" | "var" | "median"):
            return formula
        case _:
            return rebuilt(formula, tuple(_over(part, arrays) for part in children(formula)))


def _arrays(item: Found) -> set[str]:
    return {
        n.base
        for side in (item.equation.left, item.equation.right)
        for n in walk(side)
        if isinstance(n, Indexed)
    }


def _counted(item: Found, counts: set[str], everywhere: list[str]) -> Found:
    """The number of elements in place of the symbols that stand for it."""
    arrays = sorted(_arrays(item)) or everywhere
    if not counts or not arrays:
        return item

    def counted(node: Formula) -> Formula:
        if isinstance(node, Symbol) and node.name in counts:
            return Call("count", (Symbol(arrays[0]),))
        return node

    return replace(item, equation=Equation(item.equation.left, rewritten(item.equation.right, counted)))


def _with_lengths(item: Found, stated: Mapping[str, str]) -> Found:
    """The lengths of arguments in place of the symbols that are said to be these."""
    defined = item.equation.left.name if isinstance(item.equation.left, Symbol) else ""

    def counted(node: Formula) -> Formula:
        if isinstance(node, Symbol) and node.name in stated and node.name != defined:
            return Call("count", (Symbol(stated[node.name]),))
        return node

    return replace(item, equation=Equation(item.equation.left, rewritten(item.equation.right, counted)))
