"""Verified examples that a model learns from, and where they are looked up."""

from dataclasses import dataclass
from typing import Literal, Protocol

Domain = Literal["physics", "chemistry", "biology", "mathematics", "materials"]

ExplainedBy = Literal["", "hand", "model"]


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A function that is known to be right, with the reasoning that leads to it.

    `name` is how it is shown (`physics/escape_speed`). `task` is the signature with its docstring and
    no code, `code` a whole module with the function in it. `explained_by` says who wrote rationale and
    pseudocode; `regenerated_by` names the model that wrote code from them alone which behaved as `code`
    does, and is empty where nobody has tried. `file` is the user's file that it was taken from.
    """

    name: str
    function: str
    domain: Domain
    task: str
    code: str
    rationale: str = ""
    pseudocode: str = ""
    explained_by: ExplainedBy = ""
    regenerated_by: str = ""
    origin: str = ""
    file: str = ""


class Shelf(Protocol):
    """Exemplars by domain. Methods return at once and raise nothing."""

    def bucket(self, text: str) -> Domain | None:
        """The domain whose exemplars are nearest to a task; None where nothing is near."""
        ...

    def find(self, text: str, domain: Domain | None, count: int) -> tuple[Exemplar, ...]:
        """The nearest exemplars, best first: of `domain` where one is given."""
        ...
