import math


def expected(a, M):
    return 2 * math.pi * math.sqrt((a * 1e3) ** 3 / (6.674e-11 * M)) / 3600


def check(f):
    for arguments in [(6778.0, 5.972e24), (42164.0, 5.972e24)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
