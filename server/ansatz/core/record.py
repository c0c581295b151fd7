"""The provenance of one generated or validated function: what was asked, done, found, and with what."""

from dataclasses import dataclass
from typing import Literal

from .candidate import Making, PlacedStep, SourceName
from .evidence import Exposure, Level, Verdict
from .text import Span

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim and its verdict, as they are shown; `span` lies within the docstring's text."""

    id: str
    kind: str
    text: str
    spans: tuple[Span, ...]
    verdict: Verdict
    proposed_by: str = ""
    """The model that proposed it; empty for what was derived from the text."""


@dataclass(frozen=True, slots=True)
class Record:
    """One function's provenance, keyed by the hashes of its spec and of its code.

    `slice_digest` hashes the judged code, so an edited body makes the record stale.
    Lines of `steps` count from the first line of the function's body after the docstring, from 1.
    Claim spans are relative to the start of the docstring's text.
    """

    name: str
    qualified_name: str
    spec_digest: str
    slice_digest: str
    action: Literal["generated", "validated", "changed"]
    source: SourceName
    title: str
    level: Level
    reasons: tuple[str, ...]
    understanding: tuple[str, ...]
    steps: tuple[PlacedStep, ...]
    claims: tuple[ClaimRecord, ...]
    exposures: tuple[Exposure, ...]
    versions: tuple[tuple[str, str], ...]
    created: str
    """UTC, ISO 8601."""
    seconds: float
    making: Making | None = None
    schema: int = SCHEMA_VERSION
