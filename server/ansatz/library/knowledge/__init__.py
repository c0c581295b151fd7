"""General knowledge of scientific computing: which words and mathematics want which family of routines."""

from typing import Final

from . import algebra, calculus, chance, fields, functions, places, signals, statistics, wishes
from .cue import Cue

CUES: Final[tuple[Cue, ...]] = (
    *calculus.CUES,
    *algebra.CUES,
    *functions.CUES,
    *statistics.CUES,
    *signals.CUES,
    *places.CUES,
    *chance.CUES,
    *wishes.CUES,
    *fields.CUES,
)

__all__ = ["CUES", "Cue"]
