"""Which cues a query gives: word sequences and marks looked up, not searched for one by one."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from . import mathematics, words
from .knowledge import Cue
from .query import Query

_BAG_POWER: Final = 0.2
_BAG_LEAST: Final = 2.0
_FAINT: Final = 1.0
_COMPANY: Final = 0.5
_TOLD_MAX: Final = 1.5
_FAINT_HALF: Final = 2.5
_FAINT_MAX: Final = 20


@dataclass(frozen=True, slots=True)
class Heard:
    """A cue that was given, how strongly (about 1), and by which phrase; or by the stem of a word alone."""

    cue: Cue
    strength: float
    phrase: str
    is_stem: bool = False


class Cues:
    """All cues, compiled once."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = tuple(cues)
        # First stem to the sequences that start with it; a sequence to its number.
        self._sequences: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        self._bags: dict[str, list[tuple[int, float]]] = {}
        # A part to the alternatives that it is needed for: (cue, phrase, how many parts).
        self._wanted: list[list[tuple[int, int, int]]] = []
        for place, cue in enumerate(self._cues):
            for number, phrase in enumerate(cue.phrases):
                for part in dict.fromkeys(phrase):
                    self._wanted[self._part(part)].append((place, number, len(dict.fromkeys(phrase))))

        self._fill_bags()

    def heard_in(self, query: Query) -> tuple[Heard, ...]:
        """The cues of a query, the strongest first: whole phrases before mere words."""
        given = {heard.cue.why: heard for heard in self._whole(query)}
        for heard in self._by_words(query):
            if heard.cue.why not in given:
                given[heard.cue.why] = heard
        return tuple(sorted(given.values(), key=lambda one: -one.strength))

    def _fill_bags(self) -> None:
        """The words of each cue's phrases, each weighed by how few other cues have it."""
        bags: list[dict[str, float]] = []
        for cue in self._cues:
            bag: dict[str, float] = {}
            for phrase in cue.phrases:
                stems = {term for part in phrase if not part.startswith("@") for term in words.terms(part)}
                for term in stems:
                    # A word that is a phrase alone says more than one that needs others beside it.
                    bag[term] = bag.get(term, 0.0) + len(stems) ** -_COMPANY
            bags.append(bag)
        having = Counter(term for bag in bags for term in bag)
        for place, bag in enumerate(bags):
            # A cue with many words meets more of them by accident.
            share = len(bag) ** -_BAG_POWER
            for term, amount in bag.items():
                weight = math.log(1.0 + len(bags) / having[term])
                if weight > _BAG_LEAST:
                    told = weight * share * min(amount, _TOLD_MAX)
                    self._bags.setdefault(term, []).append((place, told))

    def _by_words(self, query: Query) -> Iterator[Heard]:
        found: dict[int, float] = {}
        best: dict[int, tuple[float, str]] = {}
        for term, times in query.weights.items():
            for place, weight in self._bags.get(term, ()):
                amount = weight * min(times, 1.5)
                found[place] = found.get(place, 0.0) + amount
                best[place] = max(best.get(place, (0.0, "")), (amount, term))
        for place, amount in sorted(found.items(), key=lambda one: -one[1])[:_FAINT_MAX]:
            cue = self._cues[place]
            yield Heard(cue, cue.weight * _FAINT * amount / (amount + _FAINT_HALF), best[place][1], True)

    def _whole(self, query: Query) -> Iterator[Heard]:
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
        for place, numbers in given.items():
            if not numbers:
                continue
            cue = self._cues[place]
            best = max((cue.phrases[number] for number in numbers), key=_specificity)
            strength = cue.weight * (_specificity(best) + 0.15 * min(len(numbers) - 1, 3))
            yield Heard(cue, strength, " … ".join(mathematics.SAID.get(part, part) for part in best))

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
