import numpy as np


def pi_levels(bonds: list[tuple[int, int]], n: int, alpha: float, beta: float) -> np.ndarray:
    """Orbital energies [eV] of a planar conjugated hydrocarbon in the Hückel approximation.

    H_ii = alpha, H_ij = beta for bonded carbon atoms i and j, zero otherwise.
    Returned in ascending order.
    """
    ...
