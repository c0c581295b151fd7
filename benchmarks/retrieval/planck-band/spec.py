import numpy as np


def band_radiance(T, lam1, lam2):
    """Radiance [W/m2/sr] that a black body at T [K] emits between the wavelengths lam1 and lam2 [m]."""
    ...
