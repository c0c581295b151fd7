import numpy as np


def coefficients(A, b):
    return np.linalg.lstsq(A, b, rcond=None)[0]
