import numpy as np


def observe(sky, fwhm):
    """Image of the sky model as seen through a seeing-limited telescope with a round PSF of given FWHM [px]."""
    ...
