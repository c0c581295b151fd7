"""Implementations generated or changed, one after another: put in place in one edit, or kept to be seen."""

from lsprotocol import types

from ansatz import ide
from ansatz.core.kept import Kept
from ansatz.core.outcome import Accepted, NoneAccepted, ProposedStubs, TargetOutcome
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.targets import functions, named, refound

from .. import placing
from ..engine import EngineFailed
from ..pages import Page
from ..progress import Reporter
from ..session import Session
from . import Argument
from .answers import Answer, FunctionAnswer, ended, of_function, preview_of, summed_up
from .work import Chosen, doubted, doubtful, on_functions, reporting


async def generated(
    session: Session, argument: Argument, token: types.ProgressToken | None, *, previews: bool = False
) -> Answer:
    """Implementations of what the selection covers; with `previews` they are shown and not put in."""

    async def work(page: Page, chosen: Chosen, reporter: Reporter) -> Answer:
        stubs: ProposedStubs | None = None
        if not chosen:
            if not placing.can_take(session, page):
                return ended("none_accepted", placing.NO_CELL)
            engine = await session.engine(page.whole.uri)
            selection = page.span(argument.range, session.editor.encoding)
            stubs = await engine.propose(page.whole, selection)
            if stubs is None:
                return ended("none_accepted", f"{ide.NO_FUNCTION[:1].upper()}{ide.NO_FUNCTION[1:]}.")
        if argument.instruction and len(chosen) > 1:
            return ended("none_accepted", "One function at a time can be changed: select less.")
        generation = _Generation(session, page, chosen, reporter, stubs, argument.instruction)
        return await generation.run(previews=previews)

    title = "Changing" if argument.instruction else "Generating"
    takes_passages = not (previews or argument.instruction)
    return await on_functions(session, argument, token, title, work, takes_passages=takes_passages)


class _Generation:
    """One request. Each function is generated in the text that those before it leave."""

    def __init__(
        self,
        session: Session,
        page: Page,
        chosen: Chosen,
        reporter: Reporter,
        stubs: ProposedStubs | None = None,
        instruction: str = "",
    ) -> None:
        self._session = session
        self._page = page
        self._base = page.whole
        self._chosen = chosen
        self._reporter = reporter
        self._is_new = stubs is not None
        self._instruction = instruction
        self._draft, first = placing.draft(page, None if stubs is None else stubs.change)
        self._composed = ide.Composition(self._draft.text)
        self._composed.add(first)
        if stubs is not None:
            found = [each for name in stubs.names for each in named(self._composed.text, name)]
            own = self._draft.cell
            added = [each for each in found if own is None or own.span.contains(each.span)]
            self._chosen = [(each, each.caret) for each in added]
        self._accepted: list[Kept] = []
        self._rivals: list[Kept] = []

    async def run(self, *, previews: bool) -> Answer:
        answers: list[FunctionAnswer] = []
        try:
            for target, selection in self._chosen:
                answers += [self._take(outcome) for outcome in await self._outcomes(target, selection)]
        except EngineFailed as error:
            if not self._accepted or self._is_new:
                raise
            names = ", ".join(f"`{kept.target.name}`" for kept in self._accepted)
            raise EngineFailed(f"{error} What was finished before is kept: {names}.") from error
        if previews:
            return self._previewed(answers)
        if self._accepted and (why_not := await self._apply()) is not None:
            answers = [
                self._not_applied(each, why_not) if each["status"] == "accepted" else each for each in answers
            ]
        self._session.publisher.publish(self._base.uri)
        return summed_up(answers)

    async def _outcomes(self, target: FunctionTarget, selection: Span) -> tuple[TargetOutcome, ...]:
        if not self._is_new and (doubts := doubted(self._page, target)):
            return doubts
        engine = await self._session.engine(self._base.uri)
        text = self._composed.text
        moved = refound(text, target)
        if text != self._base.text and moved is not None:
            selection = moved.caret
        snapshot = DocumentSnapshot(self._base.uri, text, self._base.version)
        report = reporting(self._reporter, target, len(self._chosen))
        if self._instruction:
            return await engine.change(snapshot, selection, self._instruction, report)
        found = await engine.generate(snapshot, selection, report)
        return tuple(self._undoubted(each, target) for each in found)

    def _undoubted(self, outcome: TargetOutcome, target: FunctionTarget) -> TargetOutcome:
        """The outcome, with nothing accepted where the new code needs names that only running decides."""
        if not isinstance(outcome.outcome, Accepted):
            return outcome
        whole = ide.Composition(self._draft.text)
        whole.add(self._composed.changes())
        whole.add(outcome.outcome.edit.changes)
        why = placing.doubt_after(self._draft, whole.changes(), target)
        return outcome if why is None else doubtful(target, why)

    def _take(self, outcome: TargetOutcome) -> FunctionAnswer:
        told = ide.told(outcome.name, outcome.outcome)
        uri = self._base.uri
        match outcome.outcome:
            case Accepted(edit=edit, record=record, rivals=rivals):
                self._session.publisher.accept(uri, record)
                text = self._composed.text
                target = _target(text, outcome)
                self._accepted.append(Kept(target, text, edit.changes, record))
                self._rivals += [
                    Kept(target, text, rival.edit.changes, rival.record, rank)
                    for rank, rival in enumerate(rivals, 1)
                ]
                self._composed.add(edit.changes)
                if not self._is_new:
                    # Now, and not at the end: whatever happens to this process, it is not lost.
                    self._keep(target)
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
        return _of_kept(answer, why_not)

    def _keep(self, target: FunctionTarget) -> None:
        self._session.drop(self._base.uri, (target.qualified_name, target.ordinal))
        for kept in (*self._accepted, *self._rivals):
            if kept.target == target:
                self._session.keep(self._base.uri, kept)

    def _previewed(self, answers: list[FunctionAnswer]) -> Answer:
        """Everything is kept, so that what the user chooses is put in by `ansatz.applyKept`."""
        shown = [preview_of(kept, self._page) for kept in (*self._accepted, *self._rivals)]
        return {**summed_up([_not_put_in(each) for each in answers]), "previews": shown}

    async def _apply(self) -> str | None:
        """Has the client put everything in: None, or why it is not there."""
        names = ", ".join(kept.target.name for kept in self._accepted)
        while True:
            now = self._session.page(self._page.document.uri)
            if now is None:
                return "the file was closed meanwhile"
            if now.text != self._base.text:
                # Also where the change is elsewhere: what a person typed meanwhile may bear on this.
                return "the text was changed meanwhile"
            label = f"{'Change' if self._instruction else 'Generate'} {names}"
            changes = self._composed.changes()
            refusal = await placing.put_in(self._session, now, self._draft, changes, label)
            if refusal is None:
                for kept in self._accepted:
                    if self._is_new:
                        self._keep(kept.target)
                    self._session.settle(self._base.uri, kept)
                return None
            after = self._session.page(self._page.document.uri)
            if after is None or after.document.version == now.document.version:
                return refusal
            # Refused for its version alone: the text is looked at again.


def _not_put_in(answer: FunctionAnswer) -> FunctionAnswer:
    if answer["status"] != "accepted":
        return answer
    return {**answer, "status": "stale", "message": f"{answer['message']} Not put in yet."}


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
