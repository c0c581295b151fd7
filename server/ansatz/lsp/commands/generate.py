"""`ansatz.generate`: implementations, put in place in one versioned edit, which is one step to undo."""

from lsprotocol import types

from ansatz import ide
from ansatz.core.outcome import Accepted, NoneAccepted, ProposedStubs, TargetOutcome
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.targets import functions, named, refound

from .. import conversion
from ..progress import Reporter
from ..session import Session
from . import Argument
from .answers import Answer, FunctionAnswer, ended, of_function, summed_up
from .work import Chosen, on_functions, reporting


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """Generates what the selection covers."""

    async def work(snapshot: DocumentSnapshot, chosen: Chosen, reporter: Reporter) -> Answer:
        if chosen:
            return await _Generation(session, snapshot, chosen, reporter).run()
        selection = conversion.span_of(snapshot.text, argument.range, session.editor.encoding)
        return await _from_passage(session, snapshot, selection, reporter)

    return await on_functions(session, argument, token, "Generating", work, takes_passages=True)


async def _from_passage(
    session: Session, snapshot: DocumentSnapshot, selection: Span, reporter: Reporter
) -> Answer:
    """Functions made from a comment or other passage, added to the text where one is accepted."""
    engine = await session.engine(snapshot.uri)
    stubs = await engine.propose(snapshot, selection)
    if stubs is None:
        return ended("none_accepted", f"{ide.NO_FUNCTION[:1].upper()}{ide.NO_FUNCTION[1:]}.")
    return await _Generation(session, snapshot, (), reporter, stubs).run()


class _Generation:
    """One request. Each function is generated in the text that those before it leave."""

    def __init__(
        self,
        session: Session,
        base: DocumentSnapshot,
        chosen: Chosen,
        reporter: Reporter,
        stubs: ProposedStubs | None = None,
    ) -> None:
        self._session = session
        self._base = base
        self._chosen = chosen
        self._reporter = reporter
        self._is_new = stubs is not None
        self._composed = ide.Composition(base.text)
        if stubs is not None:
            self._composed.add((stubs.change,))
            added = [each for name in stubs.names for each in named(self._composed.text, name)]
            self._chosen = [(each, Span(each.name_span.start, each.name_span.start)) for each in added]
        self._accepted: list[ide.Kept] = []

    async def run(self) -> Answer:
        answers: list[FunctionAnswer] = []
        for target, selection in self._chosen:
            answers += [self._take(outcome) for outcome in await self._outcomes(target, selection)]
        if self._accepted and (why_not := await self._apply()) is not None:
            answers = [
                self._not_applied(each, why_not) if each["status"] == "accepted" else each for each in answers
            ]
        self._session.publisher.publish(self._base.uri)
        return summed_up(answers)

    async def _outcomes(self, target: FunctionTarget, selection: Span) -> tuple[TargetOutcome, ...]:
        engine = await self._session.engine(self._base.uri)
        text = self._composed.text
        moved = refound(text, target)
        if text != self._base.text and moved is not None:
            selection = Span(moved.name_span.start, moved.name_span.start)
        snapshot = DocumentSnapshot(self._base.uri, text, self._base.version)
        return await engine.generate(
            snapshot, selection, reporting(self._reporter, target, len(self._chosen))
        )

    def _take(self, outcome: TargetOutcome) -> FunctionAnswer:
        told = ide.told(outcome.name, outcome.outcome)
        uri = self._base.uri
        match outcome.outcome:
            case Accepted(edit=edit, record=record):
                self._session.publisher.accept(uri, record)
                text = self._composed.text
                self._accepted.append(ide.Kept(_target(text, outcome), text, edit.changes, record))
                self._composed.add(edit.changes)
            case NoneAccepted(best=best) if best is not None:
                self._session.publisher.reject(uri, best)
            case _:
                pass
        return of_function(outcome.name, outcome.qualified_name, outcome.ordinal, told)

    def _not_applied(self, answer: FunctionAnswer, why_not: str) -> FunctionAnswer:
        if self._is_new:
            # There is no function in the text yet that a kept result could be offered for.
            message = f"`{answer['name']}`: nothing was added, because {why_not}. Run it again."
            told = ide.Told("stale", answer["level"], message)
            return of_function(answer["name"], answer["qualified_name"], answer["ordinal"], told)
        for kept in self._accepted:
            self._session.keep(self._base.uri, kept)
        return _of_kept(answer, why_not)

    async def _apply(self) -> str | None:
        """Has the client put everything in: None, or why it is not there."""
        names = ", ".join(kept.target.name for kept in self._accepted)
        while True:
            now = self._session.snapshot(self._base.uri)
            if now is None:
                return "the file was closed meanwhile"
            if now.text != self._base.text:
                # Also where the change is elsewhere: what a person typed meanwhile may bear on this.
                return "the text was changed meanwhile"
            edit = conversion.workspace_edit(now, self._composed.changes(), self._session.editor)
            refusal = await self._session.editor.apply(edit, f"Generate {names}")
            if refusal is None:
                for kept in self._accepted:
                    self._session.drop(self._base.uri, kept.key)
                return None
            after = self._session.snapshot(self._base.uri)
            if after is None or after.version == now.version:
                return refusal
            # Refused for its version alone: the text is looked at again.


def _of_kept(answer: FunctionAnswer, why_not: str) -> FunctionAnswer:
    name = answer["name"]
    message = (
        f"`{name}`: a {answer['level']} result is ready and was not put in, because {why_not}. "
        f"It is kept: the code action “Apply kept result for `{name}`” puts it in."
    )
    told = ide.Told("stale", answer["level"], message)
    return of_function(name, answer["qualified_name"], answer["ordinal"], told)


def _target(text: str, outcome: TargetOutcome) -> FunctionTarget:
    for each in functions(text):
        if (each.qualified_name, each.ordinal) == (outcome.qualified_name, outcome.ordinal):
            return each
    raise LookupError(f"the engine answered for {outcome.qualified_name}, which is not in the text")
