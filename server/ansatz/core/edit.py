"""A change offered to the user: exact, versioned, and the only thing that touches their text."""

from dataclasses import dataclass

from .text import TextEdit


@dataclass(frozen=True, slots=True)
class ProposedEdit:
    """Changes to one version of one document; every byte outside them stays as it is.

    Spans refer to the base text, do not overlap and are in ascending order.
    """

    uri: str
    base_version: int | None
    changes: tuple[TextEdit, ...]
