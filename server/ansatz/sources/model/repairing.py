"""Asks for a repair, told by kind what is wrong: how code fails, and on which input it is refuted."""

from typing import Literal

from ansatz.core.model import Models
from ansatz.prompts import filled

from .student import Draft, read
from .task import Task

Bug = Literal[
    "syntax",  # it does not parse, or has another signature
    "outside",  # it does what no computation does
    "import",  # a package or module is not there
    "api",  # a name or argument is not in the installed version
    "runtime",  # an exception on inputs that the text allows
    "time",  # it does not end
    "nothing",  # what it returns is no value
    "shape",  # the number or the shape of the returned values
    "units",  # dimensions, factors of conversion
    "range",  # a value outside of what the text states
    "side effect",  # it changes its arguments
    "instruction",  # it is written in a way that the text rules out
    "value",  # a wrong number, with the input that shows it
]
"""What is wrong with code, as one who repairs it wants to know it."""


async def repaired(
    models: Models,
    task: Task,
    name: str,
    arguments: tuple[str, ...],
    code: str,
    bug: Bug,
    found: str,
    *,
    context: str = "",
    peers: str = "",
    sample: int = 0,
) -> Draft:
    """The function `name` put right, as one draft more. Raises `ModelFault`.

    `peers` is what rivals that stand do differently, where there are any.
    """
    prompt = filled(
        "repair",
        files=task.files,
        task=task.shown,
        context=context,
        code=code,
        kind=bug,
        found=found.replace("</found>", "< /found>"),
        peers=f"A draft that is not refuted, to compare with:\n\n```python\n{peers}\n```" if peers else "",
        name=name,
    )
    reply = await models.ask("student", prompt, sample=sample)
    return read(name, arguments, prompt, reply, task)
