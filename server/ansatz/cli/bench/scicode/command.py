"""`ansatz bench scicode`: SciCode problems, answered by one of several modes and scored as SciCode does."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated, Final, cast

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ansatz.cli.bench.corpus.keeping import Kept
from ansatz.cli.bench.corpus.workers import partial_of
from ansatz.cli.bench.modes.asking import asking
from ansatz.cli.bench.modes.budget import USUAL, budget_settings
from ansatz.cli.bench.modes.choosing import ModeOption, WithoutOption, ablations, author_of
from ansatz.cli.bench.modes.opening import opened
from ansatz.cli.bench.modes.pipeline import Pipeline
from ansatz.cli.bench.result import Row, make_result, write_result
from ansatz.cli.bench.scicode.answering import PREPARATION, Run, answer_all, given_code, solved_problems
from ansatz.cli.bench.scicode.metrics import metrics_of
from ansatz.cli.bench.scicode.official import published_targets
from ansatz.cli.bench.scicode.problems import read_problems
from ansatz.cli.bench.scicode.targets import TargetStore, interpreter_of
from ansatz.cli.options import SetOption, overrides
from ansatz.cli.progress import progress_on
from ansatz.cli.session import settings_for
from ansatz.cli.show import visible
from ansatz.cli.tools import Tools, run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.core.model import ModelFault
from ansatz.core.progress import Report

_TARGETS: Final = "scicode-targets.jsonl"


def scicode(
    context: typer.Context,
    problems: Annotated[
        Path, typer.Option(help="SciCode problems, one JSON object a line.", show_default=False)
    ],
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the result is written.", show_default=False)
    ],
    mode: ModeOption = "ansatz",
    without: WithoutOption = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A problem or a step; may be given again.", show_default=False),
    ] = None,
    with_background: Annotated[
        bool, typer.Option("--with-background", help="Show each step's scientific background.")
    ] = False,
    budget: Annotated[
        str,
        typer.Option(help="What one step may take, the same for every mode: calls, tokens, usd, seconds."),
    ] = USUAL,
    targets: Annotated[
        Path | None,
        typer.Option(
            metavar="H5",
            help="SciCode's own targets (needs h5py); else they are recomputed from the reference code.",
            show_default=False,
        ),
    ] = None,
    teach: Annotated[
        int, typer.Option(min=0, help="So many other problems are shown to a teacher, in the mode mosaic.")
    ] = 8,
    learn_from: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Show a teacher exactly this problem, solved; may be given again.",
            show_default=False,
        ),
    ] = None,
    step_s: Annotated[
        float, typer.Option(min=1.0, help="Seconds that the tests of one step may take.")
    ] = 1800,
    replay: Annotated[
        Path | None,
        typer.Option(help="Answer from this trace instead of asking a model.", show_default=False),
    ] = None,
    settings: SetOption = None,
) -> None:
    """Write the steps of SciCode problems in one mode, and score them as SciCode does.

    A step counts when all of its tests pass after the code of the steps before it, a problem when all of
    its steps do. Solutions of other problems may be shown to a teacher, never one of the same problem.
    Rows are kept beside the result while they come in, and a run that was broken off goes on where it was.
    Exit code 0 says that the run ended, not that all is right.
    """
    tools: Tools = context.obj
    left_out = ablations(mode, without or ())
    found = read_problems(problems, only or ())
    used = settings_for(Path.cwd(), {**budget_settings(budget), **overrides(settings)})
    models = asking(used, replay)
    about: dict[str, object] = {
        "mode": mode,
        "without": sorted(left_out),
        "budget": budget,
        "with_background": with_background,
        "models": list(models.names),
        "problems": hashlib.sha256("".join(one.digest for one in found).encode()).hexdigest()[:16],
        "only": list(only or ()),
        "targets": "recomputed" if targets is None else "published",
    }
    commit = make_result("scicode", 0, {}, ()).commit
    rests_on = {
        "bench": "scicode",
        **about,
        "seed": used.seed,
        "teach": [teach, *(learn_from or ())],
        "step_s": step_s,
    }
    kept = Kept(partial_of(json_file), {**rests_on, "commit": commit})

    async def run(report: Report) -> list[Row]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(models.close)
            await models.ready()
            sandbox = await tools.open_sandbox(used)
            stack.push_async_callback(sandbox.close)
            author = author_of(mode, left_out, solved_problems(found, teach, learn_from or ()))
            if author is None:
                parts = await stack.enter_async_context(opened(used, left_out))
                author = Pipeline(parts, left_out)
            file = used.state_dir / _TARGETS
            official = None if targets is None else published_targets(targets)
            store = TargetStore(sandbox, file, await interpreter_of(sandbox), step_s, official)
            calls = used.models.calls_per_request
            given = given_code(problems.parent)
            shared = Run(
                author, sandbox, store, models.open, calls, step_s, with_background, tuple(only or ()),
                given, kept, report,
            )  # fmt: skip
            try:
                return await answer_all(shared, found)
            except ModelFault as fault:
                raise Unusable(str(fault)) from fault

    with progress_on(Console(stderr=True)) as report:
        rows = run_to_end(run(report))
    metrics = metrics_of(rows, found)
    _show(rows, metrics)
    write_result(make_result("scicode", used.seed, metrics, rows, **about), json_file)
    kept.end()


def _show(rows: Sequence[Row], metrics: Mapping[str, float]) -> None:
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Step", "Function", "Tests", "Right", "Calls", "s", ""):
        table.add_column(title, overflow="fold")
    for row in rows:
        if row["id"] == PREPARATION:
            continue
        right = {True: Text("yes", style="green"), False: Text("no", style="red"), None: Text("?")}
        told = [str(row["unscored"] or row["why"]), *cast("list[str]", row["flags"])]
        table.add_row(
            str(row["id"]),
            Text(visible(str(row["entry"]))),
            f"{row['tests_passed']}/{row['tests']}",
            right[cast("bool | None", row["right"])],
            str(row["calls"]),
            f"{row['seconds']:.1f}",
            Text(visible("; ".join(part for part in told if part))),
        )
    console.print(table)
    for name, value in metrics.items():
        console.print(f"{name:24} {value:g}", markup=False)
