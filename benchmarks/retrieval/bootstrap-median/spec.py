import numpy as np


def median_ci(x, level=0.95, n=9999, seed=None):
    """Confidence interval of the median of x by drawing samples of the same size with replacement."""
    ...
