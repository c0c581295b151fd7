import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage


def group_galaxies(positions, k):
    """Labels of k groups of galaxies by hierarchical clustering with Ward linkage.

    Args:
        positions: (n, 3) array of positions in Mpc, one galaxy per row
        k: number of groups

    Returns:
        (n,) integer labels starting at 1
    """
    ...
