import math

import numpy as np


def expected(p, a, h):
    return p + math.log10(a / h)


def check(f):
    for arguments in [(4.76, 10.0, 20.0), (7.2, 5.0, 1.0)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-8)
