import numpy as np
from scipy import stats


def robust_spread(residuals):
    """Median absolute deviation of the residuals, scaled to be consistent with the standard deviation of a normal distribution.

    residuals: 1-D array
    """
    ...
