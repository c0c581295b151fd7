"""`ansatz bench solve`: how many specs get a right implementation, and whether "verified" can be trusted."""

import json
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ansatz import editing, targets
from ansatz.cli.bench.modes.budget import budget_settings
from ansatz.cli.bench.modes.choosing import ModeOption, WithoutOption, ablations
from ansatz.cli.bench.modes.solving import Mode, Solver, solver
from ansatz.cli.bench.result import Row, make_result, percentile, why_of, write_result
from ansatz.cli.bench.scoring import Score, score
from ansatz.cli.options import SetOption, overrides
from ansatz.cli.progress import progress_on
from ansatz.cli.show import visible
from ansatz.cli.source_file import read_source
from ansatz.cli.tools import Service, Tools, run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.core.candidate import Making
from ansatz.core.model import Usage
from ansatz.core.outcome import (
    Accepted,
    Declined,
)
from ansatz.core.progress import Progress, Report
from ansatz.core.target import FunctionTarget
from ansatz.engine.settings import Settings, load_settings
from ansatz_sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Case:
    """A spec and its answer key. The service sees nothing of it but the text of `spec`."""

    id: str
    family: str
    entry: str
    expected: str
    fault: str | None
    spec: bytes
    check: str | None


def solve(
    context: typer.Context,
    cases: Annotated[Path, typer.Option(help="Folder with one folder a case.", show_default=False)],
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the result is written.", show_default=False)
    ],
    only: Annotated[
        list[str] | None, typer.Option(help="Run this case; may be given again.", show_default=False)
    ] = None,
    mode: ModeOption = "ansatz",
    without: WithoutOption = None,
    budget: Annotated[
        str | None,
        typer.Option(
            help="What models may take for one case, as in calls=5,tokens=60000.", show_default=False
        ),
    ] = None,
    replay: Annotated[
        Path | None,
        typer.Option(help="Answer from this trace instead of asking a model.", show_default=False),
    ] = None,
    settings: SetOption = None,
) -> None:
    """Generate for every case, and score what is accepted by the case's hidden check, in the sandbox.

    Other modes than `ansatz`, and its parts left out, need a model, set with --set models.all=….
    """
    tools: Tools = context.obj
    chosen = read_cases(cases, only or ())
    used_mode = Mode(mode, ablations(mode, without or ()), replay)
    bounds: Mapping[str, object] = {} if budget is None else budget_settings(budget)
    with (
        tempfile.TemporaryDirectory(prefix="ansatz-bench-") as folder,
        progress_on(Console(stderr=True)) as report,
    ):
        everything = {**bounds, **overrides(settings)}
        used, rows = run_to_end(_run(tools, chosen, Path(folder), everything, used_mode, report))
    metrics = metrics_of(rows)
    _show(rows, metrics)
    about: dict[str, object] = {"time_limit_s": used.time_limit_s, "sources": "equation, library"}
    if not used_mode.is_usual or used.models.all:
        about |= {"mode": mode, "without": sorted(used_mode.without), "budget": budget or "as set"}
    result = make_result("solve", used.seed, metrics, rows, **about)
    write_result(result, json_file)


def read_cases(folder: Path, only: Sequence[str]) -> list[Case]:
    """The cases in a folder, in the order of their names; `Unusable` where there are none."""
    if not folder.is_dir():
        raise Unusable(f"There is no folder {folder}.")
    found = {case.id: case for case in map(_read_case, sorted(folder.iterdir())) if case is not None}
    if unknown := [name for name in only if name not in found]:
        raise Unusable(
            f"There is no case {unknown[0]} in {folder}; there are {', '.join(found) or 'none at all'}."
        )
    chosen = [case for case in found.values() if not only or case.id in only]
    if not chosen:
        raise Unusable(f"{folder} holds no case: each is a folder with spec.py and meta.json.")
    return chosen


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """All metrics, from the rows alone.

    An implementation offered for a spec that has to be declined counts as wrong: none can be right.
    """
    metrics = Counter[str]()
    for row in rows:
        family, level = str(row["family"]), row["level"]
        is_accepted, is_declined = row["status"] == "accepted", row["status"] == "declined"
        names_the_fault = is_declined and row["fault"] in cast("list[str]", row["faults"])
        is_right = row["right"] is True or names_the_fault
        metrics[f"{family}_total"] += 1
        metrics[f"{family}_right"] += is_right
        metrics[f"{family}_verified"] += is_right and level == "verified"
        is_wrong = is_accepted and row["right"] is False
        metrics["wrong_verified"] += is_wrong and level == "verified"
        metrics["wrong_plausible"] += is_wrong and level == "plausible"
        metrics["unscored"] += is_accepted and row["right"] is None
        metrics["declined_right"] += names_the_fault
        metrics["declined_wrongly"] += is_declined and row["expected"] == "solve"
    seconds = [float(cast("float", row["seconds"])) for row in rows]
    asked = [row for row in rows if "calls" in row]
    if asked:
        metrics["calls"] = sum(int(cast("int", row["calls"])) for row in asked)
        spent = [cast("int", row[name]) for row in asked for name in ("tokens_in", "tokens_out")]
        metrics["tokens"] = sum(spent)
    times = {"seconds_median": percentile(seconds, 0.5), "seconds_p90": percentile(seconds, 0.9)}
    return {**dict(sorted(metrics.items())), **times}


def _read_case(folder: Path) -> Case | None:
    meta_file, spec_file, check_file = (folder / name for name in ("meta.json", "spec.py", "check.py"))
    if not (meta_file.is_file() and spec_file.is_file()):
        return None
    try:
        meta: dict[str, object] = json.loads(meta_file.read_text("utf-8"))
        return Case(
            id=str(meta["id"]),
            family=str(meta.get("family", "all")),
            entry=str(meta["entry"]),
            expected=str(meta.get("expected", "solve")),
            fault=None if meta.get("fault") is None else str(meta["fault"]),
            spec=spec_file.read_bytes(),
            check=check_file.read_text("utf-8") if check_file.is_file() else None,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{meta_file} can't be used: {error!r}.") from error


async def _run(
    tools: Tools,
    cases: Sequence[Case],
    folder: Path,
    chosen: Mapping[str, object],
    mode: Mode,
    report: Report,
) -> tuple[Settings, list[Row]]:
    # A user's own settings and earlier records must not decide what is measured.
    everything = {"state_dir": str(folder / "state"), **chosen}
    settings = load_settings(folder, command_line=everything, user=folder / "none.toml").settings
    if not mode.is_usual:
        return settings, await _run_mode(tools, cases, settings, mode, report)
    rows: list[Row] = []
    async with tools.service(settings) as service:
        sandbox = await tools.open_sandbox(settings)
        try:
            report(Progress("index", "what is installed"))
            await service.warm()
            for number, case in enumerate(cases, start=1):
                report(Progress("read", f"case {number} of {len(cases)}", case.id))
                rows.append(await _row(service, sandbox, case, folder / case.id, report))
        finally:
            await sandbox.close()
    return settings, rows


async def _row(service: Service, sandbox: Sandbox, case: Case, folder: Path, report: Report) -> Row:
    folder.mkdir()
    file = folder / "spec.py"
    file.write_bytes(case.spec)
    source = read_source(str(file))
    selection = _stub(case, source.text).caret
    started = time.perf_counter()
    found = await service.generate(source.snapshot(), selection, report)
    seconds = time.perf_counter() - started
    outcome = found[0].outcome
    row = _empty_row(case, outcome.kind, why_of(outcome), seconds)
    match outcome:
        case Accepted(edit=edit, code=code, record=record):
            if (making := record.making) is not None:
                row |= _taken(making)
            told = await _score(sandbox, case, editing.apply(source.text, edit.changes))
            row |= {"level": record.level, "right": told.right, "score_error": told.why, "code": code}
        case Declined(faults=faults):
            row["faults"] = list(dict.fromkeys(fault.kind for fault in faults))
        case _:
            pass
    return row


async def _run_mode(
    tools: Tools, cases: Sequence[Case], settings: Settings, mode: Mode, report: Report
) -> list[Row]:
    rows: list[Row] = []
    sandbox = await tools.open_sandbox(settings)
    try:
        async with solver(mode, settings, sandbox) as solving:
            for number, case in enumerate(cases, start=1):
                report(Progress("read", f"case {number} of {len(cases)}", case.id))
                rows.append(await _row_of_mode(solving, sandbox, case, report))
    finally:
        await sandbox.close()
    return rows


async def _row_of_mode(solving: Solver, sandbox: Sandbox, case: Case, report: Report) -> Row:
    text = case.spec.decode("utf-8")
    started = time.perf_counter()
    found = await solving.solve(case.id, text, _stub(case, text), report)
    row = _empty_row(case, found.status, found.why, time.perf_counter() - started)
    row |= {"level": found.level, "code": found.code, **_taken(found.usage)}
    if found.text is not None:
        told = await _score(sandbox, case, found.text)
        row |= {"right": told.right, "score_error": told.why}
    return row


def _stub(case: Case, text: str) -> FunctionTarget:
    matching = targets.named(text, case.entry)
    if len(matching) != 1:
        raise Unusable(f"The spec of {case.id} defines {case.entry} {len(matching)} times.")
    return matching[0]


def _empty_row(case: Case, status: str, why: str, seconds: float) -> dict[str, object]:
    return {
        "id": case.id,
        "family": case.family,
        "expected": case.expected,
        "fault": case.fault,
        "status": status,
        "level": None,
        "right": None,
        "faults": [],
        "why": why,
        "score_error": "",
        "seconds": round(seconds, 3),
        "code": "",
    }


def _taken(usage: Usage | Making) -> dict[str, object]:
    return {
        "calls": usage.calls,
        "tokens_in": usage.tokens_in,
        "tokens_out": usage.tokens_out,
        "usd": usage.usd,
    }


async def _score(sandbox: Sandbox, case: Case, solution: str) -> Score:
    if case.expected == "decline":
        return Score(False, "Its docstring can't be met.")
    if case.check is None:
        return Score(None, "The case has no check.")
    return await score(sandbox, solution, case.check, case.entry)


def _show(rows: Sequence[Row], metrics: Mapping[str, float]) -> None:
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Case", "Family", "Ended", "Right", "s"):
        table.add_column(title, overflow="fold")
    for row in rows:
        ended = str(row["level"] or ", ".join(cast("list[str]", row["faults"])) or row["status"])
        right = {True: Text("yes", style="green"), False: Text("NO", style="bold red"), None: Text("")}
        table.add_row(
            str(row["id"]),
            str(row["family"]),
            Text(visible(ended)),
            right[cast("bool | None", row["right"])],
            f"{row['seconds']:.1f}",
        )
    console.print(table)
    for name, value in metrics.items():
        console.print(f"{name:24} {value:g}", markup=False)
