"""Notebooks: cells as one module to judge functions in, and the files that hold them. None is ever run."""

from .cell import Cell, CellKind
from .confining import OutsideOfCell, confined
from .doubts import doubt
from .module import InCell, Module, Piece, module, with_cell_below, with_text

__all__ = [
    "Cell",
    "CellKind",
    "InCell",
    "Module",
    "OutsideOfCell",
    "Piece",
    "confined",
    "doubt",
    "module",
    "with_cell_below",
    "with_text",
]
