"""Results as one JSON object, for programs."""

import json
from typing import Any

from pydantic import TypeAdapter

from ansatz.core.outcome import TargetOutcome
from ansatz.core.record import Record
from ansatz.core.spec import Spec


def outcome_as_json(found: TargetOutcome) -> dict[str, Any]:
    """An outcome as plain JSON values, field for field as `core` names them."""
    return json.loads(TypeAdapter(TargetOutcome).dump_json(found))


def record_as_json(record: Record) -> dict[str, Any]:
    """A record as plain JSON values."""
    return json.loads(TypeAdapter(Record).dump_json(record))


def spec_as_json(spec: Spec) -> dict[str, Any]:
    """A spec as plain JSON values."""
    return json.loads(TypeAdapter(Spec).dump_json(spec))


def dump(value: object) -> str:
    """Readable, in ASCII so that no terminal or pipe can spoil it, and with one newline at the end."""
    return json.dumps(value, indent=2, allow_nan=False) + "\n"
