import numpy as np
from scipy import signal


def detided(level):
    """Sea level with its linear trend removed, station by station.

    Args:
        level: (hours, stations) array of sea level in m

    Returns:
        (hours, stations) array
    """
    ...
