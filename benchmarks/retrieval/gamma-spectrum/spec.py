import numpy as np


def photopeak(energies, counts, near):
    """Area and centroid of the photopeak near an energy, a Gaussian on a linear background."""
    ...
