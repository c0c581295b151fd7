"""What one room asks of another."""

from collections.abc import Sequence
from typing import Protocol

from .candidate import Candidate
from .routine import RoutineSearch
from .spec import Spec
from .target import FunctionTarget
from .text import DocumentSnapshot


class Source(Protocol):
    """Drafts implementations for a spec. An empty result means that it does not reach this one."""

    async def draft(
        self, snapshot: DocumentSnapshot, target: FunctionTarget, spec: Spec
    ) -> Sequence[Candidate]:
        """Candidates, best first."""
        ...


class Around(Protocol):
    """Put around all sources and the search, by a benchmark that bars some of what they may offer."""

    def source(self, source: Source) -> Source:
        """The source with what is barred left out."""
        ...

    def search(self, search: RoutineSearch) -> RoutineSearch:
        """The search with what is barred left out."""
        ...
