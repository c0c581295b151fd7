"""A small search over real docstrings of what is installed here, read in the plainest way that works."""

import importlib
import inspect
import math
import re
from collections import Counter
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from ansatz.core.routine import Found, Routine, RoutineParameter, RoutineResult

MODULES = (
    "numpy",
    "numpy.fft",
    "numpy.linalg",
    "scipy.cluster.hierarchy",
    "scipy.cluster.vq",
    "scipy.integrate",
    "scipy.interpolate",
    "scipy.linalg",
    "scipy.ndimage",
    "scipy.optimize",
    "scipy.signal",
    "scipy.sparse.csgraph",
    "scipy.sparse.linalg",
    "scipy.spatial",
    "scipy.spatial.distance",
    "scipy.stats",
    "networkx",
)

_SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)
_ENTRY = re.compile(r"^(\S.*?)(?: ?: (.*))?$")
_KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "positional_only",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "positional",
    inspect.Parameter.VAR_POSITIONAL: "var_positional",
    inspect.Parameter.KEYWORD_ONLY: "keyword_only",
    inspect.Parameter.VAR_KEYWORD: "var_keyword",
}


def _sections(doc: str) -> dict[str, str]:
    pieces = _SECTION.split(doc)
    return {"": pieces[0], **dict(zip(pieces[1::2], pieces[2::2], strict=True))}


def _entries(section: str) -> list[tuple[str, str]]:
    out: list[tuple[str, list[str]]] = []
    for line in inspect.cleandoc(section).splitlines():
        if line and not line.startswith(" ") and (found := _ENTRY.match(line)):
            out.append((found[1], [found[2] or ""]))
        elif out:
            out[-1][1].append(line)
    return [(name, "\n".join(text).strip()) for name, text in out]


def routine_of(name: str, found: Any, package: str) -> Routine | None:
    doc = inspect.getdoc(found)
    try:
        signature = inspect.signature(found)
    except (TypeError, ValueError):
        return None
    if not doc:
        return None
    sections = _sections(doc)
    described: dict[str, str] = {}
    for title in ("Parameters", "Other Parameters"):
        for names, text in _entries(sections.get(title, "")):
            described |= {each.strip(" *`"): text for each in names.split(",")}
    parameters = tuple(
        RoutineParameter(
            p.name,
            _KINDS[p.kind],  # type: ignore[arg-type]
            None if p.default is p.empty else repr(p.default),
            described.get(p.name, ""),
        )
        for p in signature.parameters.values()
    )
    results = tuple(
        RoutineResult(each.strip(), text)
        for names, text in _entries(sections.get("Returns", ""))
        for each in names.split(",")
    )
    summary, _, description = sections[""].partition("\n\n")
    return Routine(
        name=name,
        aliases=(),
        kind="class" if inspect.isclass(found) else "function",
        package=package,
        version="0",
        summary=" ".join(summary.split()),
        description=" ".join(description.split())
        + " "
        + sections.get("Methods", "")
        + sections.get("Notes", "")[:1500],
        parameters=parameters,
        results=results,
        formulas=(),
        examples="",
    )


def routines(modules: Iterable[str] = MODULES) -> dict[str, Routine]:
    out: dict[str, Routine] = {}
    for path in modules:
        module = importlib.import_module(path)
        for name in dir(module):
            found = getattr(module, name)
            if name.startswith("_") or isinstance(found, ModuleType) or not callable(found):
                continue
            if (routine := routine_of(f"{path}.{name}", found, path.split(".")[0])) is not None:
                out.setdefault(routine.name, routine)
    return out


def _words(text: str) -> list[str]:
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return [w[:7] for w in re.findall(r"[a-z]{3,}", text.lower().replace("_", " "))]


class WordSearch:
    """BM25 in spirit: rare words of name and summary that the query has."""

    def __init__(self, known: dict[str, Routine]) -> None:
        self._known = known
        self._bags = {
            name: Counter(_words(f"{name} {name} {routine.summary} {routine.description[:400]}"))
            for name, routine in known.items()
        }
        self._df = Counter(word for bag in self._bags.values() for word in bag)

    def find(self, query: str, limit: int = 10) -> tuple[Found, ...]:
        wanted = set(_words(query))
        scored = [
            (
                sum(math.log(len(self._bags) / self._df[w]) * min(bag[w], 2) / 2 for w in wanted if w in bag)
                / (6 + sum(bag.values()) ** 0.5),
                name,
            )
            for name, bag in self._bags.items()
        ]
        best = sorted(scored, reverse=True)[:limit]
        return tuple(Found(self._known[name], score, ()) for score, name in best)

    def routine(self, name: str) -> Routine | None:
        return self._known.get(name)
