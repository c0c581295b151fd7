import math

from scipy import constants as k


def spectral_radiance(nu, T):
    nu = nu * 1e9
    return 2 * k.h * nu**3 / k.c**2 / math.expm1(k.h * nu / (k.k * T))
