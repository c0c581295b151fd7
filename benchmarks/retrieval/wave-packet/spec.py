import numpy as np


def split_step(psi, V, dx, dt, steps, m=1.0, hbar=1.0):
    """Propagate a wave packet under i hbar dpsi/dt = -(hbar^2/2m) psi'' + V psi, periodic box, Strang splitting.

    The kinetic part is applied where it is diagonal.
    """
    ...
