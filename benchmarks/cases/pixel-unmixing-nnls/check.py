import numpy as np
from scipy.optimize import nnls


def check(f):
    r = np.random.default_rng(0)
    A = r.random((6, 3))
    b = r.random(6)
    np.testing.assert_allclose(f(A, b), nnls(A, b)[0])
