import math

from scipy import constants as k


def expected(nu, T):
    nu = nu * 1e9
    return 2 * k.h * nu**3 / k.c**2 / math.expm1(k.h * nu / (k.k * T))


def check(f):
    for arguments in [(100.0, 2.725), (500.0, 30.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
