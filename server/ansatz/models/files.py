"""SQLite files that only their owner reads: what was answered, and what was spent."""

import os
import sqlite3
from pathlib import Path


def own_table(path: Path, table: str, busy_s: float) -> sqlite3.Connection:
    """A connection to the file, made with `table` where it is new. Raises sqlite3.Error and OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _only_for_its_owner(path)
    connection = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
    try:
        connection.execute(table)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _only_for_its_owner(path: Path) -> None:
    """Makes an empty file that others can't read, where there is none. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
