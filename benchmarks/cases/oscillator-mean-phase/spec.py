import numpy as np
from scipy import stats


def mean_phase(phi):
    """Circular mean of phases.

    phi: 1-D array, radians
    Returns the mean phase in radians, between -pi and pi.
    """
    ...
