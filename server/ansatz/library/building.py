"""Builds an index file: routines as values, their words for full-text search, and vectors of both."""

import json
import re
import sqlite3
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
from pydantic import TypeAdapter
from scipy import sparse

from ..core.routine import Routine
from . import mathematics, words
from .collected import Collected
from .docstrings import Document, read_document
from .vectors import DIMENSIONS, Floats, latent, unit

SCHEMA: Final = 1
_TABLES: Final = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE routines (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value BLOB NOT NULL);
CREATE TABLE names (name TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE terms (term TEXT PRIMARY KEY, place INTEGER NOT NULL, documents INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE arrays (name TEXT PRIMARY KEY, dtype TEXT NOT NULL, shape TEXT NOT NULL, data BLOB NOT NULL);
CREATE VIRTUAL TABLE texts USING fts5(name, summary, about, more, content='', tokenize='ascii');
"""
_ALIASES: Final = {"np": "numpy", "nx": "networkx", "pd": "pandas", "xr": "xarray", "sm": "statsmodels.api"}
_MENTION: Final = re.compile(r"\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_MORE_CHARS: Final = 2500
_ABOUT_CHARS: Final = 160
_STEP: Final = 100
_RARE: Final = 3
_FEW_ROUTINES: Final = 500
_COMMON_SHARE: Final = 0.25
_ROUTINE: Final = TypeAdapter(Routine)
_FIELD_WEIGHTS: Final = (3.0, 3.0, 0.8, 0.8)


class Stopped(Exception):
    """The build was told to end."""


class Builder:
    """Makes one index file. Add packages, then `finish`; until then there is no file at `path`.

    `is_stopped` is asked every few milliseconds of work; where it says so, `Stopped` is raised.
    One thread at a time, any thread.
    """

    def __init__(self, path: Path, is_stopped: Callable[[], bool] = lambda: False) -> None:
        self._path = path
        self._partial = path.with_name(f"{path.name}.{id(self):x}.part")
        self._is_stopped = is_stopped
        path.parent.mkdir(parents=True, exist_ok=True)
        self._partial.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._partial, check_same_thread=False)
        self._connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLES}")
        self._count = 0
        self._searched = array("i")
        self._depths = array("f")
        self._places: dict[str, int] = {}
        self._documents: Counter[str] = Counter()
        self._rows = array("i")
        self._columns = array("i")
        self._values = array("f")
        self._names: dict[str, int] = {}
        self._mentions: list[tuple[int, tuple[str, ...]]] = []

    def add(self, collected: Iterable[Collected], version: str) -> None:
        """Routines of one package."""
        for number, found in enumerate(collected):
            if number % _STEP == 0 and self._is_stopped():
                raise Stopped
            self._add(read_document(found, version), found.doc)

    def finish(self, facts: dict[str, str]) -> None:
        """Computes the vectors and puts the file in its place, whole or not at all."""
        self._connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", self._names.items())
        # In the order of their places, as the dictionary keeps it.
        counts = np.asarray([self._documents[term] for term in self._places], np.float64)
        self._connection.executemany(
            "INSERT INTO terms VALUES (?, ?, ?)",
            ((term, place, self._documents[term]) for term, place in self._places.items()),
        )
        self._stop_if_told()
        terms, documents = self._vectors(counts)
        self._stop_if_told()
        self._put("searched", np.asarray(self._searched, np.int32))
        self._put("depths", np.asarray(self._depths, np.float32))
        self._put("popularity", self._popularity())
        self._put("terms", terms.astype(np.float16))
        self._put("documents", documents.astype(np.float16))
        self._connection.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
        self._connection.execute("INSERT INTO texts(texts) VALUES ('optimize')")
        self._connection.execute(f"PRAGMA user_version = {SCHEMA}")
        self._connection.commit()
        self._connection.close()
        self._partial.replace(self._path)

    def discard(self) -> None:
        """Leaves nothing behind of a build that is not finished."""
        self._connection.close()
        self._partial.unlink(missing_ok=True)

    def _add(self, document: Document, doc: str) -> None:
        routine = document.routine
        place = self._count
        self._count += 1
        value = zlib.compress(_ROUTINE.dump_json(routine), 1)
        self._connection.execute("INSERT INTO routines VALUES (?, ?, ?)", (place, routine.name, value))
        for name in (routine.name, *routine.aliases):
            self._names.setdefault(name, place)
        if not is_searched(routine):
            return
        row = len(self._searched)
        self._searched.append(place)
        self._depths.append(_depth(routine))
        fields = _fields(routine, doc)
        self._connection.execute(
            "INSERT INTO texts(rowid, name, summary, about, more) VALUES (?, ?, ?, ?, ?)",
            (row, *(" ".join(field) for field in fields)),
        )
        counted: Counter[str] = Counter()
        for field, weight in zip(fields, _FIELD_WEIGHTS, strict=True):
            for term in field:
                counted[term] += weight  # pyright: ignore[reportArgumentType]
        for term, weight in counted.items():
            self._documents[term] += 1
            self._rows.append(row)
            self._columns.append(self._places.setdefault(term, len(self._places)))
            self._values.append(weight)
        mentioned = {*_MENTION.findall(routine.examples), *document.see_also}
        self._mentions.append((place, tuple(mentioned)))

    def _vectors(self, counts: Any) -> tuple[Floats, Floats]:
        """Of the terms and of the searched routines; words of very few or very many routines tell nothing."""
        rows = max(len(self._searched), 1)
        width = min(DIMENSIONS, max(rows - 1, 1))
        found = np.zeros((len(self._places), width), np.float32)
        rare = _RARE if rows > _FEW_ROUTINES else 1
        told = np.flatnonzero((counts >= rare) & (counts <= max(_COMMON_SHARE * rows, _RARE)))
        if not told.size:
            return found, np.zeros((len(self._searched), width), np.float32)
        idf = np.log((rows + 1.0) / (counts + 0.5)).astype(np.float32)
        narrow = np.full(len(self._places), -1, np.int32)
        narrow[told] = np.arange(len(told), dtype=np.int32)
        columns = np.asarray(self._columns)
        kept = narrow[columns] >= 0
        columns = columns[kept]
        values = np.log1p(np.asarray(self._values)[kept]) * idf[columns]
        place = (np.asarray(self._rows)[kept], narrow[columns])
        matrix: Any = sparse.csr_array((values, place), shape=(rows, len(told)), dtype=np.float32)
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
        matrix.data /= np.repeat(np.maximum(norms, 1e-12), np.diff(matrix.indptr)).astype(np.float32)
        terms = latent(matrix.tocsr(), width)
        documents = unit(np.asarray(matrix @ terms, np.float32))
        # Weighted once here, so that a query need only add up the vectors of its terms.
        found[told] = terms * idf[told, None]
        return found, documents

    def _popularity(self) -> Any:
        """How many routines' examples and references mention each: the usual stands before the odd."""
        counted = np.zeros(len(self._searched), np.float32)
        row_of = {place: row for row, place in enumerate(self._searched)}
        names = {place: name for name, place in reversed(self._names.items())}
        for place, mentioned in self._mentions:
            home = names[place].rpartition(".")[0]
            for place_of in {self._resolved(one, home) for one in mentioned}:
                if place_of is not None and place_of != place and place_of in row_of:
                    counted[row_of[place_of]] += 1.0
        return np.log1p(counted)

    def _resolved(self, name: str, home: str) -> int | None:
        first, dot, rest = name.partition(".")
        full = f"{_ALIASES.get(first, first)}{dot}{rest}"
        root = home.partition(".")[0]
        for candidate in (full, f"{home}.{name}", f"{root}.{full}"):
            if candidate in self._names:
                return self._names[candidate]
        return None

    def _put(self, name: str, array: Any) -> None:
        self._connection.execute(
            "INSERT INTO arrays VALUES (?, ?, ?, ?)",
            (name, array.dtype.str, json.dumps(array.shape), array.tobytes()),
        )

    def _stop_if_told(self) -> None:
        if self._is_stopped():
            raise Stopped


def is_searched(routine: Routine) -> bool:
    """Whether a search may return it: what is documented, methods of distributions left to their owners."""
    if not routine.summary:
        return False
    return not (routine.kind == "method" and routine.name.startswith("scipy.stats."))


def _depth(routine: Routine) -> float:
    """How far from its package's front a routine stands: below the second level it is an inner part."""
    parts = routine.name.count(".")
    return max(0.0, parts - (3.0 if routine.kind == "method" else 2.0))


def _fields(routine: Routine, doc: str) -> tuple[list[str], list[str], list[str], list[str]]:
    names = words.of_name(routine.name)
    for alias in routine.aliases[:4]:
        names += [term for term in words.of_name(alias) if term not in names]
    about = " ".join(f"{one.name} {one.description[:_ABOUT_CHARS]}" for one in routine.parameters)
    about += " ".join(f" {one.name or ''} {one.description[:_ABOUT_CHARS]}" for one in routine.results)
    formulas = " ".join(routine.formulas)
    more = f"{routine.description[:_MORE_CHARS]}\n{formulas[:_MORE_CHARS]}"
    marked = list(mathematics.marks(f"{formulas}\n{doc[:600]}")) if formulas else []
    marked = [f"mark{mark[1:]}" for mark in marked]
    return names, words.terms(routine.summary), words.terms(about), [*words.terms(more), *marked]
