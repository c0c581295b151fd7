"""Small, complete values of the kinds that flow through Ansatz, for tests that need one of each."""

from collections.abc import Sequence

from ansatz.core.candidate import PlacedStep
from ansatz.core.claim import Basis
from ansatz.core.evidence import Exposure, Inconclusive, Level, Refuted, Supported, Witness
from ansatz.core.record import ClaimRecord, Record
from ansatz.core.text import Span


def supported_claim(kind: str = "equation", text: str = "equals E = m c^2", **numbers: int) -> ClaimRecord:
    """A claim that held."""
    verdict = Supported(numbers.get("tried", 50), numbers.get("killed", 9), numbers.get("mutants", 10))
    return ClaimRecord(kind, kind, text, (Span(0, 5),), verdict)


def refuted_claim(
    kind: str = "units",
    text: str = "the result is in J",
    *,
    line: int | None = None,
    span: Span | None = None,
) -> ClaimRecord:
    """A claim that was broken at m=2.0."""
    witness = Witness((("m", "2.0"),), expected="a value in J", got="a value in kg m", line=line)
    return ClaimRecord(kind, kind, text, (span or Span(0, 5),), Refuted(witness))


def undecided_claim(kind: str = "scaling", why: str = "the sandbox ran out of time") -> ClaimRecord:
    """A claim about which nothing could be said."""
    return ClaimRecord(kind, kind, "scales with its units", (), Inconclusive(why))


def record(
    name: str = "energy",
    *,
    qualified_name: str | None = None,
    spec_digest: str = "spec",
    slice_digest: str = "slice",
    action: str = "generated",
    level: Level = "verified",
    claims: Sequence[ClaimRecord] = (),
    steps: Sequence[PlacedStep] = (),
    reasons: Sequence[str] = (),
) -> Record:
    """A record of a function that was generated from one equation."""
    return Record(
        name=name,
        qualified_name=qualified_name or name,
        spec_digest=spec_digest,
        slice_digest=slice_digest,
        action="validated" if action == "validated" else "generated",
        source="equation",
        title="from the equation E = m c^2",
        level=level,
        reasons=tuple(reasons),
        understanding=("m is the parameter m, in kg", "c is the speed of light"),
        steps=tuple(steps),
        claims=tuple(claims) or (supported_claim(),),
        exposures=(Exposure(Basis("parse", "plain", "E = m c^2"), 10, 9, ("example",)),),
        versions=(("ansatz", "0.1.0"), ("numpy", "2.0.0")),
        created="2026-11-21T01:00:00+00:00",
        seconds=1.5,
    )


def step(symbol: str, equation: str, line: int, last: int | None = None) -> PlacedStep:
    """A step on `line` (to `last`) of the body."""
    return PlacedStep(symbol, equation, Span(0, len(equation)), equation, line, last or line)


class Records:
    """A store of one record."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def get(self, qualified_name: str, spec_digest: str, slice_digest: str) -> Record | None:
        found = self.latest(qualified_name, spec_digest)
        return found if found is not None and found.slice_digest == slice_digest else None

    def latest(self, qualified_name: str, spec_digest: str) -> Record | None:
        key = (self.record.qualified_name, self.record.spec_digest)
        return self.record if key == (qualified_name, spec_digest) else None
