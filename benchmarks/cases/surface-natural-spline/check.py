import numpy as np


def check(f):
    x = np.array([0.0, 1.0, 2.0])
    # M1 = -3 for a tent of height one (second derivative at the middle), zero at the ends
    got = np.asarray(f(x, np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, 2.0])))
    assert np.allclose(got, [1.5, 0.0, -1.5])
    assert np.allclose(f(np.array([0.0, 2, 3, 7]), np.array([1.0, 5, 7, 15]), np.array([0.5, 6.0])), 2.0)
