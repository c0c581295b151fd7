import numpy as np


def check(f):
    assert abs(float(f(np.array([350.0, 20.0]))) - 5.0) < 1e-9
    assert abs(float(f(np.array([80.0, 100.0, 90.0]))) - 90) < 1e-9
    assert abs(float(f(np.array([300.0, 320.0]))) - 310) < 1e-9
