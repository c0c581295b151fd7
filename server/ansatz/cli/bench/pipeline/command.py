"""`ansatz bench pipeline`: wall time over the models' own, processor time, memory, context, hovers."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from rich.console import Console
from rich.table import Table

from ansatz.cli.bench.lsp_client import Client, ServerFailed, running
from ansatz.cli.bench.memory import tree_memory_bytes
from ansatz.cli.bench.peers import index_built, own_program
from ansatz.cli.bench.pipeline import task
from ansatz.cli.bench.pipeline.provider import Provider, busy_s, providing
from ansatz.cli.bench.processor import tree_cpu_s
from ansatz.cli.bench.result import Row, make_result, percentile, write_result
from ansatz.cli.bench.sample import HOVER_CHARACTER, HOVER_LINE, SAMPLE
from ansatz.cli.progress import progress_on
from ansatz.cli.tools import run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.core.progress import Progress, Report
from ansatz.sources.model import tokens_of
from ansatz.sources.model.context import BOUND_TOKENS

_PAUSE_S = 0.02
_IDLE_HOVERS = 400
_SAMPLING_S = 0.2
_CANCELS = 20
_CLOSING_S = 30.0
_AFTER_S = 0.5


def pipeline(
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the result is written.", show_default=False)
    ],
    call_s: Annotated[float, typer.Option(min=0.0, help="Seconds that the provider takes for a call.")] = 1.0,
    runs: Annotated[int, typer.Option(min=1, help="Generations after the first.")] = 2,
) -> None:
    """Measure a generation of ten steps with four drafts each, hovers while it runs, and its cancel."""
    if not sys.platform.startswith("linux"):
        raise Unusable("Memory is measured through /proc, so this benchmark needs Linux.")
    try:
        with (
            tempfile.TemporaryDirectory(prefix="ansatz-bench-") as folder,
            progress_on(Console(stderr=True)) as report,
        ):
            rows = run_to_end(_measure(Path(folder).resolve(), call_s, runs, report))
    except ServerFailed as error:
        raise Unusable(f"{error}.") from error
    metrics = metrics_of(rows)
    table = Table("Metric", "Value")
    for name, value in metrics.items():
        table.add_row(name, f"{value:.4g}")
    Console(stderr=True).print(table)
    write_result(make_result("pipeline", 0, metrics, rows, call_s=call_s, steps=task.STEPS), json_file)


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """All metrics, from the rows alone. The first generation loads litellm; ratios are of the later ones."""
    work = [row for row in rows if row["kind"] == "generation"]
    (idle,) = [row for row in rows if row["kind"] == "idle"]
    steps = [row for row in rows if row["kind"] == "step"]
    later = work[1:] or work
    idle_p99 = percentile(cast("Sequence[float]", idle["hovers_s"]), 0.99)
    during = [time_s for row in work for time_s in cast("Sequence[float]", row["hovers_s"])]
    seen = [cast("int", row["context_tokens"]) for row in steps]
    cancels = [row for row in rows if row["kind"] == "cancel"]
    closed = [cast("float", row["closed_s"]) for row in cancels]
    return {
        "wall_s": max(cast("float", row["wall_s"]) for row in later),
        "models_s": max(cast("float", row["models_s"]) for row in later),
        "wall_over_models": max(
            cast("float", row["wall_s"]) / cast("float", row["models_s"]) for row in later
        ),
        "first_wall_s": cast("float", work[0]["wall_s"]),
        "calls": cast("float", work[0]["calls"]),
        "cpu_s": max(cast("float", row["cpu_s"]) for row in later),
        "first_cpu_s": cast("float", work[0]["cpu_s"]),
        "peak_memory_bytes": float(max(cast("int", row["peak_memory_bytes"]) for row in work)),
        "context_tokens_first": float(seen[0]),
        "context_tokens_last": float(seen[-1]),
        "context_tokens_most": float(max(seen)),
        "context_bound_tokens": float(BOUND_TOKENS),
        "prior_code_tokens_last": float(cast("int", steps[-1]["prior_code_tokens"])),
        "idle_hover_p99_s": idle_p99,
        "working_hover_p99_s": percentile(during, 0.99),
        "hover_ratio": percentile(during, 0.99) / idle_p99,
        "cancel_s_median": percentile(closed, 0.5),
        "cancel_s_most": max(closed),
        "asked_after_cancel": float(sum(cast("int", row["asked_after"]) for row in cancels)),
    }


async def _measure(folder: Path, call_s: float, runs: int, report: Report) -> list[Row]:
    async with providing(task.answer, call_s) as provider:
        settings: dict[str, object] = {
            "state_dir": str(folder / "state"),
            "models": {
                "all": f"openai/scripted at {provider.url}",
                "unknown_prices": "allow",
                "cache": False,
            },
        }
        async with running((own_program(), "serve"), folder, settings) as client:
            return await _with_server(client, provider, folder, runs, report)


async def _with_server(
    client: Client, provider: Provider, folder: Path, runs: int, report: Report
) -> list[Row]:
    await client.initialize(folder)
    sample, stub = (folder / "sample.py").as_uri(), (folder / "signal.py").as_uri()
    client.open_document(sample, SAMPLE)
    client.open_document(stub, task.TEXT)
    report(Progress("index", "what is installed", "server"))
    await index_built(client, sample)
    await _command(client, "ansatz.validate", sample, HOVER_LINE, HOVER_CHARACTER)
    report(Progress("check", f"{_IDLE_HOVERS} hovers", "idle"))
    await _hovers(client, sample, 30)
    idle = await _hovers(client, sample, _IDLE_HOVERS)
    rows: list[Row] = [{"id": "idle", "kind": "idle", "hovers_s": idle}]
    for run in range(runs + 1):
        report(Progress("check", f"generation {run + 1} of {runs + 1}", "pipeline"))
        provider.forget()
        rows.append(await _generation(client, provider, sample, stub, run))
    rows += _steps(provider.prompts)
    for run in range(_CANCELS):
        report(Progress("check", f"cancel {run + 1} of {_CANCELS}", "pipeline"))
        # In turn while the plan is being written, and while drafts are.
        rows.append(await _cancelled(client, provider, stub, run, least_open=1 if run % 2 == 0 else 4))
    return rows


async def _generation(client: Client, provider: Provider, sample: str, stub: str, run: int) -> Row:
    before_s, began = tree_cpu_s(client.pid), time.perf_counter()
    work = asyncio.create_task(_generate(client, stub))
    watching = asyncio.create_task(_peak(client.pid, work))
    hovers: list[float] = []
    while not work.done():
        hovers += await _hovers(client, sample, 1)
    status = await work
    wall_s = time.perf_counter() - began
    return {
        "id": f"generation/{run}",
        "kind": "generation",
        "status": status,
        "wall_s": round(wall_s, 4),
        "models_s": round(busy_s(provider.spans), 4),
        "calls": len(provider.prompts),
        "cpu_s": round(tree_cpu_s(client.pid) - before_s, 3),
        "peak_memory_bytes": await watching,
        "hovers_s": hovers,
    }


async def _cancelled(client: Client, provider: Provider, stub: str, run: int, least_open: int) -> Row:
    """From the editor's cancel in the middle of streams until the provider sees the last of them closed."""
    provider.forget()
    work = asyncio.create_task(_generate(client, stub))
    while provider.open < least_open and not work.done():
        await asyncio.sleep(0.01)
    if work.done():
        raise ServerFailed(f"A generation ended as {await work} before it could be cancelled")
    is_open, began = provider.open, time.perf_counter()
    work.cancel()
    async with asyncio.timeout(_CLOSING_S):
        while provider.open:
            await asyncio.sleep(0.001)
    await asyncio.wait([work])
    asked = len(provider.prompts)
    # Nothing more may be asked by what was cancelled.
    await asyncio.sleep(_AFTER_S)
    return {
        "id": f"cancel/{run}",
        "kind": "cancel",
        "open": is_open,
        "closed_s": round(max(provider.closed) - began, 4),
        "asked_after": len(provider.prompts) - asked,
    }


async def _peak(pid: int, work: "asyncio.Task[str]") -> int:
    most = 0
    while not work.done():
        # Reading /proc takes its time, which the client's loop does not have.
        most = max(most, await asyncio.to_thread(tree_memory_bytes, pid))
        await asyncio.sleep(_SAMPLING_S)
    return most


async def _hovers(client: Client, uri: str, count: int) -> list[float]:
    times_s: list[float] = []
    where = {"textDocument": {"uri": uri}, "position": {"line": HOVER_LINE, "character": HOVER_CHARACTER}}
    for _ in range(count):
        await asyncio.sleep(_PAUSE_S)
        began = time.perf_counter()
        if not await client.request("textDocument/hover", where):
            raise ServerFailed("A hover showed nothing")
        times_s.append(round(time.perf_counter() - began, 6))
    return times_s


async def _generate(client: Client, stub: str) -> str:
    line = next(n for n, text in enumerate(task.TEXT.split("\n")) if text.startswith("def "))
    return await _command(client, "ansatz.generate", stub, line, len("def w"))


async def _command(client: Client, command: str, uri: str, line: int, character: int) -> str:
    position = {"line": line, "character": character}
    arguments = [{"uri": uri, "version": 1, "range": {"start": position, "end": position}}]
    answer: Mapping[str, Any] = await client.request(
        "workspace/executeCommand", {"command": command, "arguments": arguments}
    )
    status = str(answer["status"])
    # A generation ends as `stale`: the client takes no edit, so that the same text can be worked on again.
    if status in ("failed", "sandbox_unavailable", "none_accepted", "out_of_budget"):
        raise ServerFailed(f"{command} ended as {status}: {answer['message']}")
    return status


def _steps(prompts: Sequence[str]) -> list[Row]:
    """What each step saw of the others, as it was sent, beside all the code of the steps before it."""
    rows: list[Row] = []
    for number in range(1, task.STEPS + 1):
        sent = next(each for each in prompts if f"`def stage_{number}(" in each)
        head = sent.find("The other steps:")
        context = sent[head : sent.index("\n\n", head)] if head >= 0 else ""
        code = "\n".join(task.code_of(each) for each in range(1, number))
        rows.append(
            {
                "id": f"step/{number}",
                "kind": "step",
                "context_tokens": tokens_of(context),
                "prior_code_tokens": tokens_of(code),
                "prompt_tokens": tokens_of(sent),
            }
        )
    return rows
