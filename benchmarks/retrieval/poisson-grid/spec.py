import numpy as np


def potential(rho, h):
    """Electrostatic potential on a square grid: laplacian(phi) = -rho/eps0, phi = 0 on the boundary, five-point stencil."""
    ...
