import numpy as np


def dose_at(q, x, d):
    """Absorbed dose at the positions q, linearly interpolated.

    Parameters
    ----------
    q : array
        Positions at which the dose is wanted (mm).
    x : array
        Measured positions (mm), in any order.
    d : array
        Dose at x (Gy).

    Returns
    -------
    array
        Dose at q (Gy); nan outside the measured range.
    """
    ...
