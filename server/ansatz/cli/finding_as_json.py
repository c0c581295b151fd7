"""A finding as plain JSON values; in a notebook with its cell, whose offsets it then has."""

from typing import Any

from ansatz.cli.as_json import outcome_as_json
from ansatz.cli.work import Finding


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """The outcome field for field, and where its function stands if that is in a cell."""
    plain = outcome_as_json(finding.page.localised(finding.outcome, finding.at))
    where = finding.where
    if where is None or where.cell is None:
        return plain
    return {
        **plain,
        "cell": {"number": where.cell, "id": where.cell_id, "below": where.below},
        "line": where.line,
    }
