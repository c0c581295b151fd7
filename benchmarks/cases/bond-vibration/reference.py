import numpy as np


def vibration_frequency(k, m1, m2):
    reduced_mass = m1 * m2 / (m1 + m2) * 1.66053906660e-27
    return np.sqrt(k / reduced_mass) / (2 * np.pi) * 1e-12
