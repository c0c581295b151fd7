import numpy as np


def ionic_strength(c, z):
    return 0.5 * np.sum(np.asarray(c) * np.asarray(z) ** 2)
