import numpy as np


def fit_kernel(distances):
    """Scale and shape of an exponential-power dispersal kernel in the plane that make the trap distances most likely."""
    ...
