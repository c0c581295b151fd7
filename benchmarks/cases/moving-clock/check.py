from scipy import constants as k


def expected(t, v):
    return t * (1 - (v * 1e3) ** 2 / k.c**2) ** 0.5


def check(f):
    for arguments in [(10.0, 100000.0), (3.0, 200000.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
