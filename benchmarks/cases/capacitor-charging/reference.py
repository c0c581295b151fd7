import math


def capacitor_voltage(t, V0, R, C):
    return V0 * (1 - math.exp(-t * 1e-3 / (R * 1e3 * C * 1e-6)))
