import numpy as np
from scipy.signal import savgol_filter


def slope_smooth(y, window, dx):
    """First derivative of a noisy profile by a Savitzky-Golay filter with a cubic polynomial.

    y: 1-D array, evenly spaced
    window: odd window length in samples
    dx: spacing between samples
    """
    ...
