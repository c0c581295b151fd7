import numpy as np


def expected(A, e, l):
    return A / (e * l) * 1e6


def check(f):
    for arguments in [(0.5, 6220.0, 1.0), (1.2, 500.0, 0.5)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-8)
