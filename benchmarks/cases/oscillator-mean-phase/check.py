import numpy as np


def check(f):
    p = np.array([3.0, -3.0, 2.8, -2.9])
    assert abs(f(p) - np.angle(np.mean(np.exp(1j * p)))) < 1e-9
