import numpy as np


def radial_power(image):
    """Azimuthally averaged power of an image against spatial frequency."""
    ...
