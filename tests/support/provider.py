"""A local server that behaves as providers of language models do, well or badly, as a script says.

It speaks what OpenAI-compatible providers speak, over real HTTP. It counts the calls, keeps what was
asked, and notices when a caller closes a connection before the answer is complete.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Scripted:
    """One answer. The defaults are a good one."""

    text: str = "Fine."
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    """Sent as it is, in place of an answer."""
    usage: tuple[int, int] | None = (11, 7)
    """Tokens in and out; None: the provider does not count."""
    finish: str | None = "stop"
    refusal: str | None = None
    pieces: int = 4
    has_choices: bool = True
    first_s: float = 0.0
    """Seconds before the first byte."""
    pause_s: float = 0.0
    """Seconds before each piece."""
    cut_after: int | None = None
    """The connection is closed after so many pieces, in the middle of the answer."""
    closes: bool = False
    """The connection is closed without a byte."""


def error(
    status: int, message: str, *, kind: str = "error", code: str | None = None, **headers: str
) -> Scripted:
    """An error in the shape that OpenAI gave it."""
    body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Scripted(status=status, headers=named, body=json.dumps(body).encode())


@dataclass(slots=True)
class Asked:
    """A call as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """All that was said to the model."""
        return "\n".join(str(each["content"]) for each in self.body.get("messages", ()))


Script = Sequence[Scripted] | Callable[[Asked], Scripted]


@dataclass(slots=True)
class ScriptedProvider:
    """A running server. Its script answers the calls in turn; the last entry answers all that follow."""

    url: str
    script: Script
    calls: list[Asked] = field(default_factory=list[Asked])
    abandoned: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a caller went away before the end of an answer."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    most_at_once: int = 0
    _at_once: int = 0

    def next_for(self, asked: Asked) -> Scripted:
        """What this call gets."""
        self.calls.append(asked)
        self.arrived.set()
        if callable(self.script):
            return self.script(asked)
        return self.script[min(len(self.calls), len(self.script)) - 1]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, which is closed after one call."""
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if (asked := await _read(reader)) is not None:
                await self._watched(asked, reader, writer)
        except ConnectionError:
            self.abandoned.set()
        finally:
            self._at_once -= 1
            writer.close()

    async def _watched(
        self, asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answers while looking whether the caller is still there."""
        answering = asyncio.create_task(_answer(self.next_for(asked), asked, writer))
        leaving = asyncio.create_task(reader.read(1))
        try:
            await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
            if leaving.done() and not answering.done():
                self.abandoned.set()
            else:
                await answering
        finally:
            for task in (answering, leaving):
                task.cancel()
                with suppress(asyncio.CancelledError, ConnectionError):
                    await task


@asynccontextmanager
async def provider(script: Script) -> AsyncIterator[ScriptedProvider]:
    """A server on a free port of this machine."""
    running = ScriptedProvider("", script)
    server = await asyncio.start_server(running.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    running.url = f"http://127.0.0.1:{port}/v1"
    try:
        yield running
    finally:
        server.close()


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(first.split()[1], headers, json.loads(body or b"{}"))


async def _answer(scripted: Scripted, asked: Asked, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(scripted.first_s)
    if scripted.closes:
        return
    if scripted.body is not None or scripted.status != 200:
        await _whole(scripted, scripted.body or b"", writer)
    elif asked.path.endswith("/embeddings"):
        await _whole(scripted, json.dumps(_vectors(asked)).encode(), writer)
    elif asked.body.get("stream"):
        await _stream(scripted, writer)
    else:
        await _whole(scripted, json.dumps(_completion(scripted)).encode(), writer)


async def _whole(scripted: Scripted, body: bytes, writer: asyncio.StreamWriter) -> None:
    headers = [("Content-Type", "application/json"), *scripted.headers]
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    length = f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    writer.write(f"HTTP/1.1 {scripted.status} Scripted\r\n{lines}{length}".encode() + body)
    await writer.drain()


async def _stream(scripted: Scripted, writer: asyncio.StreamWriter) -> None:
    writer.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
        b"Connection: close\r\n\r\n"
    )
    for number, event in enumerate(_events(scripted)):
        if scripted.cut_after == number:
            return
        await asyncio.sleep(scripted.pause_s)
        data = f"data: {json.dumps(event)}\n\n".encode()
        writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        await writer.drain()
    done = b"data: [DONE]\n\n"
    writer.write(f"{len(done):x}\r\n".encode() + done + b"\r\n0\r\n\r\n")
    await writer.drain()


def _events(scripted: Scripted) -> list[dict[str, Any]]:
    size = max(1, -(-len(scripted.text) // scripted.pieces))
    pieces = [scripted.text[at : at + size] for at in range(0, len(scripted.text), size)]
    deltas: list[dict[str, Any]] = [
        {"role": "assistant", "content": ""},
        *({"content": one} for one in pieces),
    ]
    if scripted.refusal is not None:
        deltas = [{"role": "assistant", "content": None, "refusal": scripted.refusal}]
    events = [_event([{"index": 0, "delta": delta, "finish_reason": None}]) for delta in deltas]
    if scripted.finish is not None:
        events.append(_event([{"index": 0, "delta": {}, "finish_reason": scripted.finish}]))
    if not scripted.has_choices:
        events = [_event([])]
    if scripted.usage is not None:
        events.append(_event([]) | {"usage": _usage(scripted.usage)})
    return events


def _event(choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices}


def _completion(scripted: Scripted) -> dict[str, Any]:
    message = {"role": "assistant", "content": scripted.text, "refusal": scripted.refusal}
    choices = [{"index": 0, "message": message, "finish_reason": scripted.finish}]
    whole = {"id": "c1", "object": "chat.completion", "created": 1, "model": "m"}
    return whole | {
        "choices": choices if scripted.has_choices else [],
        "usage": _usage(scripted.usage or (0, 0)),
    }


def _vectors(asked: Asked) -> dict[str, Any]:
    """For each text its length and how many of its letters are `e`: enough to tell texts apart."""
    data = [
        {"object": "embedding", "index": at, "embedding": [float(len(text)), float(text.count("e"))]}
        for at, text in enumerate(asked.body["input"])
    ]
    return {"object": "list", "data": data, "model": "m", "usage": {"prompt_tokens": 5, "total_tokens": 5}}


def _usage(tokens: tuple[int, int]) -> dict[str, int]:
    return {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
