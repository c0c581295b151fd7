"""A plan held against the spec by rule, before any code: what is used, available, and in which unit."""

import keyword
from collections.abc import Iterator
from typing import Final

from ansatz.core.quantity import Unit
from ansatz.core.spec import Parameter, Result, Spec
from ansatz.core.steps import PlannedStep, StepPlan, StepValue
from ansatz.core.target import FunctionTarget
from ansatz.formulas.units import UnknownUnit, parse_unit
from ansatz.reading.phrases import unit_of

MOST_STEPS: Final = 24


def problems_of(plan: StepPlan, target: FunctionTarget, spec: Spec) -> tuple[str, ...]:
    """What is wrong with a plan, a sentence each, in words that its author can act on."""
    if not plan.steps:
        return ("The plan has no step.",)
    if len(plan.steps) > MOST_STEPS:
        return (f"The plan has {len(plan.steps)} steps; at most {MOST_STEPS} are possible.",)
    return tuple(dict.fromkeys((*_names(plan, target), *_flow(plan, target, spec), *_returned(plan, spec))))


def _names(plan: StepPlan, target: FunctionTarget) -> Iterator[str]:
    arguments = {each.name for each in target.parameters}
    seen: set[str] = {target.name}
    for step in plan.steps:
        values = [each.name for each in step.outputs]
        for name in (step.name, *values):
            if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("__"):
                yield f"`{name}` is no name for a function or value."
        if step.name in seen or step.name in arguments:
            yield f"The name of step `{step.name}` is taken already."
        seen.add(step.name)
        taken = [each.name for each in step.inputs]
        for repeated in {name for name in taken if taken.count(name) > 1}:
            yield f"Step `{step.name}` takes `{repeated}` twice."
    produced = [each.name for step in plan.steps for each in step.outputs]
    for name in dict.fromkeys(produced):
        if produced.count(name) > 1:
            yield f"More than one step gives `{name}`."
        if name in arguments:
            yield f"The output `{name}` has the name of an argument."
        if name in seen:
            yield f"The output `{name}` has the name of a function."


def _flow(plan: StepPlan, target: FunctionTarget, spec: Spec) -> Iterator[str]:
    units = {each.name: _stated(each) for each in spec.parameters}
    known: dict[str, StepValue | None] = {each.name: None for each in target.parameters}
    used: set[str] = set(plan.returns)
    for step in plan.steps:
        if not step.outputs:
            yield f"Step `{step.name}` gives nothing."
        for value in step.inputs:
            used.add(value.name)
            if value.name not in known:
                where = "a later step" if _given_by(plan, value.name) else "no step, and is no argument"
                yield f"Step `{step.name}` takes `{value.name}`, which comes from {where}."
                continue
            source = known[value.name]
            have = units.get(value.name) if source is None else _unit(source.unit)
            yield from _compatible(step, value, have)
        known |= {each.name: each for each in step.outputs}
    for step in plan.steps:
        for value in step.outputs:
            if value.name not in used:
                yield f"Nothing uses `{value.name}`, which step `{step.name}` gives."
    unused = [
        p.name for p in target.parameters if p.name not in used and p.default is None and p.name != "self"
    ]
    for name in unused:
        yield f"No step takes the argument `{name}`."


def _compatible(step: PlannedStep, value: StepValue, have: Unit | None) -> Iterator[str]:
    want = _unit(value.unit)
    if have is None or want is None:
        return
    if have.dimension != want.dimension:
        yield f"Step `{step.name}` takes `{value.name}` in {want.text}, but it is in {have.text}."
    elif (have.factor, have.offset) != (want.factor, want.offset):
        yield (
            f"Step `{step.name}` takes `{value.name}` in {want.text}, but it comes in {have.text}: "
            "let the step take it as it comes, and convert inside."
        )


def _returned(plan: StepPlan, spec: Spec) -> Iterator[str]:
    given = {each.name: each for step in plan.steps for each in step.outputs}
    if not plan.returns:
        yield "The plan returns nothing."
    for name in plan.returns:
        if name not in given:
            yield f"`{name}` is returned and no step gives it."
    if len(plan.returns) != len(spec.results):
        # How many values come back is not always said one by one.
        return
    for name, result in zip(plan.returns, spec.results, strict=True):
        have = _unit(given[name].unit) if name in given else None
        unit = _stated(result)
        if have is None or unit is None:
            continue
        if have.dimension != unit.dimension:
            yield f"`{name}` is returned in {have.text}, and the task asks for {unit.text}."
        elif (have.factor, have.offset) != (unit.factor, unit.offset):
            yield (
                f"`{name}` is returned in {have.text}; the task asks for {unit.text}: "
                "convert in the last step."
            )


def _given_by(plan: StepPlan, name: str) -> bool:
    return any(name == each.name for step in plan.steps for each in step.outputs)


def _stated(value: Parameter | Result) -> Unit | None:
    """The unit as it was read with the equations, else as the words about the value have it."""
    return value.unit or unit_of(value.description)


def _unit(text: str) -> Unit | None:
    """None where nothing is stated, or what is stated is no unit that is known here."""
    if not text.strip():
        return None
    try:
        return parse_unit(text)
    except UnknownUnit:
        return None
