import numpy as np


def boltzmann_weights(energies, T):
    """Populations of states p_i = exp(-E_i/kT)/Z, for energies so large that the exponentials underflow."""
    ...
