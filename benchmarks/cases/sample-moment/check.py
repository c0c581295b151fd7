import numpy as np


def expected(x, k):
    return float(np.mean((x - np.mean(x)) ** k))


def check(f):
    for arguments in [(np.array([1.0, 2.0, 4.0, 9.0]), 3), (np.array([0.3, -2.0, 4.0]), 2)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-8)
