"""One file a command of `workspace/executeCommand`."""

from dataclasses import dataclass

from lsprotocol import types


@dataclass(frozen=True, slots=True)
class Argument:
    """What every command is given: a place in one version of a document.

    A kept result is named by `name`, `ordinal` and `rank`; `steps` asks for so many of its steps. A
    claim on a function is named by `name`, `ordinal` and `claim`. `instruction` says what shall change.
    """

    uri: str
    version: int | None
    range: types.Range
    name: str | None = None
    ordinal: int = 0
    rank: int = 0
    steps: int | None = None
    claim: str = ""
    instruction: str = ""
