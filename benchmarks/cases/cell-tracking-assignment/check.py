import numpy as np
from scipy.optimize import linear_sum_assignment


def expected(c):
    return linear_sum_assignment(c)


def check(f):
    for arguments in [(np.random.default_rng(2).uniform(size=(6, 8)),)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-8)
