"""The record of a run: what was understood, tried and found, with what."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from .. import editing, targets
from ..core.candidate import Candidate, Making, PlacedStep
from ..core.edit import ProposedEdit
from ..core.evidence import Judgement
from ..core.record import ClaimRecord, Record
from ..core.spec import Spec
from ..core.target import FunctionTarget
from ..core.text import DocumentSnapshot, Span


@dataclass(frozen=True, slots=True)
class Session:
    """One run: what was asked, since when (monotonic seconds), with which versions."""

    action: Literal["generated", "validated", "changed"]
    started: float
    versions: tuple[tuple[str, str], ...]
    making: Making | None = None
    """What models were asked for it, where any were."""
    told: tuple[str, ...] = ()
    """What is to be known of the run beside how the text was understood."""


def recorded(
    session: Session,
    snapshot: DocumentSnapshot,
    target: FunctionTarget,
    spec: Spec,
    candidate: Candidate,
    judgement: Judgement,
    edit: ProposedEdit | None,
) -> Record:
    """The record, keyed by the text as it will be once `edit` is applied."""
    text = snapshot.text if edit is None else editing.apply(snapshot.text, edit.changes)
    after = targets.refound(text, target) or target
    base = target.docstring_text.start if target.docstring_text else spec.span.start
    return Record(
        name=spec.name,
        qualified_name=spec.qualified_name,
        spec_digest=targets.spec_digest(text, after),
        slice_digest=targets.slice_digest(text, after),
        action=session.action,
        source=candidate.source,
        title=candidate.title,
        level=judgement.level,
        reasons=judgement.reasons,
        understanding=(*understanding(spec), *session.told),
        steps=_placed(snapshot.text, target, candidate),
        claims=tuple(
            ClaimRecord(
                e.claim.id,
                e.claim.kind,
                e.claim.text,
                tuple(Span(s.start - base, s.end - base) for s in e.claim.spans),
                e.verdict,
                e.claim.proposed_by,
            )
            for e in judgement.evidence
        ),
        exposures=judgement.exposures,
        versions=session.versions,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - session.started, 3),
        making=session.making,
    )


def _placed(text: str, target: FunctionTarget, candidate: Candidate) -> tuple[PlacedStep, ...]:
    """The steps' lines as they will be: imports that go inside the function push them down."""
    if not candidate.steps:
        return ()
    pushed = len(targets.plan_imports(text, target, candidate.imports).local)
    return tuple(
        replace(step, first_line=step.first_line + pushed, last_line=step.last_line + pushed)
        for step in candidate.steps
    )


def understanding(spec: Spec) -> tuple[str, ...]:
    """How the spec was understood, a line each."""
    lines: list[str] = []
    for number, reading in enumerate(spec.readings):
        if number:
            lines.append(f"read a second time, independently, by the {reading.reader} reader")
            continue
        lines += [f"equation: {' '.join(s.text.split())}" for s in reading.statements]
        lines += [f"{b.symbol} is the argument `{b.parameter}` ({b.reason})" for b in reading.bindings]
        lines += [
            f"{g.symbol} = {g.literal}{f' {g.unit.text}' if g.unit else ''} (from {g.source})"
            for g in reading.givens
        ]
        lines += [f"`{name}` in {unit.text}" for name, unit in reading.units]
        lines += [
            f"result `{symbol}`{f' in {unit.text}' if unit else ''}"
            for symbol, unit in zip(reading.outputs, reading.output_units, strict=True)
        ]
    return (*lines, *spec.notes)
