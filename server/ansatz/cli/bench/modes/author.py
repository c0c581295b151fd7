"""What a mode is to a benchmark: an author that is given assignments, models and a sandbox."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from ansatz.cli.bench.modes.assignment import Assignment
from ansatz.core.model import Models, Usage
from ansatz.core.progress import Report
from ansatz_sandbox import Call, Job, Limits, Raised, Returned, Sandbox

Ablation = Literal["ccw", "teacher", "exemplars", "symbolic", "validation"]

_LIMITS: Final = Limits(wall_s=60.0, cpu_s=60, memory_bytes=4 << 30)
_LOADER: Final = """
def load(text):
    exec(compile(text, "task.py", "exec"), {"__name__": "task"})
    return True
"""


@dataclass(frozen=True, slots=True)
class Written:
    """An author's answer. `level` is the evidence's, where there is any; `notes` say how it came about."""

    code: str
    level: str | None = None
    notes: tuple[str, ...] = ()


class Nothing(Exception):
    """There is no answer; the message says why. `kind` is how the attempt ended, in a word."""

    def __init__(self, why: str, kind: str = "none_accepted") -> None:
        super().__init__(why)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Desk:
    """What an author works with on one assignment. `calls` is how many it may make at most."""

    models: Models
    sandbox: Sandbox
    calls: int
    report: Report

    async def load_problem(self, assignment: Assignment, code: str) -> str:
        """What goes wrong when the code is loaded below the code above it; empty where nothing does."""
        script = "\n\n".join((assignment.dependencies, assignment.above, code))
        outcome = await self.sandbox.run(Job(_LOADER, "load", (Call((script,)),), _LIMITS))
        match outcome.results[0]:
            case Returned():
                return ""
            case Raised(type=kind, message=message):
                return f"{kind.removeprefix('builtins.')}: {message}"
            case _:
                return f"It ended early: {outcome.status}. {outcome.detail}".strip()


class Author(Protocol):
    """A way to have a function written."""

    async def prepare(self, open_desk: Callable[[], Desk]) -> Usage:
        """What is done once, before any assignment; what it took."""
        ...

    async def write(self, assignment: Assignment, desk: Desk) -> Written:
        """The function. Raises `ModelFault`, `Nothing` and `SandboxUnavailable`."""
        ...


def since(before: Usage, after: Usage) -> Usage:
    """What was taken between two looks at what a request has spent."""
    usd = None if before.usd is None or after.usd is None else after.usd - before.usd
    return Usage(
        after.calls - before.calls,
        after.tokens_in - before.tokens_in,
        after.tokens_out - before.tokens_out,
        usd,
        after.seconds - before.seconds,
    )
