import numpy as np
from scipy.integrate import trapezoid


def energy_used(t, power):
    """Energy used, by the trapezoidal rule.

    Parameters
    ----------
    t : (n,) array
        Times in minutes.
    power : (n,) array
        Power in W.

    Returns
    -------
    float
        Energy in J.
    """
    ...
