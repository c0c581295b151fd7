"""A search over collected routines by the words of their names and summaries."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import aclosing

from ansatz_sandbox import Sandbox

from ..core.routine import Found, Routine
from ..library.collecting import PackageRoutines, collect, installed_versions
from ..library.docstrings import read_document


async def collected_search(sandbox: Sandbox) -> "WordSearch":
    """Everything that the interpreter has of the known packages. Raises SandboxUnavailable."""
    versions = await installed_versions(sandbox)
    routines: list[Routine] = []
    async with aclosing(collect(sandbox, tuple(versions))) as parts:
        async for part in parts:
            if isinstance(part, PackageRoutines):
                version = versions[part.package]
                routines += [read_document(one, version).routine for one in part.routines]
    return WordSearch(routines)


class WordSearch:
    """Routines by rare words that the query shares with them, kept in memory."""

    def __init__(self, routines: Iterable[Routine]) -> None:
        self._known = {r.name: r for r in routines}
        self._also = {alias: r for r in self._known.values() for alias in r.aliases}
        self._having: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._sizes: dict[str, float] = {}
        for name, routine in self._known.items():
            bag = Counter(_words(f"{name} {name} {routine.summary} {routine.description[:300]}"))
            self._sizes[name] = 6 + sum(bag.values()) ** 0.5
            for word, count in bag.items():
                self._having[word].append((name, min(count, 2)))

    def find(self, query: str, limit: int = 10) -> tuple[Found, ...]:
        """Routines that share the query's words, the rarest counting most."""
        scores: defaultdict[str, float] = defaultdict(float)
        for word in sorted(set(_words(query))):
            having = self._having.get(word, [])
            for name, count in having:
                scores[name] += math.log(len(self._known) / len(having)) * count / 2
        best = sorted(scores, key=lambda n: (-scores[n] / self._sizes[n], n))[:limit]
        return tuple(Found(self._known[n], scores[n] / self._sizes[n], ()) for n in best)

    def routine(self, name: str) -> Routine | None:
        """The routine of a public path or alias."""
        return self._known.get(name) or self._also.get(name)


def _words(text: str) -> list[str]:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return [word[:7] for word in re.findall(r"[a-z]{3,}", parted.lower().replace("_", " "))]
