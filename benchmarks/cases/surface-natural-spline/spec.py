import numpy as np
from scipy.interpolate import CubicSpline


def slope_at(x, h, xq):
    """First derivative of a natural cubic spline through surveyed heights.

    Parameters
    ----------
    x : array
        Positions along the profile in m, increasing.
    h : array
        Heights in m.
    xq : array
        Positions in m at which the slope is wanted.

    Returns
    -------
    array
        Slope dh/dx.
    """
    ...
