"""A provider on this machine that takes a set time for each answer and keeps what it was asked, and when."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Provider:
    """A running provider: `spans` are the times, in seconds of one clock, between which calls were open.

    `open` counts the calls that are streaming now, `closed` the times at which somebody broke one off.
    """

    answer: Callable[[str], str]
    takes_s: float
    url: str = ""
    prompts: list[str] = field(default_factory=list[str])
    spans: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])
    open: int = 0
    closed: list[float] = field(default_factory=list[float])

    def forget(self) -> None:
        """Begins a new measurement."""
        self.prompts.clear()
        self.spans.clear()
        self.closed.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One call, as OpenAI-compatible providers answer it, in a stream that begins at once."""
        self.open += 1
        try:
            began = time.perf_counter()
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = next(
                int(line.split(":")[1]) for line in head.split("\r\n") if line.startswith("content-length")
            )
            asked = json.loads(await reader.readexactly(length))
            prompt = "\n".join(str(each["content"]) for each in asked["messages"])
            self.prompts.append(prompt)
            begin, rest = _stream(self.answer(prompt), len(prompt) // 4)
            writer.write(begin)
            try:
                # Whoever asked sends nothing more, so an end of input is a connection that was closed.
                await asyncio.wait_for(reader.read(1), self.takes_s)
            except TimeoutError:
                pass
            else:
                self.closed.append(time.perf_counter())
                return
            writer.write(rest)
            await writer.drain()
            self.spans.append((began, time.perf_counter()))
        except (ConnectionError, asyncio.IncompleteReadError):
            # Whoever asked has gone.
            self.closed.append(time.perf_counter())
        finally:
            self.open -= 1
            writer.close()


@asynccontextmanager
async def providing(answer: Callable[[str], str], takes_s: float) -> AsyncGenerator[Provider]:
    """A provider on a free port, for as long as it is needed."""
    provider = Provider(answer, takes_s)
    server = await asyncio.start_server(provider.serve, "127.0.0.1", 0)
    provider.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield provider
    finally:
        server.close()


def busy_s(spans: list[tuple[float, float]]) -> float:
    """How long at least one call was open: what no program that waits for answers can go below."""
    total, end = 0.0, float("-inf")
    for began, ended in sorted(spans):
        total += max(0.0, ended - max(began, end))
        end = max(end, ended)
    return total


def _stream(text: str, tokens_in: int) -> tuple[bytes, bytes]:
    """What is sent at once, and what at the end."""

    def event(**more: object) -> bytes:
        base = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        return b"data: " + json.dumps({**base, **more}).encode() + b"\n\n"

    usage = {"prompt_tokens": tokens_in, "completion_tokens": len(text) // 4, "total_tokens": tokens_in}
    first = {"role": "assistant", "content": text[:1]}
    begin = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        + event(choices=[{"index": 0, "delta": first, "finish_reason": None}])
    )  # fmt: skip
    rest = (
        event(choices=[{"index": 0, "delta": {"content": text[1:]}, "finish_reason": None}])
        + event(choices=[{"index": 0, "delta": {"content": ""}, "finish_reason": "stop"}])
        + event(choices=[], usage=usage)
        + b"data: [DONE]\n\n"
    )
    return begin, rest
