"""`ansatz.validate`: what is there already, judged by its docstring. Nothing is changed."""

from lsprotocol import types

from ansatz import ide
from ansatz.core.outcome import Judged
from ansatz.core.text import DocumentSnapshot

from ..progress import Reporter
from ..session import Session
from . import Argument
from .answers import Answer, FunctionAnswer, of_function, summed_up
from .work import Chosen, on_functions, reporting


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """Validates what the selection covers."""

    async def work(snapshot: DocumentSnapshot, chosen: Chosen, reporter: Reporter) -> Answer:
        engine = await session.engine(snapshot.uri)
        answers: list[FunctionAnswer] = []
        for target, selection in chosen:
            report = reporting(reporter, target, len(chosen))
            for each in await engine.validate(snapshot, selection, report):
                if isinstance(each.outcome, Judged):
                    session.publisher.accept(snapshot.uri, each.outcome.record)
                told = ide.told(each.name, each.outcome)
                answers.append(of_function(each.name, each.qualified_name, each.ordinal, told))
        session.publisher.publish(snapshot.uri)
        return summed_up(answers)

    return await on_functions(session, argument, token, "Validating", work)
