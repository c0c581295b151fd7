"""`ansatz bench retrieve`: whether the search finds what a spec wants, how fast, at what cost."""

import json
import resource
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, cast

import typer
from rich.console import Console

from ansatz.cli.bench.result import Row, make_result, percentile, write_result
from ansatz.cli.options import SetOption, overrides
from ansatz.cli.progress import progress_on
from ansatz.cli.tools import Tools, run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.core.progress import Report
from ansatz.core.routine import Found
from ansatz.engine.settings import Settings, load_settings
from ansatz.library import Library, LibraryIndex
from ansatz.library.index import Ranking

_RELEVANT: Final = "relevant.json"
_OBJECTS: Final = "public_objects.txt"
_LIMIT: Final = 10
_ROUNDS: Final = 10
_RANKINGS: Final[Mapping[str, Ranking]] = {"": "all", "_bm25": "bm25", "_vectors": "vectors"}


@dataclass(frozen=True, slots=True)
class Case:
    """A spec's text, and the routines of which one should be found."""

    id: str
    text: str
    relevant: frozenset[str]


def retrieve(
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the result is written.", show_default=False)
    ],
    context: typer.Context,
    cases: Annotated[
        Path,
        typer.Option(
            "--cases",
            "--relevant",
            help=f"A {_RELEVANT} with the specs (folders beside it) and their routines, or its folder.",
            show_default=False,
        ),
    ],
    settings: SetOption = None,
) -> None:
    """Index what is installed, afresh, and search it for the text of every spec.

    Where a public_objects.txt lies beside the cases, only the objects that it names are searched for
    the recall; times are those of the search over everything.
    """
    tools: Tools = context.obj
    chosen, among = read_cases(cases)
    with (
        tempfile.TemporaryDirectory(prefix="ansatz-bench-") as folder,
        progress_on(Console(stderr=True)) as report,
    ):
        where = Path(folder)
        used = load_settings(
            where,
            command_line={"state_dir": str(where / "state"), **overrides(settings)},
            user=where / "none.toml",
        ).settings
        rows, costs = run_to_end(_run(tools, used, where, chosen, among, report))
    metrics = {**metrics_of(rows), **costs}
    console = Console(highlight=False)
    for row in rows:
        if cast("int | None", row["rank"]) is None:
            console.print(f"not found: {row['id']}", markup=False)
    for name, value in metrics.items():
        console.print(f"{name:28} {value:g}", markup=False)
    write_result(make_result("retrieve", used.seed, metrics, rows), json_file)


def read_cases(path: Path) -> tuple[list[Case], frozenset[str] | None]:
    """The cases, and the objects to search among if they are listed; `Unusable` where there are none."""
    file = path / _RELEVANT if path.is_dir() else path
    try:
        wanted: object = json.loads(file.read_text("utf-8"))
        if not isinstance(wanted, dict):
            raise ValueError("it is no table")
        cases = [
            Case(name, (file.parent / name / "spec.py").read_text("utf-8"), frozenset(relevant))
            for name, relevant in cast("dict[str, list[str]]", wanted).items()
        ]
    except (OSError, ValueError, TypeError) as error:
        raise Unusable(f"{file} can't be used: {error}.") from error
    if not cases:
        raise Unusable(f"{file} names no spec.")
    objects = file.parent / _OBJECTS
    among = frozenset(objects.read_text("utf-8").split()) if objects.is_file() else None
    return cases, among


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """Recall and times, from the rows alone."""
    metrics: dict[str, float] = {}
    for suffix in (*_RANKINGS, "_everything"):
        ranks = [cast("int | None", row[f"rank{suffix}"]) for row in rows]
        for most in (5, 10):
            metrics[f"recall_at_{most}{suffix}"] = sum(
                rank is not None and rank <= most for rank in ranks
            ) / len(ranks)
    seconds = [each for row in rows for each in cast("list[float]", row["seconds"])]
    busy = [each for row in rows for each in cast("list[float]", row["cpu_seconds"])]
    times = {"p50_s": percentile(seconds, 0.5), "p99_s": percentile(seconds, 0.99)}
    # Of the processor alone: what else the machine does tells in the others.
    return {**metrics, **times, "p50_cpu_s": percentile(busy, 0.5), "p99_cpu_s": percentile(busy, 0.99)}


async def _run(
    tools: Tools,
    settings: Settings,
    folder: Path,
    cases: Sequence[Case],
    among: frozenset[str] | None,
    report: Report,
) -> tuple[list[Row], dict[str, float]]:
    library = Library(lambda: tools.open_sandbox(settings), folder / "library")
    started, busy = time.perf_counter(), _cpu_s()
    try:
        index = await library.index(report)
        costs = {
            "index_s": time.perf_counter() - started,
            "index_cpu_s": _cpu_s() - busy,
            "index_bytes": float(sum(file.stat().st_size for file in (folder / "library").iterdir())),
            # Of this process, which holds the command line as well; the collectors' memory is the sandbox's.
            "rss_bytes": float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024),
            "routines": float(index.size),
        }
        for case in cases:
            index.find(case.text, _LIMIT)
        return [_row(index, case, among) for case in cases], costs
    finally:
        await library.close()


def _row(index: LibraryIndex, case: Case, among: frozenset[str] | None) -> Row:
    ranks: dict[str, int | None] = {}
    best: tuple[Found, ...] = ()
    for suffix, ranking in _RANKINGS.items():
        found = index.find(case.text, _LIMIT, ranking=ranking, among=among)
        ranks[f"rank{suffix}"] = _rank(found, case.relevant)
        best = best or found
    seconds: list[float] = []
    cpu_seconds: list[float] = []
    everything: tuple[Found, ...] = ()
    for _ in range(_ROUNDS):
        started, busy = time.perf_counter(), time.process_time()
        everything = index.find(case.text, _LIMIT)
        seconds.append(round(time.perf_counter() - started, 6))
        cpu_seconds.append(round(time.process_time() - busy, 6))
    return {
        "id": case.id,
        **ranks,
        "rank_everything": _rank(everything, case.relevant),
        "found": [one.routine.name for one in best],
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
    }


def _cpu_s() -> float:
    """Processor time of this process and of the collectors that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _rank(found: Sequence[Found], relevant: frozenset[str]) -> int | None:
    for place, one in enumerate(found, start=1):
        if relevant & {one.routine.name, *one.routine.aliases}:
            return place
    return None
