"""`ansatz bench server`: how soon our server answers, idle and at work, beside others in the same run."""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from ansatz.cli.bench import workspace
from ansatz.cli.bench.lsp_client import Client, ServerFailed, running
from ansatz.cli.bench.memory import tree_memory_bytes
from ansatz.cli.bench.peers import Peer, index_built, own_program, peer_of
from ansatz.cli.bench.result import Row, make_result, percentile, write_result
from ansatz.cli.bench.sample import HOVER_CHARACTER, HOVER_LINE, SAMPLE, STUB_CHARACTER, STUB_LINE
from ansatz.cli.progress import progress_on
from ansatz.cli.tools import run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.core.progress import Progress, Report

_WARM_UP = 20
_SETTLE_S = 3.0
_PAUSE_S = 0.005
"""Between hovers. Without it, client and server alone would keep two cores busy, which no reader does."""
_TRIVIAL = Path("benchmarks/trivial_server.py")


@dataclass(frozen=True, slots=True)
class Size:
    """How often each thing is done."""

    starts: int
    hovers: int
    generations: int


def server(
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the result is written.", show_default=False)
    ],
    vs: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=CMD", help="Another server; may be given again.", show_default=False),
    ] = None,
    trivial: Annotated[
        Path, typer.Option(help="A server that does next to nothing, as the measure.")
    ] = _TRIVIAL,
    quick: Annotated[bool, typer.Option("--quick", help="A few runs only, to see that it works.")] = False,
) -> None:
    """Measure start, hover and memory of our server and of others, turn by turn."""
    if not sys.platform.startswith("linux"):
        raise Unusable("Memory is measured through /proc, so this benchmark needs Linux.")
    if not trivial.is_file():
        raise Unusable(f"There is no {trivial}: run this in a checkout, or say --trivial FILE.")
    peers = [
        Peer("ansatz", (own_program(), "serve"), is_ours=True),
        Peer("trivial", (sys.executable, str(trivial.resolve()))),
        *map(peer_of, vs or ()),
    ]
    if len({peer.name for peer in peers}) < len(peers):
        raise Unusable("Two servers have one name.")
    size = Size(2, 100, 1) if quick else Size(9, 1000, 5)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="ansatz-bench-") as folder,
            progress_on(Console(stderr=True)) as report,
        ):
            at = Path(folder).resolve()
            rows = run_to_end(_measure(peers, size, at, report))
            large = at / "workspace"
            large.mkdir()
            extent = workspace.QUICK if quick else workspace.FULL
            # The trivial server has nothing to do in a workspace.
            others = [peer for peer in peers if peer.name != "trivial"]
            rows += run_to_end(workspace.measure(others, extent, large, _settings(at), report))
    except ServerFailed as error:
        raise Unusable(f"{error}.") from error
    metrics = metrics_of(rows)
    _show(peers, metrics)
    write_result(make_result("server", 0, metrics, rows, lines=SAMPLE.count("\n")), json_file)


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """All metrics, from the rows alone: medians over the starts, the rest from the one run of each kind."""
    metrics: dict[str, float] = {}
    names = dict.fromkeys(str(row["server"]) for row in rows)
    for name in names:
        own = [row for row in rows if row["server"] == name]
        starts = [cast("float", row["init_s"]) for row in own if row["kind"] == "start"]
        metrics[f"{name}_init_s"] = statistics.median(starts)
        for row in own:
            times = cast("Sequence[float]", row["times_s"])
            if row["kind"] == "idle":
                metrics[f"{name}_hover_p50_s"] = percentile(times, 0.5)
                metrics[f"{name}_hover_p99_s"] = percentile(times, 0.99)
                metrics[f"{name}_memory_bytes"] = cast("float", row["memory_bytes"])
            elif row["kind"] == "busy":
                metrics[f"{name}_busy_hover_p99_s"] = percentile(times, 0.99)
            elif row["kind"] == "workspace-hour":
                metrics |= _growth(name, cast("Sequence[int]", row["memory_bytes"]))
            elif str(row["kind"]).startswith("workspace-") and times:
                key = f"{name}_{str(row['kind']).replace('-', '_')}_{row['asked']}"
                metrics[f"{key}_p50_s"] = percentile(times, 0.5)
                metrics[f"{key}_p99_s"] = percentile(times, 0.99)
    return metrics


def _growth(name: str, memory: Sequence[int]) -> dict[str, float]:
    """Memory at the end of an hour of edits, and what its last half has added, as a fraction."""
    half, end = memory[len(memory) // 2], memory[-1]
    return {f"{name}_hour_memory_bytes": end, f"{name}_hour_growth": (end - half) / half}


async def _measure(peers: Sequence[Peer], size: Size, folder: Path, report: Report) -> list[Row]:
    rows: list[Row] = []
    for run in range(size.starts):
        # Turn by turn, so that a busy minute of the machine falls on all of them.
        for peer in peers:
            report(Progress("check", f"start {run + 1} of {size.starts}", peer.name))
            async with running(peer.command, folder, _settings(folder)) as client:
                await client.initialize(folder)
                rows.append(_row(peer, "start", run, init_s=client.init_s))
    for peer in peers:
        report(Progress("check", f"{size.hovers} hovers", peer.name))
        rows += await _hovering(peer, size, folder)
    return rows


def _settings(folder: Path) -> dict[str, object]:
    """Evidence of the measurement stays apart from the user's."""
    return {"state_dir": str(folder / "state")}


async def _hovering(peer: Peer, size: Size, folder: Path) -> list[Row]:
    """Hovers of an idle server, and of ours in turn with hovers during a generation, so that they compare."""
    idle, busy = _Hovers(), _Hovers()
    ended: list[str] = []
    async with running(peer.command, folder, _settings(folder)) as client:
        uri = await _opened(peer, client, folder)
        memory_bytes = tree_memory_bytes(client.pid)
        while len(idle.times_s) < size.hovers or (peer.is_ours and len(ended) < size.generations):
            await idle.add(client, uri, size.hovers // size.generations)
            if peer.is_ours:
                ended.append(await _generation(client, uri, busy))
        rows = [_row(peer, "idle", 0, init_s=client.init_s, hovers=idle, memory_bytes=memory_bytes)]
        if peer.is_ours:
            memory_bytes = tree_memory_bytes(client.pid)
            rows.append(
                _row(
                    peer, "busy", 0, init_s=client.init_s, hovers=busy, memory_bytes=memory_bytes, ended=ended
                )
            )
    return rows


class _Hovers:
    """Seconds of each hover, and whether every one had something to show."""

    def __init__(self) -> None:
        self.times_s: list[float] = []
        self.answered = True

    async def add(self, client: Client, uri: str, count: int) -> None:
        where = {
            "textDocument": {"uri": uri},
            "position": {"line": HOVER_LINE, "character": HOVER_CHARACTER},
        }
        for _ in range(count):
            await asyncio.sleep(_PAUSE_S)
            started = time.perf_counter()
            hover = await client.request("textDocument/hover", where)
            self.times_s.append(time.perf_counter() - started)
            self.answered = self.answered and bool(hover)


async def _generation(client: Client, uri: str, busy: _Hovers) -> str:
    """How a generation ended, during which there were hovers all the time."""
    generating = _command(client, "ansatz.generate", uri, STUB_LINE, STUB_CHARACTER)
    async with asyncio.TaskGroup() as group:
        work = group.create_task(generating)
        while not work.done():
            await busy.add(client, uri, 1)
    return work.result()


async def _opened(peer: Peer, client: Client, folder: Path) -> str:
    """A server at rest with the sample open; ours has evidence to show where we hover."""
    file = folder / "sample.py"
    file.write_text(SAMPLE, "utf-8")
    await client.initialize(folder)
    client.open_document(file.as_uri(), SAMPLE)
    if peer.is_ours:
        await _command(client, "ansatz.validate", file.as_uri(), HOVER_LINE, HOVER_CHARACTER)
        # The first generation loads what the next ones use.
        await _command(client, "ansatz.generate", file.as_uri(), STUB_LINE, STUB_CHARACTER)
        await index_built(client, file.as_uri())
    await asyncio.sleep(_SETTLE_S)
    await _Hovers().add(client, file.as_uri(), _WARM_UP)
    return file.as_uri()


async def _command(client: Client, command: str, uri: str, line: int, character: int) -> str:
    """How a command ended; one that failed would leave the server idle, and nothing measured."""
    position = {"line": line, "character": character}
    arguments = [{"uri": uri, "version": 1, "range": {"start": position, "end": position}}]
    answer = await client.request("workspace/executeCommand", {"command": command, "arguments": arguments})
    status = str(answer["status"])
    if status in ("failed", "sandbox_unavailable"):
        raise ServerFailed(f"{command} ended as {status}: {answer['message']}")
    return status


def _row(
    peer: Peer, kind: str, run: int, *, init_s: float, hovers: _Hovers | None = None,
    memory_bytes: int | None = None, ended: Sequence[str] = (),
) -> Row:  # fmt: skip
    times_s = hovers.times_s if hovers is not None else []
    return {
        "id": f"{peer.name}/{kind}/{run}",
        "server": peer.name,
        "kind": kind,
        "run": run,
        "init_s": round(init_s, 6),
        "times_s": [round(value, 6) for value in times_s],
        "hovers": len(times_s),
        "answered": hovers.answered if hovers is not None else None,
        "generations": len(ended),
        "ended": sorted(set(ended)),
        "memory_bytes": memory_bytes,
    }


def _show(peers: Sequence[Peer], metrics: Mapping[str, float]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Server", no_wrap=True)
    for title in ("start s", "hover p50 ms", "hover p99 ms", "MB", "at work p99 ms"):
        table.add_column(title, justify="right")
    for peer in peers:
        busy = metrics.get(f"{peer.name}_busy_hover_p99_s")
        table.add_row(
            peer.name,
            f"{metrics[f'{peer.name}_init_s']:.3f}",
            f"{metrics[f'{peer.name}_hover_p50_s'] * 1e3:.2f}",
            f"{metrics[f'{peer.name}_hover_p99_s'] * 1e3:.2f}",
            f"{metrics[f'{peer.name}_memory_bytes'] / 1e6:.0f}",
            "" if busy is None else f"{busy * 1e3:.2f}",
        )
    Console(highlight=False).print(table)
