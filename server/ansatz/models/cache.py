"""Answers that were paid for once: kept by a hash of everything that shaped them."""

import hashlib
import json
import logging
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from .files import own_table
from .provider import Question

log = logging.getLogger(__name__)

FILE_NAME: Final = "answers.sqlite3"
_BUSY_S: Final = 2.0
_TABLE: Final = """CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID"""


def key_of(question: Question, version: int, sample: int) -> str:
    """SHA-256 of a question, of its prompt's version, and of which draw it is."""
    return _hash({"question": asdict(question), "version": version, "sample": sample})


def vector_key(model: str, url: str | None, text: str) -> str:
    """SHA-256 of a text and of the model that turns it into a vector."""
    return _hash({"vector": text, "model": model, "url": url})


def _hash(value: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("ascii")).hexdigest()


class Cache:
    """Answers in one file. One that can't be read is as good as absent."""

    def __init__(self, folder: Path | None) -> None:
        """None keeps nothing."""
        self._path = None if folder is None else folder / FILE_NAME

    def get(self, key: str) -> Any | None:
        """The JSON value kept under `key`."""
        if self._path is None or not self._path.exists():
            return None
        try:
            with closing(own_table(self._path, _TABLE, _BUSY_S)) as connection:
                row = connection.execute("SELECT answer FROM answers WHERE key = ?", (key,)).fetchone()
            return None if row is None else json.loads(row[0])
        except (sqlite3.Error, OSError, ValueError) as error:
            log.warning("Answers kept in %s can't be read: %s", self._path, error)
            return None

    def put(self, key: str, answer: Any) -> None:
        """Keeps a JSON value; a failure to write costs one more call some day."""
        if self._path is None:
            return
        try:
            with closing(own_table(self._path, _TABLE, _BUSY_S)) as connection:
                connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (key, json.dumps(answer)))
        except (sqlite3.Error, OSError) as error:
            log.warning("Answers can't be kept in %s: %s", self._path, error)
