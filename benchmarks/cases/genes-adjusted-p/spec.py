import numpy as np
from scipy import stats


def adjust(p):
    """Benjamini-Hochberg adjusted p-values.

    p : (n,) array of p-values

    Returns an array in the same order.
    """
    ...
