"""How a docstring was understood, shown over it, with the wording that would close its gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ansatz.core.outcome import FunctionReading
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span, TextEdit
from ansatz.core.understanding import Gap, Understanding, UnderstoodValue

from .hover import Hover
from .lookup import innermost
from .markdown import code, plain

_HEADS = ("", "Symbol", "Unit", "Shape", "Range")


@dataclass(frozen=True, slots=True)
class Wording:
    """A change of a docstring that the user may want."""

    title: str
    change: TextEdit


def understood(text: str, readings: Sequence[FunctionReading], offset: int) -> Hover | None:
    """The equations, quantities and gaps of the docstring under `offset`; None outside of one."""
    target = innermost(text, offset)
    if target is None or target.docstring is None or not _touches(target.docstring, offset):
        return None
    reading = _of(target, readings)
    if reading is None or reading.understanding is None:
        return None
    return Hover("\n\n".join(_parts(target, reading, reading.understanding)), target.docstring)


def wordings(text: str, readings: Sequence[FunctionReading], selection: Span) -> tuple[Wording, ...]:
    """What could be written for the gaps of the docstring under a selection, those at its place first."""
    target = innermost(text, selection.start)
    if target is None or target.docstring is None:
        return ()
    # At the name too: whoever asks there why this can't be checked finds what to write.
    if not any(_touches(place, selection.start) for place in (target.docstring, target.name_span)):
        return ()
    reading = _of(target, readings)
    gaps = reading.understanding.gaps if reading is not None and reading.understanding is not None else ()
    near = sorted(gaps, key=lambda gap: not _touches(gap.span, selection.start))
    return tuple(
        Wording(proposal.title, TextEdit(proposal.span, proposal.text))
        for gap in near
        for proposal in gap.proposals
    )


def _touches(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def _of(target: FunctionTarget, readings: Sequence[FunctionReading]) -> FunctionReading | None:
    key = (target.qualified_name, target.ordinal)
    return next((each for each in readings if (each.qualified_name, each.ordinal) == key), None)


def _parts(target: FunctionTarget, reading: FunctionReading, understanding: Understanding) -> Iterator[str]:
    if understanding.equations:
        yield f"**How {code(target.name)} is understood**"
        yield "\n".join(f"- {code(equation.rendered)}" for equation in understanding.equations)
    else:
        yield f"**No equation was read in the docstring of {code(target.name)}**"
    if understanding.values:
        yield _table(understanding.values)
    if reading.faults:
        yield "Can't be met:\n\n" + "\n".join(f"- {plain(fault.message)}" for fault in reading.faults)
    if understanding.gaps:
        yield "Can't be checked:\n\n" + "\n".join(_gap(gap) for gap in understanding.gaps)


def _gap(gap: Gap) -> str:
    remedy = " *(there is a quick fix)*" if gap.proposals else ""
    return f"- {plain(gap.message)}{remedy}"


def _table(values: Sequence[UnderstoodValue]) -> str:
    rows = [
        f"| {plain(_name(value))} | {plain(', '.join(value.symbols))} | {plain(value.unit)} "
        f"| {plain(value.extent)} | {plain(value.range)} |"
        for value in values
    ]
    head = "| " + " | ".join(_HEADS) + " |"
    return "\n".join((head, "|" + "---|" * len(_HEADS), *rows))


def _name(value: UnderstoodValue) -> str:
    return f"returns {value.name}" if value.role == "result" else value.name
