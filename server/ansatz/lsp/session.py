"""What the server knows between messages: the client, its documents, settings, evidence, and engines.

Requests that only look see it as a `View`; notifications and commands change it. Rooms that take
time to enter are entered on first use, so that `initialize` is answered at once.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lsprotocol import types

if TYPE_CHECKING:
    from ansatz.core.kept import Kept
    from ansatz.core.outcome import FunctionReading
    from ansatz.core.text import DocumentSnapshot
    from ansatz.engine.records import RecordStore
    from ansatz.engine.settings import Settings

    from .documents import Document
    from .editor import Editor
    from .engine import Engine
    from .guard import GuardedProtocol
    from .inlining import Inliner
    from .notebooks import Notebook
    from .pages import Page
    from .publishing import Publisher

log = logging.getLogger(__name__)

SETTINGS_WAIT_S = 3.0
"""How long work waits for the client's settings; one that never sends them gets the defaults."""


class View(Protocol):
    """The session as requests that only look may see it."""

    @property
    def editor(self) -> "Editor":
        """The client."""
        ...

    def page(self, uri: str) -> "Page | None":
        """The open document as it is now, with what it is judged in."""
        ...

    def records(self, uri: str) -> "RecordStore":
        """The evidence that holds for a document's folder."""
        ...

    def kept(self, uri: str) -> "tuple[Kept, ...]":
        """Results that could not be applied to a document."""
        ...

    def readings(self, snapshot: "DocumentSnapshot") -> "tuple[FunctionReading, ...]":
        """How the docstrings of a text are understood, as far as that is known yet."""
        ...


class Session:
    """The whole of it, owned by the event loop's thread. `stop` ends the server with an exit code."""

    def __init__(self, protocol: "GuardedProtocol", service: str | None, stop: Callable[[int], None]) -> None:
        self.protocol = protocol
        self.stop = stop
        self.documents: dict[str, Document] = {}
        self.notebooks: dict[str, Notebook] = {}
        self.folders: list[str] = []
        """URIs of the workspace folders."""
        self.cancels: dict[types.ProgressToken, Callable[[], object]] = {}
        """What to call when the user cancels the progress of a token."""
        self._service = service
        self._editor: Editor | None = None
        self._publisher: Publisher | None = None
        self._inliner: Inliner | None = None
        self._settings_known = asyncio.Event()
        self._settings: dict[str, Mapping[str, object]] = {}
        self._loaded: dict[str, Settings | None] = {}
        self._engines: dict[str, Engine] = {}
        self._stores: dict[Path | None, RecordStore] = {}
        self._store_of: dict[str, RecordStore] = {}
        self._kept: dict[str, tuple[Kept, ...]] = {}
        self._told: set[str] = set()
        self._background: set[asyncio.Task[None]] = set()

    @property
    def editor(self) -> "Editor":
        """The client, known since `initialize`."""
        if self._editor is None:
            raise RuntimeError("there is no client before `initialize`")
        return self._editor

    @editor.setter
    def editor(self, editor: "Editor") -> None:
        self._editor = editor

    @property
    def publisher(self) -> "Publisher":
        """What puts diagnostics in front of the user."""
        if self._publisher is None:
            from .publishing import Publisher

            self._publisher = Publisher(self)
        return self._publisher

    @property
    def inliner(self) -> "Inliner":
        """What makes suggestions at the cursor."""
        if self._inliner is None:
            from .inlining import Inliner

            self._inliner = Inliner(self)
        return self._inliner

    def snapshot(self, uri: str) -> "DocumentSnapshot | None":
        """What is judged in the open document or notebook as it is now."""
        if (notebook := self.notebooks.get(uri)) is not None:
            from ansatz.core.text import DocumentSnapshot
            from ansatz.notebooks import module

            return DocumentSnapshot(uri, module(notebook.texts(self.documents)).text)
        document = self.documents.get(uri)
        return document and document.snapshot

    def page(self, uri: str) -> "Page | None":
        """The open document as it is now, with what it is judged in; None for cells that are no Python."""
        if (document := self.documents.get(uri)) is None:
            return None
        from .pages import Page, in_notebook

        for notebook in self.notebooks.values():
            if (index := notebook.index(uri)) is not None:
                return in_notebook(document.snapshot, notebook.uri, notebook.texts(self.documents), index)
        return Page(document.snapshot, document.snapshot)

    def pages(self, uri: str) -> "tuple[Page, ...]":
        """The pages that show what is judged there: the document itself, or the cells of a notebook."""
        notebook = self.notebooks.get(uri)
        uris = [uri] if notebook is None else [each.uri for each in notebook.cells]
        found = (self.page(each) for each in uris)
        return tuple(page for page in found if page is not None and not page.is_markdown)

    def is_python(self, uri: str) -> bool:
        """Whether the open document or notebook is ours to read."""
        document = self.documents.get(uri)
        return uri in self.notebooks or (document is not None and document.is_python)

    def kept(self, uri: str) -> "tuple[Kept, ...]":
        """Results that are not in a document though they could be, oldest first; those of earlier
        sessions too."""
        if uri not in self._kept:
            self._kept[uri] = self.records(uri).kept(uri)
        return self._kept[uri]

    def readings(self, snapshot: "DocumentSnapshot") -> "tuple[FunctionReading, ...]":
        """How the docstrings of a text are understood, as far as that is known yet."""
        return self.publisher.readings(snapshot)

    def keep(self, uri: str, result: "Kept") -> None:
        """Keeps a result, in place of an older one for the same function and rank."""
        self._kept[uri] = (*(each for each in self.kept(uri) if each.key != result.key), result)
        self.records(uri).keep(uri, result)

    def drop(self, uri: str, function: tuple[str, int]) -> None:
        """Forgets what is kept for a function, by its qualified name and ordinal."""
        if any(each.function == function for each in self.kept(uri)):
            self._kept[uri] = tuple(each for each in self.kept(uri) if each.function != function)
            self.records(uri).drop(uri, *function)

    def settle(self, uri: str, chosen: "Kept") -> None:
        """Notes that a result was put in: its record holds, and rivals stay at hand for this session."""
        rivals = tuple(each for each in self.kept(uri) if each.function == chosen.function)
        self.records(uri).put(chosen.record)
        self.drop(uri, chosen.function)
        if len(rivals) > 1:
            self._kept[uri] = (*self.kept(uri), *rivals)

    def spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Runs `work` beside everything else; its failure is logged."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("work in the background failed", exc_info=error)

    def tell_once(self, message: str, kind: types.MessageType = types.MessageType.Warning) -> None:
        """Shows a message that would only annoy a second time."""
        if message not in self._told:
            self._told.add(message)
            self.editor.show(kind, message)

    # Settings

    async def pull_settings(self) -> None:
        """Asks the client for its settings, and has all engines and records follow them."""
        if self.editor.pulls_configuration:
            folders = list(self.folders)
            values = await self.editor.configuration("ansatz", [*folders, None])
            self._settings = {**dict(zip(folders, values, strict=False)), "": values[-1]}
        self.use_settings()

    def take_settings(self, values: Mapping[str, object]) -> None:
        """Takes settings that a client sent unasked, for every folder."""
        self._settings = {"": values}
        self.use_settings()

    def use_settings(self) -> None:
        """Has engines and records follow the settings as they are known now."""
        self._store_of.clear()
        self._loaded.clear()
        self._told.clear()
        for folder, engine in self._engines.items():
            engine.configure(self._settings_of(folder))
        self._settings_known.set()

    async def settings_known(self) -> None:
        """Waits until the client has had its chance to say what it wants."""
        try:
            await asyncio.wait_for(self._settings_known.wait(), SETTINGS_WAIT_S)
        except TimeoutError:
            log.warning("the editor gave no settings in %s s: going on without", SETTINGS_WAIT_S)
            self._settings_known.set()

    def _settings_of(self, folder: str) -> Mapping[str, object]:
        for uri, values in self._settings.items():
            if uri and _path(uri) == folder:
                return values
        return self._settings.get("", {})

    # Folders, and what there is one of for each

    def folder(self, uri: str) -> str:
        """The path of a document's folder: the innermost of the workspace's, else its likely own."""
        path = _path(uri)
        roots = [root for folder in self.folders if (root := _path(folder))]
        around = [root for root in roots if path and Path(path).is_relative_to(root)]
        if around:
            return max(around, key=len)
        if path is None:
            return roots[0] if roots else str(Path.home())
        from ansatz.engine.settings import workspace_of

        return str(workspace_of(Path(path)))

    async def engine(self, uri: str) -> "Engine":
        """The engine of a document's folder."""
        await self.settings_known()
        folder = self.folder(uri)
        if (engine := self._engines.get(folder)) is None:
            from .engine import Engine

            engine = Engine(folder, self._service, self._tell_of_crash)
            engine.configure(self._settings_of(folder))
            self._engines[folder] = engine
        return engine

    def _tell_of_crash(self, message: str) -> None:
        self.editor.show(types.MessageType.Error, message)

    def records(self, uri: str) -> "RecordStore":
        """The evidence that holds for a document's folder."""
        folder = self.folder(uri)
        if (store := self._store_of.get(folder)) is None:
            store = self._store_of[folder] = self._open_store(folder)
        return store

    def settings(self, uri: str) -> "Settings | None":
        """The settings that hold for a document; None, and said once, where they can't be used."""
        return self._load_settings(self.folder(uri))

    def _load_settings(self, folder: str) -> "Settings | None":
        if folder not in self._loaded:
            from ansatz.engine.settings import SettingsError, load_settings

            loaded: Settings | None = None
            try:
                loaded = load_settings(Path(folder), editor=self._settings_of(folder)).settings
            except SettingsError as error:
                self.tell_once(f"Ansatz can't use its settings. {error}", types.MessageType.Error)
            self._loaded[folder] = loaded
        return self._loaded[folder]

    def _open_store(self, folder: str) -> "RecordStore":
        from ansatz.engine.records import FILE_NAME, RecordStore

        settings = self._load_settings(folder)
        path = None if settings is None else settings.state_dir / FILE_NAME
        if path not in self._stores:
            self._stores[path] = RecordStore(path)
            for notice in self._stores[path].notices:
                self.tell_once(notice)
        return self._stores[path]

    async def close_engines(self) -> None:
        """Ends every engine, for good."""
        await asyncio.gather(*(engine.close() for engine in self._engines.values()))

    async def close(self) -> None:
        """Ends everything that the session started."""
        await self.close_engines()
        for task in tuple(self._background):
            task.cancel()
        for store in self._stores.values():
            store.close()


def _path(uri: str) -> str | None:
    from pygls.uris import to_fs_path

    return to_fs_path(uri) if uri.startswith("file:") else None
