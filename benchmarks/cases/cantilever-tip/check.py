import numpy as np


def expected(F, L, E, b, h):
    return F * (L * 1e-3) ** 3 / (3 * E * 1e9 * (b * 1e-3 * (h * 1e-3) ** 3 / 12)) * 1e3


def check(f):
    for arguments in [(100.0, 500.0, 200.0, 20.0, 10.0), (5.0, 80.0, 70.0, 10.0, 2.0)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-8)
