import numpy as np


def energy_used(t, power):
    return np.trapezoid(power, t) * 60
