import math

import numpy as np


def expected(k, m):
    return math.sqrt(k / (m * 1e-3)) / (2 * math.pi)


def check(f):
    for arguments in [(20.0, 150.0), (3.0, 2000.0)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-8)
