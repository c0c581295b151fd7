"""Every request is answered exactly once, whatever arrives; nothing that arrives ends the server.

This replaces pygls' own handling of messages, which leaves malformed requests without an answer,
answers requests before `initialize`, and can't cancel a command. Here each request is one task,
its answer is sent when the task ends, however it ends, and `$/cancelRequest` cancels the task.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol

from .framing import frame

if TYPE_CHECKING:
    from cattrs import Converter
    from pygls.lsp.server import LanguageServer

log = logging.getLogger(__name__)

MessageId = int | str
RequestHandler = Callable[[Any], Awaitable[Any]]
NotificationHandler = Callable[[Any], None]


class Stage(Enum):
    """Where the connection is in its life."""

    NEW = "new"
    RUNNING = "running"
    SHUT_DOWN = "shut down"


class Handlers(NamedTuple):
    """What answers and what listens, by method."""

    requests: Mapping[str, RequestHandler]
    notifications: Mapping[str, NotificationHandler]


class _Pending(NamedTuple):
    method: str
    reply: "asyncio.Future[Any]"


class GuardedProtocol(LanguageServerProtocol):
    """pygls' protocol with our own way in and out. All methods run in the event loop's thread."""

    def __init__(self, server: "LanguageServer", converter: "Converter") -> None:
        super().__init__(server, converter)
        self.stage = Stage.NEW
        self.write: Callable[[bytes], None] = lambda _: None
        self.handlers = Handlers({}, {})
        self._running: dict[MessageId, asyncio.Task[Any]] = {}
        self._asked: dict[MessageId, _Pending] = {}
        self._last_id = 0

    def receive(self, body: bytes) -> None:
        """Takes one message from the client."""
        try:
            message: object = json.loads(body)
        except (ValueError, RecursionError) as error:
            self.refuse(f"{type(error).__name__}: {error}")
            return
        if not isinstance(message, dict):
            # Batches too: the language server protocol has none.
            self._reply_error(None, JsonRpcInvalidRequest("a message is a JSON object"))
            return
        self._dispatch(cast("dict[str, Any]", message))

    def refuse(self, why: str) -> None:
        """Answers what isn't even a message."""
        log.warning("refused: %s", why)
        self._reply_error(None, JsonRpcParseError(f"Parse error: {why}"))

    async def ask(self, method: str, params: object) -> Any:
        """Sends a request to the client and waits for its answer.

        Raises `JsonRpcException` where the client answers with an error. Cancelling the wait tells
        the client.
        """
        self._last_id += 1
        message_id = f"ansatz-{self._last_id}"
        reply: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._asked[message_id] = _Pending(method, reply)
        self._send({"id": message_id, "method": method, "params": self._plain(params)})
        try:
            return await reply
        except asyncio.CancelledError:
            self.tell(types.CANCEL_REQUEST, types.CancelParams(message_id))
            raise
        finally:
            self._asked.pop(message_id, None)

    def tell(self, method: str, params: object) -> None:
        """Sends a notification to the client."""
        self._send({"method": method, "params": self._plain(params)})

    def cancel_all(self, *, but: asyncio.Task[Any] | None = None) -> None:
        """Cancels every request in work; each is still answered."""
        for task in tuple(self._running.values()):
            if task is not but:
                task.cancel()

    def _dispatch(self, message: dict[str, Any]) -> None:
        method, message_id = message.get("method"), message.get("id")
        has_id = "id" in message
        is_answer = has_id and method is None and ("result" in message or "error" in message)
        if has_id and not _is_id(message_id):
            if method is None and message_id is None:
                log.warning("the client could not read a message of ours: %s", message.get("error"))
                return
            self._reply_error(None, JsonRpcInvalidRequest("an id is a number or a string"))
        elif message.get("jsonrpc") != "2.0":
            if not is_answer:
                self._reply_error(message_id, JsonRpcInvalidRequest('"jsonrpc" must be "2.0"'))
        elif is_answer:
            self._take_reply(cast("MessageId", message_id), message)
        elif not isinstance(method, str):
            self._reply_error(message_id, JsonRpcInvalidRequest("a method is named by a string"))
        elif has_id:
            self._take_request(cast("MessageId", message_id), method, message)
        else:
            self._take_notification(method, message)

    def _take_request(self, message_id: MessageId, method: str, message: dict[str, Any]) -> None:
        try:
            if message_id in self._running:
                raise JsonRpcInvalidRequest(f"the id {message_id!r} is in use")
            self._check_stage(method)
            handler = self.handlers.requests.get(method)
            if handler is None:
                raise JsonRpcMethodNotFound.of(method)
            params = self._params(method, message)
        except JsonRpcException as error:
            self._reply_error(message_id, error)
            return
        task = asyncio.ensure_future(_run(handler, params))
        self._running[message_id] = task
        # Here and not in the task: one that is cancelled before its first step runs none of its code.
        task.add_done_callback(lambda ended: self._ended(message_id, method, ended))

    def _check_stage(self, method: str) -> None:
        match self.stage:
            case Stage.NEW if method != types.INITIALIZE:
                raise JsonRpcServerNotInitialized("the server has not been initialized")
            case Stage.RUNNING if method == types.INITIALIZE:
                raise JsonRpcInvalidRequest("the server has been initialized already")
            case Stage.SHUT_DOWN:
                raise JsonRpcInvalidRequest("the server has been shut down")
            case _:
                return

    def _take_notification(self, method: str, message: dict[str, Any]) -> None:
        """A notification is never answered: what can't be used is logged and dropped."""
        if method != types.EXIT and self.stage is not Stage.RUNNING:
            return
        try:
            if method == types.CANCEL_REQUEST:
                self._cancel(message.get("params"))
            elif (handler := self.handlers.notifications.get(method)) is not None:
                handler(self._params(method, message))
        except JsonRpcInvalidParams as error:
            log.warning("%s: %s", method, error.message)
        except Exception:
            log.exception("%s failed", method)

    def _cancel(self, params: object) -> None:
        wanted = cast("dict[str, object]", params).get("id") if isinstance(params, dict) else None
        if _is_id(wanted) and (task := self._running.get(cast("MessageId", wanted))) is not None:
            task.cancel()

    def _take_reply(self, message_id: MessageId, message: dict[str, Any]) -> None:
        pending = self._asked.get(message_id)
        if pending is None or pending.reply.done():
            log.warning("an answer to nothing we asked: %r", message_id)
            return
        if (error := message.get("error")) is not None:
            pending.reply.set_exception(_client_error(error))
            return
        try:
            answer_type: type[Any] | None = self.get_result_type(pending.method)
            if answer_type is None:
                pending.reply.set_result(message["result"])
            else:
                pending.reply.set_result(self._converter.structure(message, answer_type).result)
        except Exception as problem:
            log.warning("%s was answered with something else", pending.method, exc_info=problem)
            pending.reply.set_exception(JsonRpcInternalError(f"{pending.method}: not an answer"))

    def _params(self, method: str, message: dict[str, Any]) -> Any:
        message_type = self.get_message_type(method)
        if message_type is None:
            return message.get("params")
        try:
            return getattr(self._converter.structure(message, message_type), "params", None)
        except Exception as error:
            # cattrs and attrs raise whatever a value's constructor does.
            log.warning("%s: malformed parameters", method, exc_info=error)
            raise JsonRpcInvalidParams(f"Invalid parameters for {method}") from error

    def _ended(self, message_id: MessageId, method: str, task: asyncio.Task[Any]) -> None:
        self._running.pop(message_id, None)
        if task.cancelled():
            self._reply_error(message_id, JsonRpcRequestCancelled(f"{method} was cancelled"))
            return
        match task.exception():
            case None:
                try:
                    # Serialised before anything is sent, so that a failure can still be answered.
                    body = self._encode({"id": message_id, "result": self._plain(task.result())})
                except Exception:
                    log.exception("the answer to %s can't be sent", method)
                    self._reply_error(message_id, JsonRpcInternalError(f"{method}: the answer can't be sent"))
                else:
                    self.write(body)
            case JsonRpcException() as error:
                self._reply_error(message_id, error)
            case error:
                log.error("%s failed", method, exc_info=error)
                why = f"{method}: {type(error).__name__}: {error}"
                self._reply_error(message_id, JsonRpcInternalError(why))

    def _reply_error(self, message_id: object, error: JsonRpcException) -> None:
        self._send({"id": message_id, "error": {"code": error.code, "message": error.message}})

    def _plain(self, value: object) -> Any:
        return self._converter.unstructure(value)

    def _encode(self, message: dict[str, Any]) -> bytes:
        # ASCII on purpose: half of a surrogate pair in a client's text can't be anything else.
        return frame(json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode("ascii"))

    def _send(self, message: dict[str, Any]) -> None:
        self.write(self._encode(message))


async def _run(handler: RequestHandler, params: object) -> Any:
    return await handler(params)


def _is_id(value: object) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool)


def _client_error(error: object) -> JsonRpcException:
    fields = cast("dict[str, object]", error) if isinstance(error, dict) else {}
    code, message = fields.get("code"), fields.get("message")
    return JsonRpcException(str(message or "no reason given"), code if isinstance(code, int) else None)
