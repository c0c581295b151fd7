"""Has the stub of a case written by one mode, for `bench solve`."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from ansatz.cli.bench.modes.asking import Asking, asking
from ansatz.cli.bench.modes.author import Ablation, Author, Desk, Nothing, since
from ansatz.cli.bench.modes.choosing import author_of
from ansatz.cli.bench.modes.opening import opened
from ansatz.cli.bench.modes.pipeline import Pipeline
from ansatz.cli.bench.modes.placing import assignment_in, placed
from ansatz.core.model import ModelFault, Models, Usage
from ansatz.core.progress import Report
from ansatz.core.target import FunctionTarget
from ansatz.engine.settings import Settings
from ansatz_sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode with what can be left out, and the trace that answers in place of a provider."""

    name: str
    without: frozenset[Ablation] = frozenset()
    replay: Path | None = None

    @property
    def is_usual(self) -> bool:
        """Whether the service does it as it does it for the editor."""
        return self.name == "ansatz" and not self.without and self.replay is None


@dataclass(frozen=True, slots=True)
class Solved:
    """What came of a stub: the whole text with its code, or why there is none."""

    status: str
    text: str | None
    code: str
    level: str | None
    why: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class Solver:
    """One mode at work."""

    author: Author
    sandbox: Sandbox
    open_models: Callable[[], Models]
    calls: int
    models: tuple[str, ...]

    async def solve(self, name: str, text: str, target: FunctionTarget, report: Report) -> Solved:
        """Writes the stub `target` of a text. Raises `SandboxUnavailable`."""
        desk = Desk(self.open_models(), self.sandbox, self.calls, report)
        before = desk.models.spent

        def nothing(status: str, why: str) -> Solved:
            return Solved(status, None, "", None, why, since(before, desk.models.spent))

        assignment = assignment_in(name, text, target)
        try:
            written = await self.author.write(assignment, desk)
            whole = placed(text, target, assignment, written.code)
        except ModelFault as fault:
            return nothing(f"fault: {fault.kind}", fault.message)
        except Nothing as none:
            return nothing(none.kind, str(none))
        usage = since(before, desk.models.spent)
        return Solved("accepted", whole, written.code, written.level, " ".join(written.notes), usage)


@asynccontextmanager
async def solver(mode: Mode, settings: Settings, sandbox: Sandbox) -> AsyncGenerator[Solver]:
    """A mode opened. Raises `Unusable`, `SettingsError`."""
    async with AsyncExitStack() as stack:
        models: Asking = asking(settings, mode.replay)
        stack.push_async_callback(models.close)
        await models.ready()
        # Cases have no reference code to learn from.
        author = author_of(mode.name, mode.without, ())
        if author is None:
            author = Pipeline(await stack.enter_async_context(opened(settings, mode.without)), mode.without)
        yield Solver(author, sandbox, models.open, settings.models.calls_per_request, models.names)
