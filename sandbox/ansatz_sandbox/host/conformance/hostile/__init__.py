"""Programs that want what they must not get, one kind a module; each is small and says how it must end."""

from ..program import Program
from . import bombs, fills, forging, frames, kernel, network, output, processes, reading, sabotage, stubborn

PROGRAMS: tuple[Program, ...] = (
    *bombs.PROGRAMS,
    *stubborn.PROGRAMS,
    *fills.PROGRAMS,
    *reading.PROGRAMS,
    *network.PROGRAMS,
    *processes.PROGRAMS,
    *kernel.PROGRAMS,
    *forging.PROGRAMS,
    *frames.PROGRAMS,
    *sabotage.PROGRAMS,
    *output.PROGRAMS,
)

__all__ = ["PROGRAMS"]
