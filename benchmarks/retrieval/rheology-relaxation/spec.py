import numpy as np


def relaxation_modes(omega, G1, G2, tau):
    """Moduli g_k >= 0 of a generalised Maxwell model with given relaxation times from storage and loss moduli."""
    ...
