"""How a spec was understood, for the person who wrote it: plain values that hover and actions show."""

from dataclasses import dataclass
from typing import Literal

from .text import Span

Role = Literal["argument", "result", "constant"]
GapKind = Literal[
    "unit",
    "range",
    "logarithm",
    "second-reading",
    "not-read",
    "equation",
    "example",
    "property",
    "argument",
    "constant",
]


@dataclass(frozen=True, slots=True)
class UnderstoodEquation:
    """An equation where it stands, and what was made of it. `readers` read it the same way."""

    span: Span
    rendered: str
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnderstoodValue:
    """A quantity: its symbols in the equations, its unit, shape and range in words; empty if unstated."""

    name: str
    role: Role
    symbols: tuple[str, ...]
    unit: str
    extent: str
    range: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that would close a gap: `text` in place of what stands at `span`."""

    title: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that can't be checked, or not yet be read, and why."""

    kind: GapKind
    message: str
    span: Span
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """All of it. Spans are places in the whole text."""

    equations: tuple[UnderstoodEquation, ...]
    values: tuple[UnderstoodValue, ...]
    gaps: tuple[Gap, ...]
