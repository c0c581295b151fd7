import numpy as np


def check(f):
    # a salt of two ions of charge one has the ionic strength of its concentration
    assert abs(float(f(np.array([0.1, 0.1]), np.array([1, -1]))) - 0.1) < 1e-12
    # calcium chloride three times, magnesium sulphate four times
    assert abs(float(f(np.array([0.02, 0.04]), np.array([2, -1]))) - 0.06) < 1e-12
    assert abs(float(f(np.array([0.05, 0.05]), np.array([2, -2]))) - 0.2) < 1e-12
    c, z = np.array([0.1, 0.05, 0.2]), np.array([1, 2, -1])
    assert abs(float(f(c, z)) - float(f(c[::-1], z[::-1]))) < 1e-12
    assert np.array_equal(c, [0.1, 0.05, 0.2])
