import numpy as np


def principal_moments(I):
    return np.linalg.eigvalsh(I)[::-1]
