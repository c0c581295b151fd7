"""Where records are kept: one SQLite file for every project of a user, shared by all processes.

A record that can't be read is as good as absent, and a file that can't be used is set aside: losing
the evidence on a function costs one more validation, losing the editor's session costs more. What
happened is said in `notices`.
"""

import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansatz.core.kept import Kept
from ansatz.core.record import SCHEMA_VERSION, Record

if TYPE_CHECKING:
    from pydantic import TypeAdapter

log = logging.getLogger(__name__)

FILE_NAME = "records.sqlite3"
"""What the file is called in the folder that settings name."""

KEPT_FOR = timedelta(days=30)
"""A result that nobody asked for in so long is dropped."""

BUSY_S = 1.0
"""How long to wait for another process's write, each of which takes milliseconds."""

_MIGRATIONS: Sequence[str] = (
    """
    CREATE TABLE records (
        qualified_name TEXT NOT NULL,
        spec_digest TEXT NOT NULL,
        slice_digest TEXT NOT NULL,
        stored TEXT NOT NULL,
        record TEXT NOT NULL CHECK (json_valid(record)),
        PRIMARY KEY (qualified_name, spec_digest, slice_digest)
    ) WITHOUT ROWID;
    CREATE INDEX latest ON records (qualified_name, spec_digest, stored);
    """,
    """
    CREATE TABLE kept (
        uri TEXT NOT NULL,
        qualified_name TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        rank INTEGER NOT NULL,
        stored TEXT NOT NULL,
        result TEXT NOT NULL CHECK (json_valid(result)),
        PRIMARY KEY (uri, qualified_name, ordinal, rank)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE dismissed (
        qualified_name TEXT NOT NULL,
        spec_digest TEXT NOT NULL,
        claim TEXT NOT NULL,
        stored TEXT NOT NULL,
        PRIMARY KEY (qualified_name, spec_digest, claim)
    ) WITHOUT ROWID;
    """,
)
"""Each entry takes a file from the version of its index to the next; never change one that shipped."""

_RECORD_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a record's schema to the next, on its JSON."""


class RecordStore:
    """Records by qualified name, spec digest and slice digest. Safe for several threads and processes."""

    def __init__(self, path: Path | None) -> None:
        """Opens or makes the file at `path`; None keeps records for this process's life only."""
        self.notices: list[str] = []
        self._path = path
        self._lock = threading.Lock()
        self._opened: tuple[int, int] | None = None
        self._connection = self._open()

    def put(self, record: Record) -> None:
        """Keeps `record`, in place of one for the same spec and code. A failure to write is a notice."""
        row = (
            record.qualified_name,
            record.spec_digest,
            record.slice_digest,
            datetime.now(UTC).isoformat(),
            _adapter().dump_json(record).decode(),
        )
        try:
            self._run("REPLACE INTO records VALUES (?, ?, ?, ?, ?)", row)
        except (sqlite3.Error, OSError) as error:
            self._notice(f"The evidence on {record.qualified_name} could not be stored: {error}.")

    def get(self, qualified_name: str, spec_digest: str, slice_digest: str) -> Record | None:
        """The record of exactly this code for exactly this spec."""
        return self._first(
            "SELECT record FROM records WHERE qualified_name = ? AND spec_digest = ? AND slice_digest = ?",
            (qualified_name, spec_digest, slice_digest),
        )

    def latest(self, qualified_name: str, spec_digest: str) -> Record | None:
        """The newest record for this spec, whatever its code was."""
        return self._first(
            "SELECT record FROM records WHERE qualified_name = ? AND spec_digest = ? ORDER BY stored DESC",
            (qualified_name, spec_digest),
        )

    def dismiss(self, qualified_name: str, spec_digest: str, claim: str) -> None:
        """Notes that the user knows a claim to be wrong, for as long as the spec stays as it is."""
        row = (qualified_name, spec_digest, claim, datetime.now(UTC).isoformat())
        try:
            self._run("REPLACE INTO dismissed VALUES (?, ?, ?, ?)", row)
        except (sqlite3.Error, OSError) as error:
            self._notice(f"What you said of a claim on {qualified_name} could not be stored: {error}.")

    def dismissed(self, qualified_name: str, spec_digest: str) -> frozenset[str]:
        """The ids of the claims that the user knows to be wrong."""
        query = "SELECT json_group_array(claim) FROM dismissed WHERE qualified_name = ? AND spec_digest = ?"
        try:
            return frozenset(json.loads(self._run(query, (qualified_name, spec_digest)) or "[]"))
        except (sqlite3.Error, OSError) as error:
            self._notice(f"What you said of claims could not be read: {error}.")
            return frozenset()

    def keep(self, uri: str, result: Kept) -> None:
        """Keeps a finished result until it is put in or dropped, whatever becomes of this process."""
        now = datetime.now(UTC)
        row = (uri, *result.key, now.isoformat(), _kept_adapter().dump_json(result).decode())
        try:
            self._run("DELETE FROM kept WHERE stored < ?", ((now - KEPT_FOR).isoformat(),))
            self._run("REPLACE INTO kept VALUES (?, ?, ?, ?, ?, ?)", row)
        except (sqlite3.Error, OSError) as error:
            self._notice(f"The result for {result.target.qualified_name} could not be stored: {error}.")

    def kept(self, uri: str) -> tuple[Kept, ...]:
        """The results kept for a document, oldest first; none where they can't be read."""
        rows = "SELECT result FROM kept WHERE uri = ? ORDER BY stored"
        query = f"SELECT json_group_array(json(result)) FROM ({rows})"
        try:
            text = self._run(query, (uri,)) or "[]"
            return tuple(_kept_adapter().validate_python(each) for each in json.loads(text))
        except (sqlite3.Error, OSError, ValueError) as error:
            self._notice(f"Kept results could not be read: {error}.")
            return ()

    def drop(self, uri: str, qualified_name: str, ordinal: int) -> None:
        """Forgets the results kept for one function."""
        try:
            key = (uri, qualified_name, ordinal)
            self._run("DELETE FROM kept WHERE uri = ? AND qualified_name = ? AND ordinal = ?", key)
        except (sqlite3.Error, OSError) as error:
            self._notice(f"A kept result of {qualified_name} could not be removed: {error}.")

    def close(self) -> None:
        """Closes the file; the store is of no use afterwards."""
        with self._lock:
            self._connection.close()

    def _first(self, query: str, key: tuple[str, ...]) -> Record | None:
        try:
            text = self._run(f"{query} LIMIT 1", key)
        except (sqlite3.Error, OSError) as error:
            self._notice(f"Stored evidence could not be read: {error}.")
            return None
        return None if text is None else self._parse(text)

    def _run(self, statement: str, values: tuple[str | int, ...]) -> str | None:
        """The first row's only column. Tries once more with a fresh file where this one is damaged."""
        with self._lock:
            try:
                return self._step(statement, values)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error) or self._path is None:
                    raise
                self._connection.close()
                if _identity(self._path) == self._opened:
                    self._set_aside(self._path, error)
                self._connection = self._open()
            return self._step(statement, values)

    def _step(self, statement: str, values: tuple[str | int, ...]) -> str | None:
        with self._connection:
            row = self._connection.execute(statement, values).fetchone()
        return None if row is None else str(row[0])

    def _parse(self, text: str) -> Record | None:
        try:
            value = json.loads(text)
            while (schema := int(value["schema"])) < SCHEMA_VERSION:
                value = _RECORD_MIGRATIONS[schema](value)
            if schema > SCHEMA_VERSION:
                return None
            return _adapter().validate_python(value)
        except (ValueError, KeyError, TypeError) as error:
            self._notice(f"A stored record could not be read and counts as absent: {error}")
            return None

    def _open(self) -> sqlite3.Connection:
        path = self._path
        if path is None:
            return _in_memory()
        connection = self._open_file(path)
        self._opened = _identity(path)
        return connection

    def _open_file(self, path: Path) -> sqlite3.Connection:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            before = _identity(path)
            try:
                return _usable(path)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                if _identity(path) == before:
                    # Else another process has just done it, and the file is a new one.
                    self._set_aside(path, error)
                return _usable(path)
        except (OSError, sqlite3.Error, _FromTheFuture) as error:
            self._notice(f"Evidence is kept for this session only, because {path} can't be used: {error}.")
            return _in_memory()

    def _set_aside(self, path: Path, error: sqlite3.Error) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = path.with_name(f"{path.name}.unreadable-{stamp}")
        path.rename(aside)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        self._notice(f"The stored evidence could not be read ({error}). It was set aside as {aside}.")

    def _notice(self, message: str) -> None:
        log.warning(message)
        self.notices.append(message)


class _FromTheFuture(Exception):
    """The file was written by a later Ansatz, whose evidence is not ours to lose."""


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is at fault: not a database, or a malformed one."""
    return type(error) is sqlite3.DatabaseError


def _usable(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_S, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _migrate(connection)
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    """Brings the file to our version, in one transaction, whoever else is trying to."""
    if _version(connection) == len(_MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if version > len(_MIGRATIONS):
            raise _FromTheFuture(f"it was written by a later version of Ansatz (schema {version})")
        for script in _MIGRATIONS[version:]:
            for statement in filter(None, map(str.strip, script.split(";"))):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


@cache
def _adapter() -> "TypeAdapter[Record]":
    # Imported here so that the server answers `initialize` without it.
    from pydantic import TypeAdapter

    return TypeAdapter(Record)


@cache
def _kept_adapter() -> "TypeAdapter[Kept]":
    from pydantic import TypeAdapter

    return TypeAdapter(Kept)
