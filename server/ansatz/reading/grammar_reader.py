"""The first reader: equations by our grammar, symbols bound by spelling, statement and variant."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from ..core.formula import Branch, Call, Equation, Formula, Piecewise, Symbol
from ..core.spec import Reading, Statement
from ..formulas.symbols import spelled
from ..formulas.tree import children, symbols, walk
from .binding import bound_symbols
from .definitions import helpers, own_calls, used_symbols, with_definitions
from .densities import as_asked, doubt_about_total, support_of, with_zero_outside
from .docstring import Docstring
from .doubtful_units import unknown_unit
from .entry_names import (
    PLUMBING,
    changes_something,
    geometric_vectors,
    is_array,
    mentioned_names,
    named_letters,
    written_as_one,
)
from .entry_units import as_returned, output_unit, unit_of_left_side, units_of_arguments
from .equations import find_equations, heads
from .families import with_families
from .found import Found, Unread, left_name
from .givens import stated_values
from .homogeneity import balances
from .indices import with_indices
from .left_powers import GrammarReading, asked_of_power, power_on_left, with_whole_left
from .logarithms import settled_logarithms
from .members import doubts_about_members
from .needed import needed_equations
from .notation import named_constants, vocabulary_of
from .outputs import outputs_of
from .project import ModuleNames
from .prose_units import units_in_prose
from .ranges import bounds_from, index_range, relative
from .sizes import lengths
from .squared_names import with_squares_passed
from .statistics import with_statistics
from .strokes import with_strokes_settled
from .summaries import formula_of_summary
from .unexplained import explained
from .units_beside import stated_units, unit_after, unit_within
from .working_units import units_disagree

NAME: Final = "grammar"


def read_equations(
    doc: Docstring,
    parameters: tuple[str, ...],
    module: ModuleNames,
    function: str = "",
    required: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
) -> GrammarReading:
    """One complete understanding of the docstring's equations, with what stands in its way.

    `required` are the parameters without a default: an equation that leaves one of them out is not
    what the function computes. `optional` are those that may be left out (`w=None`).
    """
    base = _read(doc, parameters, module, function, required, optional)
    if base.reading is None or not any(power_on_left(s.equation) for s in base.reading.statements):
        return base
    whole = _read(doc, parameters, module, function, required, optional, as_a_whole=True)
    return asked_of_power(base, whole, doc, function)


def _read(
    doc: Docstring,
    parameters: tuple[str, ...],
    module: ModuleNames,
    function: str,
    required: tuple[str, ...],
    optional: tuple[str, ...],
    as_a_whole: bool = False,
) -> GrammarReading:
    """`as_a_whole`: what stands left as a power counts as the quantity that the equation gives."""
    names = frozenset(parameters) | {e.name for e in doc.results if e.name} | mentioned_names(doc)
    names |= written_as_one(doc.text)
    vectors = geometric_vectors(doc)
    valued = frozenset(name for name in stated_values(doc.text, names) if len(name) == 1)
    words = vocabulary_of(doc.text, names, heads(doc), vectors, named_letters(doc) | valued)
    raw, unread = find_equations(doc, words)
    if as_a_whole:
        raw = [with_whole_left(item) for item in raw]
    if not raw and (summed := formula_of_summary(doc, words, required)) is not None:
        raw = [summed]
    found = [f for f in with_definitions(raw) if not any(map(own_calls, (f.equation.left, f.equation.right)))]
    arrays = vectors | {p for p in parameters if is_array(doc.parameters.get(p))}
    found = [f for f in found if not _mixes_vectors(f.equation)]
    found = with_squares_passed(found, parameters, doc.parameters)
    sizes = lengths(doc.parameters, parameters)
    found, counts = with_indices(with_families(found), frozenset(parameters), arrays, sizes)
    called = helpers(found, raw)
    found, outputs, entries = outputs_of(doc, found, called, function, parameters, optional)
    if any(_is_used_in(name, each) for name in outputs for each in unread):
        outputs = ()  # what is returned comes from an equation that was not read
    if not outputs:
        return GrammarReading(None, (), (), tuple(unread))
    asked, outputs = as_asked(found, outputs, function, doc.text)
    doubts = ()
    if asked is not found and outputs:
        density = read_equations(doc, parameters, module, "pdf", required).reading
        doubts = density.ambiguities if density is not None else ("the density could not be read",)
    found = asked
    values = stated_values(doc.text, words.names)
    given = values.keys() | module.values.keys()
    stated = found
    found = needed_equations(found, outputs, frozenset(map(spelled, parameters)), given, called)
    candidates, questions = bound_symbols(found, outputs, doc, parameters)
    known = {b.symbol for b in candidates}
    found = needed = needed_equations(found, outputs, known, given, called)
    used = frozenset(name for f in found for name in used_symbols(f.equation))
    defined = frozenset(left_name(f.equation) for f in found) - {""}
    bindings = [b for b in candidates if b.symbol in used]
    bound = {b.symbol for b in bindings}
    found, averaged = with_statistics(found, bound, arrays)
    support = support_of(found, outputs, function, doc.text)
    found = with_zero_outside(found, outputs, function, doc.text)
    used = frozenset(name for f in found for name in used_symbols(f.equation))
    implicit = frozenset(n for f in found if not left_name(f.equation) for n in symbols(f.equation.left))
    implicit -= values.keys() | named_constants(doc.text)  # `v/c = …`
    omitted = tuple(
        f"nothing says what holds where `{b.parameter}` is left out"
        for b in bindings
        if b.parameter in optional
    )
    taken = {b.parameter for b in bindings}
    omitted += tuple(
        f"nothing says what `{name}` changes"
        for name in parameters
        if name not in taken
        and name not in required
        and name not in PLUMBING
        and changes_something(name, doc)
    )
    ranges = [c for f in found for c in f.range]
    over = {
        f: index_range(f.range, f.parameters[0])
        for f in found
        if f.parameters and len(f.parameters) == 1 and f.parameters[0] not in bound
    }
    over = {f: r for f, r in over.items() if r is not None}
    running = {r.index for r in over.values()}
    open_ = used - bound - defined - implicit - frozenset(outputs) - counts - averaged - running
    unused = tuple(p for p in required if p not in {b.parameter for b in bindings})
    elsewhere = " ".join(u.text for u in unread)
    givens, faults, puzzling, asked_about = explained(
        open_, doc, module, found, values, bound, len(unused), elsewhere
    )
    if unused and not faults and not puzzling:
        why = f"nothing says how `{unused[0]}` enters"
        return GrammarReading(
            None, (), tuple(questions), (*unread, *(Unread(f.text, f.span, why) for f in found[:1]))
        )
    if puzzling:
        more = tuple(Unread(f.text, f.span, f"`{name}` is not explained") for name, f in puzzling)
        return GrammarReading(None, (), tuple(questions), (*unread, *more))
    found, log_notes = settled_logarithms(found, doc.text)
    quantities = frozenset(parameters) | used
    prose = units_in_prose(doc, quantities, parameters)
    units, unit_doubts, size_doubts = units_of_arguments(doc, parameters, bindings, prose, found)
    beside = {**prose.units, **stated_units(doc, used)}
    behind = {
        f: unit_after(doc.text, f.span.end, quantities)
        or unit_within(doc.text[f.span.start : f.span.end], quantities, doc.text)
        for f in found
        if not f.is_marked
    }
    statements = tuple(
        Statement(
            _under_conditions(f, frozenset(bound) | defined),
            f.span,
            f.text,
            unit_of_left_side(f.equation, beside) or behind.get(f),
            over.get(f),
        )
        for f in found
    )
    notes = tuple(dict.fromkeys(note for f in found for note in f.notes))
    notes += tuple(doubts_about_members(found, raw, doc.text))
    reading = Reading(
        reader=NAME,
        statements=statements,
        bindings=tuple(bindings),
        givens=tuple(givens),
        outputs=outputs,
        units=tuple(units.items()),
        output_units=tuple(
            as_returned(output_unit(entry, units), name, entry)
            or next((unit for f, unit in behind.items() if unit and left_name(f.equation) == name), None)
            or prose.units.get(name)
            or (prose.result if len(outputs) == 1 else None)
            for name, entry in zip(outputs, entries, strict=True)
        ),
        ambiguities=(*asked_about, *unit_doubts, *notes, *log_notes, *doubts, *omitted),
    )
    if size_doubts and not (all(reading.output_units) and balances(reading)):
        reading = replace(reading, ambiguities=(*reading.ambiguities, *size_doubts))
    entered = [(doc.parameters.get(b.parameter), units.get(b.parameter)) for b in bindings]
    entered += list(zip(entries, reading.output_units, strict=True))
    if (unknown := unknown_unit(entered, [*units.values(), *(g.unit for g in givens)])) is not None:
        reading = replace(reading, ambiguities=(*reading.ambiguities, unknown))
    if prose.result is not None and units_disagree(reading):
        # The opening words speak of something else.
        own = tuple(None if unit is prose.result else unit for unit in reading.output_units)
        # With such units nothing says in which one the result is.
        said = tuple(u.text for u in reading.output_units if u is prose.result and u is not None)
        doubt = (
            f"the result is to be in {said[0]}, which the units of the arguments don't give" if said else ""
        )
        reading = replace(
            reading, output_units=own, ambiguities=(*reading.ambiguities, *([doubt] if doubt else []))
        )
    reading = with_strokes_settled(reading)
    by_symbol = {b.symbol: b.parameter for b in bindings}
    bounds = {by_symbol[s]: b for s, b in bounds_from(ranges).items() if s in by_symbol}
    if support is not None and not faults and not reading.ambiguities:
        doubt = doubt_about_total(reading, support, bounds)
        if doubt is not None:
            reading = replace(reading, ambiguities=(doubt,))
    settled = bound | {g.symbol for g in givens}
    besides = _besides([f for f in stated if f not in needed], outputs, settled)
    return GrammarReading(reading, tuple(faults), tuple(questions), tuple(unread), bounds, besides)


def _besides(
    others: list[Found], outputs: tuple[str, ...], settled: Collection[str]
) -> tuple[Statement, ...]:
    """Equations that hold without a condition and tie what is returned to arguments and given values."""
    return tuple(
        Statement(f.equation, f.span, f.text, None, None)
        for f in others
        if f.conditions is None and f.parameters is None and not f.range
        if left_name(f.equation) not in outputs
        and used_symbols(f.equation) & set(outputs)
        and used_symbols(f.equation) <= set(outputs) | set(settled)
    )


def _is_used_in(name: str, unread: Unread) -> bool:
    """Whether the right side of an equation that was not read uses a quantity, to give another one."""
    left, sign, right = spelled(unread.text).replace("\\", "").partition("=")
    word = rf"(?<![A-Za-z_]){re.escape(name)}(?![A-Za-z_])"
    return bool(sign) and re.search(word, right) is not None and re.search(word, left) is None


def _mixes_vectors(equation: Equation) -> bool:
    """Whether a vector of a norm or a dot product also stands alone, so that the result is none number."""

    def bare(formula: Formula, inside: bool) -> frozenset[str]:
        if isinstance(formula, Symbol):
            return frozenset[str]() if inside else frozenset({formula.name})
        covers = isinstance(formula, Call) and formula.function in {"norm", "dot", "mean", "count"}
        return frozenset(name for part in children(formula) for name in bare(part, inside or covers))

    vectors = frozenset(
        name
        for node in walk(equation.right)
        if isinstance(node, Call) and node.function in {"norm", "dot"}
        for part in node.arguments[: 2 if node.function == "dot" else 1]
        for name in symbols(part)
    )
    return bool(vectors & bare(equation.right, inside=False))


def _under_conditions(found: Found, known: frozenset[str]) -> Equation:
    """Conditions between quantities limit where the equation is stated to hold."""
    between = relative(found.range, known)
    if not between or isinstance(found.equation.right, Piecewise):
        return found.equation
    return Equation(found.equation.left, Piecewise((Branch(found.equation.right, between),)))
