import math

from scipy import constants as k


def coulomb_force(q1, q2, r):
    return 1e3 * q1 * 1e-9 * q2 * 1e-9 / (4 * math.pi * k.epsilon_0 * (r * 1e-2) ** 2)
