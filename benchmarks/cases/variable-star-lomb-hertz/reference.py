import numpy as np
from scipy.signal import lombscargle


def power_at(t, y, freq):
    return lombscargle(t, y, 2 * np.pi * np.asarray(freq))
