import numpy as np


def thickness(wavelength, reflectance, n):
    """Thickness of a transparent film from the spacing of interference fringes in its reflectance."""
    ...
