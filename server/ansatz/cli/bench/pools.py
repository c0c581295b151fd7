"""Pools of candidates, and how often the one ranked first is right."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ansatz.claims.rivals import compare, majority, medoid, ranked
from ansatz.claims.trying import Inputs, Trial

Standing = Callable[[Sequence[int]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Member:
    """A candidate or a rewrite of one, with what it did and what is known of it alone."""

    id: str
    is_right: bool
    module: str
    trial: Trial
    score: float
    is_refuted: bool


def share_right(members: Sequence[Member], standing: Sequence[float]) -> float:
    """Whether the member ranked first is right; ties count by their share."""
    best = max(standing)
    first = [m for m, s in zip(members, standing, strict=True) if s >= best - 1e-9]
    return sum(m.is_right for m in first) / len(first)


def pools_of(
    members: Sequence[Member], rewrites: Sequence[Sequence[Member]]
) -> dict[str, list[list[Member]]]:
    """The pools of one case; `rewrites` are those of each wrong member, in order."""
    right = [m for m in members if m.is_right]
    wrong = [m for m in members if not m.is_right]
    return {
        "select_all": [list(members)],
        "select_one_right": [[one, *wrong] for one in right],
        "select_two_right": [
            [*pair, *copies] for pair in itertools.combinations(right, 2) for copies in rewrites
        ],
    }


def selection(pools: dict[str, list[list[Member]]], inputs: Inputs) -> dict[str, float]:
    """Each kind of pool's mean share of right first choices: ours, majority vote and medoid."""
    out: dict[str, float] = {}
    for name, some in pools.items():
        ours: list[float] = []
        votes: list[float] = []
        middles: list[float] = []
        for pool in some:
            trials = [m.trial for m in pool]
            compared = compare(trials, [m.module for m in pool], inputs)
            standing = ranked([m.score for m in pool], compared, [m.is_refuted for m in pool])
            ours.append(share_right(pool, standing))
            votes.append(share_right(pool, majority(trials, inputs)))
            middles.append(share_right(pool, medoid(trials, inputs)))
        out[name] = sum(ours) / len(ours)
        out[f"{name}_majority"] = sum(votes) / len(votes)
        out[f"{name}_medoid"] = sum(middles) / len(middles)
    return out
