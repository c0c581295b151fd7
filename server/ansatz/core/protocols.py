"""What one room asks of another."""

from collections.abc import Sequence
from typing import Protocol

from .candidate import Candidate
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
