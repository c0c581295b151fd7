import numpy as np


def droplet_radius(r0, S, T, t):
    """Growth of a cloud droplet by condensation with the Kelvin and solute terms, radius at times t."""
    ...
