"""The consolidated context window: what a step sees of the others, in a bounded number of tokens.

MOSAIC (arXiv 2510.08804) gives later steps the signatures and one-line summaries of earlier ones and
no code, which kept chains of steps from drowning in their own history. Here units stand in the
signatures, what a step depends on comes first, and the whole stays below a bound.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from ansatz.core.steps import PlannedStep, StepPlan, StepValue
from ansatz.core.target import FunctionTarget
from ansatz.reading.docstring import take_apart
from ansatz.targets import functions

BOUND_TOKENS: Final = 600
_BYTES_A_TOKEN: Final = 4
_SUMMARY: Final = 120
_MENTION: Final = 40

Context = Literal["ccw", "code", "none"]


def tokens_of(text: str) -> int:
    """About how many tokens a text is: a quarter of its bytes."""
    return math.ceil(len(text.encode("utf-8", "replace")) / _BYTES_A_TOKEN)


def consolidated_steps(plan: StepPlan, step: PlannedStep, bound_tokens: int = BOUND_TOKENS) -> str:
    """What `step` sees of the plan: first what it takes, then who takes what it gives, then the rest."""
    return _within("The other steps:", [_line_of_step(each) for each in _nearest(plan, step)], bound_tokens)


def consolidated(text: str, target: FunctionTarget, bound_tokens: int = BOUND_TOKENS) -> str:
    """What a function sees of the others of its file: those it names, then those above it, nearest first."""
    own = target.docstring_text.of(text) if target.docstring_text else ""
    others = [
        each
        for each in functions(text)
        if each.span != target.span
        and "." not in each.qualified_name.removeprefix(target.qualified_name.rpartition(".")[0]).lstrip(".")
    ]
    above = [each for each in others if each.span.start < target.span.start][::-1]
    below = [each for each in others if each.span.start > target.span.start]
    named = [each for each in (*above, *below) if each.name in own]
    ordered = [*named, *(each for each in (*above, *below) if each not in named)]
    head = "Other functions of the file, which the code may call:"
    return _within(head, [_line_of_function(text, each) for each in ordered], bound_tokens)


def code_above(text: str, target: FunctionTarget) -> str:
    """All of the file above a function, as it is: what `consolidated` stands in for."""
    above = text[: target.span.start].strip()
    return f"The file so far:\n\n```python\n{above}\n```" if above else ""


def signature_of(step: PlannedStep) -> str:
    """`def name(a, b)`: what the code of a step begins with."""
    return f"def {step.name}({', '.join(each.name for each in step.inputs)})"


def contract_of(step: PlannedStep) -> str:
    """A step as the one who writes it sees it: everything that the plan says of it."""
    lines = [_line_of_step(step), *(f"- takes {_said(each)}" for each in step.inputs)]
    lines += [f"- returns {_said(each)}" for each in step.outputs]
    lines += [f"- equation: {step.equation}"] if step.equation else []
    lines += [f"- contract: {step.contract}"] if step.contract else []
    lines += [f"- from the task: {step.passage}"] if step.passage else []
    return "\n".join(lines)


def _nearest(plan: StepPlan, step: PlannedStep) -> Iterator[PlannedStep]:
    taken = {each.name for each in step.inputs}
    given = {each.name for each in step.outputs}
    others = [each for each in plan.steps if each is not step]
    gives = [each for each in others if taken & {one.name for one in each.outputs}]
    takes = [each for each in others if given & {one.name for one in each.inputs} and each not in gives]
    yield from gives
    yield from takes
    yield from (each for each in others if each not in gives and each not in takes)


def _line_of_step(step: PlannedStep) -> str:
    taken = ", ".join(_short(each) for each in step.inputs)
    given = ", ".join(_short(each) for each in step.outputs)
    return f"`{step.name}({taken}) -> {given}`: {_one_line(step.does)}"


def _line_of_function(text: str, target: FunctionTarget) -> str:
    names = [each.name for each in target.parameters]
    doc = take_apart(target.docstring_text.of(text), names) if target.docstring_text else None
    entries = doc.parameters if doc else {}
    taken = ", ".join(f"{name}{_mention(entries[name].text) if name in entries else ''}" for name in names)
    given = ", ".join(_one_line(each.text, _MENTION) for each in doc.results) if doc else ""
    summary = f": {_one_line(doc.summary)}" if doc and doc.summary else ""
    return f"`{target.qualified_name}({taken})`{f' -> {given}' if given else ''}{summary}"


def _mention(text: str) -> str:
    said = _one_line(text, _MENTION)
    return f" [{said}]" if said else ""


def _short(value: StepValue) -> str:
    return value.name + (f" [{value.unit}]" if value.unit else "")


def _said(value: StepValue) -> str:
    about = ", ".join(part for part in (value.about, value.form, value.unit and f"in {value.unit}") if part)
    return f"`{value.name}`: {about}" if about else f"`{value.name}`"


def _one_line(text: str, most: int = _SUMMARY) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _within(head: str, lines: Sequence[str], bound_tokens: int) -> str:
    """As many lines as the bound allows, and how many more there are."""
    shown: list[str] = []
    for line in lines:
        more = f"\n(and {len(lines) - len(shown) - 1} more)"
        if tokens_of("\n".join((head, *shown, f"- {line}")) + more) > bound_tokens:
            break
        shown.append(f"- {line}")
    if not shown:
        return ""
    left = len(lines) - len(shown)
    return "\n".join((head, *shown, *((f"(and {left} more)",) if left else ())))
