import numpy as np


def vibration_frequency(k, m1, m2):
    """Frequency at which the bond of a diatomic molecule vibrates.

    The reduced mass is mu = m1 m2 / (m1 + m2), and

    nu = 1/(2 pi) sqrt(k / mu)

    :param k: force constant of the bond, N/m
    :param m1: mass of the first atom, u (1 u = 1.66053906660e-27 kg)
    :param m2: mass of the second atom, u
    :return: nu in THz
    """
    raise NotImplementedError
