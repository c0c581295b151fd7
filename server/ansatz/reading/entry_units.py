"""In which units a docstring states its arguments and results, entries before sentences."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ..core.formula import Equation
from ..core.quantity import Unit
from ..core.spec import Binding
from ..formulas.tree import symbols
from .docstring import Docstring, Entry
from .doubtful_units import as_difference, in_turns
from .found import Found
from .phrases import unit_of
from .prose_units import ProseUnits

_REPEATS: Final = re.compile(r"^the same\b|\bThe same\b|\b(?:likewise|as above|ditto)\b")


def _is_between_two(name: str, said: str) -> bool:
    """Whether a temperature is the difference of two, for which its scale's zero plays no part."""
    if re.match(r"(?:d|delta|Delta|Δ)_?T(?![a-z])", name):
        return True
    found = re.search(r"\b(?:difference|rise|drop|change|increase|decrease|excess|span|swing)\b", said)
    return found is not None and not re.search(r"\b(?:before|after|until|during|at|from)\b", said)


def units_of_arguments(
    doc: Docstring,
    parameters: tuple[str, ...],
    bindings: list[Binding],
    prose: ProseUnits,
    found: list[Found],
) -> tuple[dict[str, Unit], list[str], list[str]]:
    """Stated units by parameter, and doubts; `the same …` repeats the entry before it.

    A parameter's entry outranks a sentence; where the two differ, nothing says which holds. Last come
    doubts about the size alone: an equation that balances holds in any units.
    """
    units: dict[str, Unit] = {}
    sizes: list[str] = []
    doubts = [
        f"`{name}` is said to be in {one.text} and in {other.text}"
        for name, (one, other) in prose.disputed.items()
    ]
    symbol_of = {b.parameter: b.symbol for b in bindings}
    before: Unit | None = None
    done: dict[tuple[str, ...], Unit | None] = {}
    formulas = [side for f in found for side in (f.equation.left, f.equation.right)]
    concentrations = {n for formula in formulas for n in symbols(formula) if n.startswith("[")}
    for name in parameters:
        symbol = symbol_of.get(name, name)
        said = prose.units.get(symbol) or prose.units.get(name)
        twice = prose.units.get(name)
        if said is not None and twice is not None and _differ(said, twice):
            doubts.append(f"`{symbol}` is in {said.text} and `{name}` in {twice.text}")
        entry = doc.parameters.get(name)
        unit = None
        if entry is not None:
            text = entry.text
            for each in concentrations:
                text = text.replace(each, " ")  # `ligand concentration [L] (nM)`
            unit = done.get(entry.shared_with) if len(entry.shared_with) > 1 else None
            unit = unit or unit_of(text)
            if unit is None and _REPEATS.search(text):
                unit = before
            done[entry.shared_with] = unit
            before = unit or before
        if unit is not None and said is not None and _differ(unit, said):
            (sizes if unit.dimension == said.dimension else doubts).append(
                f"`{symbol}` is in {said.text} beside the equation and in {unit.text} as an argument"
            )
        unit = unit or said or prose.others
        if unit is not None and unit.offset and _is_between_two(name, entry.text if entry else ""):
            unit = replace(unit, offset=0.0)
        if unit is not None:
            units[name] = as_difference(in_turns(unit, symbol, formulas), symbol, entry.text if entry else "")
    return units, doubts, sizes


def _differ(one: Unit, other: Unit) -> bool:
    return (one.factor, one.offset, one.dimension) != (other.factor, other.offset, other.dimension)


def output_unit(entry: Entry | None, units: Mapping[str, Unit]) -> Unit | None:
    if entry is None:
        return None
    same = re.search(r"(?:same )?units? (?:of|as) [`*$]*(\w+)", entry.text)
    if same:
        return units.get(same.group(1))
    return unit_of(entry.text)


def as_returned(unit: Unit | None, name: str, entry: Entry | None) -> Unit | None:
    return None if unit is None else as_difference(unit, name, entry.text if entry else "")


def unit_of_left_side(equation: Equation, beside: Mapping[str, Unit]) -> Unit | None:
    names = sorted(symbols(equation.left))
    return beside.get(names[0]) if len(names) == 1 else None
