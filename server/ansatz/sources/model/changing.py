"""Asks for a change to a function that is there, as its author says in words."""

from ansatz.core.model import Models
from ansatz.prompts import filled

from .student import Draft, read
from .task import Task

_INSTRUCTION_CHARACTERS = 4_000


async def changed(
    models: Models, task: Task, code: str, instruction: str, found: str = "", *, sample: int = 0
) -> Draft:
    """The function changed as `instruction` says, as a draft. Raises `ModelFault`.

    `found` is what an earlier answer broke, with the input that shows it.
    """
    said = instruction.strip()[:_INSTRUCTION_CHARACTERS].replace("</instruction>", "< /instruction>")
    broke = found.replace("</found>", "< /found>")
    prompt = filled(
        "change",
        files=task.files,
        task=task.shown,
        context=task.context,
        code=code,
        instruction=said,
        found=f"<found>\nYour last answer broke what held before:\n{broke}\n</found>" if broke else "",
        name=task.name,
    )
    reply = await models.ask("student", prompt, sample=sample)
    return read(task.name, task.arguments, prompt, reply, task)
