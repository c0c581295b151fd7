import numpy as np
from scipy.integrate import simpson


def exposure(t, c):
    """Area under the concentration curve by Simpson's rule.

    t: sampling times in h, increasing (1-D)
    c: plasma concentrations in mg/L at these times

    Returns the area in mg h/L.
    """
    ...
