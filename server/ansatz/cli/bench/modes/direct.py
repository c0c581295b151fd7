"""Mode `direct`: one call with all earlier code in sight, and its answer as it is."""

from collections.abc import Callable

from ansatz.cli.bench.modes.assignment import Assignment
from ansatz.cli.bench.modes.author import Desk, Written
from ansatz.cli.bench.modes.replying import code_of
from ansatz.core.model import Usage
from ansatz.prompts import filled


class Direct:
    """Asks once."""

    async def prepare(self, open_desk: Callable[[], Desk]) -> Usage:
        """Nothing."""
        return Usage()

    async def write(self, assignment: Assignment, desk: Desk) -> Written:
        """The answer to one call. Raises `ModelFault` and `Nothing`."""
        return Written(await drafted(assignment, desk))


async def drafted(assignment: Assignment, desk: Desk) -> str:
    """A first draft, with all the code that is there before the model. Raises `ModelFault`, `Nothing`."""
    prompt = filled(
        "direct",
        files=(),
        task=assignment.task,
        above=assignment.code_above,
        dependencies=assignment.dependencies,
        name=assignment.entry,
    )
    reply = await desk.models.ask("student", prompt)
    return code_of(reply.text, assignment.entry)
