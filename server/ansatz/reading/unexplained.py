"""Symbols that are no arguments: values that the text, the module or physics gives, or a fault of the spec.

A fault declines the whole spec, so it is raised only where the symbol is certainly part of an equation
that is needed. Where that is not certain, the equation counts as not read.
"""

import re
from collections.abc import Mapping
from typing import Final

from ..core.spec import Fault, GivenValue
from ..core.text import Span
from ..formulas.symbols import FUNCTIONS, GREEK_NAMES, WITH_UNIT, spelled
from ..formulas.units import parse_unit
from .definitions import used_symbols
from .docstring import Docstring
from .found import Found
from .physics import NotGiven, physical_constant
from .project import ModuleNames

_NEVER: Final = frozenset({"True", "False", "None", "nan", "NaN", "i", "j", "imath", "jmath", "otherwise"})
"""Not quantities, or imaginary units: an equation with them is none that is covered."""
_MOST: Final = 2
"""An equation with more unexplained symbols speaks of something else than this function."""

Puzzling = list[tuple[str, Found]]


def plausible_quantity(name: str) -> bool:
    """Whether a word can be the name of a quantity at all."""
    return name not in _NEVER


def explained(
    unbound: frozenset[str],
    doc: Docstring,
    module: ModuleNames,
    found: list[Found],
    values: Mapping[str, GivenValue],
    bound: set[str],
    unbound_parameters: int,
    elsewhere: str,
) -> tuple[list[GivenValue], list[Fault], Puzzling, tuple[str, ...]]:
    """Values for symbols that are no parameters, a fault for each that certainly has none, and the rest.

    Last come questions: where a symbol is probably a constant that the text does not name, its value is
    among the values, and whether it is meant is asked.

    As long as there are arguments without a symbol, a symbol without an argument may be one of them.
    `elsewhere` is what was not read, which may say what a symbol is.
    """
    givens: list[GivenValue] = []
    missing: list[tuple[str, NotGiven | None]] = []
    for name in sorted(unbound):
        if name in values:
            givens.append(values[name])
            continue
        if (literal := WITH_UNIT.fullmatch(name)) is not None:
            number = float(literal["number"])
            givens.append(
                GivenValue(name, number, repr(number), parse_unit(literal["unit"]), None, "docstring")
            )
            continue
        if name in module.values:
            number = module.values[name]
            givens.append(GivenValue(name, number, repr(number), None, name, "module"))
            continue
        constant = physical_constant(name, doc.text, module.imported)
        if isinstance(constant, GivenValue):
            givens.append(constant)
        else:
            missing.append((name, constant))
    # Units such as M_sun may be defined by value without occurring in an equation.
    used = frozenset(name for f in found for name in used_symbols(f.equation))
    givens.extend(
        v for n, v in values.items() if n not in used | doc.parameters.keys() and v.unit is not None
    )
    silent = [name for name, constant in missing if constant is None and _described_at(name, doc) is None]
    own = {parameter for f in found for parameter in f.parameters or ()}
    if free := [name for name, _ in missing if name in own]:
        # `T_n(x) = …` where no `x` is passed: what is returned is a function.
        return givens, [], [(name, _first_with(name, found)) for name in free], ()
    if counted := [name for name, _ in missing if name in {"n", "N"}]:
        # The number of elements, perhaps.
        return givens, [], [(name, _first_with(name, found)) for name in counted], ()
    lost = {name for name, _ in missing if _occurs(name, elsewhere)}
    if unbound_parameters >= len(missing) > 0 or lost:
        return givens, [], [(name, _first_with(name, found)) for name, _ in missing], ()
    applied = [n for n, _ in missing if any(c in n for c in "+-*=") or _is_applied(n, _first_with(n, found))]
    if applied:
        return givens, [], [(name, _first_with(name, found)) for name in applied], ()
    is_about_arguments = any(used_symbols(f.equation) & bound for f in found)
    puzzling = [
        (name, item)
        for name, item in ((name, _first_with(name, found)) for name in silent)
        if len(silent) > _MOST or not (is_about_arguments and _is_certain(item, name))
    ]
    if puzzling:
        return givens, [], puzzling, ()
    constants = {name: c for name, c in missing if c is not None and _described_at(name, doc) is None}
    faults = [_fault(name, doc, found) for name, _ in missing if name not in constants]
    if not faults:
        givens.extend(constant.value for constant in constants.values())
    return givens, faults, [], _asked(constants)


def _asked(constants: Mapping[str, NotGiven]) -> tuple[str, ...]:
    """One question about all symbols that are probably constants."""
    return ("; ".join(constant.question for constant in constants.values()),) if constants else ()


def _first_with(name: str, found: list[Found]) -> Found:
    return next(f for f in found if name in used_symbols(f.equation))


def _is_certain(item: Found, name: str) -> bool:
    """Whether it is a quantity beyond doubt: its equation stands alone, and it is applied to nothing."""
    if name in _NEVER or not item.is_certain:
        return False
    written = re.escape(name.split("_")[0])
    if re.search(rf"(?<![A-Za-z]){written}\s*\^\s*(?:T|\\top|\\dagger|\*)", item.text):
        return False
    return _is_symbol_like(name) or (item.is_certain and name.lower() not in FUNCTIONS)


def _is_applied(name: str, item: Found) -> bool:
    """Whether the symbol stands before brackets like a function that nothing explains."""
    written = re.escape(name.split("_")[0])
    source = re.sub(r"\\left|\\right|[\\{}]", "", item.text)
    return bool(re.search(rf"(?<![A-Za-z]){written}(?:_\w+)?\((?=[A-Za-z])", source))


def _occurs(name: str, text: str) -> bool:
    written = re.escape(name.split("_")[0])
    return bool(re.search(rf"(?<![A-Za-z]){written}(?:_|\b)[^=]{{0,12}}=", text))


def _is_symbol_like(name: str) -> bool:
    return len(name) == 1 or "_" in name or name in GREEK_NAMES or any(c.isdigit() for c in name)


def _fault(name: str, doc: Docstring, found: list[Found]) -> Fault:
    described = _described_at(name, doc)
    if described is not None:
        return Fault(
            "missing-input",
            f"`{name}` is described, but the function does not receive it",
            described,
            f"add a parameter for `{name}` to the signature, or give its value in the docstring",
        )
    advice = f"say what `{name}` is: add it as a parameter, or give its value in the docstring"
    span = _first_with(name, found).span
    return Fault("undefined-symbol", f"`{name}` occurs in the equation and is defined nowhere", span, advice)


def _described_at(name: str, doc: Docstring) -> Span | None:
    """Where the text says what an unbound symbol is: `C2: working concentration`, `T_half is the …`."""
    spellings = {name, name.replace("_", "")}
    for line in doc.rest:
        text = (
            spelled(re.sub(r":math:`([^`]*)`|\$([^$]*)\$", r"\1\2", line.text))
            .replace("\\", "")
            .replace("{", "")
            .replace("}", "")
        )
        found = re.match(
            r"\s*(?:[-*•]\s+|where\s+)?([\w\[\]]+)(?:\s*\([^)]*\))?\s*(?::|—|–|\s{2,}|\s+(?:is|are|denotes)\s)\s*(?![=:])\S",
            text,
        )
        if found and found.group(1) in spellings:
            return Span(line.start + line.indent, line.start + len(line.text))
    return None
