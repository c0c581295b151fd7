import numpy as np


def brownian(n, steps, D, dt, rng):
    """Paths of n Brownian particles with diffusion coefficient D [m2/s]."""
    ...
