import numpy as np


def central_moment(x, k):
    return float(np.mean((x - np.mean(x)) ** k))
