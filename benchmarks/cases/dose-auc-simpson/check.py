import numpy as np


def check(f):
    t = np.linspace(0, 8, 9)
    assert abs(float(f(t, t**3)) - 8**4 / 4) < 1e-9
    t = np.array([0.0, 1.0, 3.0, 4.0, 7.0])
    assert abs(float(f(t, 2 + t)) - (14 + 24.5)) < 1e-9
    assert abs(float(f(t, t**2)) - 343 / 3) < 1e-9
