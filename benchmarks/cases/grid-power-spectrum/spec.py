import numpy as np
from scipy import signal


def current_psd(i, fs, nperseg):
    """Power spectral density of a mains current by Welch's method.

    Hamming window, segments of nperseg samples that overlap by 75 %, linear trend removed from each segment.

    Parameters
    ----------
    i : array
        Current in A.
    fs : float
        Sampling frequency in Hz.
    nperseg : int
        Samples per segment.

    Returns
    -------
    f : array
        Frequencies in Hz.
    S : array
        One-sided power spectral density in A^2/Hz.
    """
    raise NotImplementedError
