import numpy as np


def influence(A, damping=0.85):
    """Influence of journals: stationary share of a reader who follows citations A[i, j] and now and then jumps anywhere."""
    ...
