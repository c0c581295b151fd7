"""`ansatz.validate`: what is there already, judged by its docstring. Nothing is changed."""

from lsprotocol import types

from ansatz import ide
from ansatz.core.outcome import Judged

from ..pages import Page
from ..progress import Reporter
from ..session import Session
from . import Argument
from .answers import Answer, FunctionAnswer, of_function, summed_up
from .work import Chosen, doubted, on_functions, reporting


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """Validates what the selection covers."""

    async def work(page: Page, chosen: Chosen, reporter: Reporter) -> Answer:
        snapshot = page.whole
        engine = await session.engine(snapshot.uri)
        answers: list[FunctionAnswer] = []
        for target, selection in chosen:
            report = reporting(reporter, target, len(chosen))
            found = doubted(page, target) or await engine.validate(snapshot, selection, report)
            for each in found:
                if isinstance(each.outcome, Judged):
                    session.publisher.accept(snapshot.uri, each.outcome.record)
                told = ide.told(each.name, each.outcome)
                answers.append(of_function(each.name, each.qualified_name, each.ordinal, told))
        session.publisher.publish(snapshot.uri)
        return summed_up(answers)

    return await on_functions(session, argument, token, "Validating", work)
