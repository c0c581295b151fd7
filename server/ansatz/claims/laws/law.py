"""What a law is: it asks for calls and says whether what came back keeps it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ..inputs.draw import Drawn
from ..returned import Arguments, Array, Seen


@dataclass(frozen=True, slots=True)
class Basis:
    """What a law may build on: draws that the candidate accepted, with what it returned."""

    spec: Spec
    model: InputModel
    runs: tuple[tuple[Drawn, Seen], ...]
    rng: np.random.Generator

    def plain(self, most: int = 4) -> list[tuple[Drawn, Seen]]:
        """Accepted draws of ordinary kind, the smallest first."""
        found = [(d, s) for d, s in self.runs if d.style in {"plain", "narrow", "small"}]
        return sorted(found, key=lambda run: _size(run[0]))[:most]


@dataclass(frozen=True, slots=True)
class Case:
    """Calls that are judged together. `drawn` is what they were made from."""

    calls: tuple[Arguments, ...]
    drawn: Drawn | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """The case keeps the law."""


@dataclass(frozen=True, slots=True)
class Broken:
    """It does not: `at` is the number of the call to show."""

    expected: str
    got: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Open:
    """The case says nothing."""

    why: str


Finding = Held | Broken | Open


@dataclass(frozen=True, slots=True)
class Law:
    """`cases` may return none. `check` sees one case's results in the order of its calls."""

    name: str
    cases: Callable[[HasProperty, Basis], list[Case]]
    check: Callable[[HasProperty, Case, Sequence[Seen]], Finding]


def say(value: Array | float | complex, most: int = 6) -> str:
    """A value as a person reads it."""
    array = np.asarray(value)
    if array.ndim == 0:
        number = array.item()
        return f"{number:.10g}" if isinstance(number, float | int | complex) else str(number)
    text = np.array2string(array.ravel()[:most], precision=8, separator=", ")
    return f"{text}{'…' if array.size > most else ''}" + (
        f" of shape {array.shape}" if array.ndim > 1 else ""
    )


def first_difference(one: Array, other: Array) -> tuple[str, str]:
    """The place where two arrays differ most, as text for both."""
    if one.shape != other.shape:
        return f"shape {one.shape}", f"shape {other.shape}"
    if one.ndim == 0:
        return say(one), say(other)
    with np.errstate(all="ignore"):
        gap = np.abs(np.nan_to_num(one - other, nan=np.inf, posinf=np.inf, neginf=np.inf))
    at = np.unravel_index(int(np.argmax(gap)), one.shape)
    place = list(map(int, at))
    return f"{say(one[at])} at {place}", f"{say(other[at])} at {place}"


def nothing(results: Sequence[Seen]) -> Open | None:
    """`Open` where any call gave nothing usable."""
    return next((Open(s.problem) for s in results if s.parts is None), None)


def _size(drawn: Drawn) -> int:
    return sum(np.size(v) if isinstance(v, np.ndarray | list) else 1 for v in drawn.arguments.values())
