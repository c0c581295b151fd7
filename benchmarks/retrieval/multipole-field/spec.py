import numpy as np


def geopotential(lat, lon, r, coeffs):
    """Gravity potential from coefficients C_lm, S_lm up to degree lmax, expanded in surface harmonics."""
    ...
