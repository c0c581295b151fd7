"""What a law is: where a text states it, which calls put it to the test, whether their results keep it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, cast

import numpy as np

from ...core.claim import HasProperty
from ...core.formula import Equation
from ...core.inputs import Input, InputModel
from ...core.spec import Spec
from ...core.text import Span
from ..inputs.draw import Drawn
from ..inputs.standins import Argument
from ..returned import Arguments, Array, Seen

RTOL: Final = 1e-5
"""Two calls that a law makes equal may differ by this: adaptive methods stop at a tolerance of their own."""


@dataclass(frozen=True, slots=True)
class Run:
    """A draw and what came back. `is_steady`: inputs moved in the tenth digit give the same."""

    drawn: Drawn
    seen: Seen
    is_steady: bool = True


@dataclass(frozen=True, slots=True)
class Ground:
    """What a law may build on: draws that the candidate accepted, with what it returned."""

    spec: Spec
    model: InputModel
    runs: tuple[Run, ...]
    seed: int
    module: str = ""
    """The candidate's source, for what its own numbers may hide."""

    def plain(self, most: int = 3) -> list[Run]:
        """Accepted and steady draws of ordinary kind, the smallest first."""
        found = [r for r in self.runs if r.drawn.style in {"plain", "narrow", "small"} and r.is_steady]
        return sorted(filter(self._tells, found), key=lambda r: _size(r.drawn))[:most]

    def _tells(self, run: Run) -> bool:
        """Whether each value is of ordinary size: what cancels to nothing is all rounding."""
        parts = run.seen.parts or ()
        for place, part in enumerate(parts):
            sizes = [
                _magnitude(r.seen.parts[place])
                for r in self.runs
                if r.seen.parts and len(r.seen.parts) > place
            ]
            if part.size and _magnitude(part) < 1e-9 * float(np.median(sizes)):
                return False
        return True

    def ordinary(self, most: int = 3) -> list[Run]:
        """Like `plain`, without the shortest axes."""
        return [r for r in self.plain(99) if r.drawn.style != "small"][:most]

    def hard(self, most: int = 2) -> list[Run]:
        """Draws that the text calls hard."""
        return [r for r in self.runs if r.drawn.style == "harsh"][:most]

    def rng(self) -> np.random.Generator:
        """The same stream for every candidate."""
        return np.random.default_rng(self.seed)


@dataclass(frozen=True, slots=True)
class Case:
    """Calls that are judged together. `kept` is what the check needs besides their results."""

    calls: tuple[Arguments, ...]
    base: Run | None = None
    kept: tuple[Array, ...] = ()
    equation: tuple[Equation, dict[str, float]] | None = None
    """An equation and values for all of its symbols but the returned one."""


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
class Stated:
    """A law that a text states. `span` is relative to the spec's text, `refutes` as in `Claim`."""

    relation: HasProperty
    text: str
    span: Span | None = None
    refutes: bool = True


@dataclass(frozen=True, slots=True)
class Law:
    """`stated` finds it in a text; `cases` may return none; `check` sees one case's results.

    `breaks` is in how many cases it must be broken to count (fewer where fewer could be judged).
    """

    name: str
    stated: Callable[[Spec, InputModel], list[Stated]]
    cases: Callable[[HasProperty, Ground], list[Case]]
    check: Callable[[HasProperty, Case, Sequence[Seen]], Finding]
    breaks: int = 2


def one_call_each(runs: Iterable[Run]) -> list[Case]:
    """For each run the same call again, on its own."""
    return [Case((dict(run.drawn.arguments),), run) for run in runs]


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
        gap = np.abs(np.nan_to_num(_wide(one) - _wide(other), nan=np.inf, posinf=np.inf, neginf=np.inf))
    at = np.unravel_index(int(np.argmax(gap)), one.shape)
    place = list(map(int, at))
    return f"{say(one[at])} at {place}", f"{say(other[at])} at {place}"


def _wide(array: Array) -> Array:
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)


def nothing(results: Sequence[Seen]) -> Open | None:
    """`Open` where any call gave nothing usable."""
    return next((Open(s.problem) for s in results if s.parts is None), None)


def parts_for(relation: HasProperty, seen: Seen) -> tuple[Array, ...]:
    """The returned values that the law speaks of."""
    if seen.parts is None:
        return ()
    if relation.output is None:
        return seen.parts
    return seen.parts[relation.output : relation.output + 1]


def equal(
    relation: HasProperty, want: Seen, got: Seen, note: str = "", at: int = 1, rtol: float = RTOL
) -> Finding:
    """All the returned values that the law speaks of agree."""
    if want.parts is None or got.parts is None:
        return Open(want.problem or got.problem)
    ones, others = parts_for(relation, want), parts_for(relation, got)
    return same_parts(ones, others, note, at, rtol)


def same_parts(
    ones: Sequence[Array], others: Sequence[Array], note: str = "", at: int = 1, rtol: float = RTOL
) -> Finding:
    """Arrays agree one by one; where a law's left side is not finite it says nothing."""
    if len(ones) != len(others) or not ones:
        return Open("another number of values came back")
    is_decided = False
    for one, other in zip(ones, others, strict=True):
        if one.shape == other.shape and not np.isfinite(_wide(one)).any():
            continue
        is_decided = True
        if not agree(one, other, rtol):
            want, got = first_difference(one, other)
            return Broken(f"{want}{note}", got, at)
    return Held() if is_decided else Open("nothing finite came back")


def agree(one: Array, other: Array, rtol: float = RTOL) -> bool:
    """Equal where `one` is finite, within `rtol` of the value and 1e-9 of the largest."""
    if one.shape != other.shape:
        return False
    a, b = _wide(one), _wide(other)
    finite = np.isfinite(a)
    if not finite.any():
        return True
    a, b = a[finite], b[finite]
    with np.errstate(all="ignore"):
        gap = np.abs(a - b)
        room = rtol * np.maximum(np.abs(a), np.abs(b)) + 1e-4 * rtol * np.abs(a).max() + 1e-280
    return bool(np.all(gap <= room))


def floats(value: object) -> Array:
    """An argument as an array of floating-point numbers."""
    array: Array = np.asarray(value)
    return array.astype(np.float64) if array.dtype.kind in "iuf" else array


def is_number(value: object) -> bool:
    """Whether an argument is one real number and no switch."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_array(value: object) -> bool:
    """Whether an argument is an array or list of numbers."""
    return isinstance(value, np.ndarray) or (
        isinstance(value, list) and all(is_number(v) for v in cast("list[object]", value))
    )


def like(value: object, array: Array) -> "Argument":
    """The array in the form that an argument had: a list stays a list."""
    return array.tolist() if isinstance(value, list) else array


def find(spec: Spec, pattern: str, flags: int = re.IGNORECASE) -> re.Match[str] | None:
    """The first place where the text says something; blanks in the pattern match any white space."""
    return re.search(_spaced(pattern), spec.text, flags)


def find_all(spec: Spec, pattern: str, flags: int = re.IGNORECASE) -> list[re.Match[str]]:
    """All such places."""
    return list(re.finditer(_spaced(pattern), spec.text, flags))


def _spaced(pattern: str) -> str:
    """Blanks as any white space; look-behinds need a fixed width and keep theirs."""
    parts = re.split(r"(\(\?<[!=][^)]*\))", pattern)
    return "".join(
        part if number % 2 else re.sub(r" ([?*])", r"\\s*", part).replace(" ", r"\s+")
        for number, part in enumerate(parts)
    )


def span_of(match: re.Match[str] | None) -> Span | None:
    """The place of a match in the spec's text."""
    return None if match is None else Span(match.start(), match.end())


def sentence_at(spec: Spec, match: re.Match[str]) -> str:
    """The sentence that a match lies in, on one line."""
    before = max((m.end() for m in re.finditer(r"[.;]\s|\n\s*\n", spec.text[: match.start()])), default=0)
    after = re.search(r"[.;]\s|\n\s*\n|\Z", spec.text[match.end() :])
    end = match.end() + (after.start() if after else 0)
    return " ".join(spec.text[before:end].split())


def reals(model: InputModel) -> list[Input]:
    """Arguments that hold real numbers."""
    return [i for i in model.inputs if i.kind in {"number", "array"} and i.elements == "real"]


def generators(model: InputModel) -> list[Input]:
    """Arguments that are sources of random numbers."""
    return [i for i in model.inputs if i.kind == "generator"]


NAME: Final = r"[`*']{0,3}(?P<name>[A-Za-z_]\w*)[`*']{0,3}"
"""A word that may be an argument's name, with its mark-up."""


@dataclass(frozen=True, slots=True)
class Names:
    """The parameters of a spec, to look words up in."""

    known: frozenset[str] = field(default_factory=frozenset[str])

    @classmethod
    def of(cls, model: InputModel) -> "Names":
        """Those of a model."""
        return cls(frozenset(i.name for i in model.inputs))


def _magnitude(part: Array) -> float:
    if part.size == 0 or part.dtype.kind not in "iufc":
        return 0.0
    sizes = np.abs(_wide(part))
    finite = sizes[np.isfinite(sizes)]
    return float(finite.max()) if finite.size else 0.0


def _size(drawn: Drawn) -> int:
    return sum(np.size(v) if isinstance(v, np.ndarray | list) else 1 for v in drawn.arguments.values())
