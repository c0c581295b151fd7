import numpy as np


def cantilever_frequencies(E, I, rho, A, L, n):
    """First n bending frequencies of a cantilever: cos(bL) cosh(bL) = -1."""
    ...
