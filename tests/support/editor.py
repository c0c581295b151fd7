"""A small editor: a client of the real server process that keeps documents and applies edits."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
_PATH = os.pathsep.join(filter(None, [str(TESTS), os.environ.get("PYTHONPATH")]))
WAIT_S = 30.0

FULL: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"workDoneProgress": True},
    "workspace": {
        "applyEdit": True,
        "configuration": True,
        "workspaceFolders": True,
        "workspaceEdit": {"documentChanges": True},
        "didChangeConfiguration": {"dynamicRegistration": True},
    },
    "textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
    },
}
"""What a capable editor can do."""


class ReplyError(Exception):
    """The server answered with an error."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        super().__init__(error.get("message"))
        self.code = error["code"]


class Editor:
    """One connection. Every wait ends in an error after `WAIT_S`."""

    def __init__(self, process: asyncio.subprocess.Process, encoding: str = "utf-16") -> None:
        self.process = process
        self.encoding = encoding
        self.documents: dict[str, list[Any]] = {}
        """Version and text by URI."""
        self.cells: dict[str, list[str]] = {}
        """URIs of the cells of open notebooks, by the notebook's."""
        self.heard: list[dict[str, Any]] = []
        """Every notification, and every answer that nobody waits for, in order."""
        self.asked: list[dict[str, Any]] = []
        """Every request of the server's."""
        self.configuration: Any = {}
        self.accepts_edits = True
        self.refreshed = 0
        """How often the server has said that diagnostics are to be asked for again."""
        self.before_edit: Callable[[], None] = lambda: None
        self._replies: dict[Any, asyncio.Future[Any]] = {}
        self._news = asyncio.Condition()
        self._last_id = 0
        self._last_cell = 0
        self._reading = asyncio.create_task(self._read())

    # Raw traffic

    def write(self, data: bytes) -> None:
        """Sends bytes as they are."""
        assert self.process.stdin
        self.process.stdin.write(data)

    def send(self, message: Any) -> None:
        """Sends any JSON value in a frame."""
        body = json.dumps(message).encode()
        self.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def start(self, method: str, params: Any) -> tuple[int, "asyncio.Future[Any]"]:
        """Sends a request: its id, and its answer to come."""
        self._last_id += 1
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._replies[self._last_id] = future
        self.send({"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params})
        return self._last_id, future

    async def request(self, method: str, params: Any) -> Any:
        return await asyncio.wait_for(self.start(method, params)[1], WAIT_S)

    async def until(self, condition: Callable[[], Any], what: str = "it") -> Any:
        """Waits until `condition` says something true, which it returns."""
        try:
            async with asyncio.timeout(WAIT_S):
                async with self._news:
                    while not (found := condition()):
                        # Files and processes change without news from the server.
                        with suppress(TimeoutError):
                            await asyncio.wait_for(self._news.wait(), 0.02)
                    return found
        except TimeoutError:
            raise AssertionError(f"{what} never came; heard {self.heard}") from None

    def notified(self, method: str) -> list[Any]:
        """The parameters of every notification of `method` so far."""
        return [each["params"] for each in self.heard if each.get("method") == method]

    async def _read(self) -> None:
        stream = self.process.stdout
        assert stream
        while True:
            length = 0
            while (line := await stream.readline()).strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not line:
                break
            message = json.loads(await stream.readexactly(length))
            self._take(message)
            async with self._news:
                self._news.notify_all()
        for future in self._replies.values():
            if not future.done():
                future.set_exception(ConnectionError("the server is gone"))
        async with self._news:
            self._news.notify_all()

    def _take(self, message: dict[str, Any]) -> None:
        if "method" in message and "id" in message:
            self.asked.append(message)
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": self._serve(message)})
        elif "method" not in message and (future := self._replies.pop(message.get("id"), None)):
            if "error" in message:
                future.set_exception(ReplyError(message["error"]))
            else:
                future.set_result(message["result"])
        else:
            self.heard.append(message)

    def _serve(self, message: dict[str, Any]) -> Any:
        params = message.get("params")
        match message["method"]:
            case "workspace/configuration":
                return [self.configuration for _ in params["items"]]
            case "workspace/applyEdit":
                return self._apply(params["edit"])
            case "workspace/diagnostic/refresh":
                self.refreshed += 1
                return None
            case "ansatz/insertCell":
                if not self.accepts_edits:
                    return {"applied": False, "failureReason": "not now"}
                at = self.cells[params["notebook"]].index(params["below"]) + 1
                self.insert_cell(params["notebook"], at, "python", params["text"])
                return {"applied": True}
            case "window/showDocument":
                return {"success": True}
            case _:
                return None

    # Documents

    def open(self, uri: str, text: str, version: int = 1) -> None:
        self.documents[uri] = [version, text]
        item = {"uri": uri, "languageId": "python", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def text(self, uri: str) -> str:
        return self.documents[uri][1]

    def replace(self, uri: str, old: str, new: str) -> None:
        """Types `new` in place of the first `old`, as an incremental change."""
        text = self.text(uri)
        start = text.index(old)
        place = {"start": self.position(uri, start), "end": self.position(uri, start + len(old))}
        self.documents[uri][1] = text[:start] + new + text[start + len(old) :]
        self._changed(uri, [{"range": place, "text": new}])

    def rewrite(self, uri: str, text: str) -> None:
        """Replaces the whole text."""
        self.documents[uri][1] = text
        self._changed(uri, [{"text": text}])

    def _changed(self, uri: str, changes: list[Any]) -> None:
        self.documents[uri][0] += 1
        document = {"uri": uri, "version": self.documents[uri][0]}
        for notebook, cells in self.cells.items():
            if uri in cells:
                self._restructure(notebook, {"textContent": [{"document": document, "changes": changes}]})
                return
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    # Notebooks

    def open_notebook(self, uri: str, *cells: tuple[str, str]) -> list[str]:
        """Opens a notebook of cells, each with its language and text; the URIs of their documents."""
        self.cells[uri] = []
        items = [self._cell(uri, language, text) for language, text in cells]
        self.cells[uri] = [each["uri"] for each in items]
        notebook = {"uri": uri, "notebookType": "jupyter-notebook", "version": 1}
        notebook["cells"] = [self._cell_of(each) for each in items]
        self.notify("notebookDocument/didOpen", {"notebookDocument": notebook, "cellTextDocuments": items})
        return [*self.cells[uri]]

    def insert_cell(self, notebook: str, at: int, language: str, text: str) -> str:
        """Puts a cell in, and says so; the URI of its document."""
        item = self._cell(notebook, language, text)
        self.cells[notebook].insert(at, item["uri"])
        array = {"start": at, "deleteCount": 0, "cells": [self._cell_of(item)]}
        self._restructure(notebook, {"structure": {"array": array, "didOpen": [item]}})
        return item["uri"]

    def delete_cell(self, notebook: str, at: int) -> None:
        """Takes a cell away, and says so."""
        uri = self.cells[notebook].pop(at)
        del self.documents[uri]
        structure = {"array": {"start": at, "deleteCount": 1}, "didClose": [{"uri": uri}]}
        self._restructure(notebook, {"structure": structure})

    def close_notebook(self, notebook: str) -> None:
        """Closes it with its cells."""
        cells = [{"uri": each} for each in self.cells.pop(notebook)]
        self.notify(
            "notebookDocument/didClose", {"notebookDocument": {"uri": notebook}, "cellTextDocuments": cells}
        )

    def _cell(self, notebook: str, language: str, text: str) -> dict[str, Any]:
        self._last_cell += 1
        uri = f"vscode-notebook-cell:{notebook.removeprefix('file://')}#W{self._last_cell}"
        self.documents[uri] = [1, text]
        return {"uri": uri, "languageId": language, "version": 1, "text": text}

    def _cell_of(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"kind": 1 if item["languageId"] == "markdown" else 2, "document": item["uri"]}

    def _restructure(self, notebook: str, cells: dict[str, Any]) -> None:
        self._last_cell += 1
        params = {
            "notebookDocument": {"uri": notebook, "version": self._last_cell},
            "change": {"cells": cells},
        }
        self.notify("notebookDocument/didChange", params)

    def position(self, uri: str, offset: int) -> dict[str, int]:
        """The position of an offset, worked out independently of the server."""
        before = self.text(uri)[:offset].replace("\r\n", "\n\0").replace("\r", "\n").split("\n")
        line = before[-1].replace("\0", "")
        return {"line": len(before) - 1, "character": self._width(line)}

    def at(self, uri: str, mark: str) -> dict[str, int]:
        """The position of the first `mark`."""
        return self.position(uri, self.text(uri).index(mark))

    def _width(self, text: str) -> int:
        codec, size = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[
            self.encoding
        ]
        return len(text.encode(codec)) // size

    def _offset(self, text: str, position: Mapping[str, int]) -> int:
        rows = text.replace("\r\n", "\n\0").replace("\r", "\n").split("\n")
        offset = sum(len(row) + 1 for row in rows[: position["line"]])
        if rows[position["line"]].startswith("\0"):
            offset += 1
        row = rows[position["line"]].replace("\0", "")
        for count in range(len(row) + 1):
            if self._width(row[:count]) == position["character"]:
                return offset + count
        raise AssertionError(f"{position} is no place between characters of {row!r}")

    def _apply(self, edit: dict[str, Any]) -> dict[str, Any]:
        self.before_edit()
        if not self.accepts_edits:
            return {"applied": False, "failureReason": "not now"}
        changes = edit.get("documentChanges") or [
            {"textDocument": {"uri": uri, "version": None}, "edits": edits}
            for uri, edits in edit["changes"].items()
        ]
        for change in changes:
            if change.get("kind") == "create":
                self.documents[change["uri"]] = [0, ""]
                continue
            uri, version = change["textDocument"]["uri"], change["textDocument"]["version"]
            if version is not None and version != self.documents[uri][0]:
                return {"applied": False, "failureReason": "the document has another version"}
            text = self.text(uri)
            spans = [
                (self._offset(text, each["range"]["start"]), self._offset(text, each["range"]["end"]), each)
                for each in change["edits"]
            ]
            assert all(
                one[1] <= next_[0]
                for one, next_ in zip(sorted(spans, key=_start), sorted(spans, key=_start)[1:], strict=False)
            )
            for start, end, each in sorted(spans, key=_start, reverse=True):
                text = text[:start] + each["newText"] + text[end:]
            self.rewrite(uri, text)
        return {"applied": True}

    # What users do

    async def actions(self, uri: str, mark: str, end: str | None = None, **context: Any) -> list[Any]:
        """The code actions with the cursor at `mark`, or a selection from there to `end`."""
        place = {"start": self.at(uri, mark), "end": self.at(uri, end or mark)}
        params = {
            "textDocument": {"uri": uri},
            "range": place,
            "context": {"diagnostics": [], **context},
        }
        return await self.request("textDocument/codeAction", params)

    async def action(self, uri: str, mark: str, title: str, end: str | None = None) -> Any:
        found = [each for each in await self.actions(uri, mark, end) if each["title"].startswith(title)]
        assert found, f"no action {title!r}"
        return found[0]

    def run(self, action: Any, token: str | None = None) -> tuple[int, "asyncio.Future[Any]"]:
        """Starts an action's command."""
        command = action["command"]
        params = {"command": command["command"], "arguments": command["arguments"]}
        return self.start("workspace/executeCommand", params | ({"workDoneToken": token} if token else {}))

    async def do(self, uri: str, mark: str, title: str, end: str | None = None) -> Any:
        """Chooses an action and waits for its answer."""
        return await asyncio.wait_for(self.run(await self.action(uri, mark, title, end))[1], WAIT_S)

    async def hover(self, uri: str, mark: str) -> str | None:
        params = {"textDocument": {"uri": uri}, "position": self.at(uri, mark)}
        found = await self.request("textDocument/hover", params)
        return found and found["contents"]["value"]

    def diagnostics(self, uri: str) -> list[Any] | None:
        """The diagnostics that show now; None before there were any news."""
        news = [each for each in self.notified("textDocument/publishDiagnostics") if each["uri"] == uri]
        return news[-1]["diagnostics"] if news else None

    async def initialize(
        self, folder: Path, capabilities: dict[str, Any] | None = None, options: Any = None
    ) -> Any:
        params = {
            "processId": os.getpid(),
            "rootUri": folder.as_uri(),
            "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
            "capabilities": FULL if capabilities is None else capabilities,
            "initializationOptions": options,
        }
        result = await self.request("initialize", params)
        self.encoding = result["capabilities"]["positionEncoding"]
        self.notify("initialized", {})
        return result

    async def shutdown(self) -> int:
        """Ends the server as an editor does; its exit code."""
        await self.request("shutdown", None)
        self.notify("exit")
        return await asyncio.wait_for(self.process.wait(), WAIT_S)

    async def close(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        self._reading.cancel()


def _start(span: tuple[int, int, Any]) -> int:
    return span[0]


@asynccontextmanager
async def server(
    folder: Path, *arguments: str, state: Path | None = None, environment: Mapping[str, str] | None = None
) -> AsyncGenerator[Editor]:
    """A server process with the fake engine, for a project in `folder`, its evidence kept beside it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *(arguments or ("-m", "ansatz.lsp", "--service", "support.fake_engine:build")),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=(folder.parent / "server.log").open("ab"),
        env=os.environ
        | {"PYTHONPATH": _PATH, "ANSATZ_STATE_DIR": str(state or folder.parent / "state")}
        | dict(environment or {}),
        limit=2**24,
    )
    editor = Editor(process)
    try:
        yield editor
    finally:
        await editor.close()


@asynccontextmanager
async def opened(
    folder: Path, capabilities: dict[str, Any] | None = None, options: Any = None
) -> AsyncGenerator[Editor]:
    """A server that is ready for work."""
    async with server(folder) as editor:
        await editor.initialize(folder, capabilities, options)
        yield editor
