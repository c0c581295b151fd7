import numpy as np


def capon_spectrum(snapshots, steering):
    """Power 1/(a^H R^-1 a) by direction from the sample covariance of an array's snapshots."""
    ...
