import numpy as np


def ephemeris(epoch, mid_times, errors):
    """Period and reference time with their covariance from mid-transit times weighted by their errors."""
    ...
