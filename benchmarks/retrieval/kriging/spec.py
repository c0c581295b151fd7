import numpy as np


def krige(xy, z, targets, sill, range_m, nugget):
    """Simple kriging estimate and variance of ore grade at the targets, exponential covariance model."""
    ...
