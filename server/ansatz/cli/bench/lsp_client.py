"""A language client that only measures: it starts a server, asks, and answers what the server must know."""

import asyncio
import contextlib
import itertools
import json
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

ANSWER_S = 600.0
"""How long any one answer may take before the server counts as broken."""

_END_S = 10.0
_METHOD_NOT_FOUND = -32601
_CAPABILITIES: Mapping[str, object] = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"workDoneProgress": True},
    "workspace": {"applyEdit": True, "configuration": True, "workspaceEdit": {"documentChanges": True}},
    "textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {"versionSupport": True},
        "synchronization": {"didSave": True},
    },
}


class ServerFailed(Exception):
    """The server ended, kept silent, or answered with an error."""


class Client:
    """One running server. `init_s` is the time from its start to its reply to `initialize`."""

    def __init__(
        self, process: asyncio.subprocess.Process, started: float, settings: Mapping[str, object]
    ) -> None:
        self._process = process
        self._settings = settings
        self._started = started
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._news: dict[str, asyncio.Future[Any]] = {}
        self._gone: ServerFailed | None = None
        self._reader = asyncio.create_task(self._read())
        self.init_s = 0.0

    @property
    def pid(self) -> int:
        """The process that was started; servers may have children."""
        return self._process.pid

    async def initialize(self, folder: Path) -> None:
        """The handshake of one workspace folder."""
        uri = folder.as_uri()
        await self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": uri,
                "capabilities": _CAPABILITIES,
                "workspaceFolders": [{"uri": uri, "name": folder.name}],
            },
        )
        self.init_s = time.perf_counter() - self._started
        self.notify("initialized", {})

    def open_document(self, uri: str, text: str) -> None:
        """Tells the server of a Python document."""
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    async def request(self, method: str, params: object) -> Any:
        """The result of a request; raises `ServerFailed`. A cancelled wait cancels the request."""
        if self._gone is not None:
            raise self._gone
        number = next(self._numbers)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        self._send({"id": number, "method": method, "params": params})
        try:
            async with asyncio.timeout(ANSWER_S):
                return await answer
        except TimeoutError:
            raise ServerFailed(f"{method} was not answered within {ANSWER_S:.0f} s") from None
        except asyncio.CancelledError:
            self.notify("$/cancelRequest", {"id": number})
            raise
        finally:
            self._waiting.pop(number, None)

    def next_notification(self, method: str) -> "asyncio.Future[Any]":
        """The parameters of the next notification of `method`."""
        news: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._news[method] = news
        return news

    def notify(self, method: str, params: object) -> None:
        """Tells the server something that has no answer."""
        self._send({"method": method, "params": params})

    async def end(self) -> None:
        """Shuts the server down as the protocol wants it, or kills it where it does not go."""
        try:
            async with asyncio.timeout(_END_S):
                await self.request("shutdown", None)
                self.notify("exit", None)
                await self._process.wait()
        except (TimeoutError, ServerFailed, ConnectionError):
            pass
        finally:
            if self._process.returncode is None:
                self._process.kill()
                await self._process.wait()
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader

    def _send(self, message: Mapping[str, object]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    async def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                header = await self._process.stdout.readuntil(b"\r\n\r\n")
                (length,) = (
                    int(line.split(b":")[1])
                    for line in header.split(b"\r\n")
                    if line.lower().startswith(b"content-length:")
                )
                self._take(json.loads(await self._process.stdout.readexactly(length)))
        except (asyncio.IncompleteReadError, ValueError, ConnectionError) as error:
            self._gone = ServerFailed(f"the server ended its output ({error!r})")
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(self._gone)

    def _take(self, message: Mapping[str, Any]) -> None:
        if "method" in message:
            if "id" in message:
                self._send(_answer(message, self._settings))
            elif (news := self._news.pop(message["method"], None)) is not None and not news.done():
                news.set_result(message.get("params"))
            return
        answer = self._waiting.get(message["id"])
        if answer is None or answer.done():
            return
        if "error" in message:
            answer.set_exception(ServerFailed(str(message["error"].get("message"))))
        else:
            answer.set_result(message.get("result"))


@asynccontextmanager
async def running(
    command: Sequence[str], folder: Path, settings: Mapping[str, object]
) -> AsyncGenerator[Client]:
    """A server on pipes, ended at the end; what it says on standard error is dropped.

    `settings` is what it gets for each section that it asks for.
    """
    started = time.perf_counter()
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=folder,
            limit=2**24,
        )
    except OSError as error:
        raise ServerFailed(f"{command[0]} can't be started: {error.strerror or error}") from error
    client = Client(process, started, settings)
    try:
        yield client
    finally:
        await client.end()


def _answer(request: Mapping[str, Any], settings: Mapping[str, object]) -> dict[str, object]:
    """What a client that knows and changes nothing says to a server's request."""
    method, params = request["method"], cast("Mapping[str, Any]", request.get("params") or {})
    match method:
        case "workspace/configuration":
            return {"id": request["id"], "result": [settings for _ in params.get("items", ())]}
        case "workspace/applyEdit":
            # The document stays as it is, so that the same work can be asked for again.
            return {"id": request["id"], "result": {"applied": False, "failureReason": "measuring"}}
        case (
            "client/registerCapability"
            | "client/unregisterCapability"
            | "window/workDoneProgress/create"
            | "window/showMessageRequest"
            | "workspace/workspaceFolders"
        ):
            return {"id": request["id"], "result": None}
        case str() if method.endswith("/refresh"):
            return {"id": request["id"], "result": None}
        case _:
            return {"id": request["id"], "error": {"code": _METHOD_NOT_FOUND, "message": str(method)}}
