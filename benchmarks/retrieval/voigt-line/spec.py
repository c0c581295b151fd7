import numpy as np


def line_shape(nu, nu0, sigma_doppler, gamma_lorentz):
    """Absorption line broadened by thermal motion and by collisions, normalised to 1 over frequency."""
    ...
