"""Which argument of a stub goes into which parameter of a routine: the assignment that fits best."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment  # pyright: ignore[reportUnknownVariableType]

from .facts import Argument
from .manual import Slot
from .roles import DATA, NUMBERS
from .words import stems

_IMPOSSIBLE: Final = -1e6
_LEAST: Final = 1.0
_LEAST_OPTIONAL: Final = 1.5
_WEAK: Final = frozenset({"data", "time", "number", "length", "sample", "point"})
_SETTINGS: Final = frozenset(
    {"axis", "axes", "out", "dtype", "nan_policy", "keepdims", "where", "backend", "overwrite_x"}
)


@dataclass(frozen=True, slots=True)
class Pair:
    """An argument in a parameter's place, with how well it fits and what says so."""

    slot: Slot
    argument: Argument
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """Pairs in the order of the parameters, and what is left on either side."""

    pairs: tuple[Pair, ...]
    left: tuple[Argument, ...]
    missing: tuple[Slot, ...]

    @property
    def score(self) -> float:
        """The average fit."""
        return sum(p.score for p in self.pairs) / max(1, len(self.pairs))

    def into(self, name: str) -> Argument | None:
        """The argument that goes into a parameter."""
        return next((p.argument for p in self.pairs if p.slot.name == name), None)


def assign(arguments: Sequence[Argument], slots: Sequence[Slot], fixed: Collection[str] = ()) -> Assignment:
    """The best one-to-one assignment; parameters in `fixed` are settled otherwise and take no argument."""
    open_slots = [s for s in slots if s.name not in fixed and s.name not in _SETTINGS]
    if not arguments or not open_slots:
        return Assignment((), tuple(arguments), tuple(s for s in open_slots if s.is_required))
    together = _documented_together(slots)
    is_only = sum(s.is_required for s in slots) == 1
    fits = [[_fit(a, s, n, s.name in together, is_only) for s in open_slots] for n, a in enumerate(arguments)]
    matrix = np.asarray([[score for score, _ in row] for row in fits])
    pairs: list[Pair] = []
    for row, column in _best_places(matrix):
        score, why = fits[row][column]
        if score >= (_LEAST if open_slots[column].is_required else _LEAST_OPTIONAL):
            pairs.append(Pair(open_slots[column], arguments[row], score, why))
    taken = {p.argument.name for p in pairs}
    filled = {p.slot.name for p in pairs}
    return Assignment(
        tuple(sorted(pairs, key=lambda p: p.slot.position)),
        tuple(a for a in arguments if a.name not in taken),
        tuple(s for s in open_slots if s.is_required and s.name not in filled),
    )


def _best_places(matrix: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Rows and columns of the assignment with the largest sum."""
    chosen = cast("tuple[NDArray[np.intp], NDArray[np.intp]]", linear_sum_assignment(-matrix))
    return list(zip(chosen[0].tolist(), chosen[1].tolist(), strict=True))


def _documented_together(slots: Sequence[Slot]) -> frozenset[str]:
    """Parameters that share one description with a required one: `a, b : array_like`."""
    required = {s.text for s in slots if s.is_required and s.text}
    return frozenset(s.name for s in slots if s.text in required)


def _fit(argument: Argument, slot: Slot, place: int, is_peer: bool, is_only: bool) -> tuple[float, str]:
    if slot.is_closed and argument.name.lower() != slot.name.lower():
        return _IMPOSSIBLE, ""
    if not _compatible(argument, slot):
        return _IMPOSSIBLE, ""
    score = 0.0
    why: list[str] = []
    if argument.kind == "graph":
        score += 4.0
        why.append("the graph")
    if argument.name.lower() == slot.name.lower():
        # A single letter is common to all sciences and means something else in each.
        score += 6.0 if len(slot.name) > 2 else 0.5 if slot.is_known else 2.5
        why.append("same name")
    shared = argument.roles & slot.roles
    if shared:
        score += 4.0
        why.append(f"both are {min(shared)}")
    elif argument.roles & DATA and slot.roles & DATA:
        score += 2.0
        why.append("both are data")
    elif (
        slot.is_known
        and slot.roles & DATA
        and not argument.roles
        and argument.kind in {"array", "table", "unknown"}
    ):
        score += 1.5
        why.append("data")
    elif (
        "sample" in slot.roles
        and slot.is_known
        and argument.kind in {"array", "unknown"}
        and not argument.roles & NUMBERS
    ):
        score += 1.5
        why.append("a sample")
    elif argument.roles and slot.roles:
        # A routine that takes one thing takes it, however it is described.
        score -= 1.0 if slot.is_required and is_only else 4.0
    elif slot.is_known and slot.roles and not slot.roles & DATA:
        score -= 1.5
    words = (stems(argument.text) | stems(argument.name)) & (
        stems(slot.text[:240]) | stems(slot.name)
    ) - _WEAK
    if words and not slot.is_known:
        score += min(3.0, 1.2 * len(words))
        why.append("described alike: " + ", ".join(sorted(words)[:3]))
    if slot.is_required or is_peer:
        score += 2.0
        if not why and not (argument.roles and slot.roles):
            why.append("its place among the arguments")
    score -= 0.2 * abs(place - slot.position) / (1 if slot.is_required else 2)
    return score, "; ".join(why)


def _compatible(argument: Argument, slot: Slot) -> bool:
    takes = slot.takes
    if takes and takes <= {"flag", "callable"} and argument.kind != "callable":
        return False
    match argument.kind:
        case "graph":
            return "graph" in takes or slot.name == "G"
        case "number" | "integer":
            if slot.name == "G":
                return False
            return (
                not takes
                or bool(takes & {"number", "integer", "node"})
                or bool(argument.roles & slot.roles and not slot.is_known)
            )
        case "array" | "table" | "sparse":
            return slot.name != "G" and (not takes or "array" in takes)
        case "text":
            return not takes or bool(takes & {"text", "node"})
        case "callable":
            return "callable" in takes
        case "unknown":
            return (slot.name != "G" and not takes <= {"flag", "callable", "text"}) or not takes
