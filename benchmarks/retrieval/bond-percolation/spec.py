import numpy as np


def largest_cluster_fraction(n, p, rng):
    """Fraction of sites in the largest cluster when each bond of an n x n square lattice is open with probability p."""
    ...
