import numpy as np


def natural_frequencies(M, K):
    """Undamped natural frequencies [rad/s] and mass-normalised shapes of a structure: K phi = omega^2 M phi."""
    ...
