import numpy as np
from scipy.signal import lombscargle


def power_at(t, y, freq):
    """Lomb-Scargle periodogram of unevenly sampled data, not normalised.

    t: observation times [s]
    y: zero-mean values
    freq: frequencies [Hz] where the power is wanted
    """
    ...
