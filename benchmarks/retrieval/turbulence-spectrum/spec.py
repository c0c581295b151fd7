import numpy as np


def energy_spectrum(u, fs):
    """One-sided spectral density of velocity fluctuations, averaged over overlapping Hann-tapered segments."""
    ...
