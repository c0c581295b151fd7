import math

from scipy import constants as k


def nernst(c_out, c_in, T, z=1):
    return (
        1e3 * k.R * (T + 273.15) / (z * k.physical_constants["Faraday constant"][0]) * math.log(c_out / c_in)
    )
