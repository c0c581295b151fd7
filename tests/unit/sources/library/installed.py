"""The everyday routines that are installed here, read from their real docstrings, and a plain search."""

import importlib
import re
from functools import cache

from ansatz.core.routine import Found, Routine
from ansatz.library import collector
from ansatz.library.collected import Argument, Collected
from ansatz.library.docstrings import read_document
from ansatz.sources.library.everyday import ENTRIES

ALSO = ("scipy.cluster.hierarchy.fcluster", "scipy.signal.sosfiltfilt", "scipy.signal.sosfilt")
PACKAGES = {"numpy", "scipy", "networkx"}


def _found(path: str) -> object:
    parts = path.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        for part in parts[cut:]:
            thing = getattr(thing, part, None)
        return thing
    return None


@cache
def routine(path: str) -> Routine | None:
    """What the docstring of an installed object says."""
    if path.split(".")[0] not in PACKAGES:
        return None
    thing = _found(path)
    if thing is None:
        return None
    signature = collector._signature(thing)
    arguments = None if signature is None else tuple(Argument(*one) for one in signature)
    kind = "class" if isinstance(thing, type) else "function"
    return read_document(Collected(path, (), kind, arguments, collector._doc(thing)), "0").routine


@cache
def _words(path: str) -> frozenset[str]:
    known = routine(path)
    return (
        frozenset()
        if known is None
        else frozenset(re.findall(r"[a-z]{4,}", f"{path} {known.summary}".lower()))
    )


class EverydaySearch:
    """Finds the routines whose summary shares the most words with the query."""

    def __init__(self, barred: frozenset[str] = frozenset()) -> None:
        self._barred = barred

    def find(self, query: str, limit: int = 10) -> tuple[Found, ...]:
        words = set(re.findall(r"[a-z]{4,}", query.lower()))
        scored = []
        for path in (*(e.routine for e in ENTRIES), *ALSO):
            known = self.routine(path)
            if known is not None:
                scored.append((len(words & _words(path)), path, known))
        best = sorted(scored, key=lambda s: (-s[0], s[1]))[:limit]
        return tuple(Found(known, float(score), ()) for score, _, known in best)

    def routine(self, name: str) -> Routine | None:
        return None if name in self._barred else routine(name)
