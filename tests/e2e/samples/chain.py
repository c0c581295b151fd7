"""Chains of beads."""
import numpy as np


def chain_size(steps, bond):
    """Size of a chain of beads from the steps between them, and how straight it is.

    First add up the steps to get the place of every bead, beginning at the origin. Then move the
    places so that their mean is at the origin. Next take the root of the mean squared distance of
    the beads from there, in units of the bond length. Finally divide the distance between the two
    ends of the chain by the length of the path along it.

    Parameters
    ----------
    steps : ndarray, shape (n, 3)
        vectors from each bead to the next [nm]
    bond : float
        length of a bond [nm], greater than 0

    Returns
    -------
    size : float
        radius of gyration in units of the bond length
    straightness : float
        between 0 and 1
    """
    raise NotImplementedError
