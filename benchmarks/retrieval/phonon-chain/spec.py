import numpy as np


def branches(q, masses, springs, a):
    """Vibrational branches omega(q) of a linear crystal with several atoms in its cell."""
    ...
