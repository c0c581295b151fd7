import math

import numpy as np


def expected(T, RH):
    g = math.log(RH / 100) + 17.62 * T / (243.12 + T)
    return 243.12 * g / (17.62 - g)


def check(f):
    for arguments in [(20.0, 50.0), (5.0, 90.0)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-8)
