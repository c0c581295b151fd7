import numpy as np
from scipy.signal import savgol_filter


def smooth_widths(widths, window):
    """Savitzky-Golay smoothing of tree-ring widths with a cubic polynomial.

    :param widths: ring widths in mm, one per year (1-D array)
    :param window: window length in years, odd
    :returns: smoothed ring widths in mm
    """
    raise NotImplementedError
