import numpy as np


def check(f):
    v = np.array([0, 5, 0, 1, 0, 7, 6, 8, 0, 3, 0], dtype=float)
    assert list(f(v, 4, 1)) == [1, 5, 7]
    assert list(f(v, 4, 3)) == [1, 7]
    assert list(f(v, 2.5, 1)) == [1, 5, 7, 9]
