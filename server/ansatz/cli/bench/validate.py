"""`ansatz bench validate`: what is caught, what is wrongly accused, and who is chosen among rivals."""

import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.console import Console

from ansatz import targets
from ansatz.claims.derive import claims_of, for_judging
from ansatz.claims.judging import judge
from ansatz.claims.score import kind_of, score
from ansatz.claims.trying import Trial, inputs_for, inputs_for_rivals, try_claims
from ansatz.cli.bench.baselines import blind_tests, crosshair, ghostwriter
from ansatz.cli.bench.calibration import brier
from ansatz.cli.bench.pools import Member, pools_of, selection
from ansatz.cli.bench.proposals import add_proposals, proposal_metrics, recorded, vetting_rows
from ansatz.cli.bench.result import Row, make_result, percentile, write_result
from ansatz.cli.bench.rewrites import variants
from ansatz.cli.options import SetOption, overrides
from ansatz.cli.progress import progress_on
from ansatz.cli.tools import Tools, run_to_end
from ansatz.cli.unusable import Unusable
from ansatz.core.candidate import Candidate
from ansatz.core.claim import Basis
from ansatz.core.evidence import Inconclusive, Judgement, Refuted
from ansatz.core.progress import Progress, Report
from ansatz.engine.settings import Settings, load_settings
from ansatz.engine.wiring import limits_of
from ansatz.reading.read import read_spec
from ansatz_sandbox import Job, Limits, Outcome, Sandbox

_EMPTY = Trial((), (), {})
_AUTHOR = Basis("author", "the code's author", "code")


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate file. The judge sees `module`, without the line that names its bug."""

    id: str
    is_right: bool
    bug: str
    module: str


@dataclass(frozen=True, slots=True)
class JudgeCase:
    """A spec with candidates whose worth is known."""

    id: str
    entry: str
    text: str
    candidates: tuple[Judged, ...]


def validate(
    context: typer.Context,
    cases: Annotated[Path, typer.Option(help="Folder with one folder a case.", show_default=False)],
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the result is written.", show_default=False)
    ],
    only: Annotated[
        list[str] | None, typer.Option(help="Run this case; may be given again.", show_default=False)
    ] = None,
    blind: Annotated[
        Path | None,
        typer.Option(help="Tests written from the specs alone, a folder a case.", show_default=False),
    ] = None,
    claims: Annotated[
        Path | None,
        typer.Option(help="Recorded claims of a model, a JSON file a case.", show_default=False),
    ] = None,
    settings: SetOption = None,
) -> None:
    """Judge every candidate of every case, without a model, and rank them against each other."""
    tools: Tools = context.obj
    chosen = read_judge_cases(cases, only or ())
    with (
        tempfile.TemporaryDirectory(prefix="ansatz-bench-") as folder,
        progress_on(Console(stderr=True)) as report,
    ):
        used, rows = run_to_end(
            _run(
                tools,
                chosen,
                json_file.with_suffix(".partial"),
                blind,
                claims,
                Path(folder),
                overrides(settings),
                report,
            )
        )
    metrics = metrics_of(rows)
    console = Console(highlight=False)
    for name, value in metrics.items():
        console.print(f"{name:28} {value:g}", markup=False)
    write_result(make_result("validate", used.seed, metrics, rows), json_file)


def read_judge_cases(folder: Path, only: Sequence[str]) -> list[JudgeCase]:
    """The cases that have candidates, in the order of their names."""
    if not folder.is_dir():
        raise Unusable(f"There is no folder {folder}.")
    out: list[JudgeCase] = []
    for place in sorted(folder.iterdir()):
        if not (place / "right").is_dir() or (only and place.name not in only):
            continue
        meta = cast("dict[str, object]", json.loads((place / "meta.json").read_text("utf-8")))
        files = [
            place / "reference.py",
            *sorted((place / "right").glob("*.py")),
            *sorted((place / "wrong").glob("*.py")),
        ]
        out.append(
            JudgeCase(
                str(meta["id"]),
                str(meta["entry"]),
                (place / "spec.py").read_text("utf-8"),
                tuple(_read_candidate(file) for file in files),
            )
        )
    if not out:
        raise Unusable(f"{folder} holds no case with candidates.")
    return out


def _read_candidate(file: Path) -> Judged:
    text = file.read_text("utf-8")
    is_right = file.parent.name != "wrong"
    first, _, rest = text.partition("\n")
    bug = first.removeprefix("# bug:").strip() if first.startswith("# bug:") else ""
    name = "reference" if file.name == "reference.py" else f"{file.parent.name}/{file.stem}"
    return Judged(name, is_right, bug, rest if bug else text)


async def _run(
    tools: Tools,
    cases: Sequence[JudgeCase],
    partial: Path | None,
    blind: Path | None,
    claims: Path | None,
    folder: Path,
    chosen: Mapping[str, object],
    report: Report,
) -> tuple[Settings, list[Row]]:
    everything = {"state_dir": str(folder / "state"), **chosen}
    settings = load_settings(folder, command_line=everything, user=folder / "none.toml").settings
    sandbox = await tools.open_sandbox(settings)
    rows: list[Row] = []
    try:
        for number, case in enumerate(cases, start=1):
            report(Progress("check", f"case {number} of {len(cases)}", case.id))
            found = await _case(case, sandbox, limits_of(settings), settings.seed, claims)
            if blind is not None:
                await _ask_others(case, found, sandbox, blind)
            rows.extend(found)
            if partial is not None:
                partial.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    finally:
        await sandbox.close()
    return settings, rows


class _Counting:
    """A sandbox that counts the calls it is asked for."""

    def __init__(self, inner: Sandbox) -> None:
        self._inner = inner
        self.calls = 0

    async def run(self, job: Job) -> Outcome:
        """One job."""
        self.calls += len(job.calls)
        return await self._inner.run(job)

    async def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Several."""
        self.calls += sum(len(job.calls) for job in jobs)
        return await self._inner.run_all(jobs)

    async def close(self) -> None:
        """Nothing: the inner one is closed by who opened it."""


def _silent(_progress: Progress) -> None:
    """Nobody watches a single verdict."""


async def _case(
    case: JudgeCase, sandbox: Sandbox, limits: Limits, seed: int, recordings: Path | None = None
) -> list[Row]:
    target = targets.named(case.text, case.entry)[0]
    spec = for_judging(read_spec(case.text, target))
    inputs = inputs_for(spec, seed)
    rows: list[Row] = []
    judgements: list[Judgement] = []
    members: list[Member] = []
    usual = len(inputs.drawn)
    candidates = [_candidate(c.module, case.entry) for c in case.candidates]
    for one, candidate in zip(case.candidates, candidates, strict=True):
        counted = _Counting(sandbox)
        started = time.perf_counter()
        judgement = await judge(candidate, spec, claims_of(spec), counted, limits, seed, _silent)
        seconds = time.perf_counter() - started
        refuting = [e for e in judgement.evidence if isinstance(e.verdict, Refuted) and e.claim.refutes]
        points = score(judgement.evidence)
        witness = next((e.verdict.witness for e in refuting if isinstance(e.verdict, Refuted)), None)
        rows.append(
            {
                "id": f"{case.id}/{one.id}",
                "case": case.id,
                "right": one.is_right,
                "level": judgement.level,
                "refuted_by": [e.claim.id for e in refuting],
                "expected": witness.expected if witness else "",
                "got": witness.got if witness else "",
                "evidence": {
                    e.claim.id: [
                        kind_of(e),
                        e.verdict.verdict,
                        getattr(e.verdict, "killed", 0),
                        getattr(e.verdict, "mutants", 0),
                    ]
                    for e in judgement.evidence
                },
                "open": [e.claim.id for e in judgement.evidence if isinstance(e.verdict, Inconclusive)],
                "score": points,
                "refuted": judgement.level == "refuted",
                "seconds": round(seconds, 3),
                "executions": counted.calls,
            }
        )
        judgements.append(judgement)
        members.append(Member(one.id, one.is_right, one.module, _EMPTY, points, judgement.level == "refuted"))
    proposed = None if recordings is None else recorded(recordings, case.id, spec)
    vetting: list[Row] = []
    if proposed is not None:
        after = await add_proposals(proposed, rows, judgements, candidates, sandbox, limits)
        members = [replace(m, is_refuted=j.level == "refuted") for m, j in zip(members, after, strict=True)]
        vetting = await vetting_rows(case.id, proposed, spec, candidates[0], sandbox, limits)
    wrong = [(n, c) for n, c in enumerate(case.candidates) if not c.is_right]
    copies = [(n, text) for n, c in wrong for text in variants(c.module, case.entry)]
    everyone = [*candidates, *(_candidate(text, case.entry) for _, text in copies)]
    rivals = inputs_for_rivals(spec, seed)
    # An edge may send an iteration on for ever; what has not come by then counts as nothing.
    soon = replace(limits, wall_s=min(limits.wall_s, 10.0))
    trials = await try_claims(
        [c.module for c in everyone], case.entry, rivals, (), sandbox, [soon] * len(everyone)
    )
    members = [replace(m, trial=t) for m, t in zip(members, trials, strict=False)]
    rewritten: dict[int, list[Member]] = {}
    for (n, text), t in zip(copies, trials[len(candidates) :], strict=True):
        rewritten.setdefault(n, []).append(replace(members[n], module=text, trial=t))
    for row, t in zip(rows, trials, strict=False):
        accepted = sum(s.parts is not None for s in t.seen[:usual])
        cast("dict[str, object]", row).update({"accepted": accepted, "tried": usual})
    picked = selection(pools_of(members, list(rewritten.values())), rivals)
    rows.append({"id": f"{case.id}/pools", "case": case.id, **{k: round(v, 6) for k, v in picked.items()}})
    return [*rows, *vetting]


async def _ask_others(case: JudgeCase, rows: Sequence[Row], sandbox: Sandbox, blind: Path) -> None:
    """Adds to each candidate's row what other judges say of it."""
    target = targets.named(case.text, case.entry)[0]
    annotations = [p.annotation or "" for p in read_spec(case.text, target).parameters]
    modules = [one.module for one in case.candidates]
    tests = blind / case.id
    answers = {
        "crosshair": await crosshair(sandbox, modules, case.entry, annotations),
        "ghostwriter": await ghostwriter(sandbox, modules, case.entry),
        "blind_io": await blind_tests(sandbox, modules, case.entry, tests / "io_tests.py"),
        "blind_properties": await blind_tests(sandbox, modules, case.entry, tests / "properties.py"),
    }
    for number, row in enumerate(rows[: len(modules)]):
        others = {name: said[number] for name, said in answers.items()}
        cast("dict[str, object]", row).update({"others": others})


def _candidate(module: str, entry: str) -> Candidate:
    return Candidate("existing", "a candidate", module, (), module, entry, frozenset({_AUTHOR}))


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """All metrics, from the rows alone."""
    judged = [r for r in rows if "right" in r]
    pools = [r for r in rows if "right" not in r and "claim_right" not in r]
    wrong = [r for r in judged if not r["right"]]
    right = [r for r in judged if r["right"]]
    seconds = [float(cast("float", r["seconds"])) for r in judged]
    runs = [float(cast("float", r["executions"])) for r in judged]
    out = {
        "candidates_right": len(right),
        "candidates_wrong": len(wrong),
        "catch_rate": sum(bool(r["refuted"]) for r in wrong) / len(wrong),
        "false_alarms": sum(bool(r["refuted"]) for r in right) / len(right),
    }
    names = [k for k in pools[0] if k.startswith("select_")] if pools else []
    out |= {name: sum(float(cast("float", r[name])) for r in pools) / len(pools) for name in names}
    out |= {
        "brier": brier(judged),
        "seconds_median": percentile(seconds, 0.5),
        "seconds_p90": percentile(seconds, 0.9),
        "executions_median": percentile(runs, 0.5),
        "runs_catch_rate": sum(_fails(r) for r in wrong) / len(wrong),
        "runs_false_alarms": sum(_fails(r) for r in right) / len(right),
    }
    for name in dict.fromkeys(k for r in judged for k in cast("dict[str, str]", r.get("others", {}))):
        said = [
            (bool(r["right"]), cast("dict[str, str]", r["others"])[name]) for r in judged if "others" in r
        ]
        out[f"{name}_applies"] = sum(a != "not applicable" for _, a in said) / max(len(said), 1)
        out[f"{name}_catch_rate"] = sum(a == "refuted" for ok, a in said if not ok) / len(wrong)
        out[f"{name}_false_alarms"] = sum(a == "refuted" for ok, a in said if ok) / len(right)
    return out | proposal_metrics(rows)


def _fails(row: Row) -> bool:
    """Plain running as a judge: an exception on more than half of the drawn inputs."""
    return 2 * int(cast("int", row["accepted"])) < int(cast("int", row["tried"]))
