import math

import numpy as np


def expected(m, d):
    return m - 5 * math.log10(d * 1e3 / 10)


def check(f):
    for arguments in [(12.0, 1.0), (20.0, 780.0)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-8)
