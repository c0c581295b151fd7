"""A stub whose docstring says something else: one place of an equation, an example or a unit changed.

Where the equation means something else, an answer that still is the routine's own function was not
read from it; where text and example, symbol or unit no longer fit, there is nothing right to offer.
Each change is one edit of the text by rule, the same for every object.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import numpy as np

from ansatz.cli.bench.corpus.barring import Calls
from ansatz.cli.bench.corpus.comparing import compare
from ansatz.cli.bench.corpus.objects import CorpusObject
from ansatz.cli.bench.corpus.solving import Bench, Solved, accepted_text, generated, selection_of, snapshot_of
from ansatz.cli.bench.corpus.stubs import Stub
from ansatz.core.outcome import Accepted
from ansatz.core.spec import Reading, Spec, Statement
from ansatz.core.text import Span
from ansatz.formulas.evaluate import NotEvaluable, Value, evaluate
from ansatz.reading.homogeneity import Ambiguous, UnitsDisagree
from ansatz.reading.planning import NotPlannable
from ansatz.reading.working_units import plan_for
from ansatz_sandbox import Call

Change = Literal[
    "sign", "factor", "exponent", "number", "function", "swap", "symbol", "example", "unit", "scale"
]

_SIGN: Final = re.compile(r"(?<=[\w)}\]])\s*([+-])\s*(?=[\w(\\{|])(?<![eE\d][+-])")
_SQUARE: Final = re.compile(r"(?:\^|\*\*)\s*\{?\s*(\d)")
_POWER: Final = re.compile(r"\^\{(?!\d)")
_NUMBER: Final = re.compile(r"(?<![\w.^{\\-])(\d+)(?![\w.]|\s*\})")
_FUNCTION: Final = re.compile(r"\\?\b(exp|sin|cos|tan|log|ln|sqrt|sinh|cosh|arctan)\b(?=\s*[({\\ ])")
_OTHER: Final = {
    "exp": "sin", "sin": "cos", "cos": "sin", "tan": "sin", "log": "exp", "ln": "exp", "sqrt": "exp",
    "sinh": "cosh", "cosh": "sinh", "arctan": "tan",
}  # fmt: skip
_SHOWN: Final = re.compile(r"\d")
_SCALED: Final = {"m": "km", "s": "ms", "kg": "g", "K": "mK", "J": "kJ", "Pa": "kPa", "Hz": "kHz", "N": "kN"}
_NEVER_USED: Final = "q_9"
_STATEMENTS: Final = 2
"""Statements of a reading that are changed, in the order of the text."""


class _Changing(Protocol):
    def __call__(self, change: Change, at: Span, by: str, contradicts: bool = False) -> "Mutant": ...


@dataclass(frozen=True, slots=True)
class Mutant:
    """A stub with one change. `place` is where its text differs.

    `contradicts`: whatever is offered for it is wrong. Otherwise only what stays the unchanged routine is.
    """

    change: Change
    stub: Stub
    place: Span
    contradicts: bool


def mutants_of(stub: Stub, spec: Spec) -> tuple[Mutant, ...]:
    """At most one mutant for each kind of change and each statement, in the order of the text."""
    out: dict[str, Mutant] = {}
    statements = _statements(spec)
    for statement in statements[:_STATEMENTS]:
        for mutant in _of_equation(stub, statement, spec):
            out.setdefault(mutant.stub.text, mutant)
    for mutant in (*_of_examples(stub, spec), *_of_units(stub, spec)):
        out.setdefault(mutant.stub.text, mutant)
    return tuple(out.values())


async def tried(bench: Bench, one: CorpusObject, solved: Solved, most: int) -> list[dict[str, object]]:
    """What becomes of mutants of a spec that was answered right, `most` of them at most.

    Which kinds of change these are differs from object to object, so that a run has all of them.
    """
    rows: list[dict[str, object]] = []
    if solved.spec is None:
        return rows
    mutants = mutants_of(solved.stub, solved.spec)
    first = zlib.crc32(one.name.encode()) % max(len(mutants), 1)
    for mutant in (*mutants[first:], *mutants[:first])[:most]:
        bench.bar.begin(one, bench.bar.aliases, _known(solved.real.calls))
        outcome = await generated(bench, mutant.stub)
        ended = outcome.record.level if isinstance(outcome, Accepted) else outcome.kind
        kept, equivalent = None, False
        if isinstance(outcome, Accepted):
            text = accepted_text(mutant.stub, outcome)
            same = await compare(bench.sandbox, one.name, text, mutant.stub.entry, solved.real)
            if not same.difference:
                equivalent = not mutant.contradicts and await _is_equivalent(bench, mutant, solved)
                kept = None if equivalent else outcome.record.level
        rows.append(
            {
                "change": mutant.change,
                "contradicts": mutant.contradicts,
                "ended": ended,
                "kept": kept,
                "equivalent": equivalent,
                "text": " ".join(_around(mutant).split()),
            }
        )
    return rows


def _known(calls: Sequence[Call]) -> Calls:
    async def known() -> Sequence[Call]:
        return calls

    return known


def _around(mutant: Mutant) -> str:
    text, place = mutant.stub.text, mutant.place
    return text[max(place.start - 30, 0) : place.end + 30]


def _statements(spec: Spec) -> list[Statement]:
    """Those that the answer follows from, one for each place: two readers mostly find the same."""
    found: list[Statement] = []
    for reading in spec.readings:
        try:
            used = {step.span for step in plan_for(reading, "coherent").steps}
        except (NotPlannable, Ambiguous, UnitsDisagree):
            continue
        for statement in reading.statements:
            if statement.span in used and not any(statement.span.overlaps(other.span) for other in found):
                found.append(statement)
    return sorted(found, key=lambda s: s.span.start)


def _of_equation(stub: Stub, statement: Statement, spec: Spec) -> Iterator[Mutant]:
    """Changes on the right of the last equals sign of an equation's text."""
    start, text = statement.span.start, statement.span.of(stub.text)
    equals = max(text.rfind("="), text.rfind("\\equiv"))
    right = text[equals + 1 :] if equals >= 0 else text
    offset = start + len(text) - len(right)

    def changed(change: Change, at: Span, by: str, contradicts: bool = False) -> Mutant:
        return _changed(stub, change, at.shifted(offset), by, contradicts)

    if sign := _SIGN.search(right):
        yield changed("sign", Span(*sign.span(1)), "-" if sign[1] == "+" else "+")
    if lead := re.search(r"\S", right):
        is_latex = "\\" in right or "{" in right
        yield changed("factor", Span(lead.start(), lead.start()), "3 " if is_latex else "3*")
    if power := _SQUARE.search(right):
        yield changed("exponent", Span(*power.span(1)), str(int(power[1]) % 9 + 1))
    elif power := _POWER.search(right):
        yield changed("exponent", Span(power.end(), power.end()), "2 ")
    if number := _NUMBER.search(right):
        yield changed("number", Span(*number.span(1)), str(int(number[1]) + 2))
    if function := _FUNCTION.search(right):
        yield changed("function", Span(*function.span(1)), _OTHER[function[1]])
    yield from _of_symbols(right, spec, changed)


def _of_symbols(right: str, spec: Spec, changed: _Changing) -> Iterator[Mutant]:
    """One use of an argument replaced by another argument, and by a name that nothing defines."""
    symbols = sorted({b.symbol for r in spec.readings for b in r.bindings if b.symbol.isascii()})
    places = [(m.span(), name) for name in symbols if (m := _use_of(name, right))]
    if not places:
        return
    (start, end), name = min(places)
    other = next((o for o in symbols if o != name and _use_of(o, right)), None)
    if other is not None:
        written = _use_of(other, right)
        assert written is not None
        yield changed("swap", Span(start, end), written[0])
    yield changed("symbol", Span(start, end), _NEVER_USED, True)


def _use_of(name: str, right: str) -> re.Match[str] | None:
    return re.search(rf"(?<![\w\\])\\?{re.escape(name)}(?![\w])", right)


def _of_examples(stub: Stub, spec: Spec) -> Iterator[Mutant]:
    for example in spec.examples[:1]:
        source = stub.text.find(example.source.strip(), max(example.span.start - 8, 0))
        line_end = stub.text.find("\n", source)
        shown = _SHOWN.search(stub.text, line_end) if source >= 0 <= line_end else None
        if shown is not None:
            at = Span(*shown.span())
            yield _changed(stub, "example", at, str(int(shown[0]) % 9 + 1), contradicts=True)


def _of_units(stub: Stub, spec: Spec) -> Iterator[Mutant]:
    for p in spec.parameters:
        if p.unit is None:
            continue
        found = re.compile(rf"(?<!\w){re.escape(p.unit.text)}(?!\w)").search(stub.text, p.span.start)
        if found is None or found.end() > p.span.end + 200:
            continue
        if scaled := _SCALED.get(p.unit.text):
            yield _changed(stub, "scale", Span(*found.span()), scaled, contradicts=False)
        other = "s" if p.unit.text != "s" else "kg"
        yield _changed(stub, "unit", Span(*found.span()), other, contradicts=True)
        return


def _changed(stub: Stub, change: Change, at: Span, by: str, contradicts: bool) -> Mutant:
    text = stub.text[: at.start] + by + stub.text[at.end :]
    return Mutant(change, Stub(text, stub.entry, stub.doc), Span(at.start, at.start + len(by)), contradicts)


async def _is_equivalent(bench: Bench, mutant: Mutant, solved: Solved) -> bool:
    """Whether the changed text means what it meant before, as far as any of its readings tells.

    Where no reading has the changed statement, the text was not understood: nothing says so.
    """
    specs = await bench.service.read(snapshot_of(mutant.stub), selection_of(mutant.stub))
    if not specs or solved.spec is None:
        return False
    for reading in specs[0].readings:
        for statement in reading.statements:
            if not statement.span.overlaps(mutant.place):
                continue
            original = _original(solved.spec, reading, statement)
            if original is not None and _mean_the_same(reading, statement, original, solved):
                return True
    return False


def _original(spec: Spec, reading: Reading, statement: Statement) -> Statement | None:
    """The statement before the change: by the same reader, at the same place and of the same number."""
    before = [r for r in spec.readings if r.reader == reading.reader]
    same_start = [s for r in before for s in r.statements if abs(s.span.start - statement.span.start) <= 1]
    mine = [s for s in reading.statements if s.span.start == statement.span.start]
    number = mine.index(statement)
    return same_start[number] if number < len(same_start) else None


def _mean_the_same(reading: Reading, changed: Statement, before: Statement, solved: Solved) -> bool:
    decided = 0
    for call in solved.real.calls:
        values = _symbol_values(reading, call, solved)
        if values is None:
            continue
        try:
            a, b = (evaluate(s.equation.right, values) for s in (changed, before))
        except (NotEvaluable, ValueError, KeyError, OverflowError):
            continue
        if np.isfinite(a) or np.isfinite(b):
            decided += 1
            if not np.isclose(a, b, rtol=1e-9, atol=0):
                return False
    return decided >= 3


def _symbol_values(reading: Reading, call: Call, solved: Solved) -> dict[str, Value] | None:
    """The arguments of a call by the symbols of a reading; None where it passes arrays."""
    assert solved.spec is not None
    names = [p.name for p in solved.spec.parameters]
    arguments: dict[str, object] = {**dict(zip(names, call.args, strict=False)), **call.kwargs}
    values: dict[str, Value] = {g.symbol: g.value for g in reading.givens}
    for binding in reading.bindings:
        argument = arguments.get(binding.parameter)
        if isinstance(argument, int | float) and not isinstance(argument, bool):
            values[binding.symbol] = float(argument)
        elif isinstance(argument, np.ndarray) and argument.ndim == 1 and argument.dtype.kind in "if":
            values[binding.symbol] = [float(v) for v in argument]
        else:
            return None
    return values
