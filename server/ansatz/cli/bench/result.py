"""The result file of every benchmark: what was measured, of which commit, on which machine."""

import json
import math
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, TypeGuard, cast

import ansatz
from ansatz.cli.unusable import Unusable
from ansatz.core.outcome import (
    Accepted,
    Declined,
    Failed,
    Judged,
    NeedsAnswer,
    NoneAccepted,
    NoSandbox,
    Outcome,
    OutOfBudget,
)

_PACKAGES = ("numpy", "scipy", "pint", "pygls", "lsprotocol", "tree-sitter")
_FIELDS = ("bench", "commit", "seed", "environment", "metrics", "rows")

Row = Mapping[str, object]
"""One case, candidate or run, as JSON values; `id` is unique within the file."""


@dataclass(frozen=True, slots=True)
class Result:
    """Every metric can be computed again from the rows. Rates are fractions of 1, times seconds."""

    bench: str
    seed: int
    metrics: Mapping[str, float]
    rows: tuple[Row, ...]
    commit: str
    environment: Mapping[str, object]


def make_result(
    bench: str, seed: int, metrics: Mapping[str, float], rows: Sequence[Row], **more: object
) -> Result:
    """A result of this commit on this machine; `more` is added to the environment."""
    return Result(bench, seed, metrics, tuple(rows), _commit(), {**_environment(), **more})


def write_result(result: Result, path: Path) -> None:
    """Writes the file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A row a line, so that a change of one is a change of one line.
    rows = ",\n  ".join(json.dumps(row, allow_nan=False, ensure_ascii=False) for row in result.rows)
    content = {name: getattr(result, name) for name in _FIELDS if name != "rows"}
    head = json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False).removesuffix("\n}")
    path.write_text(f'{head},\n "rows": [\n  {rows}\n ]\n}}\n', "utf-8")


def read_result(path: Path) -> Result:
    """The result in a file; `Unusable` where it is none."""
    try:
        content: object = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Unusable(f"{path} can't be read as a result: {error}.") from error
    if not _is_table(content) or sorted(content) != sorted(_FIELDS):
        raise Unusable(f"{path} is not a result: it needs exactly {', '.join(_FIELDS)}.")
    metrics, rows, environment = content["metrics"], content["rows"], content["environment"]
    if not (_is_table(metrics) and _is_table(environment) and isinstance(rows, list)):
        raise Unusable(f"{path} is not a result: metrics and environment are tables, rows is a list.")
    if not all(isinstance(value, int | float) for value in metrics.values()):
        raise Unusable(f"{path}: every metric must be a number.")
    checked = [row for row in cast("list[object]", rows) if _is_table(row) and "id" in row]
    if len(checked) != len(cast("list[object]", rows)):
        raise Unusable(f"{path}: every row must be a table with an id.")
    return Result(
        str(content["bench"]),
        int(cast("int", content["seed"])),
        cast("dict[str, float]", metrics),
        tuple(checked),
        str(content["commit"]),
        environment,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that a `share` (0 < share <= 1) of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _is_table(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _environment() -> dict[str, object]:
    versions = {"ansatz": ansatz.__version__}
    for name in _PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "cpus": os.cpu_count() or 0,
        "python": platform.python_version(),
        "versions": versions,
    }


def _commit() -> str:
    """The checkout's commit, with `+` where something in it is changed; the version outside a checkout."""
    folder = Path(ansatz.__file__).parent
    try:
        head = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True
        ).stdout.strip()
        changed = subprocess.run(
            ["git", "status", "--porcelain", "--untracked-files=no"],
            cwd=folder, capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return f"version {ansatz.__version__}"
    return f"{head}+" if changed else head


def why_of(outcome: Outcome) -> str:
    """Why a target ended as it did, in the words of its outcome."""
    match outcome:
        case Accepted(record=record) | Judged(record=record):
            return " ".join(record.reasons)
        case Declined(faults=faults):
            return " ".join(fault.message for fault in faults)
        case NoneAccepted(why=why):
            return why
        case NeedsAnswer(question=question):
            return question
        case OutOfBudget(spent=spent):
            return spent
        case NoSandbox(reason=reason):
            return reason
        case Failed(problem=problem):
            return problem
