"""The first reader: equations by the lark grammar, symbols bound by spelling, statement and variant."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from ..core.formula import Call, Equation, Formula, Indexed, Reduce, Symbol
from ..core.quantity import Unit
from ..core.spec import Fault, GivenValue, Reading, Statement
from ..core.text import Span
from ..formulas.symbols import loose, spelled
from ..formulas.tree import rewritten, symbols, walk
from .binding import bind
from .docstring import Docstring, Entry
from .equations import Found, Unread, find_equations, stated_units
from .givens import NotGiven, physical_constant, stated_values
from .phrases import mentions, unit_of
from .project import ModuleNames

NAME: Final = "grammar"
_REPEATS: Final = re.compile(r"^the same\b|\bThe same\b|\b(?:likewise|as above|ditto)\b")


@dataclass(frozen=True, slots=True)
class GrammarReading:
    """What this reader made of a docstring: no reading where there is no equation or no result."""

    reading: Reading | None
    faults: tuple[Fault, ...]
    questions: tuple[str, ...]
    unread: tuple[Unread, ...]


def read_equations(doc: Docstring, parameters: tuple[str, ...], module: ModuleNames) -> GrammarReading:
    """One complete understanding of the docstring's equations, with what stands in its way."""
    names = frozenset(parameters) | {e.name for e in doc.results if e.name} | _mentioned_names(doc)
    found, unread = find_equations(doc, names)
    equations = _with_indices(_with_families(found), frozenset(parameters))
    if not equations:
        return GrammarReading(None, (), (), tuple(unread))
    used = frozenset(name for f in equations for name in _all_symbols(f.equation))
    defined = frozenset(_left_name(f.equation) for f in equations) - {""}
    implicit = frozenset(
        name for f in equations if not _left_name(f.equation) for name in symbols(f.equation.left)
    )
    indexed = frozenset(
        n.base
        for f in equations
        for side in (f.equation.left, f.equation.right)
        for n in walk(side)
        if isinstance(n, Indexed)
    )
    outputs, output_entries = _outputs(doc, equations, used, defined)
    bindable = used - frozenset(outputs)
    bindings, questions = bind(
        bindable - _only_defined(bindable, defined, parameters), parameters, doc.parameters, indexed
    )
    bound = {b.symbol for b in bindings}
    equations, counted = _with_statistics(equations, bound, indexed, doc.text)
    givens, faults = _givens(
        used - bound - defined - implicit - frozenset(outputs) - counted, doc, module, equations
    )
    units = _units(doc, parameters)
    beside = stated_units(doc, used)
    statements = tuple(
        Statement(f.equation, f.span, f.text, _unit_beside(f.equation, beside)) for f in equations
    )
    notes = tuple(dict.fromkeys(note for f in equations for note in f.notes))
    reading = Reading(
        reader=NAME,
        statements=statements,
        bindings=tuple(bindings),
        givens=tuple(givens),
        outputs=outputs,
        units=tuple(units.items()),
        output_units=tuple(_output_unit(entry, units) for entry in output_entries),
        ambiguities=(*notes, *_open_logarithms(equations)),
    )
    if not outputs:
        return GrammarReading(None, tuple(faults), tuple(questions), tuple(unread))
    return GrammarReading(reading, tuple(faults), tuple(questions), tuple(unread))


def _mentioned_names(doc: Docstring) -> frozenset[str]:
    return frozenset(
        name for entry in doc.parameters.values() for name in mentions(entry.text) if len(name) > 1
    )


def _only_defined(
    used: frozenset[str], defined: frozenset[str], parameters: tuple[str, ...]
) -> frozenset[str]:
    """Symbols that equations define are no parameters, unless spelled as one."""
    return frozenset(name for name in defined & used if name not in parameters)


def _all_symbols(equation: Equation) -> frozenset[str]:
    return symbols(equation.left) | symbols(equation.right)


def _left_name(equation: Equation) -> str:
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


def _with_indices(found: list[Found], parameters: frozenset[str]) -> list[Found]:
    """Subscripts that a sum runs over turn their symbols into elements."""
    running = {n.index for f in found for n in walk(f.equation.right) if isinstance(n, Reduce)} | {
        n.index for f in found for n in walk(f.equation.left) if isinstance(n, Reduce)
    }

    def element(node: Formula) -> Formula:
        if isinstance(node, Symbol) and node.name not in parameters and "_" in node.name:
            base, _, last = node.name.rpartition("_")
            if last in running:
                return Indexed(base, last)
        return node

    return [
        replace(
            f, equation=Equation(rewritten(f.equation.left, element), rewritten(f.equation.right, element))
        )
        for f in found
    ]


def _with_statistics(
    found: list[Found], bound: set[str], indexed: frozenset[str], text: str
) -> tuple[list[Found], frozenset[str]]:
    """`\\bar{x}` is the mean of a bound vector, and the upper end of a sum is how many elements it has."""
    vectors = [name for name in sorted(indexed) if name in bound]
    uppers = set(re.findall(r"\\sum_\{\w\s*=\s*[01]\}\^\{?([A-Za-z])\}?", text)) | set(
        re.findall(r"[Σ∑]_?\{?\w\s*=\s*[01]\}?\s*\^\s*\{?([A-Za-z])", text)
    )
    counted = {name for name in uppers if name not in bound and len(vectors) >= 1}
    averaged = {f"bar({name})" for name in vectors}

    def statistic(node: Formula) -> Formula:
        if isinstance(node, Symbol) and node.name in counted:
            return Call("count", (Symbol(vectors[0]),))
        if isinstance(node, Symbol) and node.name in averaged:
            return Call("mean", (Symbol(node.name[4:-1]),))
        return node

    changed = [
        replace(f, equation=Equation(f.equation.left, rewritten(f.equation.right, statistic))) for f in found
    ]
    return changed, frozenset(counted | averaged)


def _outputs(
    doc: Docstring, found: list[Found], used: frozenset[str], defined: frozenset[str]
) -> tuple[tuple[str, ...], tuple[Entry | None, ...]]:
    """The symbols that are returned, in order, and what the docstring says of each."""
    named: list[tuple[str, Entry]] = []
    for entry in doc.results:
        symbol = _output_symbol(entry, used, defined)
        if symbol:
            named.append((symbol, entry))
    if named and len(named) == len(doc.results):
        return tuple(s for s, _ in named), tuple(e for _, e in named)
    if len(doc.results) > 1:
        return (), ()
    sinks = [
        name
        for name in dict.fromkeys(_left_name(f.equation) for f in found)
        if name and not any(name in symbols(f.equation.right) for f in found)
    ]
    entry = doc.results[0] if doc.results else None
    if len(sinks) == 1:
        return (sinks[0],), (entry,)
    if len(found) == 1 and not sinks:
        lefts = sorted(symbols(found[0].equation.left))
        return ((lefts[0],), (entry,)) if len(lefts) == 1 else ((), ())
    return (), ()


def _output_symbol(entry: Entry, used: frozenset[str], defined: frozenset[str]) -> str | None:
    candidates = [entry.name] if entry.name else []
    candidates += mentions(entry.text)
    if opening := re.match(r"(?:the\s+)?[`$]*\\?(\w+)[`$]*(?=\s+in\s|\s*[.,:(]|\s+as\s|$)", entry.text):
        candidates.append(spelled(opening.group(1)))
    for pool in (defined, used):
        for candidate in candidates:
            if candidate in pool:
                return candidate
        for candidate in candidates:
            alike = [name for name in pool if loose(name) == loose(candidate)]
            if len(alike) == 1:
                return alike[0]
    return None


def _givens(
    unbound: frozenset[str], doc: Docstring, module: ModuleNames, found: list[Found]
) -> tuple[list[GivenValue], list[Fault]]:
    """Values for the symbols that are no parameters, and a fault for each that nothing explains."""
    values = stated_values(doc.text)
    givens: list[GivenValue] = []
    faults: list[Fault] = []
    for name in sorted(unbound):
        if name in values:
            givens.append(values[name])
            continue
        if name in module.values:
            number = module.values[name]
            givens.append(GivenValue(name, number, repr(number), None, name, "module"))
            continue
        constant = physical_constant(name, doc.text, module.imported)
        if isinstance(constant, GivenValue):
            givens.append(constant)
            continue
        faults.append(_unexplained(name, doc, found, constant))
    # Units such as M_sun may be defined by value without occurring in an equation.
    used = frozenset(name for f in found for name in _all_symbols(f.equation))
    givens.extend(
        v for n, v in values.items() if n not in used | doc.parameters.keys() and v.unit is not None
    )
    return givens, faults


def _unexplained(name: str, doc: Docstring, found: list[Found], constant: NotGiven | None) -> Fault:
    span = next(f.span for f in found if name in _all_symbols(f.equation))
    described = _described_at(name, doc)
    if described is not None:
        return Fault(
            "missing-input",
            f"`{name}` is described, but the function does not receive it",
            described,
            f"add a parameter for `{name}` to the signature, or give its value in the docstring",
        )
    advice = f"say what `{name}` is: add it as a parameter, or give its value in the docstring"
    if constant is not None:
        advice += f" (if the physical constant is meant, name it: “{constant.needs}”)"
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


def _units(doc: Docstring, parameters: tuple[str, ...]) -> dict[str, Unit]:
    """Stated units by parameter; `the same …` repeats the entry before it."""
    units: dict[str, Unit] = {}
    before: Unit | None = None
    done: dict[tuple[str, ...], Unit | None] = {}
    for name in parameters:
        entry = doc.parameters.get(name)
        if entry is None:
            continue
        unit = done.get(entry.shared_with) if len(entry.shared_with) > 1 else None
        unit = unit or unit_of(entry.text)
        if unit is None and _REPEATS.search(entry.text):
            unit = before
        if unit is not None:
            units[name] = unit
            before = unit
        done[entry.shared_with] = unit
    return units


def _output_unit(entry: Entry | None, units: Mapping[str, Unit]) -> Unit | None:
    if entry is None:
        return None
    same = re.search(r"(?:same )?units? (?:of|as) [`*$]*(\w+)", entry.text)
    if same:
        return units.get(same.group(1))
    return unit_of(entry.text)


def _unit_beside(equation: Equation, beside: Mapping[str, Unit]) -> Unit | None:
    names = sorted(symbols(equation.left))
    return beside.get(names[0]) if len(names) == 1 else None


def _open_logarithms(found: list[Found]) -> tuple[str, ...]:
    for f in found:
        if any(isinstance(n, Call) and n.function == "log" for n in walk(f.equation.right)) or any(
            isinstance(n, Call) and n.function == "log" for n in walk(f.equation.left)
        ):
            return ("`log` is written without a base: natural or decimal?",)
    return ()
