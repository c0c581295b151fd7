"""A cell of a notebook as it is stored, whoever stores it: a file or an editor."""

from dataclasses import dataclass
from typing import Literal

CellKind = Literal["code", "markdown", "other"]
"""`other` is raw text, or code in a language that is not Python."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `key` tells it from all others of its notebook, whatever is added or moved.

    `id` is the name that the notebook format gives it, empty where it has none.
    """

    kind: CellKind
    text: str
    key: str
    id: str = ""
