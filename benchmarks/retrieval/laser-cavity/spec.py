import numpy as np


def tem_profile(m, n, x, y, w):
    """Intensity of the TEM_mn mode of a resonator across its waist w, unit power."""
    ...
