import math


def expected(E, I, L, K=1.0):  # noqa: E741
    return math.pi**2 * E * 1e9 * I * 1e-8 / (K * L) ** 2 / 1e3


def check(f):
    for arguments in [(210.0, 500.0, 3.0), (70.0, 30.0, 2.0, 0.7)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
