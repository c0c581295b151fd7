"""A function and its docstring to a Spec: everything that is asked, and what stands in its way."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ..core.spec import Bounds, Extent, Fault, Parameter, Reading, Result, Spec, Statement
from ..core.target import FunctionTarget, ParameterSource
from ..core.text import Span
from ..formulas.tree import vector_symbols
from .annotations import annotated_result, with_annotations
from .contradictions import contradiction
from .docstring import Docstring, Entry, take_apart
from .examples import find_examples
from .faults import empty_range, example_fault, nowhere_met, units_fault
from .grammar_reader import read_equations
from .phrases import bounds_of, extent_of, is_simplex
from .project import ModuleNames, module_names
from .roots import settled_range
from .second.reader import read as read_again
from .supports import with_same_support
from .units_seen_once import asking_of_units_seen_once

MAX_CHARACTERS: Final = 60_000
"""What comes later in a longer docstring is not read."""
MAX_LINE: Final = 2_000
"""Nobody writes longer lines; they are passed over."""

_PROMISED: Final = re.compile(
    r"\b(?:always|necessarily|a (?:number|value|fraction|probability)|(?:which|that) (?:is|lies))\s+"
    r"(?:is\s+|lies\s+|lying\s+)?(?P<range>(?:between|from|in|within)\s+[^,;]*\d[^,;]*"
    r"|(?:strictly )?positive\b|non-?negative\b)",
    re.IGNORECASE,
)
_ROUGHLY: Final = re.compile(
    r"\b(?:approximate\w*|roughly|about|nearly|limit\w*|small|large|weak\w*|strong\w*|reduces|simplif\w*|"
    r"instead|otherwise|if|when|unless|without|neglect\w*|ignor\w*|historical\w*|older?|authors|sometimes|not|differs?)\b",
    re.IGNORECASE,
)
"""Words before an equation that holds in some cases or roughly."""


def read_spec(text: str, target: FunctionTarget, module: ModuleNames | None = None) -> Spec:
    """The spec of one function of `text`. Spans in it are offsets into `text`."""
    place = target.spec_part or target.docstring_text or Span(target.body.start, target.body.start)
    docstring = _within_bounds(place.of(text)[:MAX_CHARACTERS])
    if not _is_raw(text, target):
        # Without `r` in front, every backslash is written twice; a blank keeps the places.
        docstring = docstring.replace("\\\\", " \\")
    sources = _own_parameters(target)
    names = tuple(source.name for source in sources)
    doc = with_annotations(take_apart(_plainer(docstring), names), sources, target.return_annotation)
    optional = tuple(s.name for s in sources if s.default == "None")
    understood = read_equations(
        doc, names, module or module_names(text), target.name, _required(sources), optional
    )
    first = understood.reading
    second = read_again(docstring, sources, target.name) if first is not None else None
    if first is not None and isinstance(second, Reading):
        ranges = {source.name: _range_of(source.name, doc, understood.bounds) for source in sources}
        second = with_same_support(first, second, target.name, {n: b for n, b in ranges.items() if b})
        if (unit := annotated_result(target.return_annotation)) and second.output_units == (None,):
            second = replace(second, output_units=(unit,))
        first = asking_of_units_seen_once(first, second)
    readings = tuple(r for r in (first, second) if isinstance(r, Reading))
    parameters = tuple(
        _parameter(source, doc, first, place, understood.bounds.get(source.name)) for source in sources
    )
    examples = find_examples(docstring, target.name)
    results = _results(doc, first, place)
    if len(results) == 1 and results[0].bounds is None:
        results = (replace(results[0], bounds=_promised(doc.summary)),)
    if first is not None and len(results) == 1 and results[0].bounds is None:
        settled = settled_range(first, f"{doc.summary} {results[0].description}")
        results = (replace(results[0], bounds=settled),)
    faults = understood.faults
    if first is not None and not faults and not first.ambiguities and not understood.questions:
        defaults = {source.name: source.default for source in sources}
        found = (
            contradiction(first, _without_approximations(understood.besides, docstring)),
            example_fault(first, examples, names, defaults),
            units_fault(first),
        )
        faults = tuple(fault for fault in found if fault is not None)[:1]
    placed = [_placed(fault, place.start) for fault in faults] or _out_of_range(
        first and _shifted(first, place.start), parameters, results
    )
    notes = [f"not read: `{u.text[:60]}` ({u.why})" for u in understood.unread]
    return Spec(
        name=target.name,
        qualified_name=target.qualified_name,
        summary=doc.summary,
        text=docstring,
        span=place,
        parameters=parameters,
        results=results,
        readings=tuple(_shifted(reading, place.start) for reading in readings),
        examples=examples,
        faults=tuple(placed),
        notes=(*notes, *understood.questions),
        digest=hashlib.sha256(f"{target.signature.of(text)}\0{docstring}".encode()).hexdigest(),
    )


def _out_of_range(
    reading: Reading | None, parameters: tuple[Parameter, ...], results: tuple[Result, ...]
) -> list[Fault]:
    found = empty_range(parameters, results)
    if found is None and reading is not None and not reading.ambiguities:
        found = nowhere_met(reading, parameters, results)
    return [found] if found is not None else []


def _is_raw(text: str, target: FunctionTarget) -> bool:
    if target.docstring is None or target.docstring_text is None:
        return True
    return "r" in text[target.docstring.start : target.docstring_text.start].lower()


def _plainer(docstring: str) -> str:
    """The text with `np.pi` as `pi` and an approximate equality as one, every place kept.

    `x = a / b ≈ 0.3` says something twice, the second time roughly: there the sign stays.
    """
    text = re.sub(r"\b(?:np|numpy|math)\.(?=[a-z])", lambda m: " " * len(m.group()), docstring)
    return re.sub(
        r"^([^=≈≃\n]*?)(\\approx(?![A-Za-z])|\\simeq(?![A-Za-z])|≈|≃)",
        lambda m: f"{m[1]}={' ' * (len(m[2]) - 1)}",
        text,
        flags=re.MULTILINE,
    )


def _without_approximations(statements: tuple[Statement, ...], docstring: str) -> tuple[Statement, ...]:
    """Equations that are said to hold as they stand."""
    return tuple(
        s
        for s in statements
        if not re.search(r"\\approx|\\simeq|\\sim|[≈≃~]", docstring[s.span.start : s.span.end])
        and not _ROUGHLY.search(re.split(r"[.;]\s|\n\s*\n", docstring[: s.span.start])[-1])
    )


def _within_bounds(docstring: str) -> str:
    """Overlong lines become blanks of the same length, so that places stay."""
    lines = docstring.splitlines(keepends=True)
    return "".join(" " * len(line.rstrip("\r\n")) + "\n" if len(line) > MAX_LINE else line for line in lines)


def _own_parameters(target: FunctionTarget) -> tuple[ParameterSource, ...]:
    """The parameters that a caller passes: `self` is none of them."""
    parameters = target.parameters
    if target.is_method and parameters and parameters[0].name in {"self", "cls"}:
        return parameters[1:]
    return parameters


def _required(sources: tuple[ParameterSource, ...]) -> tuple[str, ...]:
    return tuple(s.name for s in sources if s.default is None and not s.kind.startswith("var"))


def _parameter(
    source: ParameterSource, doc: Docstring, reading: Reading | None, place: Span, beside: Bounds | None
) -> Parameter:
    entry = doc.parameters.get(source.name)
    text = entry.text if entry else ""
    units = dict(reading.units) if reading else {}
    extent, is_stated = _extent(source, entry, doc, reading)
    bounds = bounds_of(text) or beside
    if bounds is None and (entry is None or not entry.text):
        bounds = _bounds_in_prose(source.name, doc)
    return Parameter(
        name=source.name,
        kind=source.kind,
        default=source.default,
        annotation=source.annotation,
        description=text,
        span=_moved(entry.span, place.start) if entry else source.span,
        unit=units.get(source.name),
        extent=extent,
        extent_stated=is_stated,
        bounds=bounds,
        is_integer=bool(re.match(r"\(?int\b", text)) or source.annotation == "int",
        is_simplex=is_simplex(text),
    )


def _extent(
    source: ParameterSource, entry: Entry | None, doc: Docstring, reading: Reading | None
) -> tuple[Extent, bool]:
    extent, is_stated = extent_of(entry.text if entry else "", source.annotation)
    if reading is not None and source.name in _vectors(reading):
        return ("matrix", True) if extent == "matrix" else ("vector", True)
    if extent == "vector":
        extent = "elementwise"
    said = doc.text.lower()
    for phrase in re.finditer(r"\b(?:may|can) be (?:scalars? or )?arrays?", doc.text):
        sentence = re.split(r"[.;:(]", doc.text[max(0, phrase.start() - 80) : phrase.start()])[-1]
        if source.name in re.findall(r"\w+", sentence):
            return "elementwise", True
    if extent in {"unknown", "scalar"} and re.search(
        r"\binputs? (?:all )?broadcast|\barguments broadcast", said
    ):
        return "elementwise", True
    return extent, is_stated


def _vectors(reading: Reading) -> frozenset[str]:
    """Parameters that an index runs over."""
    used = {
        name
        for statement in reading.statements
        for side in (statement.equation.left, statement.equation.right)
        for name in vector_symbols(side)
    }
    return frozenset(b.parameter for b in reading.bindings if b.symbol in used)


def _range_of(name: str, doc: Docstring, beside: Mapping[str, Bounds]) -> Bounds | None:
    entry = doc.parameters.get(name)
    return bounds_of(entry.text if entry else "") or beside.get(name)


def _bounds_in_prose(name: str, doc: Docstring) -> Bounds | None:
    for line in doc.rest:
        if re.search(r"\\\\|&|\b(?:if|else|when|otherwise)\b|(?<![<>!=])=(?!=)", line.text, re.I):
            continue  # a case of an equation
        if found := re.search(rf"\b{re.escape(name)}\b\s*[<>]=?\s*[-+]?\d[\d.eE]*(?![\w/^*])", line.text):
            return bounds_of(found.group())
    return None


def _results(doc: Docstring, reading: Reading | None, place: Span) -> tuple[Result, ...]:
    """What is returned, as described; the reading says which symbols these are."""
    symbols_of: Mapping[int, str] = dict(enumerate(reading.outputs)) if reading else {}
    units = dict(enumerate(reading.output_units)) if reading else {}
    entries = doc.results or tuple(Entry("", "", Span(0, 0)) for _ in symbols_of)
    return tuple(
        Result(
            name=entry.name or None,
            symbol=symbols_of.get(number),
            description=entry.text,
            span=_moved(entry.span, place.start),
            unit=units.get(number),
            bounds=bounds_of(re.sub(r"\bnegative for\b.*", "", entry.text)),
            is_scalar=bool(re.match(r"(float|int|scalar)\b(?! or)", entry.text.strip())),
        )
        for number, entry in enumerate(entries)
    )


def _promised(summary: str) -> Bounds | None:
    """`…, always between 0 and 1`: a range that the opening words promise of what is returned."""
    said = _PROMISED.search(re.split(r"[.;]\s|\n\s*\n", summary)[0])
    return bounds_of(said["range"]) if said else None


def _moved(span: Span, by: int) -> Span:
    return span.shifted(by)


def _placed(fault: Fault, by: int) -> Fault:
    return Fault(fault.kind, fault.message, fault.span.shifted(by), fault.advice)


def _shifted(reading: Reading, by: int) -> Reading:
    return replace(
        reading,
        statements=tuple(replace(s, span=s.span.shifted(by)) for s in reading.statements),
    )
