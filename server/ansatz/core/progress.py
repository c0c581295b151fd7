"""How long work reports where it is."""

from dataclasses import dataclass
from typing import Literal, Protocol

Stage = Literal["read", "plan", "draft", "check", "expose", "propose", "index"]


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage entered, for one function."""

    stage: Stage
    message: str
    function: str = ""


class Report(Protocol):
    """Takes progress; must return at once."""

    def __call__(self, progress: Progress, /) -> None: ...
