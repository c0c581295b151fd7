import math


def pressure_at(h, p0=1013.25, T=288.15):
    return p0 * math.exp(-0.0289644 * 9.80665 * h / (8.314462618 * T))
