"""Mode `actor-critic`: a draft, a critic that reads it, and a revision, for as long as the calls last."""

import re
from collections.abc import Callable
from typing import Final

from ansatz.cli.bench.modes.assignment import Assignment
from ansatz.cli.bench.modes.author import Desk, Nothing, Written
from ansatz.cli.bench.modes.direct import drafted
from ansatz.cli.bench.modes.replying import code_of
from ansatz.core.model import ModelFault, Usage
from ansatz.prompts import filled

_APPROVED: Final = re.compile(r"^\W*APPROVED\b", re.M)


class ActorCritic:
    """Drafts, and revises by what a critic says who sees the task, the code and how loading it went."""

    async def prepare(self, open_desk: Callable[[], Desk]) -> Usage:
        """Nothing."""
        return Usage()

    async def write(self, assignment: Assignment, desk: Desk) -> Written:
        """The last revision, or what the critic approved. Raises `ModelFault` and `Nothing`."""
        code = await drafted(assignment, desk)
        notes: list[str] = []
        for turn in range((desk.calls - 1) // 2):
            problem = await desk.load_problem(assignment, code)
            parts = {
                "task": assignment.task,
                "above": assignment.code_above,
                "code": code,
                "name": assignment.entry,
            }
            ran = f"Loading it fails: {problem}" if problem else "It loads without an error."
            try:
                said = await desk.models.ask(
                    "critic", filled("criticise", files=(), ran=ran, **parts), sample=turn
                )
                if _APPROVED.search(said.text) and not problem:
                    notes.append(f"approved in turn {turn + 1}")
                    break
                revised = await desk.models.ask(
                    "student",
                    filled(
                        "revise",
                        files=(),
                        found="\n\n".join(part for part in (problem and ran, said.text) if part),
                        dependencies=assignment.dependencies,
                        **parts,
                    ),
                    sample=turn,
                )
                code = code_of(revised.text, assignment.entry)
                notes.append(f"revised in turn {turn + 1}")
            except ModelFault as fault:
                # What there is so far stands; that the rest of the budget is gone is told.
                notes.append(fault.message)
                break
            except Nothing as nothing:
                notes.append(f"revision {turn + 1} held no code: {nothing}")
        return Written(code, None, tuple(notes))
