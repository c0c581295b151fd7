import numpy as np


def transition_moment(n1, l1, n2, l2):
    """Radial dipole integral <n1 l1| r |n2 l2> of the hydrogen atom in units of the Bohr radius."""
    ...
