import math


def expected(h, p0=1013.25, T=288.15):
    return p0 * math.exp(-0.0289644 * 9.80665 * h / (8.314462618 * T))


def check(f):
    for arguments in [(1000.0,), (5000.0, 1000.0, 270.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
