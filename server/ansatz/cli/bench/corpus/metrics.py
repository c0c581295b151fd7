"""What the rows of a corpus run add up to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast

from ansatz.cli.bench.result import Row, percentile


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """All metrics of a run, from the rows alone.

    `verified` counts answers that were compared and are right; `wrong_verified` those that are not.
    `cause_…` adds up to all objects. A mutant counts once for its object and its change.
    """
    counts = Counter[str]()
    for row in rows:
        right, level = row["right"], row["level"]
        counts["objects"] += 1
        counts[f"cause_{str(row['cause']).replace(' ', '_')}"] += 1
        for name in ("verified", "plausible"):
            counts[name] += right is True and level == name
            counts[f"wrong_{name}"] += right is False and level == name
            counts[f"{name}_not_compared"] += row["cause"] == "not compared" and level == name
        counts["right"] += right is True
        for mutant in cast("Sequence[Mapping[str, object]]", row.get("mutants", ())):
            counts["mutants"] += 1
            counts["mutants_equivalent"] += bool(mutant["equivalent"])
            counts["mutants_kept_verified"] += mutant["kept"] == "verified"
            counts["mutants_kept_plausible"] += mutant["kept"] == "plausible"
            if mutant["contradicts"]:
                counts["contradictions"] += 1
                counts["contradictions_accepted"] += mutant["ended"] in {"verified", "plausible"}
                counts["contradictions_verified"] += mutant["ended"] == "verified"
    seconds = [float(cast("float", row["seconds"])) for row in rows]
    times = {"seconds_median": percentile(seconds, 0.5), "seconds_p90": percentile(seconds, 0.9)}
    return {**dict(sorted(counts.items())), **(times if rows else {})}
