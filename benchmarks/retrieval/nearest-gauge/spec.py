import numpy as np


def idw(stations, rain, grid, k=8, power=2):
    """Rainfall on grid points: mean of the k closest gauges weighted by 1/d^power."""
    ...
