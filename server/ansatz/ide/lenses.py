"""What stands above a function: what can be done with it, and how its last verdict was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ansatz.core.outcome import FunctionReading
from ansatz.core.record import Record
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span
from ansatz.targets import functions

from .actions import Verb
from .lookup import Records, known

_SIGNS = {"verified": "✓", "plausible": "~", "refuted": "✗", "unchecked": "?"}


@dataclass(frozen=True, slots=True)
class Lens:
    """A line above a function; choosing it does `verb` to the function."""

    span: Span
    title: str
    verb: Verb


def lenses(
    text: str, records: Records, readings: Sequence[FunctionReading], now: datetime
) -> tuple[Lens, ...]:
    """One for each stub with a docstring, and for each body that there is or could be evidence on."""
    return tuple(_lenses(text, records, readings, now))


def _lenses(
    text: str, records: Records, readings: Sequence[FunctionReading], now: datetime
) -> Iterator[Lens]:
    checkable = {
        (each.qualified_name, each.ordinal)
        for each in readings
        if each.understanding is not None and each.understanding.equations
    }
    for target in functions(text):
        if target.docstring is None:
            continue
        if target.is_stub:
            yield Lens(target.name_span, "Generate", "generate")
            continue
        evidence = known(text, target, records)
        if evidence is not None:
            yield Lens(target.name_span, _verdict(evidence.record, evidence.is_current, now), "validate")
        elif _key(target) in checkable:
            yield Lens(target.name_span, "Validate", "validate")


def _key(target: FunctionTarget) -> tuple[str, int]:
    return target.qualified_name, target.ordinal


def _verdict(record: Record, is_current: bool, now: datetime) -> str:
    when = age(record.created, now)
    if not is_current:
        return f"? Edited since it was {record.action} as {record.level} {when}: validate"
    return f"{_SIGNS[record.level]} {record.level.capitalize()}, {record.action} {when}"


def age(created: str, now: datetime) -> str:
    """How long ago, as one says it: `just now`, `3 hours ago`."""
    seconds = (now - datetime.fromisoformat(created)).total_seconds()
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(seconds // size)
        if count >= 1:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"
