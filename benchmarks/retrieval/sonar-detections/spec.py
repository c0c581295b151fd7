import numpy as np


def threshold(n_looks, p_false):
    """Detection threshold on the sum of n_looks noise powers, each exponential with mean one, for a given false alarm rate."""
    ...
