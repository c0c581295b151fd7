"""A corpus run: the objects of a package one after another, rows kept as they come in."""

import asyncio
import contextlib
import fnmatch
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table

from ansatz.cli.bench.corpus.barring import Bar
from ansatz.cli.bench.corpus.keeping import Kept
from ansatz.cli.bench.corpus.mutating import tried
from ansatz.cli.bench.corpus.objects import CorpusObject, objects_of
from ansatz.cli.bench.corpus.solving import Bench, generated, solved
from ansatz.cli.bench.corpus.stubs import Stub
from ansatz.cli.bench.result import Row
from ansatz.cli.tools import Tools
from ansatz.cli.unusable import Unusable
from ansatz.core.progress import Progress, Report
from ansatz.engine.settings import Settings
from ansatz.library.collected import Collected, read_collected
from ansatz.library.collecting import program
from ansatz_sandbox import Call, Job, Limits, Returned, Sandbox

_ALWAYS: Final = ("numpy", "scipy")
"""Packages in which a routine of another one may be found under a second name."""
_LIMITS: Final = Limits(wall_s=120.0, cpu_s=110, memory_bytes=4 << 30, value_bytes=256 << 20)

_OPENING_S: Final = 300.0
"""That the index of what is installed may take; a service without one is not waited for any longer."""

RowOf = Callable[[Bench, CorpusObject], Awaitable[Row]]


async def answered(mutants: int, bench: Bench, one: CorpusObject) -> Row:
    """An object's answer, and where that is right and verified what becomes of mutants of its docstring."""
    found = await solved(bench, one)
    is_sure = found.row["right"] is True and found.row["level"] == "verified"
    return {**found.row, "mutants": await tried(bench, one, found, mutants) if is_sure and mutants else []}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which objects to run, and where rows are kept while they come in."""

    package: str
    only: tuple[str, ...]
    limit: int | None
    kept: Kept
    row_of: RowOf
    share: tuple[int, int] = (1, 1)
    """Every n-th object, from the k-th on, where n processes share the work."""


async def run(tools: Tools, chosen: Chosen, settings: Settings, report: Report) -> list[Row]:
    """The rows of the chosen objects by name. Raises `Unusable` and `SandboxUnavailable`."""
    if tools.open_barred is None:
        raise Unusable("This service can't be kept from using a routine.")
    sandbox = await tools.open_sandbox(settings)
    try:
        report(Progress("read", "listing", chosen.package))
        objects, names = await listed(sandbox, chosen.package)
        objects = _selected(objects, chosen)
        if all(one.name in chosen.kept.rows() for one in objects):
            known = chosen.kept.rows()
            return [known[one.name] for one in objects]
        bar = Bar(sandbox)
        service = tools.open_barred(settings, bar)
        try:
            bench = Bench(service, sandbox, bar, names, settings.seed)
            await _warm(bench)
            return await _rows(bench, objects, chosen, report)
        finally:
            await service.close()
    finally:
        await sandbox.close()


async def listed(sandbox: Sandbox, package: str) -> tuple[tuple[CorpusObject, ...], tuple[str, ...]]:
    """The objects of a package, and all public paths among which one of them may be found again."""
    found = {name: await _collected(sandbox, name) for name in dict.fromkeys((package, *_ALWAYS))}
    if not found[package]:
        raise Unusable(f"{package} can't be imported by the interpreter, or offers no routine.")
    everything = [one for routines in found.values() for one in routines]
    names = tuple(name for one in everything for name in (one.name, *one.aliases))
    return objects_of(found[package]), names


async def _collected(sandbox: Sandbox, package: str) -> tuple[Collected, ...]:
    outcome = await sandbox.run(Job(program(), "collect", (Call((package,)),), _LIMITS))
    match outcome.results[0]:
        case Returned(value=str(text)):
            return read_collected(text, package)
        case _:
            return ()


def _selected(objects: Sequence[CorpusObject], chosen: Chosen) -> list[CorpusObject]:
    kept = [
        one
        for one in objects
        if not chosen.only or any(fnmatch.fnmatchcase(one.name, glob) for glob in chosen.only)
    ]
    if not kept:
        raise Unusable(f"No routine of {chosen.package} that documents a formula is named so.")
    if chosen.limit is not None and chosen.limit < len(kept):
        kept = [kept[number * len(kept) // chosen.limit] for number in range(chosen.limit)]
    first, step = chosen.share
    return kept[first - 1 :: step]


async def _warm(bench: Bench) -> None:
    """Waits until what is opened in the background is there, so that no row depends on how fast that was."""
    stub = Stub(
        'def nothing(x):\n    """Nothing that can be computed."""\n    raise NotImplementedError\n',
        "nothing",
        "",
    )
    await generated(bench, stub)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(bench.bar.is_open.wait(), _OPENING_S)


async def _rows(bench: Bench, objects: Sequence[CorpusObject], chosen: Chosen, report: Report) -> list[Row]:
    known = chosen.kept.begin()
    rows: list[Row] = []
    for number, one in enumerate(objects, start=1):
        row = known.get(one.name)
        if row is None:
            report(Progress("check", f"object {number} of {len(objects)}", one.name))
            row = await chosen.row_of(bench, one)
            chosen.kept.add(row)
        rows.append(row)
        await asyncio.sleep(0)
    return rows


def show(rows: Sequence[Row], metrics: Mapping[str, float]) -> None:
    console = Console(highlight=False)
    families = sorted({str(row["family"]) for row in rows})
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Family", "objects", "verified", "plausible", "wrong"):
        table.add_column(title, justify="left" if title == "Family" else "right")
    for family in families:
        mine = [row for row in rows if row["family"] == family]
        levels = [
            sum(row["right"] is True and row["level"] == level for row in mine)
            for level in ("verified", "plausible")
        ]
        wrong = sum(row["right"] is False for row in mine)
        table.add_row(family, *map(str, (len(mine), *levels, wrong)))
    console.print(table)
    for row in rows:
        if row["right"] is False:
            console.print(f"WRONG, {row['level']}: {row['id']}{row['difference']}", style="red", markup=False)
    for name, value in metrics.items():
        console.print(f"{name:24} {value:g}", markup=False)


def show_verdicts(rows: Sequence[Row], metrics: Mapping[str, float]) -> None:
    """Right code that was refuted, and all metrics."""
    console = Console(highlight=False)
    for row in rows:
        if row["level"] == "refuted":
            console.print(f"REFUTED: {row['id']}: {row['witness']}", style="red", markup=False)
    for name, value in metrics.items():
        console.print(f"{name:32} {value:g}", markup=False)
