import numpy as np


def pulse_profile(arrival, period, pdot, n_bins):
    """Photon counts against rotational phase."""
    ...
