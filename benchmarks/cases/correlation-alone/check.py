import numpy as np


def expected(x, y):
    return float(np.corrcoef(x, y)[0, 1])


def check(f):
    for arguments in [(np.random.default_rng(2).normal(size=20), np.random.default_rng(3).normal(size=20))]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-8)
