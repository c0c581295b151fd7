"""Rows of a run that is under way, a line each in a file beside the result, so that it can go on later."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from ansatz.cli.bench.result import Row


@dataclass(frozen=True, slots=True)
class Kept:
    """The file, and what its rows rest on: rows of another commit, seed or kind of run are not taken."""

    file: Path
    run: Mapping[str, object]

    def rows(self) -> dict[str, Row]:
        """Rows by object. A last line that was cut short is left out."""
        if not self.file.is_file():
            return {}
        lines = [_table(line) for line in self.file.read_text("utf-8").splitlines()]
        if not lines or lines[0] != {"run": dict(self.run)}:
            return {}
        return {str(row["id"]): row for row in lines[1:] if row is not None and "id" in row}

    def begin(self) -> dict[str, Row]:
        """Rows that are there already; what is there of another run goes."""
        rows = self.rows()
        if not rows:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(_line({"run": dict(self.run)}), "utf-8")
        return rows

    def add(self, row: Row) -> None:
        """One more row, written at once."""
        with self.file.open("a", encoding="utf-8") as file:
            file.write(_line(row))

    def end(self) -> None:
        """The result is written: the rows are no longer needed."""
        self.file.unlink(missing_ok=True)


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _table(line: str) -> dict[str, object] | None:
    try:
        value: object = json.loads(line)
    except ValueError:
        return None
    return value if _is_table(value) else None


def _is_table(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)
