import math


def expected(t, V0, R, C):
    return V0 * (1 - math.exp(-t * 1e-3 / (R * 1e3 * C * 1e-6)))


def check(f):
    for arguments in [(5.0, 12.0, 2.2, 4.7), (1.0, 5.0, 10.0, 0.1)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
