import numpy as np
from scipy import interpolate


def temperature_at(depth, temperature, z):
    """Water temperature between the depths of a mooring, by monotone piecewise cubic interpolation (PCHIP).

    Below and above the thermistors the result is nan.

    Args:
        depth: (n,) depths of the thermistors in m, strictly increasing
        temperature: (n,) temperatures in degC
        z: depths in m at which the temperature is wanted

    Returns:
        temperatures in degC, same shape as z
    """
    raise NotImplementedError
