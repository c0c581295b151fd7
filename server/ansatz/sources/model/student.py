"""Asks for drafts: reasoning first, then one function, of a step or of the whole."""

from dataclasses import dataclass, replace
from typing import Final

from ansatz.core.model import Models, Prompt, Reply
from ansatz.core.steps import PlannedStep
from ansatz.prompts import filled

from .context import contract_of, signature_of
from .replies import Code, NoCode, code_in
from .task import INSTALLED, Task

STRATEGIES: Final = (
    "",
    "Write it from first principles: start at the defining relation, and derive what the code computes.",
    "Prefer a well-tested routine of SciPy or NumPy where one does the whole of a part.",
    "Write the plainest correct code: explicit loops and intermediate values where they make it clearer.",
)
"""Drafts of one step differ in these, and in the examples before them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A function as it came, with the prompt and reply that it came from. Without code: why there is none."""

    name: str
    arguments: tuple[str, ...]
    code: Code | None
    problem: str
    text: str
    """What stands in the reply as code, also where it is not usable."""
    prompt: Prompt
    reply: Reply
    exemplars: tuple[str, ...] = ()


async def draft_step(
    models: Models, task: Task, step: PlannedStep, context: str, *, sample: int = 0
) -> Draft:
    """One draft of one step. Raises `ModelFault`."""
    shown = _turned(task, sample)
    names = [each.name for each in step.outputs]
    prompt = filled(
        "draft-step",
        files=shown.files,
        installed=INSTALLED,
        task=task.shown,
        context=context,
        examples=shown.examples(),
        step=contract_of(step),
        strategy=STRATEGIES[sample % len(STRATEGIES)],
        signature=signature_of(step),
        returns=f"`{names[0]}`" if len(names) == 1 else f"the tuple `({', '.join(names)})`",
    )
    reply = await models.ask("student", prompt, sample=sample)
    return read(step.name, tuple(each.name for each in step.inputs), prompt, reply, shown)


async def draft_whole(models: Models, task: Task, *, sample: int = 0) -> Draft:
    """One draft of the function itself. Raises `ModelFault`."""
    shown = _turned(task, sample)
    prompt = filled(
        "draft-function",
        files=shown.files,
        installed=INSTALLED,
        task=task.shown,
        context=task.context,
        examples=shown.examples(),
        strategy=STRATEGIES[sample % len(STRATEGIES)],
        name=task.name,
    )
    reply = await models.ask("student", prompt, sample=sample)
    return read(task.name, task.arguments, prompt, reply, shown)


def read(name: str, arguments: tuple[str, ...], prompt: Prompt, reply: Reply, task: Task) -> Draft:
    """The reply as a draft: with its code, or with why there is none."""
    seen = tuple(each.name for each in task.exemplars)
    try:
        code = code_in(reply.text, name, arguments, task.allowed)
    except NoCode as error:
        return Draft(name, arguments, None, str(error), error.code, prompt, reply, seen)
    return Draft(name, arguments, code, "", _text(code), prompt, reply, seen)


def _text(code: Code) -> str:
    return "\n\n".join(part for part in ("\n".join(code.imports), code.helpers, code.definition) if part)


def _turned(task: Task, sample: int) -> Task:
    """The task with its examples in another order for another draft, and fewer for some."""
    shown = task.exemplars
    if not shown or not sample:
        return task
    at = sample % len(shown)
    return replace(task, exemplars=(shown[at:] + shown[:at])[: max(1, len(shown) - sample // 2)])
