"""What keeps a judgement from counting: units in the text that nothing that was understood has."""

from dataclasses import replace

from ..core.evidence import Evidence, Inconclusive, Judgement, Refuted
from ..core.spec import Spec
from ..reading.unaccounted import unaccounted_unit
from ..reading.working_units import result_is_implied

_OF_A_READING = frozenset(("equation", "residual", "units", "bound", "example"))


def doubt_about_units(spec: Spec) -> str | None:
    """Why the equations may be meant in other units than they were read in; None where nothing says so."""
    if not spec.readings:
        return None
    if (unit := unaccounted_unit(spec)) is not None:
        return f"the unit `{unit}` in the docstring belongs to nothing that was understood"
    return None


def unstated_result_unit(spec: Spec) -> str | None:
    """That the arguments have units and the result has none, so that its scale is a guess."""
    if not spec.readings or not all(unit is None for unit in spec.readings[0].output_units):
        return None
    units = [each.unit for each in spec.parameters] + [each.unit for each in spec.readings[0].givens]
    has_units = any(unit is not None and any(unit.dimension.exponents) for unit in units)
    if not has_units or result_is_implied(spec.readings[0]):
        return None
    return "the docstring states no unit for the result"


def cautious(judgement: Judgement, spec: Spec) -> Judgement:
    """The judgement with what rests on doubtful units taken back: no `verified`, and no refutation."""
    if not spec.readings and (unread := _unread(spec)) is not None:
        judgement = replace(judgement, reasons=(*judgement.reasons, unread))
    doubt = doubt_about_units(spec)
    if doubt is None:
        silent = unstated_result_unit(spec)
        if silent is not None and judgement.level == "verified":
            return replace(judgement, level="plausible", reasons=(*judgement.reasons, silent))
        return judgement
    evidence = tuple(_doubted(each, doubt) for each in judgement.evidence)
    level = judgement.level
    if level == "verified":
        level = "plausible"
    elif level == "refuted" and not any(isinstance(each.verdict, Refuted) for each in evidence):
        level = "unchecked"
    return replace(judgement, level=level, evidence=evidence, reasons=(*judgement.reasons, doubt))


def _unread(spec: Spec) -> str | None:
    """That an equation of the docstring took no part in the judgement."""
    note = next((note for note in spec.notes if note.startswith("not read: `")), None)
    return f"the equation {note.split(': ', 1)[1]} was not read; it was not checked" if note else None


def _doubted(evidence: Evidence, doubt: str) -> Evidence:
    if evidence.claim.kind in _OF_A_READING and isinstance(evidence.verdict, Refuted):
        return replace(evidence, verdict=Inconclusive(doubt))
    return evidence
