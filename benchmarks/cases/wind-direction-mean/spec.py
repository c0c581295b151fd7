import numpy as np
from scipy import stats


def mean_direction(direction):
    """Circular mean of wind directions.

    Args:
        direction: wind directions in degrees, 0 to 360, 1-D array

    Returns:
        mean direction in degrees, from 0 to 360
    """
    ...
