import numpy as np
from scipy import signal


def remove_wander(ecg, fs, cutoff=0.5):
    """Remove baseline wander from an ECG with a second-order Butterworth high-pass filter.

    The filter runs forwards and then backwards so that there is no phase distortion.

    Parameters
    ----------
    ecg : ndarray, 1-D
        Signal in mV.
    fs : float
        Sampling frequency (Hz).
    cutoff : float
        Cut-off frequency in Hz.

    Returns
    -------
    ndarray
        Filtered ECG, same length.
    """
    raise NotImplementedError
