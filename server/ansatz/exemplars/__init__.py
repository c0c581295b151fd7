"""Functions that are known to be right, each with the reasoning that leads to it, and how they are found."""

from .finding import Found, MemoryShelf
from .own import OwnShelf, exemplar_of, kept_from
from .shipped import Checked, shipped

__all__ = ["Checked", "Found", "MemoryShelf", "OwnShelf", "exemplar_of", "kept_from", "shipped"]
