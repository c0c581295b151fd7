"""What keeps a judgement from counting: units that nothing understood has, signs that no value comes of."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from ..claims.domains import domain_of, samples
from ..claims.inputs.words import may_be_negative
from ..core.evidence import Evidence, Inconclusive, Judgement, Refuted
from ..core.plan import Plan
from ..core.spec import Parameter, Spec
from ..formulas.evaluate import Argument, NotEvaluable, run_plan
from ..reading.givens import unit_relations
from ..reading.homogeneity import Ambiguous, UnitsDisagree
from ..reading.planning import NotPlannable
from ..reading.unaccounted import unaccounted_unit
from ..reading.working_units import plan_for, result_is_implied

_TRIED: Final = 4
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


def sign_beyond_reach(spec: Spec) -> str | None:
    """That the text lets an argument be negative where the equation then has no real value: `x^(1/3)`."""
    signed = [p for p in spec.parameters if _may_be_negative(p)]
    if not spec.readings or not signed:
        return None
    try:
        plan = plan_for(spec.readings[0], "minimal", unit_relations(spec.text))
    except (NotPlannable, UnitsDisagree, Ambiguous):
        return None
    drawn = [s.arguments for s in samples(domain_of(spec), 0) if s.form == "numbers"]
    for arguments in drawn[:_TRIED]:
        for parameter in signed:
            value = arguments.get(parameter.name)
            if not isinstance(value, float) or not _has_value(
                plan, {**arguments, parameter.name: abs(value)}
            ):
                continue
            if not _has_value(plan, {**arguments, parameter.name: -abs(value)}):
                where = f"{parameter.name}={-abs(value):.3g}"
                return f"for {where}, which the docstring allows, the equation has no value"
    return None


def _may_be_negative(parameter: Parameter) -> bool:
    low = None if parameter.bounds is None else parameter.bounds.low
    return may_be_negative(parameter.description.lower()) or (low is not None and low < 0)


def _has_value(plan: Plan, arguments: Mapping[str, Argument]) -> bool:
    try:
        return all(bool(np.isfinite(value).all()) for value in run_plan(plan, arguments))
    except (NotEvaluable, ValueError, KeyError):
        return False


def cautious(judgement: Judgement, spec: Spec) -> Judgement:
    """The judgement with what rests on doubtful units taken back: no `verified`, and no refutation."""
    if not spec.readings and (unread := _unread(spec)) is not None:
        judgement = replace(judgement, reasons=(*judgement.reasons, unread))
    doubt = doubt_about_units(spec)
    if doubt is None:
        if judgement.level == "verified" and (
            open_end := unstated_result_unit(spec) or sign_beyond_reach(spec)
        ):
            return replace(judgement, level="plausible", reasons=(*judgement.reasons, open_end))
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
