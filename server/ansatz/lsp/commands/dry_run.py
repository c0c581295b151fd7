"""`ansatz.dryRun`: what generating would send to language models, without sending it."""

from lsprotocol import types

from ansatz import ide
from ansatz.core.outcome import DryRun

from ..pages import Page
from ..progress import Reporter
from ..session import Session
from . import Argument
from .answers import Answer, ended, of_function, summed_up
from .work import Chosen, on_functions, reporting


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """What would be sent for what the selection covers: in a line, and in full as the answer's `page`."""

    async def work(page: Page, chosen: Chosen, reporter: Reporter) -> Answer:
        engine = await session.engine(page.whole.uri)
        found: list[DryRun] = []
        for target, selection in chosen:
            runs = await engine.dry_run(page.whole, selection, reporting(reporter, target, len(chosen)))
            if runs is None:
                return ended("none_accepted", f"{ide.NO_MODEL[:1].upper()}{ide.NO_MODEL[1:]}.")
            found += runs
        said = [of_function(each.name, each.name, 0, ide.told_dry(each)) for each in found]
        answer = summed_up(said)
        return {**answer, "page": ide.sending_page(found)} if any(r.sendings for r in found) else answer

    return await on_functions(session, argument, token, "Looking at what would be sent for", work)
