import numpy as np


def k_effective(D, sigma_a, nu_sigma_f, dx):
    """Multiplication factor of a slab reactor in one-group diffusion, zero flux at the edges, and the flux's shape."""
    ...
