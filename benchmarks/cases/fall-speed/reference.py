import numpy as np


def impact_speed(h, g=9.81):
    return np.sqrt(2 * g * h)
