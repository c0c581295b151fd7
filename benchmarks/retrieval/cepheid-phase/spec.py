import numpy as np


def mean_light_curve(t, mag, period, n_bins):
    """Mean magnitude in each of n_bins equal parts of the cycle."""
    ...
