"""What a run's rows amount to: steps and problems solved, how far off, and what a solved step costs."""

from collections.abc import Iterable, Sequence
from typing import cast

from ansatz.cli.bench.result import Row, percentile
from ansatz.cli.bench.scicode.answering import PREPARATION
from ansatz.cli.bench.scicode.problems import GIVEN, Problem


def metrics_of(rows: Sequence[Row], problems: Sequence[Problem]) -> dict[str, float]:
    """All metrics, from the rows alone; `problems` tells which problems were asked for as a whole.

    `steps_…` and `problems_…` count as SciCode does; `telling_…` leaves out steps that a stub passes. What
    can't be scored counts nowhere but in `steps_unscored`. Costs a solved step include those of steps that
    were not solved, but not what was prepared once, which is `preparation_calls` and `…_tokens`.
    """
    steps = [row for row in rows if row["id"] != PREPARATION]
    scored = [row for row in steps if row["right"] is not None]
    telling = [row for row in scored if not any("stub" in flag for flag in cast("list[str]", row["flags"]))]
    passed = [row for row in scored if row["right"]]
    whole = [own for own in (_rows_of(one, scored) for one in problems) if own is not None]
    metrics: dict[str, float] = {
        "steps_passed": len(passed),
        "steps_total": len(scored),
        "steps_unscored": len(steps) - len(scored),
        "telling_passed": sum(bool(row["right"]) for row in telling),
        "telling_total": len(telling),
        "problems_passed": sum(all(row["right"] for row in own) for own in whole),
        "problems_total": len(whole),
        "executable": sum(bool(row["executable"]) for row in scored),
        "unanswered": sum(not row["code"] for row in steps),
        "wrong_verified": sum(row["level"] == "verified" and row["right"] is False for row in scored),
        "right_verified": sum(row["level"] == "verified" and row["right"] is True for row in scored),
        "calls": _sum(steps, "calls"),
        "tokens": _sum(steps, "tokens_in") + _sum(steps, "tokens_out"),
        "seconds": round(_sum(steps, "seconds"), 3),
    }
    if scored:
        metrics["executable_share"] = metrics["executable"] / len(scored)
    errors = [float(cast("float", row["error"])) for row in scored if row["error"] is not None]
    if errors:
        metrics["error_median"] = percentile(errors, 0.5)
        metrics["error_p90"] = percentile(errors, 0.9)
    if all(row["usd"] is not None for row in steps):
        metrics["usd"] = _sum(steps, "usd")
    if passed:
        for name in ("calls", "tokens", "usd", "seconds"):
            if name in metrics:
                metrics[f"{name}_per_solved"] = metrics[name] / len(passed)
    for row in rows:
        if row["id"] == PREPARATION:
            metrics["preparation_calls"] = _sum([row], "calls")
            metrics["preparation_tokens"] = _sum([row], "tokens_in") + _sum([row], "tokens_out")
    return metrics


def _rows_of(problem: Problem, scored: Sequence[Row]) -> list[Row] | None:
    """The rows of all of a problem's steps that are asked for; None where some are missing."""
    wanted = [step.id for step in problem.steps if step.id not in GIVEN]
    own = [row for row in scored if row["id"] in wanted]
    return own if len(own) == len(wanted) and own else None


def _sum(rows: Iterable[Row], name: str) -> float:
    return sum(float(cast("float", row[name] or 0)) for row in rows)
