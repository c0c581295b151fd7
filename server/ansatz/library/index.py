"""A search over an index file: words, vectors of words and general knowledge, each saying why."""

import json
import sqlite3
import threading
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from ..core.routine import Found, Routine
from . import words
from .building import SCHEMA
from .elementary import ELEMENTARY, prior
from .knowledge import CUES
from .matching import Cues, Heard
from .query import Query, read_query
from .vectors import Floats, unit

Ranking = Literal["all", "bm25", "vectors"]

_TERMS_MAX: Final = 14
_TERMS_LEAST: Final = 3
_ROWS_MAX: Final = 2500
"""What full-text search may read for a query: a long spec has dozens of words that half of all texts have."""
_CANDIDATES: Final = 200
_COLUMN_WEIGHTS: Final = "8.0, 4.0, 1.0, 1.0"
_DECAY: Final = 0.82
_LIKE: Final = 0.3
"""Cosine from which on two texts are about the same things."""
_NAME_WORDS: Final = 1
_FAMILY_LEAST: Final = 0.3
_ECHO: Final = 0.85
"""What a routine keeps of its score for each better one of the same short name (`fft` of two packages)."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts; each kind is about 1 where it is strong."""

    words: float = 0.9
    words_of_spec: float = 0.3
    """A spec's words are those of its field, which the documentation of routines seldom shares."""
    vectors: float = 0.35
    cues: float = 1.0
    imports: float = 0.35
    imported: float = 1.2
    popularity: float = 0.3
    depth: float = 0.15
    elementary: float = 0.6
    name: float = 1.5


class NoIndex(Exception):
    """There is no index of this version at a path, or it is damaged."""


class LibraryIndex:
    """A `RoutineSearch` over one file, which is only read. Safe to use from several threads."""

    def __init__(self, connection: sqlite3.Connection, weights: Weights) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._weights = weights
        self._load()

    @property
    def facts(self) -> Mapping[str, str]:
        """What the index was built from, and what could not be had."""
        return self._facts

    @property
    def versions(self) -> Mapping[str, str]:
        """Import name to version of the packages that it was built from."""
        return self._versions

    @property
    def size(self) -> int:
        """How many routines are searched."""
        return len(self._searched)

    def find(
        self,
        query: str,
        limit: int = 10,
        *,
        ranking: Ranking = "all",
        among: frozenset[str] | None = None,
    ) -> tuple[Found, ...]:
        """Routines that do what `query` (a question, a sentence or a whole docstring) asks for.

        `ranking` other than `all` uses one kind of evidence alone, to compare with. `among`: only
        routines that have one of these public paths.
        """
        asked = read_query(query)
        if limit < 1 or not self._searched.size:
            return ()
        lexical, by_term = self._lexical(asked, in_full=ranking == "bm25")
        heard: tuple[Heard, ...] = ()
        raised: dict[int, list[tuple[float, Heard]]] = {}
        if ranking == "bm25":
            scores = lexical
        elif ranking == "vectors":
            scores = self._likeness(asked)
        else:
            heard = self._cues.heard_in(asked)
            raised = self._raised(heard)
            scores = self._combined(asked, lexical, raised)
        if among is not None:
            scores = np.where(self._rows_of(among), scores, -np.inf)
        return tuple(
            Found(
                self._routine(int(self._searched[row])),
                score,
                self._why(row, query, asked, raised.get(row, []), by_term),
            )
            for score, row in self._best(scores, limit)
        )

    def routine(self, name: str) -> Routine | None:
        """The routine of a public path or alias, if it is installed."""
        with self._lock:
            row = self._connection.execute("SELECT id FROM names WHERE name = ?", (name,)).fetchone()
        return None if row is None else self._routine(row[0])

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._connection.close()

    def _load(self) -> None:
        read = self._connection.execute
        facts: list[tuple[str, str]] = read("SELECT name, value FROM facts").fetchall()
        self._facts = dict(facts)
        self._versions: dict[str, str] = json.loads(self._facts.get("versions", "{}"))
        self._terms = {
            term: (place, documents)
            for term, place, documents in read("SELECT term, place, documents FROM terms").fetchall()
        }
        self._searched: NDArray[np.int32] = self._array("searched")
        self._popularity = self._array("popularity")
        self._depths = self._array("depths")
        self._term_vectors: Floats = self._array("terms").astype(np.float32)
        self._documents: Floats = self._array("documents").astype(np.float32)
        names: list[str] = [""] * int(self._searched.max(initial=-1) + 1)
        for place, name in read("SELECT id, name FROM routines").fetchall():
            if place < len(names):
                names[place] = name
        self._names = [names[int(place)] for place in self._searched]
        row_of = {int(place): row for row, place in enumerate(self._searched)}
        self._row_of_name = {
            name: row_of[place]
            for name, place in read("SELECT name, id FROM names").fetchall()
            if place in row_of
        }
        self._elementary = np.asarray([name in ELEMENTARY for name in self._names], np.float32)
        self._packages = np.asarray([prior(name) for name in self._names], np.float32)
        top = float(self._popularity.max(initial=0.0)) or 1.0
        self._usual = (self._popularity / top).astype(np.float32)
        self._cues = Cues(CUES)
        self._families = {
            cue: [self._row_of_name[name] for name in cue.routines if name in self._row_of_name]
            for cue in CUES
        }
        self._read_routine = lru_cache(maxsize=2048)(self._fetched)

    def _array(self, name: str) -> Any:
        row = self._connection.execute(
            "SELECT dtype, shape, data FROM arrays WHERE name = ?", (name,)
        ).fetchone()
        return np.frombuffer(row[2], np.dtype(row[0])).reshape(json.loads(row[1]))

    def _lexical(self, asked: Query, *, in_full: bool) -> tuple[Any, dict[str, float]]:
        """BM25 of each searched routine, the best 1, and the weight of each term that was looked for.

        `in_full`: of all terms, as a baseline to compare with has it.
        """
        scores = np.zeros(len(self._searched), np.float32)
        total = len(self._searched)
        known = {
            term: weight * float(np.log((total + 1.0) / (self._terms[term][1] + 0.5)))
            for term, weight in asked.weights.items()
            if term in self._terms
        }
        # The rarest terms decide; common ones cost most and tell least.
        chosen: dict[str, float] = {}
        rows_read = 0
        for term, weight in sorted(known.items(), key=lambda one: -one[1]):
            rows_read += self._terms[term][1]
            is_enough = rows_read > _ROWS_MAX and len(chosen) >= _TERMS_LEAST
            if not in_full and (is_enough or len(chosen) >= _TERMS_MAX):
                break
            chosen[term] = weight
        if not chosen:
            return scores, {}
        match = " OR ".join(f'"{term}"' for term in chosen)
        with self._lock:
            rows = self._connection.execute(
                f"SELECT rowid, bm25(texts, {_COLUMN_WEIGHTS}) AS rank FROM texts WHERE texts MATCH ? "
                "ORDER BY rank LIMIT ?",
                (match, _CANDIDATES),
            ).fetchall()
        for row, rank in rows:
            scores[row] = -rank
        best = float(scores.max(initial=0.0))
        return (scores / best if best > 0.0 else scores), chosen

    def _likeness(self, asked: Query) -> Any:
        """Cosine of each searched routine's vector and the query's."""
        # A product by BLAS is no faster here, and waits for its threads on a busy machine.
        return np.einsum("ij,j->i", self._documents, self._vector(asked))

    def _vector(self, asked: Query) -> Floats:
        places = [
            (self._terms[term][0], weight) for term, weight in asked.weights.items() if term in self._terms
        ]
        for mark in asked.marks:
            if (term := f"mark{mark[1:]}") in self._terms:
                places.append((self._terms[term][0], 1.0))
        if not places:
            return np.zeros((self._term_vectors.shape[1],), np.float32)
        rows: Floats = self._term_vectors[[place for place, _ in places]]
        weights = np.asarray([weight for _, weight in places], np.float32)
        total: Any = np.einsum("i,ij->j", weights, rows)
        return unit(total)

    def _raised(self, heard: Sequence[Heard]) -> dict[int, list[tuple[float, Heard]]]:
        """By routine: how much each cue raises it. A family's first members more than its last."""
        raised: dict[int, list[tuple[float, Heard]]] = {}
        for one in heard:
            for place, row in enumerate(self._families[one.cue]):
                share = max(_DECAY**place, _FAMILY_LEAST)
                raised.setdefault(row, []).append((one.strength * share, one))
        return raised

    def _combined(self, asked: Query, lexical: Any, raised: Mapping[int, list[tuple[float, Heard]]]) -> Any:
        weights = self._weights
        likeness = self._likeness(asked)
        evidence = (lexical > 0.0) | (likeness > _LIKE)
        by_words = weights.words_of_spec if asked.is_spec else weights.words
        scores = by_words * lexical + weights.vectors * np.maximum(likeness, 0.0)
        scores = scores + weights.popularity * self._usual - weights.depth * self._depths + self._packages
        for row, amounts in raised.items():
            ordered = sorted((amount for amount, _ in amounts), reverse=True)
            # A second cue for the same routine confirms; ten of them are not ten times as good.
            scores[row] += weights.cues * sum(amount * 0.35**place for place, amount in enumerate(ordered))
            evidence[row] = True
        if asked.is_spec:
            scores = scores - weights.elementary * self._elementary
        for imported in asked.imports:
            if (row := self._row_of_name.get(imported)) is not None:
                scores[row] += weights.imported
                evidence[row] = True
            else:
                prefix = f"{imported}."
                scores = scores + weights.imports * self._below(prefix)
        if not asked.is_spec:
            # One word, or a word that looks like code, may be a routine's very name.
            few = len(asked.weights) <= _NAME_WORDS
            for term in (term for term in asked.weights if len(term) > 1 and (few or not term.isalpha())):
                for row in self._called(term):
                    scores[row] += weights.name
        # What is merely usual is no answer.
        return np.where(evidence, scores, -np.inf)

    @lru_cache(maxsize=256)  # noqa: B019 - an index lives as long as its process
    def _below(self, prefix: str) -> Any:
        return np.asarray([name.startswith(prefix) for name in self._names], np.float32)

    @lru_cache(maxsize=256)  # noqa: B019
    def _called(self, term: str) -> tuple[int, ...]:
        return tuple(row for row, name in enumerate(self._names) if name.rpartition(".")[2].lower() == term)

    @lru_cache(maxsize=8)  # noqa: B019
    def _rows_of(self, names: frozenset[str]) -> Any:
        allowed = np.zeros(len(self._searched), bool)
        for name in names:
            if (row := self._row_of_name.get(name)) is not None:
                allowed[row] = True
        return allowed

    def _best(self, scores: Any, limit: int) -> list[tuple[float, int]]:
        count = min(len(scores), 4 * limit + 20)
        top = np.argpartition(-scores, count - 1)[:count]
        seen: dict[str, int] = {}
        kept: list[tuple[float, int]] = []
        rows = [int(row) for row in top if scores[row] > 0.0]
        for row in sorted(rows, key=lambda row: (-float(scores[row]), self._names[row])):
            short = self._names[row].rpartition(".")[2]
            echoes = seen.get(short, 0)
            seen[short] = echoes + 1
            kept.append((float(scores[row]) * _ECHO**echoes, row))
        return sorted(kept, key=lambda one: (-one[0], self._names[one[1]]))[:limit]

    def _why(
        self,
        row: int,
        query: str,
        asked: Query,
        raised: Sequence[tuple[float, Heard]],
        by_term: Mapping[str, float],
    ) -> tuple[str, ...]:
        ordered = sorted(raised, key=lambda each: -each[0])[:2]
        reasons = [
            f"{one.cue.why} ({words.spelled(query, [one.phrase])[0] if one.is_stem else f'“{one.phrase}”'})"
            for amount, one in ordered
            if amount > 0.6 * ordered[0][0]
        ]
        routine = self._routine(int(self._searched[row]))
        own = {*words.of_name(routine.name), *words.terms(routine.summary)}
        common = [term for term in by_term if term in own]
        if common:
            spelled = words.spelled(f"{routine.name} {routine.summary}", common[:4])
            reasons.append("its name or summary has " + ", ".join(spelled))
        if any(routine.name == one or routine.name.startswith(f"{one}.") for one in asked.imports):
            reasons.append("imported here")
        return tuple(reasons) or ("its documentation is about the same things",)

    def _routine(self, place: int) -> Routine:
        return self._read_routine(place)

    def _fetched(self, place: int) -> Routine:
        with self._lock:
            row = self._connection.execute("SELECT value FROM routines WHERE id = ?", (place,)).fetchone()
        return _ROUTINE.validate_json(zlib.decompress(row[0]))


def open_index(path: Path, weights: Weights = Weights()) -> LibraryIndex:
    """The index in a file that a `Builder` made. Raises `NoIndex`."""
    if not path.is_file():
        raise NoIndex(f"{path} is not there")
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA:
            raise NoIndex(f"{path} has schema {version}, this is {SCHEMA}")
        return LibraryIndex(connection, weights)
    except (sqlite3.DatabaseError, TypeError, ValueError, KeyError) as error:
        raise NoIndex(f"{path} is damaged: {error}") from error


_ROUTINE: Final = TypeAdapter(Routine)
