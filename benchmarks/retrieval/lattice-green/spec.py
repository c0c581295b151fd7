import numpy as np


def local_dos(H, site, energies, eta):
    """Local density of states -Im G_ii(E + i eta)/pi of a tight-binding Hamiltonian, G = (E - H)^-1."""
    ...
