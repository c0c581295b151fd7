"""Which cues a query gives: word sequences and marks looked up, not searched for one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import words
from .knowledge import Cue
from .query import Query


@dataclass(frozen=True, slots=True)
class Heard:
    """A cue that was given, how strongly (about 1), and by which phrase."""

    cue: Cue
    strength: float
    phrase: str


class Cues:
    """All cues, compiled once."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = tuple(cues)
        # First stem to the sequences that start with it; a sequence to its number.
        self._sequences: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        # A part to the alternatives that it is needed for: (cue, phrase, how many parts).
        self._wanted: list[list[tuple[int, int, int]]] = []
        for place, cue in enumerate(self._cues):
            for number, phrase in enumerate(cue.phrases):
                for part in dict.fromkeys(phrase):
                    self._wanted[self._part(part)].append((place, number, len(dict.fromkeys(phrase))))

    def heard_in(self, query: Query) -> tuple[Heard, ...]:
        """The cues of a query, the strongest first."""
        parts = self._found(query)
        met: dict[tuple[int, int], int] = {}
        for part in parts:
            for place, number, _ in self._wanted[part]:
                met[place, number] = met.get((place, number), 0) + 1
        given: dict[int, list[int]] = {}
        for part in parts:
            for place, number, count in self._wanted[part]:
                if met[place, number] == count and number not in given.setdefault(place, []):
                    given[place].append(number)
        heard: list[Heard] = []
        for place, numbers in given.items():
            if not numbers:
                continue
            cue = self._cues[place]
            best = max((cue.phrases[number] for number in numbers), key=_specificity)
            strength = cue.weight * (_specificity(best) + 0.15 * min(len(numbers) - 1, 3))
            heard.append(Heard(cue, strength, " … ".join(best).replace("@", "")))
        return tuple(sorted(heard, key=lambda one: -one.strength))

    def _part(self, part: str) -> int:
        key = (part,) if part.startswith("@") else tuple(words.sequence(part))
        if key not in self._numbers:
            self._numbers[key] = len(self._wanted)
            self._wanted.append([])
            if not part.startswith("@"):
                self._sequences.setdefault(key[0], []).append((key, self._numbers[key]))
        return self._numbers[key]

    def _found(self, query: Query) -> set[int]:
        found = {self._numbers[mark,] for mark in query.marks if (mark,) in self._numbers}
        sequence = query.sequence
        for place, stem in enumerate(sequence):
            for key, number in self._sequences.get(stem, ()):
                if sequence[place : place + len(key)] == key:
                    found.add(number)
        return found


def _specificity(phrase: Iterable[str]) -> float:
    """About 1; more for a phrase of several words than for one that may mean anything."""
    count = sum(1 if part.startswith("@") else len(part.split()) for part in phrase)
    return 0.9 + 0.1 * min(count, 3)
