"""The first reader: equations by our grammar, symbols bound by spelling, statement and variant."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ..core.formula import Branch, Call, Equation, Formula, Indexed, Piecewise, Symbol
from ..core.quantity import Unit
from ..core.spec import Binding, Reading, Statement
from ..formulas.symbols import spelled
from ..formulas.tree import children, rewritten, symbols, vector_symbols, walk
from .binding import bind, bind_by_place, bind_by_prose, stated_symbols
from .definitions import helpers, own_calls, used_symbols, with_definitions
from .densities import as_asked, doubt_about_total, support_of, with_zero_outside
from .docstring import Docstring, Entry
from .doubtful_units import as_difference, in_turns, unknown_unit
from .equations import find_equations, heads
from .found import Found, Unread
from .givens import stated_values
from .homogeneity import balances
from .indices import with_indices
from .logarithms import settled_logarithms
from .members import doubts_about_members
from .needed import needed_equations
from .notation import named_constants, vocabulary_of
from .outputs import outputs_of
from .phrases import lone_letters, mentions, unit_of
from .project import ModuleNames
from .prose_units import ProseUnits, units_in_prose
from .ranges import bounds_from, index_range, relative
from .reciprocals import GrammarReading, asked_of_reciprocal, reciprocal_of, with_whole_left
from .sizes import lengths
from .statistics import with_statistics
from .strokes import with_strokes_settled
from .summaries import formula_of_summary
from .unexplained import explained, plausible_quantity
from .units_beside import stated_units, unit_after
from .working_units import units_disagree

NAME: Final = "grammar"
_PLUMBING: Final = frozenset(
    {"out", "dtype", "xp", "device", "where", "casting", "order", "subok", "rng", "copy"}
)
"""Arguments that say where and how a value is kept, not which."""
_REPEATS: Final = re.compile(r"^the same\b|\bThe same\b|\b(?:likewise|as above|ditto)\b")


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
    if base.reading is None or not any(reciprocal_of(s.equation) for s in base.reading.statements):
        return base
    whole = _read(doc, parameters, module, function, required, optional, as_a_whole=True)
    return asked_of_reciprocal(base, whole, doc)


def _read(
    doc: Docstring,
    parameters: tuple[str, ...],
    module: ModuleNames,
    function: str,
    required: tuple[str, ...],
    optional: tuple[str, ...],
    as_a_whole: bool = False,
) -> GrammarReading:
    """`as_a_whole`: what stands left as a reciprocal counts as the quantity that the equation gives."""
    names = frozenset(parameters) | {e.name for e in doc.results if e.name} | _mentioned_names(doc)
    names |= _written_as_one(doc.text)
    vectors = _vectors(doc)
    valued = frozenset(name for name in stated_values(doc.text, names) if len(name) == 1)
    words = vocabulary_of(doc.text, names, heads(doc), vectors, _letters(doc) | valued)
    raw, unread = find_equations(doc, words)
    if as_a_whole:
        raw = [with_whole_left(item) for item in raw]
    if not raw and (summed := formula_of_summary(doc, words, required)) is not None:
        raw = [summed]
    found = [f for f in with_definitions(raw) if not any(map(own_calls, (f.equation.left, f.equation.right)))]
    arrays = vectors | {p for p in parameters if _is_array(doc.parameters.get(p))}
    found = [f for f in found if not _mixes_vectors(f.equation)]
    sizes = lengths(doc.parameters, parameters)
    found, counts = with_indices(_with_families(found), frozenset(parameters), arrays, sizes)
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
    found = needed_equations(found, outputs, frozenset(map(spelled, parameters)), given, called)
    candidates, questions = _bound_to(found, outputs, doc, parameters)
    known = {b.symbol for b in candidates}
    found = needed_equations(found, outputs, known, given, called)
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
        if name not in taken and name not in required and name not in _PLUMBING and _changes(name, doc)
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
    units, unit_doubts, size_doubts = _units(doc, parameters, bindings, prose, found)
    beside = {**prose.units, **stated_units(doc, used)}
    behind = {f: unit_after(doc.text, f.span.end, quantities) for f in found if not f.is_marked}
    statements = tuple(
        Statement(
            _under_conditions(f, frozenset(bound) | defined),
            f.span,
            f.text,
            _unit_beside(f.equation, beside) or behind.get(f),
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
            _as_returned(_output_unit(entry, units), name, entry)
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
    return GrammarReading(reading, tuple(faults), tuple(questions), tuple(unread), bounds)


def _is_used_in(name: str, unread: Unread) -> bool:
    """Whether the right side of an equation that was not read uses a quantity, to give another one."""
    left, sign, right = spelled(unread.text).replace("\\", "").partition("=")
    word = rf"(?<![A-Za-z_]){re.escape(name)}(?![A-Za-z_])"
    return bool(sign) and re.search(word, right) is not None and re.search(word, left) is None


def _is_between_two(name: str, said: str) -> bool:
    """Whether a temperature is the difference of two, for which its scale's zero plays no part."""
    if re.match(r"(?:d|delta|Delta|Δ)_?T(?![a-z])", name):
        return True
    found = re.search(r"\b(?:difference|rise|drop|change|increase|decrease|excess|span|swing)\b", said)
    return found is not None and not re.search(r"\b(?:before|after|until|during|at|from)\b", said)


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


def _bound_to(
    found: list[Found], outputs: tuple[str, ...], doc: Docstring, parameters: tuple[str, ...]
) -> tuple[list[Binding], list[str]]:
    """Symbols of all equations that are parameters."""
    used = frozenset(name for f in found for name in used_symbols(f.equation))
    used |= frozenset(n for f in found for c in f.range for n in symbols(c.left) | symbols(c.right))
    defined = frozenset(left_name(f.equation) for f in found) - {""}
    indexed = frozenset(
        name for f in found for side in (f.equation.left, f.equation.right) for name in vector_symbols(side)
    )
    passed = {*parameters, *stated_symbols(doc.parameters, used - frozenset(outputs)).values()}
    only_defined = frozenset(name for name in defined & used if name not in passed)
    candidates = used - frozenset(outputs) - only_defined
    stated = bind_by_prose([], candidates - set(parameters), parameters, doc.text)
    free = tuple(p for p in parameters if p not in {b.parameter for b in stated})
    bindings, questions = bind(candidates - {b.symbol for b in stated}, free, doc.parameters, indexed)
    bindings = sorted([*bindings, *stated], key=lambda b: b.symbol)
    for item in found:
        if item.parameters is not None and left_name(item.equation) in outputs:
            bindings = bind_by_place(bindings, item.parameters, parameters, doc.parameters)
    return bindings, questions


def _written_as_one(text: str) -> frozenset[str]:
    """Words that stand alone as a quantity: `:math:`df_1``, `f(x, df_1, df_2) = …`."""
    alone = re.findall(r":math:`([A-Za-z]{2,4})_\{?\w\}?`", text)
    alone += re.findall(r"(?::math:`|\$)([A-Z]{2,3})_\{?\d{2}\}?[`$]", text)  # `EC_{50}`
    listed = [
        word
        for arguments in re.findall(r"\w\(([\w\s,;]+)\)\s*=", text)
        for word in re.findall(r"\b([A-Za-z]{2,4})_\w\b", arguments)
    ]
    return frozenset([*alone, *listed])


def _changes(name: str, doc: Docstring) -> bool:
    """Whether an argument that may be left out is described, so that it does something."""
    entry = doc.parameters.get(name)
    return entry is not None and len(entry.text.split()) > 2


def _vectors(doc: Docstring) -> frozenset[str]:
    """Parameters that are vectors in the sense of geometry."""
    return frozenset(
        name for name, entry in doc.parameters.items() if re.search(r"\bvectors?\b", entry.text.lower())
    )


def _is_array(entry: Entry | None) -> bool:
    return entry is not None and bool(
        re.search(
            r"\barrays?\b|array[-_]like|1-?d\b|\bsequence|\blist\b|vector|\(n,\)|samples?\b",
            entry.text.lower(),
        )
    )


def _letters(doc: Docstring) -> frozenset[str]:
    """Single letters that entries name as symbols: `mass : mass M in kg`."""
    return frozenset(
        name
        for entry in doc.parameters.values()
        for name in (*mentions(entry.text), *lone_letters(entry.text))
        if len(name) == 1 and plausible_quantity(name)
    )


def _mentioned_names(doc: Docstring) -> frozenset[str]:
    return frozenset(
        name
        for entry in doc.parameters.values()
        for name in mentions(entry.text)
        if len(name) > 1 and plausible_quantity(name)
    )


def left_name(equation: Equation) -> str:
    """The quantity that an equation defines, empty where its left side is more than one."""
    match equation.left:
        case Symbol(name=name) | Indexed(base=name):
            return name
        case _:
            return ""


def _with_families(found: list[Found]) -> list[Found]:
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


def _units(
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


def _output_unit(entry: Entry | None, units: Mapping[str, Unit]) -> Unit | None:
    if entry is None:
        return None
    same = re.search(r"(?:same )?units? (?:of|as) [`*$]*(\w+)", entry.text)
    if same:
        return units.get(same.group(1))
    return unit_of(entry.text)


def _as_returned(unit: Unit | None, name: str, entry: Entry | None) -> Unit | None:
    return None if unit is None else as_difference(unit, name, entry.text if entry else "")


def _unit_beside(equation: Equation, beside: Mapping[str, Unit]) -> Unit | None:
    names = sorted(symbols(equation.left))
    return beside.get(names[0]) if len(names) == 1 else None
