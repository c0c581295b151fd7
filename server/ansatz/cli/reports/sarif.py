"""SARIF 2.1.0, which code-scanning services show beside the lines of a change.

Source of the format: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

from collections.abc import Sequence
from pathlib import PurePath

from ansatz import __version__
from ansatz.cli.reports.problems import Problem, place_of, problems
from ansatz.cli.work import FileResult
from ansatz.core.text import Span

_LEVELS = {"error": "error", "warning": "warning", "information": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(results: Sequence[FileResult]) -> dict[str, object]:
    """One run with a result for every problem."""
    found = list(problems(results))
    codes = sorted({problem.note.code for problem in found})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Ansatz",
                        "version": __version__,
                        "rules": [{"id": code, "name": code} for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem, codes) for problem in found],
            }
        ],
    }


def _result(problem: Problem, codes: list[str]) -> dict[str, object]:
    note = problem.note
    told: dict[str, object] = {
        "ruleId": note.code,
        "ruleIndex": codes.index(note.code),
        "level": _LEVELS[note.severity],
        "message": {"text": f"{problem.function}: {note.message}"},
        "locations": [_location(problem, note.span)],
    }
    if note.related is not None:
        told["relatedLocations"] = [
            {**_location(problem, note.related), "message": {"text": "where the docstring says so"}}
        ]
    return told


def _location(problem: Problem, span: Span) -> dict[str, object]:
    line, column, last_line, last_column = place_of(problem.text, span)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": PurePath(problem.file).as_posix()},
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": last_line,
                "endColumn": last_column,
            },
        }
    }
