import numpy as np


def plate_surface(t, h, k, alpha, T0, Tinf):
    """Temperature at depth zero of a very thick wall suddenly exposed to a fluid at Tinf with heat transfer coefficient h."""
    ...
