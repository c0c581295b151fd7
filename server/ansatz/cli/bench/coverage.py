"""`ansatz bench coverage`: about which share of what is installed Ansatz says more than "it runs"."""

import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, cast

import numpy as np
import typer
from rich.console import Console

from ansatz.claims.score import check_digest
from ansatz.cli.bench.installed import installed, is_of_its_text, row_of, sampled, says_more
from ansatz.cli.bench.result import Row, make_result, write_result
from ansatz.cli.options import SetOption, overrides
from ansatz.cli.progress import progress_on
from ansatz.cli.tools import Tools, run_to_end
from ansatz.core.progress import Progress, Report
from ansatz.engine.settings import Settings, load_settings


def coverage(
    context: typer.Context,
    packages: Annotated[str, typer.Option(help="Import names, with commas between.", show_default=False)],
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the result is written.", show_default=False)
    ],
    most: Annotated[int, typer.Option(help="Functions of each package, drawn at random.")] = 30,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Also judge faulty variants of the functions' source.")
    ] = False,
    settings: SetOption = None,
) -> None:
    """Judge installed functions against their own docstrings, and list findings to read."""
    tools: Tools = context.obj
    names = [name.strip() for name in packages.split(",") if name.strip()]
    with (
        tempfile.TemporaryDirectory(prefix="ansatz-bench-") as folder,
        progress_on(Console(stderr=True)) as report,
    ):
        used, rows = run_to_end(
            _run(
                tools,
                names,
                most,
                mutants,
                json_file.with_suffix(".partial"),
                Path(folder),
                overrides(settings),
                report,
            )
        )
    metrics = metrics_of(rows)
    console = Console(highlight=False)
    for name, value in metrics.items():
        console.print(f"{name:28} {value:g}", markup=False)
    for line in findings(rows, 30, used.seed):
        console.print(line, markup=False, soft_wrap=True)
    kinds = sorted({str(c["kind"]) for r in rows for c in cast("list[dict[str, object]]", r["claims"])})
    checks = {kind: check_digest(kind) for kind in kinds}
    result = make_result(
        "coverage", used.seed, metrics, rows, packages=names, most=most, mutants=mutants, checks=checks
    )
    write_result(result, json_file)


async def _run(
    tools: Tools,
    packages: Sequence[str],
    most: int,
    mutants: bool,
    partial: Path,
    folder: Path,
    chosen: dict[str, object],
    report: Report,
) -> tuple[Settings, list[Row]]:
    everything = {"state_dir": str(folder / "state"), **chosen}
    settings = load_settings(folder, command_line=everything, user=folder / "none.toml").settings
    sandbox = await tools.open_sandbox(settings)
    rows: list[Row] = []
    try:
        async for package, count, some in sampled(sandbox, packages, most, settings.seed):
            for number, routine in enumerate(some, start=1):
                report(Progress("check", f"{number} of {len(some)} ({count} in all)", package))
                one = await installed(sandbox, routine, mutants)
                row = None if one is None else await row_of(sandbox, one, settings.seed)
                if row is not None:
                    rows.append({**row, "in_package": count})
                    partial.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    finally:
        await sandbox.close()
    return settings, rows


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """Shares by kind of claim, from the rows alone."""
    count = max(len(rows), 1)
    refuted = [r for r in rows if refutations(r)]
    out = {
        "functions": float(len(rows)),
        "ran": sum(_ran(r) for r in rows) / count,
        "says_more": sum(bool(says_more(r)) for r in rows) / count,
        "refuted": len(refuted) / count,
    }
    kinds = Counter(kind for r in rows for kind in says_more(r))
    out |= {f"kind_{kind}": number / count for kind, number in sorted(kinds.items())}
    for package in sorted({str(r["package"]) for r in rows}):
        mine = [r for r in rows if r["package"] == package]
        out[f"{package}_says_more"] = sum(bool(says_more(r)) for r in mine) / len(mine)
    return out


def _ran(row: Row) -> bool:
    """Whether it returned anything on drawn inputs."""
    claims = cast("list[dict[str, object]]", row["claims"])
    return any(c["claim"] == "runs" and c["verdict"] == "supported" for c in claims)


def refutations(row: Row) -> list[dict[str, object]]:
    """Claims that are broken and count."""
    claims = cast("list[dict[str, object]]", row["claims"])
    return [c for c in claims if c["verdict"] == "refuted" and c["refutes"]]


def findings(rows: Sequence[Row], most: int, seed: int) -> list[str]:
    """Some findings at random for a person to read: all that is refuted first, then what is supported."""
    broken = [(r, c) for r in rows for c in refutations(r)]
    held = [
        (r, c)
        for r in rows
        for c in cast("list[dict[str, object]]", r["claims"])
        if c["verdict"] == "supported" and is_of_its_text(c)
    ]
    rng = np.random.default_rng(seed)
    order = [held[int(n)] for n in rng.permutation(len(held))]
    chosen = [*broken, *order][: max(most, len(broken))]
    return [
        f"{r['id']}: {c['claim']} {c['verdict']}: {c['text']}"
        + (f"; for {c['for']} expected {c['expected']}, got {c['got']}" if c["verdict"] == "refuted" else "")
        for r, c in chosen
    ]
