"""Which exemplars are near to a task, and of which field it is, by the words that they share.

Words are weighed by how few exemplars have them (inverse document frequency), and compared by the cosine.
A field is near as far as its three nearest exemplars are, and as a task uses words that mark it.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..core.exemplar import Domain, Exemplar
from ..library.words import STOP, terms

_LEAST: Final = 0.04
"""Cosine below which an exemplar has nothing to do with a task."""
_MARK: Final = 0.08
"""What one marking word of a field is worth, beside the cosines."""
_MARKS: Final[Mapping[Domain, str]] = {
    "physics": "force momentum energy field magnetic electric quantum wave photon orbit velocity "
    "relativistic hamiltonian spin gravity optics plasma particle potential lattice oscillator "
    "radiation charge",
    "chemistry": "reaction molecule molar acid concentration equilibrium enthalpy titration solvent enzyme "
    "bond catalyst kinetics electrode vapour pressure stoichiometry isotope ion activation",
    "biology": "gene dna protein population species cell neuron allele epidemic growth sequence codon "
    "membrane selection phylogenetic infection dose drug ecology enzyme mutation",
    "mathematics": "matrix eigenvalue polynomial integral root convergence interpolation series prime graph "
    "probability theorem vector orthogonal recurrence derivative quadrature iteration algorithm",
    "materials": "crystal lattice alloy stress strain modulus grain diffraction dislocation diffusion phonon "
    "polymer composite hardness fracture yield annealing microstructure sintering thermal",
}


@dataclass(frozen=True, slots=True)
class Found:
    """An exemplar and how near it is, from 0 to 1."""

    exemplar: Exemplar
    nearness: float


class MemoryShelf:
    """Exemplars in memory, their words counted once."""

    def __init__(self, exemplars: Sequence[Exemplar]) -> None:
        self._exemplars = tuple(exemplars)
        counts = [Counter(_words(_text(each))) for each in self._exemplars]
        having = Counter(word for each in counts for word in each)
        self._rarity = {word: math.log((1 + len(counts)) / (0.5 + n)) for word, n in having.items()}
        self._vectors = [self._weighed(each) for each in counts]
        self._marks: Mapping[Domain, frozenset[str]] = {
            domain: frozenset(_words(text)) for domain, text in _MARKS.items()
        }

    @property
    def exemplars(self) -> tuple[Exemplar, ...]:
        """All of them."""
        return self._exemplars

    def ranked(self, text: str) -> tuple[Found, ...]:
        """All that have something to do with a task, the nearest first."""
        query = self._weighed(Counter(_words(text)))
        found = [
            Found(each, sum(weight * vector.get(word, 0.0) for word, weight in query.items()))
            for each, vector in zip(self._exemplars, self._vectors, strict=True)
        ]
        return tuple(sorted((f for f in found if f.nearness >= _LEAST), key=lambda f: -f.nearness))

    def bucket(self, text: str) -> Domain | None:
        """The field that a task belongs to."""
        said = frozenset(_words(text))
        ranked = self.ranked(text)
        best: tuple[float, Domain | None] = (0.0, None)
        for domain, marks in self._marks.items():
            near = [each.nearness for each in ranked if each.exemplar.domain == domain][:3]
            score = _MARK * len(said & marks) + sum(near)
            best = (score, domain) if score > best[0] else best
        return best[1]

    def find(self, text: str, domain: Domain | None, count: int) -> tuple[Exemplar, ...]:
        """The nearest ones: of the field, and of others only where they are clearly nearer."""
        ranked = self.ranked(text)
        factor = {True: 1.0, False: 0.6}
        ordered = sorted(ranked, key=lambda f: -f.nearness * factor[domain in (None, f.exemplar.domain)])
        chosen = [each.exemplar for each in ordered[:count]]
        # A field without a near exemplar still shows how its examples go about their work.
        rest = (each for each in self._exemplars if each.domain == domain and each not in chosen)
        return (*chosen, *rest)[:count]

    def _weighed(self, counts: Mapping[str, int]) -> dict[str, float]:
        unknown = math.log(1 + len(self._exemplars))
        weights = {w: (1 + math.log(n)) * self._rarity.get(w, unknown) for w, n in counts.items()}
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def _text(exemplar: Exemplar) -> str:
    return f"{exemplar.function.replace('_', ' ')}\n{exemplar.task}\n{exemplar.rationale}"


def _words(text: str) -> list[str]:
    return [word for word in terms(text) if len(word) > 1 and word not in STOP]
