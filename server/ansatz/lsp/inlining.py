"""Suggestions at the cursor: generated once for a text, waited for briefly, kept for the next asking."""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass

from ansatz import ide
from ansatz.core.kept import Kept
from ansatz.core.outcome import Accepted
from ansatz.core.progress import Progress
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.targets import named

from .engine import EngineFailed
from .session import Session

log = logging.getLogger(__name__)

_KEPT = 64
"""Suggestions of so many places are remembered."""


@dataclass(frozen=True, slots=True)
class _Key:
    """What a suggestion depends on: any other text could mean something else."""

    uri: str
    text: str
    selection: Span


class Inliner:
    """Generates for places of suggestions, at most one of each document at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: OrderedDict[_Key, tuple[Kept, ...]] = OrderedDict()
        self._work: dict[str, tuple[_Key, asyncio.Task[None]]] = {}
        self._shown: OrderedDict[str, ide.Ghost] = OrderedDict()
        self._number = 0
        self.offered = 0
        self.accepted = 0

    async def suggestions(
        self, snapshot: DocumentSnapshot, offset: int, wait_s: float
    ) -> tuple[tuple[str, ide.Ghost], ...]:
        """What can be inserted at `offset`, each with the name by which `take` knows it.

        What isn't ready within `wait_s` seconds goes on and is there when asked for again; where the
        user has gone on typing meanwhile it is given up.
        """
        place = ide.place_at(snapshot.text, offset)
        if place is None:
            return ()
        key = _Key(snapshot.uri, snapshot.text, place.selection)
        if key not in self._made:
            await asyncio.wait([self._generating(key, snapshot)], timeout=wait_s)
        found = [
            (self._remember(made), made)
            for kept in self._made.get(key, ())
            if (made := ide.ghost(kept.base, place, kept.changes, kept.target, kept.record)) is not None
        ]
        self.offered += bool(found)
        return tuple(found)

    def take(self, name: str) -> ide.Ghost | None:
        """The suggestion of that name, which the user has accepted."""
        ghost = self._shown.pop(name, None)
        self.accepted += ghost is not None
        return ghost

    def forget(self, uri: str) -> None:
        """Gives up what is under way for a document."""
        if (work := self._work.pop(uri, None)) is not None:
            work[1].cancel()

    def _remember(self, ghost: ide.Ghost) -> str:
        self._number += 1
        name = str(self._number)
        self._shown[name] = ghost
        while len(self._shown) > _KEPT:
            self._shown.popitem(last=False)
        return name

    def _generating(self, key: _Key, snapshot: DocumentSnapshot) -> "asyncio.Task[None]":
        earlier = self._work.get(key.uri)
        if earlier is not None and earlier[0] == key and not earlier[1].done():
            return earlier[1]
        self.forget(key.uri)
        task = self._session.spawn(self._generate(key, snapshot))
        self._work[key.uri] = key, task
        return task

    async def _generate(self, key: _Key, snapshot: DocumentSnapshot) -> None:
        try:
            self._made[key] = await self._results(snapshot, key.selection)
        except EngineFailed as error:
            log.warning("no suggestion for %s: %s", key.uri, error)
            return
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)

    async def _results(self, snapshot: DocumentSnapshot, selection: Span) -> tuple[Kept, ...]:
        engine = await self._session.engine(snapshot.uri)
        composed = ide.Composition(snapshot.text)
        if not ide.targets_of(snapshot.text, selection):
            stubs = await engine.propose(snapshot, selection)
            if stubs is None or len(stubs.names) != 1:
                return ()
            composed.add((stubs.change,))
            (target, *_) = named(composed.text, stubs.names[0])
            selection = target.caret
        base = DocumentSnapshot(snapshot.uri, composed.text, snapshot.version)
        found: list[Kept] = []
        # Nobody has asked for a suggestion to be paid for.
        for each in await engine.generate(base, selection, _unheard, with_models=False):
            target = next((t for t in named(base.text, each.name) if t.ordinal == each.ordinal), None)
            if target is None or not isinstance(each.outcome, Accepted):
                continue
            rivals = [(rival.edit, rival.record) for rival in each.outcome.rivals]
            for rank, (edit, record) in enumerate([(each.outcome.edit, each.outcome.record), *rivals]):
                whole = ide.Composition(snapshot.text)
                if base.text != snapshot.text:
                    whole.add(composed.changes())
                whole.add(edit.changes)
                found.append(Kept(target, snapshot.text, whole.changes(), record, rank))
        return tuple(found)


def _unheard(_: Progress) -> None:
    """Suggestions show no progress: nobody waits for them."""
