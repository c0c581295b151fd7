import numpy as np


def band(trace, dt, f_low, f_high):
    """Band-pass a seismogram without phase shift: second-order Butterworth run forwards and backwards.

    Parameters
    ----------
    trace : (n,) array
        Ground velocity in m/s.
    dt : float
        Sampling interval in s.
    f_low, f_high : float
        Lower and upper corner frequency in Hz.

    Returns
    -------
    (n,) array
        Filtered trace in m/s.
    """
    ...
