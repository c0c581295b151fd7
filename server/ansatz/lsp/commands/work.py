"""What generating and validating share: the selection's functions, one after another, with progress."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from lsprotocol import types

from ansatz import ide
from ansatz.core.outcome import NoneAccepted, TargetOutcome
from ansatz.core.progress import Progress
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span

from .. import progress
from ..engine import EngineFailed
from ..pages import Page
from ..session import Session
from . import Argument
from .answers import NOTHING, Answer, ended, tell

Chosen = Sequence[tuple[FunctionTarget, Span]]
"""Functions, each with the selection that means it."""

Work = Callable[[Page, Chosen, progress.Reporter], Awaitable[Answer]]


async def on_functions(
    session: Session,
    argument: Argument,
    token: types.ProgressToken | None,
    title: str,
    work: Work,
    *,
    takes_passages: bool = False,
) -> Answer:
    """Runs `work` on the functions that the argument means, each with the part selected of it.

    With `takes_passages` it is also run, on no function, where a passage outside of any is meant.
    Whatever keeps it from running, and a cancel of the progress, are answers too. A cancel of the
    request itself goes on to the guard.
    """
    return tell(session, await _answer(session, argument, token, title, work, takes_passages))


async def _answer(
    session: Session,
    argument: Argument,
    token: types.ProgressToken | None,
    title: str,
    work: Work,
    takes_passages: bool,
) -> Answer:
    page = session.page(argument.uri)
    if page is None:
        return ended("failed", "Open the file in the editor first.")
    if argument.version is not None and argument.version != page.document.version:
        return ended("stale", "The text changed before the command arrived. Run it again.")
    selection = page.span(argument.range, session.editor.encoding)
    targets = () if page.is_markdown else ide.targets_of(page.text, selection)
    if not targets and not (takes_passages and (page.is_markdown or ide.passage_of(page.text, selection))):
        return ended("none_accepted", NOTHING)
    # A selection inside one function may mean a part of its docstring; of several, each as a whole.
    chosen = [(target, selection if len(targets) == 1 else target.caret) for target in targets]
    inner = asyncio.ensure_future(_shown(session, token, title, work, page, chosen))
    try:
        return await inner
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        return ended("cancelled", "Cancelled; nothing was changed.")
    except EngineFailed as error:
        return ended("failed", str(error))


async def _shown(
    session: Session,
    token: types.ProgressToken | None,
    title: str,
    work: Work,
    page: Page,
    chosen: Chosen,
) -> Answer:
    names = ", ".join(target.name for target, _ in chosen[:3]) + (", …" if len(chosen) > 3 else "")
    async with progress.shown(session, token, f"{title} {names}".rstrip()) as reporter:
        answer = await work(page, chosen, reporter)
        reporter.last_words = answer["message"].partition("\n")[0]
        return answer


def doubted(page: Page, target: FunctionTarget) -> tuple[TargetOutcome, ...]:
    """The outcome for a function of a notebook whose names only running it decides; none for others."""
    if (why := page.doubt(target)) is None:
        return ()
    return (doubtful(target, why),)


def doubtful(target: FunctionTarget, why: str) -> TargetOutcome:
    """The outcome for a function about whose names there is doubt."""
    outcome = NoneAccepted(f"it can't be judged, because {why}")
    return TargetOutcome(target.name, target.qualified_name, target.ordinal, outcome)


def reporting(reporter: progress.Reporter, target: FunctionTarget, count: int) -> Callable[[Progress], None]:
    """Progress of one function; of several it says which."""

    def report(stage: Progress) -> None:
        words = stage.message or stage.stage
        reporter.report(f"{target.name}: {words}" if count > 1 else words)

    return report
