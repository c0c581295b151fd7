"""`ansatz bench weights`: likelihood ratios of claims, from installed functions and faulty variants."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, cast

import typer

from ansatz.claims.score import CHECKS
from ansatz.cli.bench.result import Row, read_result


def weights(
    measured: Annotated[Path, typer.Argument(help="A result of `bench coverage --mutants`.")],
    json_file: Annotated[Path, typer.Option("--json", help="Where the weights go.", show_default=False)],
) -> None:
    """Fit what claims are worth, by kind, with a pull to no worth where little was seen."""
    table = fitted(read_result(measured).rows)
    content = {"checks": CHECKS, "weights": {k: [round(v, 3) for v in row] for k, row in table.items()}}
    json_file.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


def fitted(rows: Sequence[Row]) -> dict[str, tuple[float, float]]:
    """By kind of claim the log likelihood ratios (right over wrong) of "broken" and of "held".

    The functions themselves count as right, their differing variants as wrong. Where a claim could be
    judged for the function it is taken as judged for all of its variants. A half is added to each count.
    """
    right: Counter[tuple[str, bool]] = Counter()
    wrong: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        for claim in cast("list[dict[str, object]]", row["claims"]):
            if claim["verdict"] == "inconclusive":
                continue
            kind = str(claim["kind"])
            is_broken = claim["verdict"] == "refuted"
            right[kind, is_broken] += 1
            if not is_broken:
                broken = int(cast("int", claim["killed"]))
                wrong[kind, True] += broken
                wrong[kind, False] += int(cast("int", claim["mutants"])) - broken
    out: dict[str, tuple[float, float]] = {}
    for kind in sorted({k for k, _ in right}):
        seen = [right[kind, True], right[kind, False], wrong[kind, True], wrong[kind, False]]
        if seen[0] + seen[1] < 3 or seen[2] + seen[3] < 3:
            continue
        good = (seen[0] + 0.5) / (seen[0] + seen[1] + 1.0)
        bad = (seen[2] + 0.5) / (seen[2] + seen[3] + 1.0)
        out[kind] = (math.log(good / bad), math.log((1 - good) / (1 - bad)))
    return out
