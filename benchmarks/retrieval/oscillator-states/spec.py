import numpy as np


def psi(n, x, m, omega):
    """Normalised n-th stationary state of the quantum harmonic oscillator at positions x [m]."""
    ...
