"""The score of a candidate within its level: log odds that it is right, from what claims are worth.

The worth of a claim is a likelihood ratio, fitted on faulty variants of installed library functions
(`weights.json`, with the version of the checks that it belongs to). A kind that was not fitted weighs
nothing. Claims of one kind are one piece of evidence: the strongest counts.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, cast

from ..core.evidence import Evidence, Refuted, Supported

CHECKS: Final = 1
"""Version of the checks; weights fitted for another one weigh nothing."""
_FILE: Final = Path(__file__).with_name("weights.json")


class Weight(NamedTuple):
    """Log likelihood ratios (right over wrong) of a claim that is broken, and of one that held."""

    broken: float
    held: float


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Weight]:
    """By kind of claim, or law. Empty where the file belongs to other checks."""
    try:
        content = cast("dict[str, object]", json.loads(_FILE.read_text("utf-8")))
    except (OSError, ValueError):
        return {}
    if content.get("checks") != CHECKS:
        return {}
    rows = cast("dict[str, list[float]]", content["weights"])
    return {name: Weight(row[0], row[1]) for name, row in rows.items()}


def kind_of(evidence: Evidence) -> str:
    """What a claim is weighed as: the law of a property, else the kind of its relation."""
    relation = evidence.claim.relation
    return str(getattr(relation, "law", relation.kind))


def score(evidence: Sequence[Evidence], known: Mapping[str, Weight] | None = None) -> float:
    """Log odds beyond those of a candidate of which nothing is known."""
    table = weights() if known is None else known
    best: dict[str, float] = {}
    for one in evidence:
        weight = table.get(kind_of(one))
        if weight is None:
            continue
        match one.verdict:
            case Refuted():
                worth = weight.broken
            case Supported(killed=killed, mutants=mutants):
                # A claim that no variant breaks could not have told right from wrong.
                worth = weight.held * math.sqrt(killed / mutants) if mutants else 0.0
            case _:
                continue
        name = kind_of(one)
        if abs(worth) > abs(best.get(name, 0.0)) or name not in best:
            best[name] = worth
    return sum(best.values())


def probability(log_odds: float, prior: float = 0.0) -> float:
    """Log odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, log_odds + prior))))
