"""A workspace of thousands of files and a long one in it: each server idle, after edits, at work."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ansatz.core.progress import Progress, Report

from .lsp_client import Client, ServerFailed, running
from .memory import tree_memory_bytes
from .peers import Peer, index_built
from .result import Row
from .sample import HOVER_CHARACTER, HOVER_LINE, SAMPLE, STUB_CHARACTER, STUB_LINE

_SETTLE_S = 3.0
_PAUSE_S = 0.005
_DIAGNOSTICS_S = 20.0
"""A server that has said nothing for so long after an edit says nothing of it."""

Ask = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Size:
    """How large it is, and how often each thing is done. `edits` stand for an hour of typing."""

    files: int
    lines: int
    asks: int
    edits: int
    diagnostics: int
    seconds_at_work: float


FULL = Size(2000, 10_000, 200, 3600, 20, 10.0)
QUICK = Size(50, 1000, 10, 40, 2, 1.0)

_LINE = "TOTAL_{number} = {number}  # running total\n"
_MARK = "# edited here:"


def build(folder: Path, size: Size) -> tuple[Path, str]:
    """Writes the workspace; the long file and its text."""
    package = folder / "package"
    package.mkdir()
    for number in range(size.files):
        body = "".join(_LINE.format(number=each) for each in range(number % 40))
        (package / f"part_{number}.py").write_text(f'"""Part {number}."""\n\n{body}', "utf-8")
    text = SAMPLE + "\n\n"
    copy = 0
    while text.count("\n") < size.lines - 1:
        copy += 1
        text += f"def step_{copy}(x):\n    {_MARK} 0\n    return x + {copy}\n\n\n"
    long = folder / "long.py"
    long.write_text(text, "utf-8")
    return long, text


async def measure(
    peers: Sequence[Peer], size: Size, folder: Path, settings: Mapping[str, object], report: Report
) -> list[Row]:
    """Each server on a workspace of the same content, one after another."""
    rows: list[Row] = []
    long, text = build(folder, size)
    for peer in peers:
        report(Progress("check", f"{size.files} files, {size.lines} lines", peer.name))
        async with running(peer.command, folder, settings) as client:
            rows += await _Run(peer, client, size, long.as_uri(), text).rows(folder)
    return rows


class _Run:
    """One server with the long file open."""

    def __init__(self, peer: Peer, client: Client, size: Size, uri: str, text: str) -> None:
        self._peer = peer
        self._client = client
        self._size = size
        self._uri = uri
        self._lines = [number for number, line in enumerate(text.split("\n")) if _MARK in line]
        self._column = len(f"    {_MARK} ")
        self._text = text
        """The document as it was opened; edits change digits in comments alone."""
        self._raises = next(
            number
            for number, line in enumerate(text.split("\n"))
            if number > STUB_LINE and "NotImplementedError" in line
        )
        self._version = 1
        self._random = random.Random(0)

    async def rows(self, folder: Path) -> list[Row]:
        await self._client.initialize(folder)
        self._client.open_document(self._uri, self._text)
        await asyncio.sleep(_SETTLE_S)
        if self._peer.is_ours:
            await self._command("ansatz.validate", HOVER_LINE, HOVER_CHARACTER)
            await self._command("ansatz.generate", STUB_LINE, STUB_CHARACTER)
            await index_built(self._client, self._uri)
        asks: dict[str, Ask] = {"hover": self._hover, "action": self._action}
        if self._peer.is_ours:
            asks["inline"] = self._inline
        rows = [await self._timed("idle", name, ask, self._size.asks) for name, ask in asks.items()]
        rows.append(await self._after_edits())
        rows.append(await self._diagnostics())
        if self._peer.is_ours:
            rows += await self._at_work(asks)
        rows.append(await self._hour())
        return rows

    def _row(self, kind: str, name: str, times_s: Sequence[float], **more: object) -> Row:
        return {
            "id": f"{self._peer.name}/workspace/{kind}/{name}",
            "server": self._peer.name,
            "kind": f"workspace-{kind}",
            "asked": name,
            "times_s": [round(value, 6) for value in times_s],
            **more,
        }

    async def _timed(self, kind: str, name: str, ask: Ask, count: int) -> Row:
        times: list[float] = []
        try:
            for _ in range(3):
                await ask()
            for _ in range(count):
                await asyncio.sleep(_PAUSE_S)
                times.append(await _seconds(ask))
        except ServerFailed as error:
            return self._row(kind, name, (), unsupported=str(error))
        return self._row(kind, name, times)

    async def _after_edits(self) -> Row:
        """A hover right behind an edit: the server has the whole file to look at again."""
        times: list[float] = []
        for _ in range(self._size.asks):
            self._edit()
            times.append(await _seconds(self._hover))
            await asyncio.sleep(_PAUSE_S)
        return self._row("edited", "hover", times)

    async def _diagnostics(self) -> Row:
        times: list[float] = []
        for _ in range(self._size.diagnostics):
            news = self._client.next_notification("textDocument/publishDiagnostics")
            started = time.perf_counter()
            self._edit()
            try:
                await asyncio.wait_for(news, _DIAGNOSTICS_S)
            except TimeoutError:
                return self._row("edited", "diagnostics", (), unsupported="it said nothing of the edits")
            times.append(time.perf_counter() - started)
        return self._row("edited", "diagnostics", times)

    async def _at_work(self, asks: Mapping[str, Ask]) -> list[Row]:
        """The same while two generations run all the time."""
        times: dict[str, list[float]] = {name: [] for name in asks}
        ended = 0
        end = time.perf_counter() + self._size.seconds_at_work

        async def generate() -> None:
            nonlocal ended
            while time.perf_counter() < end:
                await self._command("ansatz.preview", STUB_LINE, STUB_CHARACTER)
                ended += 1

        async with asyncio.TaskGroup() as group:
            working = [group.create_task(generate()) for _ in range(2)]
            while not all(task.done() for task in working):
                for name, ask in asks.items():
                    times[name].append(await _seconds(ask))
                    await asyncio.sleep(_PAUSE_S)
        return [self._row("busy", name, each, generations=ended) for name, each in times.items()]

    async def _hour(self) -> Row:
        """An hour's edits as fast as the server follows, its memory at the half and at the end."""
        memory: list[int] = []
        for number in range(self._size.edits):
            self._edit()
            if number % 20 == 0:
                await self._hover()
            if number % max(1, self._size.edits // 20) == 0:
                memory.append(tree_memory_bytes(self._client.pid))
        await self._hover()
        memory.append(tree_memory_bytes(self._client.pid))
        return self._row("hour", "memory", (), memory_bytes=memory)

    def _edit(self) -> None:
        """A digit typed into a comment somewhere in the file."""
        line = self._random.choice(self._lines)
        self._version += 1
        start, end = (
            {"line": line, "character": self._column},
            {"line": line, "character": self._column + 1},
        )
        change = {"range": {"start": start, "end": end}, "text": str(self._version % 10)}
        document = {"uri": self._uri, "version": self._version}
        self._client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    async def _hover(self) -> object:
        position = {"line": HOVER_LINE, "character": HOVER_CHARACTER}
        where = {"textDocument": {"uri": self._uri}, "position": position}
        return await self._client.request("textDocument/hover", where)

    async def _action(self) -> object:
        position = {"line": STUB_LINE, "character": STUB_CHARACTER}
        params: dict[str, object] = {
            "textDocument": {"uri": self._uri},
            "range": {"start": position, "end": position},
            "context": {"diagnostics": []},
        }
        return await self._client.request("textDocument/codeAction", params)

    async def _inline(self) -> object:
        position = {"line": self._raises, "character": len("    raise NotImplementedError")}
        params = {
            "textDocument": {"uri": self._uri},
            "position": position,
            "context": {"triggerKind": 1},
        }
        return await self._client.request("textDocument/inlineCompletion", params)

    async def _command(self, command: str, line: int, character: int) -> None:
        position = {"line": line, "character": character}
        argument = {"uri": self._uri, "version": None, "range": {"start": position, "end": position}}
        answer = await self._client.request(
            "workspace/executeCommand", {"command": command, "arguments": [argument]}
        )
        if answer["status"] in ("failed", "sandbox_unavailable"):
            raise ServerFailed(f"{command} ended as {answer['status']}: {answer['message']}")


async def _seconds(ask: Ask) -> float:
    started = time.perf_counter()
    await ask()
    return time.perf_counter() - started
