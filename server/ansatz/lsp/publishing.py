"""Diagnostics: looked for when a document opens, when typing pauses, when it is saved, and after work."""

import asyncio
import logging
from collections.abc import Sequence
from typing import NamedTuple

from lsprotocol import types

from ansatz import ide
from ansatz.core.outcome import FunctionReading, StaticFinding
from ansatz.core.record import Record
from ansatz.core.text import DocumentSnapshot

from .engine import EngineFailed
from .pages import Page
from .session import Session

log = logging.getLogger(__name__)

PAUSE_S = 0.6
"""How long typing must pause before the document is read again."""

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
}


class _Found(NamedTuple):
    """How docstrings are understood, and the text that its places are in."""

    text: str
    readings: tuple[FunctionReading, ...]


class _Looked(NamedTuple):
    """What was found in the code when it was last saved, and the text that its places are in."""

    text: str
    findings: tuple[StaticFinding, ...]


class Publisher:
    """Keeps what was found in each open document, and the search that is under way."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._searches: dict[str, asyncio.Task[None]] = {}
        self._found: dict[str, _Found] = {}
        self._looks: dict[str, asyncio.Task[None]] = {}
        self._looked: dict[str, _Looked] = {}
        self._rejected: dict[str, dict[tuple[str, str], Record]] = {}

    def check(self, uri: str, *, at_once: bool = False) -> None:
        """Looks for faults in a document, in place of a search that is under way."""
        if not self._session.is_python(uri):
            return
        if (earlier := self._searches.pop(uri, None)) is not None:
            earlier.cancel()
        self._searches[uri] = self._session.spawn(self._search(uri, 0.0 if at_once else PAUSE_S))

    def look(self, uri: str) -> None:
        """Looks for what is wrong with a document's code, without running it; a setting may say not to."""
        if not self._session.is_python(uri):
            return
        if (earlier := self._looks.pop(uri, None)) is not None:
            earlier.cancel()
        self._looks[uri] = self._session.spawn(self._look(uri))

    def reject(self, uri: str, best: Record) -> None:
        """Remembers why a generation came to nothing, until the spec changes or one comes to something."""
        self._rejected.setdefault(uri, {})[best.qualified_name, best.spec_digest] = best

    def accept(self, uri: str, record: Record) -> None:
        """Forgets why an earlier generation came to nothing."""
        self._rejected.get(uri, {}).pop((record.qualified_name, record.spec_digest), None)

    def publish(self, uri: str) -> None:
        """Shows what is known about a document now, or has the client ask for it."""
        editor = self._session.editor
        if editor.pulls_diagnostics:
            self._session.spawn(editor.refresh_diagnostics())
        self._show(uri)

    async def diagnostics(self, uri: str) -> Sequence[types.Diagnostic]:
        """What is known about a document, once the search that is under way has ended."""
        page = self._session.page(uri)
        whole = uri if page is None else page.whole.uri
        while (search := self._searches.get(whole)) is not None and not search.done():
            await asyncio.wait([search])
        page = self._session.page(uri)
        return [] if page is None or page.is_markdown else self._known(page)

    def _show(self, uri: str) -> None:
        editor = self._session.editor
        pages = self._session.pages(uri)
        if not pages:
            return
        for page in pages if not editor.pulls_diagnostics else ():
            editor.publish(page.document.uri, page.document.version, self._known(page))
        if editor.refreshes_lenses:
            self._session.spawn(editor.refresh_lenses())

    def _known(self, page: Page) -> list[types.Diagnostic]:
        snapshot = page.whole
        uri = snapshot.uri
        refuted = ide.refuted_notes(snapshot.text, self._session.records(uri), self._rejected.get(uri, {}))
        looked = self._looked.get(uri)
        static = () if looked is None else ide.static_notes(snapshot.text, *looked)
        notes = (*ide.fault_notes(self.readings(snapshot)), *refuted, *static)
        return [self._diagnostic(page, note) for note in notes if page.holds(note.span)]

    def readings(self, snapshot: DocumentSnapshot) -> tuple[FunctionReading, ...]:
        """How the docstrings of exactly this text are understood: places in an older one point anywhere."""
        found = self._found.get(snapshot.uri)
        return found.readings if found is not None and found.text == snapshot.text else ()

    def clear(self, uri: str) -> None:
        """Takes the diagnostics of a document away that is shown no longer."""
        if not self._session.editor.pulls_diagnostics:
            self._session.editor.publish(uri, None, ())

    def forget(self, uri: str) -> None:
        """Takes everything back that was said about a document."""
        if (search := self._searches.pop(uri, None)) is not None:
            search.cancel()
        if (look := self._looks.pop(uri, None)) is not None:
            look.cancel()
        self._looked.pop(uri, None)
        self._found.pop(uri, None)
        self._rejected.pop(uri, None)

    async def _search(self, uri: str, pause_s: float) -> None:
        await asyncio.sleep(pause_s)
        snapshot = self._session.snapshot(uri)
        if snapshot is None:
            return
        try:
            engine = await self._session.engine(uri)
            readings = await engine.read_specs(snapshot)
        except EngineFailed as error:
            log.warning("no faults were looked for in %s: %s", uri, error)
            readings = ()
        self._found[uri] = _Found(snapshot.text, readings)
        current = self._session.snapshot(uri)
        if current is not None and current.text == snapshot.text:
            # Who asks for diagnostics waits for this search already.
            self._show(uri)

    async def _look(self, uri: str) -> None:
        snapshot = self._session.snapshot(uri)
        if snapshot is None:
            return
        findings: tuple[StaticFinding, ...] = ()
        try:
            engine = await self._session.engine(uri)
            settings = self._session.settings(uri)
            if settings is not None and settings.validate_on_save == "static":
                findings = await engine.check(snapshot)
        except EngineFailed as error:
            log.warning("%s was not looked through: %s", uri, error)
        had = self._looked.pop(uri, None)
        if findings:
            self._looked[uri] = _Looked(snapshot.text, findings)
        if findings or had is not None:
            self.publish(uri)

    def _diagnostic(self, page: Page, note: ide.Note) -> types.Diagnostic:
        editor = self._session.editor
        related: list[types.DiagnosticRelatedInformation] | None = None
        if note.related is not None and editor.relates_places and page.holds(note.related):
            place = page.range(note.related, editor.encoding)
            related = [
                types.DiagnosticRelatedInformation(
                    types.Location(page.document.uri, place), "where it says so"
                )
            ]
        return types.Diagnostic(
            range=page.range(note.span, editor.encoding),
            message=note.message,
            severity=_SEVERITIES[note.severity],
            code=note.code,
            code_description=types.CodeDescription(ide.code_page(note.code)) if editor.links_codes else None,
            source="ansatz",
            related_information=related,
        )
