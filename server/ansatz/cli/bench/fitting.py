"""`ansatz bench weights`: likelihood ratios of claims, from installed functions and faulty variants."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final, cast

import typer

from ansatz.claims.score import Weight
from ansatz.cli.bench.result import Row, read_result

_LEAST: Final = 3
"""Functions with a kind of claim, below which nothing is said of it."""
_UNKNOWN: Final = 5.0


def weights(
    measured: Annotated[Path, typer.Argument(help="A result of `bench coverage --mutants`.")],
    json_file: Annotated[Path, typer.Option("--json", help="Where the weights go.", show_default=False)],
) -> None:
    """Fit what claims are worth, by kind, with a pull to no worth where little was seen.

    A weight belongs to the check that it was measured with; one that has changed since makes it void.
    """
    result = read_result(measured)
    checks = cast("dict[str, str]", result.environment.get("checks", {}))
    table = {
        kind: {
            "broken": round(weight.broken, 3),
            "held": round(weight.held, 3),
            "check": checks.get(kind, ""),
        }
        for kind, weight in fitted(result.rows).items()
    }
    content = {"fitted_at": result.commit, "functions": len(result.rows), "weights": table}
    json_file.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


def fitted(rows: Sequence[Row]) -> dict[str, Weight]:
    """By kind of claim the log likelihood ratios (right over wrong) of "broken" and of "held".

    The functions themselves count as right, their differing variants as wrong. One function is one
    observation, however many variants it has and however many claims of the kind: the strongest claim
    counts, with the share of the variants that break it. Counts get half of one added, and the ratios are
    drawn to zero as if by a number of functions of which nothing is known. A kind that no variant breaks
    tells nothing.
    """
    right: Counter[tuple[str, bool]] = Counter()
    wrong: dict[str, list[float]] = {}
    for row in rows:
        mine: dict[str, list[Mapping[str, object]]] = {}
        for claim in cast("list[Mapping[str, object]]", row["claims"]):
            if claim["verdict"] != "inconclusive":
                mine.setdefault(str(claim["kind"]), []).append(claim)
        for kind, claims in mine.items():
            right[kind, any(c["verdict"] == "refuted" for c in claims)] += 1
            shares = [
                float(cast("float", c["killed"])) / float(cast("float", c["mutants"]))
                for c in claims
                if c["verdict"] == "supported" and c["mutants"]
            ]
            if shares:
                wrong.setdefault(kind, []).append(max(shares))
    out: dict[str, Weight] = {}
    for kind, shares in sorted(wrong.items()):
        broken, held = right[kind, True], right[kind, False]
        if broken + held < _LEAST or len(shares) < _LEAST or not any(shares):
            continue
        good = (broken + 0.5) / (broken + held + 1.0)
        bad = (sum(shares) + 0.5) / (len(shares) + 1.0)
        pull = len(shares) / (len(shares) + _UNKNOWN)
        # Breaking a claim never speaks for a candidate, and keeping one never against it.
        broken_worth = min(0.0, math.log(good / bad))
        held_worth = max(0.0, math.log((1 - good) / (1 - bad)))
        out[kind] = Weight(pull * broken_worth, pull * held_worth)
    return out
