import numpy as np


def correlation(x, y):
    return float(np.corrcoef(x, y)[0, 1])
