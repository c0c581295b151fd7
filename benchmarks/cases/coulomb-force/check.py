import math

from scipy import constants as k


def expected(q1, q2, r):
    return 1e3 * q1 * 1e-9 * q2 * 1e-9 / (4 * math.pi * k.epsilon_0 * (r * 1e-2) ** 2)


def check(f):
    for arguments in [(10.0, 20.0, 5.0), (1.0, -3.0, 2.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
