"""`ansatz bench sandbox`: what an isolated job costs, beside other ways to run it in the same run."""

import asyncio
import functools
import os
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, cast

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from ansatz.cli.bench.result import Row, make_result, percentile, write_result
from ansatz.cli.bench.sandbox import measuring, soak
from ansatz.cli.bench.sandbox.measuring import Opening, Size
from ansatz.cli.bench.sandbox.peers import PEERS
from ansatz.cli.bench.sandbox.ways import NotMeasured, SandboxWay, Way, peer_way
from ansatz.cli.exits import Exit
from ansatz.cli.progress import progress_on
from ansatz.cli.tools import run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.core.progress import Progress, Report
from ansatz_sandbox import Bubblewrap, SandboxUnavailable, find_bubblewrap
from ansatz_sandbox.host.docker import Docker, EngineAddress

BARE, COLD, OURS, CONTAINERS = "bare fork", "cold process", "ansatz bubblewrap", "ansatz docker"


def sandbox(
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the result is written.", show_default=False)
    ],
    engine: Annotated[
        str,
        typer.Option(envvar="DOCKER_HOST", help="A Docker engine; without one, what needs it is left out."),
    ] = "",
    image: Annotated[
        str, typer.Option(help="An image of that engine whose `python3` has NumPy and SciPy.")
    ] = "ansatz-base:bookworm",
    soak_jobs: Annotated[
        int, typer.Option("--soak", min=0, help="Instead, run so many jobs, a tenth of them hostile.")
    ] = 0,
    seed: Annotated[int, typer.Option(help="Seed of the order in which things are done.")] = 0,
    note: Annotated[str, typer.Option(help="Kept in the result: what else the machine did, say.")] = "",
    quick: Annotated[bool, typer.Option("--quick", help="A few runs only, to see that it works.")] = False,
) -> None:
    """Measure what an isolated job costs, or whether many of them leave anything behind."""
    if not sys.platform.startswith("linux"):
        raise Unusable("Processes and memory are looked at through /proc, so this benchmark needs Linux.")
    with progress_on(Console(stderr=True)) as report:
        if soak_jobs:
            rows = run_to_end(soak.soak(soak_jobs, seed, report))
        else:
            rows = run_to_end(_measure(_size(quick), engine, image, seed, report))
    metrics = soak.metrics_of(rows) if soak_jobs else metrics_of(rows)
    Console(highlight=False).print(soak.table(metrics) if soak_jobs else _table(rows, metrics))
    name = "soak" if soak_jobs else "sandbox"
    # A shared machine makes every number larger.
    result = make_result(name, seed, metrics, rows, load=os.getloadavg(), note=note)
    write_result(result, json_file)
    if soak_jobs and any(metrics[key] for key in soak.MUST_BE_ZERO):
        raise typer.Exit(Exit.NONE_ACCEPTED)


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """All metrics, from the rows alone. Ratios are of medians."""
    metrics: dict[str, float] = {}
    medians: dict[tuple[str, str], float] = {}
    for row in rows:
        way, kind, times = str(row["way"]), str(row["kind"]), cast("Sequence[float]", row["times_s"])
        if not times:
            continue
        medians[way, kind] = percentile(times, 0.5)
        key = f"{way}_{kind}".replace(" ", "_").replace("-", "_")
        if kind == "throughput":
            metrics[f"{key}_jobs_per_s"] = round(len(times) / cast("float", row["elapsed_s"]), 2)
            continue
        metrics[f"{key}_p50_s"] = percentile(times, 0.5)
        metrics[f"{key}_p99_s"] = percentile(times, 0.99)
        if row.get("resident_bytes") is not None:
            metrics[f"{key}_resident_bytes"] = cast("float", row["resident_bytes"])
    for name, (over, under) in {
        "isolated_over_bare_fork": ((OURS, "latency"), (BARE, "latency")),
        "cold_over_isolated": ((COLD, "latency"), (OURS, "latency")),
        "twenty_inputs_over_one": ((OURS, "20 inputs"), (OURS, "one input")),
        "docker_run_over_container": (("docker run", "latency"), (CONTAINERS, "latency")),
    }.items():
        if over in medians and under in medians:
            metrics[f"{name}_median"] = round(medians[over] / medians[under], 3)
    return metrics


def _size(quick: bool) -> Size:
    return Size(20, 0.5, 3) if quick else Size(300, 4.0, 100)


async def _measure(size: Size, engine: str, image: str, seed: int, report: Report) -> list[Row]:
    bwrap = find_bubblewrap()
    given = {"engine": engine, "image": image, "bwrap": str(bwrap) if bwrap else ""}
    ours: dict[str, Opening] = {OURS: _bubblewrap, CONTAINERS: functools.partial(_docker, engine, image)}
    peers: dict[str, Opening] = {peer.name: functools.partial(peer_way, peer, given) for peer in PEERS}
    openings = {**peers, **ours}
    rows, why = await measuring.latencies(openings, size, seed, report)
    for name, opening in openings.items():
        if name in why:
            continue
        report(Progress("check", "as many at once as there are processors", name))
        rows.append(await measuring.throughput(name, opening, size, os.cpu_count() or 1))
    for name, opening in ours.items():
        if name in why:
            continue
        async with opening() as way:
            assert isinstance(way, SandboxWay)
            report(Progress("check", "twenty inputs, twenty candidates", name))
            rows += [*await measuring.inputs(way, size), await measuring.candidates(way, size)]
            if name == OURS:
                report(Progress("check", "cancelled jobs", name))
                rows.append(await measuring.cancels(way, size))
    rows += [{**measuring.row(name, "latency", ()), "why": text} for name, text in why.items()]
    return rows


@asynccontextmanager
async def _bubblewrap() -> AsyncGenerator[Way]:
    try:
        opened = await Bubblewrap.open(Path(sys.executable))
    except SandboxUnavailable as error:
        raise NotMeasured(error.reason) from error
    try:
        way = SandboxWay(OURS, opened, is_local=True, is_slow=False)
        await way.once()
        yield way
    finally:
        await opened.close()


@asynccontextmanager
async def _docker(engine: str, image: str) -> AsyncGenerator[Way]:
    if not engine:
        raise NotMeasured("no engine was given")
    try:
        opened = await Docker.open(address=EngineAddress(engine), base=image)
    except SandboxUnavailable as error:
        raise NotMeasured(error.reason) from error
    try:
        way = SandboxWay(CONTAINERS, opened, is_local=False, is_slow=True)
        await way.once()
        # Its pool fills while nobody asks.
        await asyncio.sleep(2)
        yield way
    finally:
        await opened.close()


def _table(rows: Sequence[Row], metrics: dict[str, float]) -> Table:
    table = Table(title="One job", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("", "median", "p99", "jobs/s", "memory"):
        table.add_column(column, justify="left" if not column else "right")
    of = {(row["way"], row["kind"]): row for row in rows}
    for way in dict.fromkeys(str(row["way"]) for row in rows):
        row = of[way, "latency"]
        if row["why"]:
            table.add_row(way, "not measured", "", "", str(row["why"])[:60])
            continue
        times = cast("Sequence[float]", row["times_s"])
        kept = cast("float | None", row["resident_bytes"])
        rate = metrics.get(f"{way}_throughput_jobs_per_s".replace(" ", "_").replace("-", "_"), float("nan"))
        table.add_row(
            way, f"{percentile(times, 0.5) * 1e3:.1f} ms", f"{percentile(times, 0.99) * 1e3:.1f} ms",
            f"{rate:.1f}", f"{kept / 1e6:.0f} MB" if kept is not None else "",
        )  # fmt: skip
    for name, value in metrics.items():
        if name.endswith("_median"):
            table.add_row(name.removesuffix("_median").replace("_", " "), f"{value:.2f}")
        elif "_cancel_" in name:
            table.add_row(name.replace("_", " "), f"{value * 1e3:.1f} ms")
    return table
