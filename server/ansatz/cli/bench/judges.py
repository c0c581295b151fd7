"""`ansatz bench judges`: what other ways to judge code catch and wrongly accuse, on the same cases."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from ansatz.cli.bench.baselines import ask_all
from ansatz.cli.bench.result import Row, make_result, write_result
from ansatz.cli.bench.validate import read_judge_cases
from ansatz.cli.options import SetOption, overrides
from ansatz.cli.progress import progress_on
from ansatz.cli.tools import Tools, run_to_end
from ansatz.core.progress import Progress
from ansatz.engine.settings import load_settings


def judges(
    context: typer.Context,
    cases: Annotated[Path, typer.Option(help="Folder with one folder a case.", show_default=False)],
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the result is written.", show_default=False)
    ],
    blind: Annotated[
        Path, typer.Option(help="Tests written from the specs alone, a folder a case.", show_default=False)
    ],
    only: Annotated[
        list[str] | None, typer.Option(help="Run this case; may be given again.", show_default=False)
    ] = None,
    settings: SetOption = None,
) -> None:
    """Ask other judges: plain running, CrossHair, Hypothesis' ghostwriter, tests from the specs alone."""
    tools: Tools = context.obj
    chosen = read_judge_cases(cases, only or ())
    rows: list[Row] = []

    async def work() -> int:
        sandbox = await tools.open_sandbox(used)
        try:
            for number, case in enumerate(chosen, start=1):
                report(Progress("check", f"case {number} of {len(chosen)}", case.id))
                modules = [one.module for one in case.candidates]
                said = await ask_all(sandbox, case.text, case.entry, modules, blind / case.id)
                for place, one in enumerate(case.candidates):
                    answers = {name: some[place] for name, some in said.items()}
                    rows.append(
                        {"id": f"{case.id}/{one.id}", "case": case.id, "right": one.is_right, **answers}
                    )
                partial = "\n".join(json.dumps(row) for row in rows)
                json_file.with_suffix(".partial").write_text(partial, "utf-8")
        finally:
            await sandbox.close()
        return used.seed

    with (
        tempfile.TemporaryDirectory(prefix="ansatz-bench-") as folder,
        progress_on(Console(stderr=True)) as report,
    ):
        everything = {"state_dir": f"{folder}/state", **overrides(settings)}
        used = load_settings(Path(folder), command_line=everything, user=Path(folder) / "none.toml").settings
        seed = run_to_end(work())
    metrics = metrics_of(rows)
    _show(metrics)
    write_result(make_result("judges", seed, metrics, rows), json_file)
    json_file.with_suffix(".partial").unlink(missing_ok=True)


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """For each judge where it applies, what it catches, whom it wrongly accuses: shares of all candidates."""
    wrong = [r for r in rows if not r["right"]]
    right = [r for r in rows if r["right"]]
    out = {"candidates_right": float(len(right)), "candidates_wrong": float(len(wrong))}
    for name in (k for k in (rows[0] if rows else ()) if k not in {"id", "case", "right"}):
        out[f"{name}_applies"] = sum(r[name] != "not applicable" for r in rows) / len(rows)
        out[f"{name}_catch_rate"] = sum(r[name] == "refuted" for r in wrong) / max(len(wrong), 1)
        out[f"{name}_false_alarms"] = sum(r[name] == "refuted" for r in right) / max(len(right), 1)
    return out


def _show(metrics: Mapping[str, float]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Judge", "applies", "catches", "accuses wrongly"):
        table.add_column(title, justify="left" if title == "Judge" else "right")
    for name in [k.removesuffix("_applies") for k in metrics if k.endswith("_applies")]:
        shares = [metrics[f"{name}_{what}"] for what in ("applies", "catch_rate", "false_alarms")]
        table.add_row(name, *(f"{100 * share:.1f}%" for share in shares))
    Console(highlight=False).print(table)
