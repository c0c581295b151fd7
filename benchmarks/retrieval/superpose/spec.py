import numpy as np


def kabsch_rmsd(P, Q):
    """Smallest root mean square deviation of two (n, 3) sets of atoms over all rigid motions."""
    ...
