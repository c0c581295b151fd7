import numpy as np


def coefficients(A, b):
    """Least-squares solution of an overdetermined linear system.

    Args:
        A: (m, n) design matrix
        b: (m,) observations, right-hand side

    Returns:
        (n,) solution
    """
    ...
