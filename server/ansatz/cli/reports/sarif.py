"""SARIF 2.1.0, which code-scanning services show beside the lines of a change.

Source of the format: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

from collections.abc import Sequence
from pathlib import PurePath

from ansatz import __version__
from ansatz.cli.reports.problems import Problem, problems
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
        "message": {"text": f"{problem.function}: {problem.message}"},
        "locations": [_location(problem, note.span)],
    }
    if note.related is not None:
        told["relatedLocations"] = [
            {**_location(problem, note.related), "message": {"text": "where the docstring says so"}}
        ]
    return told


def _location(problem: Problem, span: Span) -> dict[str, object]:
    region, where = problem.page.region(span), problem.page.where(span.start)
    cell: dict[str, object] = {}
    if where.cell is not None:
        # The file's lines are those of its JSON: a person looks for the cell.
        number = f"cell {where.cell}"
        cell["logicalLocations"] = [
            {
                "name": number,
                "kind": "module",
                "fullyQualifiedName": f"{PurePath(problem.file).as_posix()}::cell-{where.cell}",
                "properties": {
                    "cell": where.cell,
                    "cellId": where.cell_id,
                    "line": where.line,
                    "column": where.column,
                },
            }
        ]
    return {
        **cell,
        "physicalLocation": {
            "artifactLocation": {"uri": PurePath(problem.file).as_posix()},
            "region": {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.last_line,
                "endColumn": region.last_column,
            },
        },
    }
