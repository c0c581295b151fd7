import numpy as np


def morans_i(xy, z, radius, permutations, rng):
    """Spatial autocorrelation of z over sites closer than `radius`, and its pseudo p value."""
    ...
