"""What may be spent: reserved before a call, settled after it, by request and by day.

The day's sum is kept on disk and shared by all processes of the user. A reservation whose process died
stays counted: better a budget that ends early than one that does not hold.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ansatz.core.model import ModelFault

from .configuration import Allowance
from .faults import over_budget
from .files import own_table

FILE_NAME: Final = "spending.sqlite3"
_BUSY_S: Final = 5.0
_TABLE: Final = """CREATE TABLE IF NOT EXISTS days (
    day TEXT PRIMARY KEY, calls INTEGER NOT NULL, tokens INTEGER NOT NULL, usd REAL NOT NULL,
    seconds REAL NOT NULL, unpriced INTEGER NOT NULL) WITHOUT ROWID"""
_ADD: Final = """INSERT INTO days VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (day) DO UPDATE SET
    calls = calls + excluded.calls, tokens = tokens + excluded.tokens, usd = usd + excluded.usd,
    seconds = seconds + excluded.seconds, unpriced = unpriced + excluded.unpriced"""
_LEAST_S: Final = 1.0
"""A call that would have less time than this is not made."""
_ROUNDING_USD: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Taken:
    """What calls took, or may take. `unpriced` of the calls had no known price."""

    calls: int = 0
    tokens: int = 0
    usd: float = 0.0
    seconds: float = 0.0
    unpriced: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(
            self.calls + other.calls,
            self.tokens + other.tokens,
            self.usd + other.usd,
            self.seconds + other.seconds,
            self.unpriced + other.unpriced,
        )

    def __neg__(self) -> "Taken":
        return Taken(-self.calls, -self.tokens, -self.usd, -self.seconds, -self.unpriced)


class Ledger:
    """The sums of each day in one file. Safe for several processes."""

    def __init__(self, folder: Path, allowed: Allowance) -> None:
        self._path = folder / FILE_NAME
        self._allowed = allowed

    def today(self) -> Taken:
        """What this day (UTC) took so far, calls in progress included. Raises `ModelFault`."""
        if not self._path.exists():
            return Taken()
        try:
            with closing(self._open()) as connection:
                return _sum_of(connection, _day())
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error

    def reserve(self, wanted: Taken) -> tuple[str, Taken]:
        """Counts a call before it is made; the day it counts for, and what it was granted.

        The granted seconds may be fewer than wanted. Raises `ModelFault` where the day has no room.
        """
        day = _day()
        try:
            with closing(self._open()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                granted = granted_of(_sum_of(connection, day), wanted, self._allowed, "day")
                _add(connection, day, granted)
                connection.execute("COMMIT")
                return day, granted
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error

    def settle(self, day: str, change: Taken) -> None:
        """Puts what a call took in place of what was reserved. Raises `ModelFault`."""
        try:
            with closing(self._open()) as connection:
                _add(connection, day, change)
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error

    def _open(self) -> sqlite3.Connection:
        return own_table(self._path, _TABLE, _BUSY_S)

    def _unusable(self, error: Exception) -> ModelFault:
        return ModelFault(
            "budget",
            f"What is spent can't be recorded in {self._path}: {error}. No call is made without that.",
            "Make the file writable, or delete it: the day's count then begins anew.",
        )


def granted_of(sum_so_far: Taken, wanted: Taken, allowed: Allowance, span: str) -> Taken:
    """`wanted` with its seconds cut to what is left of an allowance. Raises `ModelFault`."""
    after = sum_so_far + wanted
    if after.calls > allowed.calls:
        raise over_budget(f"the calls a {span}", f"{allowed.calls}", f"models.calls_per_{span}")
    if after.tokens > allowed.tokens:
        limit = (
            f"{allowed.tokens}, of which {sum_so_far.tokens} are taken and {wanted.tokens} are needed at most"
        )
        raise over_budget(f"the tokens a {span}", limit, f"models.tokens_per_{span}")
    if after.usd > allowed.usd + _ROUNDING_USD:
        taken, needed = sum_so_far.usd, wanted.usd
        limit = f"${allowed.usd:g}, of which ${taken:.4f} are taken and up to ${needed:.4f} are needed"
        raise over_budget(f"the money a {span}", limit, f"models.usd_per_{span}")
    left_s = allowed.seconds - sum_so_far.seconds
    if left_s < min(_LEAST_S, wanted.seconds):
        raise over_budget(f"the seconds a {span}", f"{allowed.seconds:g}", f"models.seconds_per_{span}")
    return Taken(wanted.calls, wanted.tokens, wanted.usd, min(wanted.seconds, left_s), wanted.unpriced)


def _day() -> str:
    return datetime.now(UTC).date().isoformat()


def _sum_of(connection: sqlite3.Connection, day: str) -> Taken:
    query = "SELECT calls, tokens, usd, seconds, unpriced FROM days WHERE day = ?"
    row = connection.execute(query, (day,)).fetchone()
    return Taken() if row is None else Taken(*row)


def _add(connection: sqlite3.Connection, day: str, taken: Taken) -> None:
    connection.execute(_ADD, (day, taken.calls, taken.tokens, taken.usd, taken.seconds, taken.unpriced))
