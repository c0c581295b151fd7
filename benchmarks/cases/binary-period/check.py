import math

import numpy as np


def expected(a, m, n):
    return math.sqrt(4 * math.pi**2 * a**3 / (6.6743e-11 * (m + n)))


def check(f):
    for arguments in [(1.5e11, 2e30, 6e24), (3e10, 1e30, 2e30)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-4)
