import math


def orbital_period(a, M):
    return 2 * math.pi * math.sqrt((a * 1e3) ** 3 / (6.674e-11 * M)) / 3600
