import numpy as np


def evolve(H, psi0, t):
    """State at time t of a spin system with constant Hamiltonian H (hbar = 1)."""
    ...
