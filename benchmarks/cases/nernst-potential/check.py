import math

from scipy import constants as k


def expected(c_out, c_in, T, z=1):
    return (
        1e3 * k.R * (T + 273.15) / (z * k.physical_constants["Faraday constant"][0]) * math.log(c_out / c_in)
    )


def check(f):
    for arguments in [(145.0, 12.0, 37.0), (4.0, 140.0, 20.0, 1), (2.0, 0.0001, 37.0, 2)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
