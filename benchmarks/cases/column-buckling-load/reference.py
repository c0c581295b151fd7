import math


def buckling_load(E, I, L, K=1.0):  # noqa: E741
    return math.pi**2 * E * 1e9 * I * 1e-8 / (K * L) ** 2 / 1e3
