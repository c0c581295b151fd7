"""Where there is no isolation: code made from formulas is computed by walking its tree, not executed."""

from .backend import Interpreting

__all__ = ["Interpreting"]
